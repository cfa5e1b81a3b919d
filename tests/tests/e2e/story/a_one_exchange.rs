//! (a) One signed exchange carries push, verdicts and pull; a usual day is 1 round trip.

use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::world::World;

use crate::make::{assert_same, household, issue, sync_all, visit};

#[test]
fn a_usual_day_is_one_request() {
    let mut world = World::open();
    let proxy = world.proxy();
    let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
    let colleague = world.worker("王志强");
    let worker = world.phone_behind(&proxy, "李红梅", "grid-worker", &[GRID_1]);
    let homes: Vec<String> =
        (1..=8).map(|room| id(&household(&desk, &format!("3-2-50{room}"), "王秀英"))).collect();
    desk.sync();
    sync_all(&[&colleague, &worker]);

    for (nth, home) in homes.iter().cycle().take(20).enumerate() {
        visit(&worker, home, &format!("第{nth}次走访，一切都好"));
    }
    for nth in 0..3 {
        issue(&worker, &format!("第{nth}盏灯不亮"));
    }
    for home in &homes[..5] {
        worker.ok(&["household", "edit", home, "--note", "晚七点后在家"]);
        colleague.ok(&["household", "edit", home, "--phone", "13805281234"]);
        visit(&colleague, home, "同事也来过");
    }
    colleague.sync();

    let before = proxy.counts();
    let result = worker.sync();
    let went = proxy.counts() - before;
    assert_eq!((went.requests, went.connections), (1, 1), "{result}");
    assert_eq!((&result["round_trips"], &result["sent"]), (&1.into(), &28.into()), "{result}");
    assert_eq!(result["received"], 10, "{result}");
    // What the program says it moved is what a wire sees, less the HTTP around it.
    let said = ["bytes_up", "bytes_down"].map(|name| result[name].as_u64().unwrap());
    assert!(said[0] <= went.bytes_up && said[1] <= went.bytes_down, "{result} against {went:?}");
    assert_eq!(worker.ok(&["status"])["saved"], 0);
    desk.sync();
    colleague.sync();
    assert_same(&desk, &worker, &[GRID_1]);
    assert_same(&desk, &colleague, &[GRID_1]);
}

#[test]
fn a_day_without_news_is_one_small_request() {
    let mut world = World::open();
    let proxy = world.proxy();
    let worker = world.phone_behind(&proxy, "李红梅", "grid-worker", &[GRID_1]);
    worker.sync();
    let before = proxy.counts();
    worker.sync();
    let went = proxy.counts() - before;
    assert_eq!(went.requests, 1);
    assert!(went.bytes_up + went.bytes_down < 4096, "{went:?}");
}

#[test]
fn what_a_phone_reports_is_not_sent_back_to_it() {
    let world = World::open();
    let worker = world.worker("李红梅");
    worker.sync();
    let quiet = worker.sync()["bytes_down"].as_u64().unwrap();
    let reported = issue(&worker, &"楼道里的灯不亮，".repeat(20));
    let after = worker.sync()["bytes_down"].as_u64().unwrap();
    assert!(after < quiet + 100, "{quiet} bytes down on a quiet day, {after} after a report");

    // The author's other phone gets it.
    let other = world.new_phone("李红梅", &worker.user);
    other.enrol(&world.office.invite(&worker.user));
    other.sync();
    other.ok(&["issue", "show", &id(&reported)]);
}
