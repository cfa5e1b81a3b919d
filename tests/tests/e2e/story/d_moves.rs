//! (d) Work done before a household or a worker changed area is accepted; then rows, search entries and free pages
//! of what left are gone from the phone.

use huben_tests::phone::{Phone, id};
use huben_tests::places::{GRID_1, GRID_2};
use huben_tests::world::World;

use crate::make::{assert_same, household, issue, settle_down, shared_household, sync_all, text_set, visit};

#[track_caller]
fn assert_gone(phone: &Phone, household: &str, words: &[&str]) {
    phone.run(&["household", "show", household]).fails(2, "not_found", Some("id"));
    phone.run(&["book", household]).fails(2, "not_found", Some("household"));
    for text in words {
        assert_eq!(phone.items(&["search", text]).len(), 0, "{text} is still found");
    }
    assert_eq!(phone.ok(&["verify"])["ok"], true);
}

#[test]
fn work_done_before_a_household_moved_is_accepted_and_then_the_household_leaves() {
    let world = World::open();
    let (desk, worker, neighbour) =
        (world.desk(), world.worker("李红梅"), world.phone("陈晓燕", "grid-worker", &[GRID_2]));
    let home = shared_household(&desk, &[&worker, &neighbour]);
    let stays = id(&household(&worker, "5-1-101", "李留"));
    visit(&worker, &home, "煤气软管老化");
    worker.sync();

    desk.sync();
    desk.ok(&["household", "move", &home, "--area", GRID_2]);
    desk.sync();
    // The worker has not heard of it.
    let last = id(&visit(&worker, &home, "最后一次走访"));
    worker.ok(&["household", "edit", &home, "--note", "搬到二格之前记的"]);
    let result = worker.sync();
    assert_eq!((&result["refused"], &result["held"]), (&0.into(), &0.into()), "{result}");
    worker.sync();

    assert_gone(&worker, &home, &["王秀英", "软管老化", "最后一次走访", "3-2-501"]);
    assert_eq!(worker.ok(&["household", "show", &stays])["contact"], "李留");
    assert_eq!(worker.ok(&["status"])["saved"], 0);
    settle_down(&[&neighbour, &desk]);
    for phone in [&desk, &neighbour] {
        let texts = text_set(phone, &home);
        assert_eq!(
            texts,
            ["煤气软管老化", "最后一次走访"].map(str::to_owned).into_iter().collect(),
            "{}",
            phone.name
        );
        assert_eq!(phone.ok(&["household", "show", &home])["note"], "搬到二格之前记的");
    }
    assert_eq!(desk.ok(&["book", &home])["items"][0]["id"], last.as_str());
    assert_same(&desk, &neighbour, &[GRID_2]);
    assert_same(&desk, &worker, &[GRID_1]);
}

#[test]
fn work_done_before_a_worker_changed_area_is_accepted_and_then_the_area_leaves() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    let options = ["--area", GRID_2, "--address", "9-1-101", "--contact", "钱多多"];
    let elsewhere = id(&desk.ok(&[&["household", "add"], &options[..]].concat()));
    desk.sync();

    world.office.ok(&["user", "set", "--user", &worker.user, "--role", "grid-worker", "--area", GRID_2]);
    visit(&worker, &home, "调动前的走访");
    let matter = id(&issue(&worker, "调动前的隐患"));
    let result = worker.sync();
    assert_eq!((&result["refused"], &result["held"]), (&0.into(), &0.into()), "{result}");
    worker.sync();

    assert_gone(&worker, &home, &["王秀英", "调动前的走访"]);
    assert_eq!(worker.ok(&["household", "show", &elsewhere])["contact"], "钱多多");
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 1);
    assert_eq!(desk.ok(&["issue", "show", &matter])["text"], "调动前的隐患");
    // What she reported herself stays hers to read, wherever it lies.
    let mut here = huben_tests::replica::Replica::of(&worker);
    assert!(here.issues.remove(&matter).is_some());
    assert_eq!(
        huben_tests::replica::Replica::of(&desk).below(&[GRID_2]).differences(&here),
        Vec::<String>::new()
    );
    let add = ["household", "add", "--area", GRID_1, "--address", "1-1-101", "--contact", "张三"];
    assert_eq!(worker.run(&add).failure().code, 3, "the old area is no longer theirs");
}

#[test]
fn who_gains_an_area_gets_all_of_it() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let options = ["--area", GRID_2, "--address", "9-1-101", "--contact", "钱多多"];
    let elsewhere = id(&desk.ok(&[&["household", "add"], &options[..]].concat()));
    visit(&desk, &elsewhere, "早先的走访");
    desk.sync();
    worker.sync();
    let grants = ["--role", "grid-worker", "--area", GRID_1, "--area", GRID_2];
    world.office.ok(&[&["user", "set", "--user", &worker.user], &grants[..]].concat());
    sync_all(&[&worker]);
    assert_same(&desk, &worker, &[GRID_1, GRID_2]);
    assert_eq!(text_set(&worker, &elsewhere).len(), 1);
}

#[test]
fn a_household_that_comes_back_is_whole_again() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    visit(&worker, &home, "搬走之前");
    settle_down(&[&worker, &desk]);
    for area in [GRID_2, GRID_1] {
        desk.ok(&["household", "move", &home, "--area", area]);
        visit(&desk, &home, area);
        settle_down(&[&desk, &worker]);
    }
    assert_eq!(text_set(&worker, &home).len(), 3);
    assert_same(&desk, &worker, &[GRID_1]);
}
