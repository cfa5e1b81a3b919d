//! Days of a simulated community: every invariant, every seed that once found a fault of ours, every planted fault.

use huben_simulation::surroundings::Fault;
use huben_simulation::world::World;

/// Seeds that found something once, beyond those that are played anyway.
const KEPT: [u64; 11] = [191, 193, 195, 203, 234, 238, 646, 677, 873, 992, 1077];

fn holds(seed: u64) {
    let outcome = World::play(seed, None);
    if let Some(violation) = outcome.violation {
        panic!("seed {seed}: {violation}\n{}", outcome.trace.join("\n"));
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nobody_is_told_a_falsehood() {
    (1..=60).for_each(holds);
}

#[test]
fn seeds_that_found_a_fault_once_find_none() {
    KEPT.into_iter().for_each(holds);
}

#[test]
fn the_same_seed_is_the_same_day() {
    for seed in [3, 44] {
        assert_eq!(World::play(seed, None).trace, World::play(seed, None).trace, "seed {seed}");
    }
}

/// The first seed that finds each planted fault, and how far it may lie.
fn found(name: &str, within: u64) {
    let (_, fault) = Fault::ALL.iter().find(|(known, _)| *known == name).expect("a fault");
    let first = (1..=within).find(|seed| World::play(*seed, Some(*fault)).violation.is_some());
    assert!(first.is_some(), "nobody notices {name} within {within} seeds");
}

#[test]
fn faults_planted_at_the_office_are_found() {
    ["early-receipt", "log-gap", "mark-unchecked"].into_iter().for_each(|name| found(name, 60));
}

#[test]
fn faults_planted_on_the_phone_are_found() {
    ["cursor-first", "dropped-leave", "wrong-chunk"].into_iter().for_each(|name| found(name, 60));
}

#[test]
fn rare_faults_planted_on_the_phone_are_found() {
    ["actor-reused", "early-purge"].into_iter().for_each(|name| found(name, 300));
}
