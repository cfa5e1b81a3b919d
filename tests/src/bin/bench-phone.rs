//! What a phone's work costs, beside the floor: the least work any program could do for the same result, in the same
//! run. Prints figures; judges nothing. `cargo run --locked -p huben-tests --bin bench-phone [--visits N]`

use huben_domain::{AreaCode, HouseholdId};
use huben_engine::{
    CardFields, FieldBook, HouseholdFilter, KeyFile, Machine, Silent, Slice, SyncRun, VisitInput,
};
use huben_tests::content;
use huben_tests::places::GRID_1;
use huben_tests::programs::huben;
use huben_tests::world::World;
use rusqlite::{Connection, params};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const HOUSEHOLDS: usize = 500;
const FIRST_SYNC_HOUSEHOLDS: usize = 80;
const FIRST_SYNC_VISITS: usize = 400;
const SAMPLES: usize = 1000;

fn main() {
    let visits: usize = std::env::args()
        .skip_while(|word| word != "--visits")
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(25_000);
    let world = World::open();
    first_sync(&world);
    let phone = world.worker("李红梅");
    let book = open(phone.data());
    let households: Vec<HouseholdId> = (0..HOUSEHOLDS).map(|n| add_household(&book, n)).collect();
    for n in 0..visits {
        record(&book, households[n % HOUSEHOLDS], n);
    }
    println!("\n{HOUSEHOLDS} households, {visits} visits on the phone");
    recording(&book, &households, phone.data());
    drop(book);
    opening(phone.data());
    searching(&open(phone.data()));
}

fn open(data: &Path) -> FieldBook {
    FieldBook::open(data, Arc::new(KeyFile::in_directory(data)), Arc::new(Machine))
        .expect("the phone's book opens")
}

fn add_household(book: &FieldBook, n: usize) -> HouseholdId {
    let fields = CardFields {
        area: Some(GRID_1.parse::<AreaCode>().expect("a grid's code")),
        address: Some(content::address(n)),
        estate: Some("锦绣花苑".into()),
        contact: Some(content::name(n)),
        phone: Some(content::phone(n)),
        note: Some(content::WORDS[n % 16].into()),
        ..CardFields::default()
    };
    book.add_household(fields).expect("a household is added").household.id
}

fn record(book: &FieldBook, household: HouseholdId, n: usize) {
    let input = VisitInput { text: Some(content::text(n)), ..VisitInput::default() };
    book.record_visit(household, input).expect("a visit is recorded");
}

/// A visit's bytes into the same kind of database with the same promises, and nothing else.
fn recording(book: &FieldBook, households: &[HouseholdId], data: &Path) {
    let file = data.join("floor.db");
    let floor = Connection::open(&file).expect("a floor database");
    floor.execute_batch("PRAGMA key = \"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'\"; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE visit (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);").expect("floor table");
    let mut ours = Vec::new();
    let mut bare = Vec::new();
    for n in 0..SAMPLES {
        let bytes = vec![n as u8; 330];
        let began = Instant::now();
        floor
            .prepare_cached("INSERT INTO visit (bytes) VALUES (?1)")
            .expect("floor insert")
            .execute(params![bytes])
            .expect("floor row");
        bare.push(began.elapsed());
        let began = Instant::now();
        record(book, households[n % households.len()], n);
        ours.push(began.elapsed());
    }
    drop(floor);
    let (ours, bare) = (spread(&mut ours), spread(&mut bare));
    println!(
        "record a visit    {}   floor (bare durable insert) {}   ratio of medians {:.2}",
        show(ours),
        show(bare),
        ours[0].as_secs_f64() / bare[0].as_secs_f64()
    );
    for name in ["floor.db", "floor.db-wal", "floor.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
}

fn opening(data: &Path) {
    let mut whole = Vec::new();
    let mut page = Vec::new();
    for _ in 0..15 {
        let began = Instant::now();
        let book = open(data);
        let first = book
            .households(&HouseholdFilter::default(), Slice { limit: Some(50), offset: 0 })
            .expect("a list");
        page.push(began.elapsed());
        assert_eq!(first.items.len(), 50);
        drop(book);
        let began = Instant::now();
        let all = open(data).households(&HouseholdFilter::default(), Slice::ALL).expect("a list");
        whole.push(began.elapsed());
        assert!(all.items.len() >= HOUSEHOLDS);
    }
    let (mut cold, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        cold.push(run(&["household", "list", "--limit", "50", "--json"], data));
        bare.push(run(&["--version"], data));
    }
    println!(
        "program to first 50  {}   floor (the program says its version) {}",
        show(spread(&mut cold)),
        show(spread(&mut bare))
    );
    println!("open to first 50  {}", show(spread(&mut page)));
    println!("open to all {HOUSEHOLDS}   {}", show(spread(&mut whole)));
}

/// A process of its own, from its start to its end.
fn run(arguments: &[&str], data: &Path) -> Duration {
    let began = Instant::now();
    let output = Command::new(huben()).args(arguments).env("HUBEN_DATA", data).output().expect("it runs");
    let took = began.elapsed();
    assert!(output.status.success(), "{output:?}");
    took
}

fn searching(book: &FieldBook) {
    for query in ["王秀英", "wangxiuying", "wxy", "3-2-501", "3幢2单元501", "0037", "血压", "漏水物业", "x"]
    {
        let mut times: Vec<Duration> = Vec::new();
        let mut total = 0;
        for _ in 0..15 {
            let began = Instant::now();
            total = book.search(query, Slice { limit: Some(20), offset: 0 }).expect("an answer").total;
            times.push(began.elapsed());
        }
        println!("search {query:<14} {}   {total} found", show(spread(&mut times)));
    }
}

/// A new phone takes over a grid: bytes down against the same content as zstd JSON.
fn first_sync(world: &World) {
    let writer = world.worker("刘强");
    let book = open(writer.data());
    let households: Vec<HouseholdId> = (0..FIRST_SYNC_HOUSEHOLDS).map(|n| add_household(&book, n)).collect();
    for n in 0..FIRST_SYNC_VISITS {
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
    assert_eq!(cards.len(), FIRST_SYNC_HOUSEHOLDS);
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
        "first sync of {FIRST_SYNC_HOUSEHOLDS} cards and {FIRST_SYNC_VISITS} visits: {} bytes down in {} round trips, {} ms; floor (zstd JSON of {} bytes) {} bytes; ratio {:.2}",
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

/// Median, 95th percentile, largest.
fn spread(times: &mut [Duration]) -> [Duration; 3] {
    times.sort();
    [times[times.len() / 2], times[times.len() * 95 / 100], times[times.len() - 1]]
}

fn show([median, p95, most]: [Duration; 3]) -> String {
    let ms = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
    format!("median {} ms, 95 % {} ms, most {} ms", ms(median), ms(p95), ms(most))
}
