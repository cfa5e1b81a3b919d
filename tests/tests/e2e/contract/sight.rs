//! Who sees what.

use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2};
use huben_tests::world::World;

use crate::make::{household, ids, issue, settle_down, step, visit};

#[test]
fn a_grid_worker_sees_their_grid_and_no_other() {
    let world = World::open();
    let (desk, worker, neighbour) =
        (world.desk(), world.worker("李红梅"), world.phone("陈晓燕", "grid-worker", &[GRID_2]));
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let visit = id(&visit(&worker, &home, "一切都好"));
    let matter = id(&issue(&worker, "灯不亮"));
    settle_down(&[&worker, &desk, &neighbour]);
    assert_eq!(ids(&desk.items(&["household", "list"])), [home.as_str()]);
    assert_eq!(ids(&desk.items(&["book", &home])), [visit]);
    assert_eq!(ids(&desk.items(&["issue", "list"])), [matter.as_str()]);
    assert_eq!(neighbour.items(&["household", "list"]), [] as [serde_json::Value; 0]);
    assert_eq!(neighbour.items(&["issue", "list"]), [] as [serde_json::Value; 0]);
    neighbour.run(&["household", "show", &home]).fails(2, "not_found", Some("id"));
    neighbour.run(&["book", &home]).fails(2, "not_found", Some("household"));
    neighbour.run(&["issue", "show", &matter]).fails(2, "not_found", Some("id"));
    assert_eq!(neighbour.items(&["search", "王秀英"]).len(), 0);
}

#[test]
fn a_volunteer_sees_the_issues_they_reported_and_no_household() {
    let world = World::open();
    let (worker, volunteer) = (world.worker("李红梅"), world.phone("孙国平", "volunteer", &[GRID_1]));
    household(&worker, "3-2-501", "王秀英");
    issue(&worker, "灯不亮");
    let own = id(&issue(&volunteer, "盲道被占"));
    settle_down(&[&volunteer, &worker]);
    step(&worker, &own, "handle", &["--text", "已清"]);
    settle_down(&[&worker, &volunteer]);
    assert_eq!(volunteer.items(&["household", "list"]), [] as [serde_json::Value; 0]);
    let seen = volunteer.items(&["issue", "list"]);
    assert_eq!(ids(&seen), [own.as_str()]);
    assert_eq!(seen[0]["stage"], "handled");
    let add = ["household", "add", "--area", GRID_1, "--address", "1-1-101", "--contact", "张三"];
    assert_eq!(volunteer.run(&add).failure().code, 3);
}

#[test]
fn a_handler_sees_what_is_dispatched_to_them_or_their_unit() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let officer = world.phone_with("赵明", "handler", &[COMMUNITY], &["--unit", "城管中队"]);
    household(&worker, "3-2-501", "王秀英");
    let [unit, person, other, nobody] =
        ["给中队", "给本人", "给别人", "未分拨"].map(|text| id(&issue(&worker, text)));
    settle_down(&[&worker, &desk]);
    step(&desk, &unit, "dispatch", &["--to", "城管中队"]);
    step(&desk, &person, "dispatch", &["--to", &officer.user]);
    step(&desk, &other, "dispatch", &["--to", "市政养护所"]);
    settle_down(&[&desk, &officer]);
    let mut seen = ids(&officer.items(&["issue", "list"]));
    let mut expected = vec![unit.clone(), person];
    seen.sort();
    expected.sort();
    assert_eq!(seen, expected);
    officer.run(&["issue", "show", &nobody]).fails(2, "not_found", Some("id"));
    assert_eq!(officer.items(&["household", "list"]), [] as [serde_json::Value; 0]);
    assert_eq!(step(&officer, &unit, "handle", &["--text", "已办"])["stage"], "handled");
}

#[test]
fn an_admin_reads_no_residents_data() {
    let world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    issue(&worker, "灯不亮");
    worker.sync();
    let admin = world.phone("管理员", "admin", &[COMMUNITY]);
    assert_eq!(admin.items(&["household", "list"]), [] as [serde_json::Value; 0]);
    assert_eq!(admin.items(&["issue", "list"]), [] as [serde_json::Value; 0]);
}

#[test]
fn an_auditor_reads_and_never_writes() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    worker.sync();
    let auditor = world.phone("审计", "auditor", &[COMMUNITY]);
    assert_eq!(ids(&auditor.items(&["household", "list"])), [home.as_str()]);
    assert_eq!(auditor.run(&["household", "edit", &home, "--note", "x"]).failure().code, 3);
    assert_eq!(auditor.run(&["visit", "record", "--household", &home, "--text", "x"]).failure().code, 3);
}
