//! The first sync of a grid against the same content as zstd JSON.

use crate::{add_household, open, record};
use huben_domain::HouseholdId;
use huben_engine::{FieldBook, HouseholdFilter, KeyFile, Machine, Silent, Slice, SyncRun};
use huben_tests::places::GRID_1;
use huben_tests::world::World;
use std::sync::Arc;

const HOUSEHOLDS: usize = 80;
const VISITS: usize = 400;

/// A new phone takes over a grid: bytes down against the same content as zstd JSON.
pub fn first_sync(world: &World) {
    let writer = world.worker("刘强");
    let book = open(writer.data());
    let households: Vec<HouseholdId> = (0..HOUSEHOLDS).map(|n| add_household(&book, n)).collect();
    for n in 0..VISITS {
        record(&book, households[n % households.len()], n * 7);
    }
    let (_, done) = book.sync(&SyncRun::new(Arc::new(Silent)));
    done.expect("the office takes it");
    drop(book);
    let user = world.office.add_user("陈静", "grid-worker", &[GRID_1], &[]);
    let phone = world.new_phone("陈静", &user);
    let vault = Arc::new(KeyFile::in_directory(phone.data()));
    let book = FieldBook::enrol(phone.data(), vault, Arc::new(Machine), &world.office.invite(&user))
        .expect("enrolled");
    let (report, done) = book.sync(&SyncRun::new(Arc::new(Silent)));
    done.expect("first sync");
    let cards = book.households(&HouseholdFilter::default(), Slice::ALL).expect("cards").items;
    assert_eq!(cards.len(), HOUSEHOLDS);
    let mut content = Vec::new();
    for card in &cards {
        content.push(serde_json::to_value(&card.household).expect("json"));
        for visit in book.book(card.household.id, Slice::ALL).expect("book").items {
            let mut visit = serde_json::to_value(&visit).expect("json");
            // Who is who comes with the directory; the floor sends the id.
            visit["by"] = visit["by"]["id"].take();
            content.push(visit);
        }
    }
    strip_nulls(&mut content);
    let json = serde_json::to_vec(&content).expect("json");
    let floor = zstd::bulk::compress(&json, 3).expect("zstd").len();
    println!(
        "first sync of {HOUSEHOLDS} cards and {VISITS} visits: {} bytes down in {} round trips, {} ms; floor (zstd JSON of {} bytes) {} bytes; ratio {:.2}",
        report.bytes_down,
        report.round_trips,
        report.elapsed_ms,
        json.len(),
        floor,
        report.bytes_down as f64 / floor as f64
    );
}

/// The floor sends nothing for what is absent.
fn strip_nulls(content: &mut [serde_json::Value]) {
    for value in content {
        if let Some(map) = value.as_object_mut() {
            map.retain(|_, value| {
                !value.is_null() && *value != serde_json::json!([]) && *value != serde_json::json!({})
            });
            map.remove("state");
            map.remove("door");
        }
    }
}
