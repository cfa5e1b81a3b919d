//! `issue`: reporting, permission before stage, bad input.

use huben_tests::phone::{Phone, id};
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2, NOBODY, NOWHERE};
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, household, issue, settle_down, step};

const FIELDS: [&str; 16] = [
    "id",
    "case_number",
    "area",
    "category",
    "text",
    "household",
    "place",
    "urgent",
    "source",
    "first_asked",
    "stage",
    "suspended",
    "due_at",
    "steps",
    "attributes",
    "state",
];

fn run(phone: &Phone, issue: &str, step: &str, options: &[&str]) -> huben_tests::outcome::Outcome {
    phone.run(&[&["issue", "step", issue, step], options].concat())
}

#[test]
fn reporting_gives_the_issue_with_a_case_number_without_any_network() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    world.office.stop();
    let report = [
        "issue",
        "report",
        "--category",
        "消防隐患",
        "--text",
        "灭火器压力不足",
        "--place",
        "三楼",
        "--urgent",
    ];
    let reported = worker.ok(&[&report[..], &["--household", &home]].concat());
    assert_fields(&reported, &FIELDS);
    let part = ["area", "category", "text", "household", "place", "urgent", "stage", "suspended", "state"];
    assert_eq!(
        part.map(|name| reported[name].clone()),
        [
            json!(GRID_1),
            json!("消防隐患"),
            json!("灭火器压力不足"),
            json!(home),
            json!("三楼"),
            json!(true),
            json!("reported"),
            json!(false),
            json!("saved"),
        ]
    );
    let first_asked = reported["first_asked"].as_str().or(reported["first_asked"]["id"].as_str());
    assert_eq!(first_asked, Some(worker.user.as_str()));
    let steps = reported["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 1, "{reported}");
    assert_fields(&steps[0], &["id", "step", "at", "by", "to", "text", "note", "result", "counted"]);
    assert_eq!((&steps[0]["step"], &steps[0]["counted"]), (&json!("report"), &json!(true)));
    assert!(reported["case_number"].as_str().is_some_and(|number| !number.is_empty()), "{reported}");
    assert_eq!(worker.ok(&["issue", "show", &id(&reported)]), reported);
}

#[test]
fn case_numbers_made_apart_are_unique() {
    let mut world = World::open();
    let (one, two) = (world.worker("李红梅"), world.worker("王志强"));
    world.office.stop();
    let mut numbers: Vec<Value> = (0..4)
        .flat_map(|_| [&one, &two])
        .map(|phone| issue(phone, "灯不亮")["case_number"].clone())
        .collect();
    numbers.sort_by_key(Value::to_string);
    numbers.dedup();
    assert_eq!(numbers.len(), 8);
}

#[test]
fn the_area_is_the_households_else_the_only_one_else_asked_for() {
    let world = World::open();
    let both = world.phone("陈晓燕", "grid-worker", &[GRID_1, GRID_2]);
    let report = |options: &[&str]| {
        both.run(&[&["issue", "report", "--category", "公共照明", "--text", "灯不亮"], options].concat())
    };
    report(&[]).fails(2, "invalid_input", Some("area"));
    assert_eq!(report(&["--area", GRID_2]).ok()["area"], GRID_2);
    let home = id(&household(&both, "3-2-501", "王秀英"));
    assert_eq!(report(&["--household", &home]).ok()["area"], GRID_1);
    report(&["--area", NOWHERE]).fails(2, "invalid_input", Some("area"));
    assert_eq!(report(&["--area", "321181001"]).failure().code, 3);
    report(&["--household", NOBODY]).fails(2, "not_found", Some("household"));
    let worker = world.worker("李红梅");
    assert_eq!(issue(&worker, "灯不亮")["area"], GRID_1);
    worker.run(&["issue", "report", "--text", "灯不亮"]).fails(2, "invalid_input", Some("category"));
    worker.run(&["issue", "report", "--category", "公共照明"]).fails(2, "invalid_input", Some("text"));
}

#[test]
fn what_may_report_and_what_may_not() {
    let world = World::open();
    for role in ["auditor", "admin"] {
        let phone = world.phone("某人", role, &[COMMUNITY]);
        let report = ["issue", "report", "--category", "公共照明", "--text", "灯不亮", "--area", COMMUNITY];
        let failure = phone.run(&report).failure();
        assert_eq!((failure.code, failure.kind.as_str()), (3, "not_allowed"), "{role}");
    }
}

#[test]
fn unknown_steps_and_unknown_issues_are_told_with_the_valid_ones() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let matter = id(&issue(&worker, "灯不亮"));
    let reason = run(&worker, &matter, "dance", &[]).fails(2, "invalid_input", Some("step"));
    assert!(reason.contains("dispatch") && reason.contains("reopen"), "{reason}");
    run(&worker, NOBODY, "handle", &[]).fails(2, "not_found", Some("id"));
    worker.run(&["issue", "show", NOBODY]).fails(2, "not_found", Some("id"));
}

#[test]
fn permission_is_judged_before_stage() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let matter = id(&issue(&worker, "灯不亮"));
    settle_down(&[&worker, &desk]);
    // Closing is never a grid worker's, at whatever stage.
    let failure = run(&worker, &matter, "close", &[]).failure();
    assert_eq!((failure.code, failure.kind.as_str()), (3, "not_allowed"), "{failure:?}");
    // It is a supervisor's, but not now; what is possible is named.
    let reason = run(&desk, &matter, "close", &[]).fails(2, "invalid_input", Some("step"));
    assert!(["dispatch", "cancel"].iter().all(|possible| reason.contains(possible)), "{reason}");
    assert!(!reason.contains("assess"), "{reason}");
}

#[test]
fn who_handled_it_cannot_verify_it() {
    let world = World::open();
    let (worker, colleague) = (world.worker("李红梅"), world.worker("王志强"));
    let matter = id(&issue(&worker, "灯不亮"));
    assert_eq!(step(&worker, &matter, "handle", &["--text", "换了灯泡"])["stage"], "handled");
    let failure = run(&worker, &matter, "verify", &["--result", "passed"]).failure();
    assert_eq!((failure.code, failure.kind.as_str()), (3, "not_allowed"), "{failure:?}");
    settle_down(&[&worker, &colleague]);
    assert_eq!(step(&colleague, &matter, "verify", &["--result", "passed"])["stage"], "verified");
}

#[test]
fn a_step_needs_what_it_says() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let matter = id(&issue(&worker, "灯不亮"));
    settle_down(&[&worker, &desk]);
    run(&desk, &matter, "dispatch", &[]).fails(2, "invalid_input", Some("to"));
    step(&worker, &matter, "handle", &["--text", "换了灯泡"]);
    settle_down(&[&worker, &desk]);
    run(&desk, &matter, "verify", &[]).fails(2, "invalid_input", Some("result"));
    run(&desk, &matter, "verify", &["--result", "maybe"]).fails(2, "invalid_input", Some("result"));
    step(&desk, &matter, "verify", &["--result", "passed"]);
    step(&desk, &matter, "close", &[]);
    settle_down(&[&desk, &worker]);
    for score in ["0", "6", "five"] {
        run(&worker, &matter, "rate", &["--score", score]).fails(2, "invalid_input", Some("score"));
    }
    run(&worker, &matter, "rate", &[]).fails(2, "invalid_input", Some("score"));
    step(&worker, &matter, "rate", &["--score", "5"]);
}
