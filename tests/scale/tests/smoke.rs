//! Every bench runs to its end on a tiny size, and what must be exactly so is so. No figure is judged here.

use std::process::Command;

/// Runs a program of this crate; gives what it printed.
fn ran(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output().expect("the bench runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The aims that say what must be exactly so.
fn exact(said: &str) -> Vec<&str> {
    let aims = said.lines().filter(|line| line.contains("aim: ") && !line.contains(" at most "));
    aims.map(str::trim).collect()
}

#[test]
fn a_few_changes_among_many_documents() {
    let plots = tempfile::tempdir().unwrap();
    let svg = plots.path().to_str().unwrap();
    let said =
        ran(env!("CARGO_BIN_EXE_bench-delta"), &["--documents", "50", "--changes", "0+0,4+6", "--svg", svg]);
    assert_eq!(said.lines().filter(|line| line.trim_start().starts_with("50 ")).count(), 2, "{said}");
    let plot = std::fs::read_to_string(plots.path().join("delta-changes.svg")).unwrap();
    assert!(plot.starts_with("<svg") && plot.ends_with("</svg>\n"), "{plot}");
}

#[test]
fn a_crowd_that_comes_back_is_merged_whole() {
    let said = ran(
        env!("CARGO_BIN_EXE_bench-reconnect"),
        &["--phones", "1,30", "--visits", "2", "--at-least", "30"],
    );
    // Thirty alone and thirty at once, two visits each, and four households of each before.
    let wanted = [
        "aim: errors 0; found 0: held",
        "aim: changes merged 240; found 240: held",
        "aim: households at the desk 120; found 120: held",
        "aim: visits at the desk 120; found 120: held",
    ];
    assert_eq!(exact(&said), wanted, "{said}");
}

#[test]
fn an_office_that_grows() {
    let sizes =
        ["--households", "40", "--visits", "40,80", "--grids", "4", "--exchanges", "20", "--away", "40"];
    let said = ran(env!("CARGO_BIN_EXE_bench-hub"), &sizes);
    assert!(said.contains(r#"verify: {"documents":280,"ok":true,"problems":[]}"#), "{said}");
}

#[test]
fn a_phone_that_grows() {
    let sizes = ["--households", "60", "--visits", "60,120", "--samples", "20"];
    let said = ran(env!("CARGO_BIN_EXE_bench-phone"), &sizes);
    assert_eq!(said.matches("memory at most: opened").count(), 2, "{said}");
}

#[test]
fn a_day_on_which_nobody_waits_costs_nothing() {
    let said = ran(env!("CARGO_BIN_EXE_bench-power"), &[]);
    let wanted = [
        "aim: wake-ups of an idle day on which nobody waits 0; found 0: held",
        "aim: requests of it 0; found 0: held",
    ];
    assert_eq!(exact(&said), wanted, "{said}");
}
