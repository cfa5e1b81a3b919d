//! Who may depend on whom; the picture is in ARCHITECTURE.md.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::metadata::{name, packages};

/// What uses the simulation's disk and surroundings for something else.
const ON_THE_SIMULATION: [&str; 7] = [
    "huben-domain",
    "huben-documents",
    "huben-sync",
    "huben-engine",
    "huben-server",
    "huben-simulation",
    "huben-tests",
];

/// Each crate of ours, and which of ours it may use outside its tests.
const ARROWS: [(&str, &[&str]); 14] = [
    ("huben-domain", &[]),
    ("huben-documents", &["huben-domain"]),
    ("huben-sync", &["huben-domain"]),
    ("huben-engine", &["huben-domain", "huben-documents", "huben-sync"]),
    ("huben-terminal", &["huben-domain"]),
    ("huben-cli", &["huben-domain", "huben-engine", "huben-terminal"]),
    ("huben-server", &["huben-domain", "huben-documents", "huben-sync", "huben-terminal"]),
    ("huben-bindings", &["huben-domain", "huben-engine"]),
    (
        "huben-tests",
        &[
            "huben-domain",
            "huben-documents",
            "huben-sync",
            "huben-engine",
            "huben-cli",
            "huben-server",
            "huben-bindings",
        ],
    ),
    ("huben-faulty-disk", &[]),
    (
        "huben-simulation",
        &["huben-domain", "huben-documents", "huben-sync", "huben-engine", "huben-server", "huben-tests"],
    ),
    ("huben-scale", &ON_THE_SIMULATION),
    ("huben-hostile", &ON_THE_SIMULATION),
    // The hub is only ever run as a program: what the race measures is what offices run.
    ("huben-peers", &["huben-domain", "huben-engine"]),
];

/// What would bring a clock, a file, a thread or a network into a pure crate.
const IMPURE: [&str; 7] = ["tokio", "reqwest", "rusqlite", "axum", "getrandom", "rand", "tempfile"];

#[test]
fn no_arrow_points_where_the_layout_forbids_it() {
    let packages = packages();
    let ours: Vec<&Value> = packages.iter().filter(|package| package["source"].is_null()).collect();
    for package in ours {
        let allowed = ARROWS.iter().find(|(of, _)| *of == name(package));
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{} stands in no arrow", name(package)));
        let used = dependencies(package);
        let used: Vec<_> = used.iter().filter(|used| used.starts_with("huben-")).collect();
        let forbidden: Vec<_> = used.into_iter().filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(forbidden.is_empty(), "{} must not depend on {forbidden:?}", name(package));
    }
}

#[test]
fn the_pure_crates_know_no_clock_file_thread_or_network() {
    for package in packages()
        .iter()
        .filter(|package| ["huben-domain", "huben-documents", "huben-sync"].contains(&name(package)))
    {
        let used = dependencies(package);
        let impure: Vec<_> = IMPURE.into_iter().filter(|impure| used.contains(*impure)).collect();
        assert!(impure.is_empty(), "{} must not depend on {impure:?}", name(package));
    }
}

#[test]
fn only_the_bindings_say_uniffi() {
    for package in packages().iter().filter(|package| package["source"].is_null()) {
        assert!(
            name(package) == "huben-bindings" || !dependencies(package).contains("uniffi"),
            "{}",
            name(package)
        );
    }
}

/// What a package needs outside its tests.
fn dependencies(package: &Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().expect("a package lists what it needs").iter();
    all.filter(|needed| needed["kind"] != "dev").map(|needed| name(needed).to_owned()).collect()
}
