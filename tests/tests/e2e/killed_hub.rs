//! The hub is killed at random moments while phones sync, and started again: 0 lost, 0 doubled.

use std::collections::BTreeSet;
use std::time::Duration;

use huben_tests::chance::Chance;
use huben_tests::world::World;

use crate::make::{settle_down, shared_household, text_set, visit};

const ROUNDS: usize = 12;
const VISITS_A_ROUND: usize = 3;

#[test]
fn a_hub_killed_in_mid_commit_loses_and_doubles_nothing() {
    let mut chance = Chance::of_test(9);
    let mut world = World::open();
    let desk = world.desk();
    let phones = ["李红梅", "王志强", "陈晓燕"].map(|name| world.worker(name));
    let home = shared_household(&desk, &[&phones[0], &phones[1], &phones[2]]);
    let mut recorded = BTreeSet::new();
    let mut told_safe = BTreeSet::new();
    for round in 0..ROUNDS {
        for phone in &phones {
            for nth in 0..VISITS_A_ROUND {
                let text = format!("{}第{round}轮第{nth}条", phone.name);
                visit(phone, &home, &text);
                recorded.insert(text);
            }
        }
        let syncs = phones.each_ref().map(|phone| phone.start(&["sync"]));
        // The moment itself is what is drawn; nothing is waited for.
        std::thread::sleep(Duration::from_micros(chance.below(120_000)));
        world.office.kill();
        for ((running, line), phone) in syncs.into_iter().zip(&phones) {
            let outcome = running.finish(&line);
            assert!([Some(0), Some(4)].contains(&outcome.code), "{}{}", outcome.stdout, outcome.stderr);
            for visit in phone.items(&["book", &home]) {
                if visit["by"]["id"] == phone.user.as_str() && visit["state"] == "at_office" {
                    told_safe.insert(visit["text"].as_str().unwrap().to_owned());
                }
            }
        }
        world.office.serve();
    }
    // What phones were told is safe is at the office before any of them speaks again.
    let fresh = world.worker("新来的");
    let at_office = text_set(&fresh, &home);
    let missing: Vec<_> = told_safe.difference(&at_office).collect();
    assert!(missing.is_empty(), "told safe and lost: {missing:?}");
    println!("{} of {} were told safe in {ROUNDS} rounds of killing", told_safe.len(), recorded.len());

    settle_down(&[&phones[0], &phones[1], &phones[2], &desk]);
    for phone in [&desk, &phones[0], &phones[1], &phones[2]] {
        assert_eq!(text_set(phone, &home), recorded, "{}", phone.name);
    }
    assert_eq!(world.office.ok(&["verify"])["ok"], true);
}

#[test]
fn a_phone_killed_while_it_syncs_goes_on_as_if_nothing_had_been() {
    let mut chance = Chance::of_test(10);
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    let mut recorded = BTreeSet::new();
    for round in 0..ROUNDS {
        let text = format!("第{round}轮");
        visit(&worker, &home, &text);
        recorded.insert(text);
        visit(&desk, &home, &format!("办公桌{round}"));
        recorded.insert(format!("办公桌{round}"));
        desk.sync();
        let (mut running, _) = worker.start(&["sync"]);
        std::thread::sleep(Duration::from_micros(chance.below(60_000)));
        running.kill();
    }
    assert_eq!(worker.ok(&["verify"])["ok"], true);
    settle_down(&[&worker, &desk]);
    assert_eq!((text_set(&worker, &home), text_set(&desk, &home)), (recorded.clone(), recorded));
    assert_eq!(worker.ok(&["status"])["saved"], 0);
}

#[test]
fn a_phone_killed_while_it_records_has_all_of_it_or_nothing() {
    let mut chance = Chance::of_test(11);
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = shared_household(&world.desk(), &[&worker]);
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let text = format!("第{round}条");
        let record = ["visit", "record", "--household", &home, "--text", &text];
        let (mut running, line) = worker.start(&record);
        if chance.below(3) == 0 {
            running.finish(&line).ok();
            acknowledged.insert(text);
        } else {
            std::thread::sleep(Duration::from_micros(chance.below(30_000)));
            running.kill();
        }
    }
    let kept = text_set(&worker, &home);
    assert!(kept.is_superset(&acknowledged), "acknowledged and lost: {:?}", acknowledged.difference(&kept));
    assert_eq!(worker.ok(&["verify"])["ok"], true);
    worker.sync();
}
