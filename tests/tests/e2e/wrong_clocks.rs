//! Clocks wrong by years: no order, no right and no receipt depends on a phone's clock.

use chrono::{DateTime, Utc};
use huben_tests::clock::Clock;
use huben_tests::phone::id;
use huben_tests::world::World;
use serde_json::Value;

use crate::make::{issue, settle_down, shared_household, step, text_set, visit};

const YEARS: i64 = 365;

#[test]
fn phones_years_ahead_and_years_behind_merge_like_any_other() {
    let world = World::open();
    let desk = world.desk();
    let ahead = world.worker("李红梅").with_clock(Clock::OffByDays(4 * YEARS));
    let behind = world.worker("王志强").with_clock(Clock::OffByDays(-6 * YEARS));
    let home = shared_household(&desk, &[&ahead, &behind]);
    visit(&ahead, &home, "快四年");
    visit(&behind, &home, "慢六年");
    ahead.ok(&["household", "edit", &home, "--note", "先改的"]);
    ahead.sync();
    behind.sync();
    // The phone behind knows of the first edit, so its own one stands, whatever the clocks say.
    behind.ok(&["household", "edit", &home, "--note", "后改的"]);
    settle_down(&[&behind, &ahead, &desk]);
    for phone in [&desk, &ahead, &behind] {
        assert_eq!(text_set(phone, &home).len(), 2, "{}", phone.name);
        assert_eq!(phone.ok(&["household", "show", &home])["note"], "后改的", "{}", phone.name);
        assert_eq!(phone.ok(&["contradictions"])["total"], 0, "{}", phone.name);
        assert_eq!(phone.ok(&["status"])["saved"], 0, "{}", phone.name);
    }
}

#[test]
fn the_steps_of_an_issue_keep_their_order_whatever_the_clocks_say() {
    let world = World::open();
    let desk = world.desk().with_clock(Clock::OffByDays(-6 * YEARS));
    let worker = world.worker("李红梅").with_clock(Clock::OffByDays(4 * YEARS));
    let colleague = world.worker("王志强");
    let matter = id(&issue(&worker, "灯不亮"));
    settle_down(&[&worker, &colleague, &desk]);
    step(&worker, &matter, "handle", &["--text", "换了灯泡"]);
    settle_down(&[&worker, &colleague, &desk]);
    step(&colleague, &matter, "verify", &["--result", "passed"]);
    settle_down(&[&colleague, &desk, &worker]);
    step(&desk, &matter, "close", &[]);
    settle_down(&[&desk, &worker, &colleague]);
    let shown = [&desk, &worker, &colleague].map(|phone| phone.ok(&["issue", "show", &matter]));
    assert!(shown.iter().all(|one| one["stage"] == "closed"), "{shown:?}");
    let names: Vec<_> =
        shown[0]["steps"].as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
    assert_eq!(names, ["report", "handle", "verify", "close"]);
}

#[test]
fn the_offices_own_clock_may_be_wrong_and_sync_still_works() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    let home = shared_household(&world.desk(), &[&worker]);
    for days in [-3 * YEARS, 3 * YEARS] {
        world.office.stop();
        world.office.set_clock(Clock::OffByDays(days));
        world.office.serve();
        let visit = id(&visit(&worker, &home, &format!("社区的钟差 {days} 天")));
        worker.sync();
        assert_eq!(worker.state(&visit), "at_office");
    }
}

#[test]
fn a_clock_that_is_wrong_shows_in_the_time_it_wrote_and_nowhere_else() {
    let world = World::open();
    let worker = world.worker("李红梅").with_clock(Clock::OffByDays(-6 * YEARS));
    let home = shared_household(&world.desk(), &[&worker]);
    let recorded = visit(&worker, &home, "慢六年");
    let at = |value: &Value| DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap().to_utc();
    let off = (Utc::now() - at(&recorded["at"])).num_days();
    assert!(
        (6 * YEARS - 2..=6 * YEARS + 2).contains(&off),
        "faketime did not reach the program: off by {off} days"
    );
    worker.sync();
    assert_eq!(worker.state(&id(&recorded)), "at_office");
}
