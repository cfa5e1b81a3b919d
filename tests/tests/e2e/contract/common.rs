//! What all commands share: options, output, exit codes.

use std::process::Command;

use huben_tests::call::call;
use huben_tests::outcome::Outcome;
use huben_tests::programs;
use huben_tests::world::World;

use crate::make::household;

fn huben(arguments: &[&str], data: Option<&str>) -> Outcome {
    let mut command = Command::new(programs::huben());
    command.args(arguments).env("LANG", "C.UTF-8");
    if let Some(data) = data {
        // The harness takes HUBEN_DATA away; this test is about it.
        let mut shell = Command::new("env");
        shell.arg(format!("HUBEN_DATA={data}")).arg(programs::huben()).args(arguments);
        return call(&mut shell);
    }
    call(&mut command)
}

#[test]
fn common_options_stand_before_or_after_the_subcommand_or_in_the_environment() {
    let world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    let data = worker.data().to_str().unwrap();
    let expected = worker.ok(&["household", "list"]);
    let before = huben(&["--json", "--data", data, "--lang", "zh", "household", "list"], None).ok();
    let between = huben(&["household", "--json", "--data", data, "list"], None).ok();
    let after = huben(&["household", "list", "--lang", "en", "--data", data, "--json"], None).ok();
    let environment = huben(&["household", "list", "--json"], Some(data)).ok();
    assert_eq!([before, between, after, environment], [(); 4].map(|()| expected.clone()));
}

#[test]
fn without_json_people_get_a_table_in_their_language() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let data = worker.data().to_str().unwrap();
    let status = |lang| huben(&["status", "--data", data, "--lang", lang], None);
    let (zh, en) = (status("zh"), status("en"));
    assert_eq!((zh.code, en.code), (Some(0), Some(0)));
    assert!(zh.stdout.chars().any(is_chinese), "no Chinese in {}", zh.stdout);
    assert!(!en.stdout.chars().any(is_chinese), "Chinese in {}", en.stdout);
    assert!(
        serde_json::from_str::<serde_json::Value>(&en.stdout).is_err(),
        "a table, not JSON: {}",
        en.stdout
    );
    household(&worker, "3-2-501", "王秀英");
    let table = huben(&["household", "list", "--data", data], None).stdout;
    assert!(table.contains("王秀英") && table.contains("3-2-501"), "{table}");
}

#[test]
fn what_people_are_told_comes_in_their_language_too() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let data = worker.data().to_str().unwrap();
    let refused = |lang| {
        let wrong = ["visit", "record", "--household", "x", "--text", "t", "--data", data, "--lang", lang];
        let outcome = huben(&wrong, None);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
        outcome.stderr
    };
    assert!(refused("zh").chars().any(is_chinese), "{}", refused("zh"));
    assert!(!refused("en").chars().any(is_chinese), "{}", refused("en"));
}

#[test]
fn a_usage_error_is_an_error_object_too() {
    let world = World::open();
    let worker = world.worker("李红梅");
    assert_eq!(worker.run(&["household", "list", "--colour", "red"]).failure().kind, "invalid_input");
    assert_eq!(worker.run(&["fly"]).failure().kind, "invalid_input");
    let missing = worker.run(&["visit", "record", "--text", "敲门无人"]);
    missing.fails(2, "invalid_input", Some("household"));
    assert_eq!(missing.stdout, "");
    assert_eq!(world.office.run(&["user", "add"]).failure().code, 2);
}

#[test]
fn every_error_is_the_last_line_alone_on_standard_error() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let outcome = worker.run(&["household", "show", huben_tests::places::NOBODY]);
    let last = outcome.stderr.trim_end().lines().last().unwrap();
    let object: serde_json::Value = serde_json::from_str(last).unwrap();
    let keys: Vec<_> = object["error"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(["field", "kind", "reason"].iter().all(|key| keys.contains(key)), "{last}");
    assert_eq!(object.as_object().unwrap().len(), 1, "{last}");
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
