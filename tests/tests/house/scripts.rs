//! The scripts that people and machines type.

use std::process::Command;

use huben_tests::workspace::root;

#[test]
fn the_machine_that_checks_calls_check_and_nothing_else() {
    let script = std::fs::read_to_string(root().join(".ci/run")).expect(".ci/run can be read");
    let lines: Vec<&str> = script.lines().collect();
    assert_eq!(lines, ["#!/usr/bin/env bash", r#"exec "$(dirname "${BASH_SOURCE[0]}")/../check""#]);
}

#[test]
fn check_tells_what_it_does_and_refuses_what_it_does_not_know() {
    let run = |argument: &str| {
        let output = Command::new(root().join("check")).arg(argument).output().expect("check runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).contains("./check"))
    };
    assert_eq!(run("--help"), (Some(0), true));
    assert_eq!(run("--no-such-thing"), (Some(2), false));
}

#[test]
fn the_race_tells_what_it_does_and_what_is_missing() {
    let race = root().join("tests/peers/race");
    let told = Command::new(&race).arg("--help").output().expect("race runs");
    assert!(told.status.success() && String::from_utf8_lossy(&told.stdout).contains("tests/peers/race"));
    let missing = Command::new(&race).env("PEERS", "/nowhere").output().expect("race runs");
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("/nowhere"));
}
