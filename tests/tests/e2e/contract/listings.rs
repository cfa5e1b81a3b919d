//! Listings: their shape, their pages, and who has not been seen for long.

use chrono::{Duration, Utc};
use huben_tests::phone::{Phone, id};
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2, NOWHERE};
use huben_tests::world::World;

use crate::make::{household, ids, issue, visit};

#[test]
fn a_listing_is_items_and_a_total_and_pages_without_gap_or_overlap() {
    let world = World::open();
    let worker = world.worker("李红梅");
    for room in 0..5 {
        household(&worker, &format!("3-2-50{room}"), "王秀英");
    }
    let page =
        |limit: &str, offset: &str| worker.ok(&["household", "list", "--limit", limit, "--offset", offset]);
    let whole = worker.ok(&["household", "list"]);
    let all = whole["items"].as_array().unwrap().clone();
    assert_eq!((whole["total"].as_u64(), all.len()), (Some(5), 5));
    for (limit, offset, expected) in
        [("2", "0", &all[..2]), ("2", "2", &all[2..4]), ("2", "4", &all[4..]), ("9", "5", &[])]
    {
        let page = page(limit, offset);
        assert_eq!(
            (page["items"].as_array().unwrap().as_slice(), page["total"].as_u64()),
            (expected, Some(5))
        );
    }
    worker.run(&["household", "list", "--limit", "many"]).fails(2, "invalid_input", Some("limit"));
    worker.run(&["household", "list", "--offset", "-1"]).fails(2, "invalid_input", Some("offset"));
}

#[test]
fn an_empty_listing_is_an_empty_listing() {
    let world = World::open();
    let worker = world.worker("李红梅");
    for listing in [
        &["household", "list"][..],
        &["issue", "list"],
        &["attention"],
        &["contradictions"],
        &["search", "王"],
    ] {
        let page = worker.ok(listing);
        assert_eq!(
            (page["items"].as_array().map(Vec::len), page["total"].as_u64()),
            (Some(0), Some(0)),
            "{listing:?}"
        );
    }
}

#[test]
fn an_area_stands_for_everything_below_it() {
    let world = World::open();
    let desk = world.desk();
    let add = |area: &str, address: &str| {
        id(&desk.ok(&["household", "add", "--area", area, "--address", address, "--contact", "王秀英"]))
    };
    let (first, second) = (add(GRID_1, "1-1-101"), add(GRID_2, "2-1-101"));
    let listed = |area: &str| ids(&desk.items(&["household", "list", "--area", area]));
    assert_eq!((listed(GRID_1), listed(GRID_2), listed(COMMUNITY).len()), (vec![first], vec![second], 2));
    desk.run(&["household", "list", "--area", NOWHERE]).fails(2, "invalid_input", Some("area"));
}

#[test]
fn not_seen_counts_from_the_last_time_somebody_was_met() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let [met, long_ago, nobody_home, never, ended, vacant] =
        [1, 2, 3, 4, 5, 6].map(|room| id(&household(&worker, &format!("3-2-50{room}"), "王秀英")));
    record(&worker, &met, 2, "met");
    record(&worker, &long_ago, 90, "met");
    record(&worker, &nobody_home, 90, "met");
    record(&worker, &nobody_home, 1, "nobody-home");
    worker.ok(&["household", "end", &ended, "--reason", "拆迁"]);
    worker.ok(&["household", "edit", &vacant, "--occupancy", "vacant"]);
    let mut not_seen = ids(&worker.items(&["household", "list", "--not-seen-days", "30"]));
    let mut expected = vec![long_ago, nobody_home.clone(), never];
    not_seen.sort();
    expected.sort();
    assert_eq!(not_seen, expected);
    let shown = worker.ok(&["household", "show", &nobody_home]);
    assert!(shown["last_visit_at"].as_str() > shown["last_met_at"].as_str(), "{shown}");
    worker.run(&["household", "list", "--not-seen-days", "long"]).fails(
        2,
        "invalid_input",
        Some("not_seen_days"),
    );
}

#[test]
fn issues_are_listed_by_stage_and_by_area() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let (one, two) = (id(&issue(&worker, "一单元灯不亮")), id(&issue(&worker, "二单元灯不亮")));
    worker.ok(&["issue", "step", &one, "handle", "--text", "换了灯泡"]);
    let listed = |stage: &str| ids(&worker.items(&["issue", "list", "--stage", stage]));
    assert_eq!((listed("handled"), listed("reported"), listed("closed")), (vec![one], vec![two], vec![]));
    assert_eq!(worker.items(&["issue", "list", "--area", GRID_1]).len(), 2);
    let reason = worker.run(&["issue", "list", "--stage", "lost"]).fails(2, "invalid_input", Some("stage"));
    assert!(reason.contains("reported"), "{reason}");
    worker.run(&["issue", "list", "--area", NOWHERE]).fails(2, "invalid_input", Some("area"));
}

#[test]
fn the_book_has_the_newest_visit_first_whatever_was_written_first() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    record(&worker, &home, 5, "met");
    record(&worker, &home, 30, "nobody-home");
    visit(&worker, &home, "刚才");
    let book = worker.items(&["book", &home]);
    let at: Vec<_> = book.iter().map(|visit| visit["at"].as_str().unwrap().to_owned()).collect();
    let mut sorted = at.clone();
    sorted.sort_by_key(|at| std::cmp::Reverse(chrono::DateTime::parse_from_rfc3339(at).unwrap()));
    assert_eq!((at.len(), &at), (3, &sorted));
    assert_eq!(worker.ok(&["book", &home, "--limit", "1"])["items"][0]["text"], "刚才");
}

fn record(phone: &Phone, household: &str, days_ago: i64, outcome: &str) {
    let at = (Utc::now() - Duration::days(days_ago)).to_rfc3339();
    let when = ["--at", &at, "--outcome", outcome, "--text", "走访"];
    phone.ok(&[&["visit", "record", "--household", household], &when[..]].concat());
}
