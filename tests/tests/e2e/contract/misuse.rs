//! What a fresh pair of eyes did to the programs, and what they answer since.

use huben_tests::call::call;
use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2, NOBODY};
use huben_tests::programs::huben;
use huben_tests::world::World;
use serde_json::json;
use std::process::Command;

use crate::make::{household, issue, visit};

#[test]
fn what_one_writes_does_not_steer_anothers_screen() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    worker.ok(&["household", "edit", &home, "--attribute", "k=v\u{1b}[2J\u{202e}"]);
    assert_eq!(worker.ok(&["household", "show", &home])["attributes"]["k"], "v\u{1b}[2J\u{202e}");
    let mut show = Command::new(huben());
    let shown =
        call(show.args(["household", "show", &home, "--lang", "zh", "--data"]).arg(worker.data())).stdout;
    assert!(shown.contains("v\\u{1b}[2J\\u{202e}") && !shown.contains('\u{1b}'), "{shown:?}");
    let companion = ["visit", "record", "--household", &home, "--text", "话", "--companion"];
    for name in ["", "a\u{1b}[2J", &"名".repeat(10_000)] {
        worker.run(&[&companion[..], &[name]].concat()).fails(2, "invalid_input", Some("companion"));
    }
}

#[test]
fn numbers_beyond_every_calendar_and_every_list_are_answered() {
    let world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    // Nobody was ever seen so long ago: whoever was never seen is listed.
    assert_eq!(worker.ok(&["household", "list", "--not-seen-days", "4294967295"])["total"], 1);
    worker.run(&["household", "list", "--not-seen-days", "-5"]).fails(
        2,
        "invalid_input",
        Some("not_seen_days"),
    );
    worker.run(&["search", "王", "秀英"]).fails(2, "invalid_input", None);
    world.office.run(&["device", "list", "秀英"]).fails(2, "invalid_input", None);
    for command in [&["household", "list"][..], &["search", "王"], &["attention"]] {
        let beyond = [command, &["--offset", "18446744073709551615"]].concat();
        worker.run(&beyond).fails(2, "invalid_input", Some("offset"));
    }
}

#[test]
fn json_nested_beyond_what_readers_follow_is_refused() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let nested = |depth: usize| format!("n={}1{}", "[".repeat(depth), "]".repeat(depth));
    worker.ok(&["household", "edit", &home, "--attribute-json", &nested(64)]);
    let failure = worker.run(&["household", "edit", &home, "--attribute-json", &nested(65)]).failure();
    assert_eq!((failure.code, failure.kind.as_str()), (2, "invalid_input"));
}

#[test]
fn an_issue_that_came_of_a_visit_is_its_households() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let visited = id(&visit(&worker, &home, "楼道灯不亮"));
    let report = ["issue", "report", "--category", "公共设施", "--text", "灯不亮", "--visit"];
    let reported = worker.ok(&[&report[..], &[&visited]].concat());
    assert_eq!((&reported["household"], &reported["visit"]), (&json!(home), &json!(visited)));
    worker.run(&[&report[..], &[NOBODY]].concat()).fails(2, "not_found", Some("visit"));
}

#[test]
fn a_step_takes_only_what_belongs_to_it_and_nobody_who_does_not_exist() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let matter = id(&issue(&worker, "灯不亮"));
    worker.sync();
    desk.sync();
    let dispatch = ["issue", "step", &matter, "dispatch", "--to"];
    desk.run(&[&dispatch[..], &[NOBODY]].concat()).fails(2, "invalid_input", Some("to"));
    let unit = [&dispatch[..], &["城管中队"]].concat();
    desk.run(&[&unit[..], &["--score", "3"]].concat()).fails(2, "invalid_input", Some("score"));
    desk.run(&[&unit[..], &["--result", "passed"]].concat()).fails(2, "invalid_input", Some("result"));
    desk.ok(&unit);
}

#[test]
fn an_address_that_no_phone_could_call_makes_no_invitation() {
    let world = World::open();
    let user = world.office.add_user("周", "grid-worker", &[GRID_1], &[]);
    for url in ["not-a-url", "ftp://x", "http://example.com:1", "https://"] {
        let invite = ["user", "invite", "--user", &user, "--public-url", url];
        world.office.run(&invite).fails(2, "invalid_input", Some("public_url"));
    }
    for url in ["https://192.168.1.5:7300", "http://[::1]:7300", "http://localhost:7300"] {
        world.office.ok(&["user", "invite", "--user", &user, "--public-url", url]);
    }
}

#[test]
fn a_home_has_no_name_but_a_shop_has() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let add = [
        "household",
        "add",
        "--area",
        GRID_1,
        "--address",
        "3-2-501",
        "--contact",
        "王秀英",
        "--name",
        "便利店",
        "--kind",
    ];
    worker.run(&[&add[..], &["home"]].concat()).fails(2, "invalid_input", Some("name"));
    worker.ok(&[&add[..], &["shop"]].concat());
}

#[test]
fn whom_to_call_back_is_read_at_the_office_and_not_by_the_neighbours() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let report = ["issue", "report", "--category", "噪声", "--text", "半夜施工", "--complainant", "周女士"];
    let matter = id(&worker.ok(&[&report[..], &["--complainant-phone", "13805280055"]].concat()));
    worker.sync();
    desk.sync();
    let complainant = &desk.ok(&["issue", "show", &matter])["complainant"];
    assert_eq!(complainant, &json!({"name": "周女士", "phone": "13805280055"}));
    let handler = world.phone_with("孙伟", "handler", &[COMMUNITY], &["--unit", "城管中队"]);
    let neighbour = world.phone("陈静", "grid-worker", &[GRID_2]);
    handler.sync();
    neighbour.sync();
    for outsider in [&handler, &neighbour] {
        outsider.run(&["issue", "show", &matter]).fails(2, "not_found", Some("id"));
    }
    let plain = id(&issue(&worker, "灯不亮"));
    assert_eq!(worker.ok(&["issue", "show", &plain])["complainant"], json!(null));
}

#[test]
fn an_area_of_others_is_not_ones_to_list() {
    let world = World::open();
    let worker = world.worker("李红梅");
    for listing in ["household", "issue"] {
        worker.run(&[listing, "list", "--area", GRID_2]).fails(3, "not_allowed", None);
        // What lies above one's own grid contains it.
        worker.ok(&[listing, "list", "--area", COMMUNITY]);
    }
}
