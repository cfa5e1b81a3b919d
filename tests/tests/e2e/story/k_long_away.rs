//! (k) Who was long away gets what is theirs, whatever else was written meanwhile. The hub looks the entries up in a
//! long stretch of the log and reads a short one through: both must come to the same.

use std::fmt::Write;

use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2};
use huben_tests::world::World;

use crate::make::{assert_same, household, issue, settle_down, shared_household, step, visit};

#[test]
fn who_was_away_while_others_wrote_much_has_what_is_theirs_after_one_sync() {
    let world = World::open();
    let (desk, worker, neighbour) =
        (world.desk(), world.worker("李红梅"), world.phone("陈晓燕", "grid-worker", &[GRID_2]));
    let officer = world.phone_with("赵明", "handler", &[COMMUNITY], &["--unit", "城管中队"]);
    let home = shared_household(&desk, &[&worker]);
    let leaves = id(&household(&worker, "5-1-101", "李留"));
    let comes = ["household", "add", "--area", GRID_2, "--address", "9-1-101", "--contact", "钱多多"];
    let comes = id(&desk.ok(&comes));
    let matter = id(&issue(&worker, "灯不亮"));
    settle_down(&[&worker, &desk]);
    step(&desk, &matter, "dispatch", &["--to", "城管中队"]);
    settle_down(&[&desk, &worker, &officer, &neighbour]);

    // Away: a whole ledger in the other grid, a little here and there in between.
    visit(&desk, &home, "灭火器过期");
    desk.ok(&["household", "edit", &home, "--note", "换了新锁"]);
    step(&desk, &matter, "dispatch", &["--to", "城管中队", "--text", "请加急"]);
    desk.ok(&["household", "move", &leaves, "--area", GRID_2]);
    desk.ok(&["household", "move", &comes, "--area", GRID_1]);
    let mut ledger = "小区,地址,户主\n".to_owned();
    (0..120).for_each(|n| writeln!(ledger, "锦绣花苑,{}-1-{}01,王{n}", n / 6 + 1, n % 6 + 1).unwrap());
    let file = world.directory().join("ledger.csv");
    std::fs::write(&file, ledger).unwrap();
    desk.ok(&["household", "import", file.to_str().unwrap(), "--area", GRID_2]);
    visit(&desk, &comes, "新搬来的");
    desk.sync();

    // A household that comes, with all that was ever written on it, costs no second request.
    assert_eq!(worker.sync()["round_trips"], 1);
    assert_same(&desk, &worker, &[GRID_1]);
    assert_eq!(worker.ok(&["household", "list"])["total"], 2);
    neighbour.sync();
    assert_same(&desk, &neighbour, &[GRID_2]);
    assert_eq!(officer.sync()["round_trips"], 1);
    let steps = officer.ok(&["issue", "show", &matter])["steps"].clone();
    assert_eq!(steps[2]["text"], "请加急", "{steps}");
    assert_eq!(officer.items(&["household", "list"]).len(), 0);
}
