//! A week of three devices that meet the network now and then.

use std::collections::BTreeSet;

use huben_tests::chance::Chance;
use huben_tests::phone::{Phone, id};
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::proxy::{Direction, Line};
use huben_tests::replica::Replica;
use huben_tests::world::World;

use crate::make::{household, settle_down, visit};

const DAYS: usize = 7;

/// What everybody must see in the end, kept beside the programs.
#[derive(Default)]
struct Truth {
    visits: BTreeSet<String>,
    issues: BTreeSet<String>,
    attributes: BTreeSet<String>,
}

#[test]
fn a_week_of_three_devices_loses_and_doubles_nothing() {
    let mut chance = Chance::of_test(7);
    let mut world = World::open();
    let proxy = world.proxy();
    let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
    let phones =
        ["李红梅", "王志强", "陈晓燕"].map(|name| world.phone_behind(&proxy, name, "grid-worker", &[GRID_1]));
    let homes: Vec<String> =
        (1..=6).map(|room| id(&household(&desk, &format!("3-2-50{room}"), "王秀英"))).collect();
    desk.sync();
    phones.iter().for_each(|phone| drop(phone.sync()));

    let mut truth = Truth::default();
    for day in 0..DAYS {
        for phone in &phones {
            work(phone, day, &homes, &mut chance, &mut truth);
        }
        for phone in &phones {
            proxy.set(evening(&mut chance));
            // An evening may end without having got through; the morning goes on all the same.
            let outcome = phone.run(&["sync"]);
            assert!([Some(0), Some(4)].contains(&outcome.code), "{}{}", outcome.stdout, outcome.stderr);
        }
    }
    proxy.set(Line::Open);
    settle_down(&[&phones[0], &phones[1], &phones[2], &desk]);

    let office = Replica::of(&desk);
    assert_eq!(seen(&office, |replica| &replica.visits), truth.visits);
    assert_eq!(seen(&office, |replica| &replica.issues), truth.issues);
    assert_eq!((office.visits.len(), office.issues.len()), (truth.visits.len(), truth.issues.len()));
    let attributes: BTreeSet<String> = office
        .households
        .values()
        .flat_map(|household| household["attributes"].as_object().unwrap().keys().cloned())
        .collect();
    assert_eq!(attributes, truth.attributes);
    for phone in &phones {
        let differences = office.differences(&Replica::of(phone));
        assert!(differences.is_empty(), "{}:\n{}", phone.name, differences.join("\n"));
        assert_eq!(phone.ok(&["status"])["saved"], 0);
        assert_eq!(phone.ok(&["verify"])["ok"], true);
    }
}

fn work(phone: &Phone, day: usize, homes: &[String], chance: &mut Chance, truth: &mut Truth) {
    for nth in 0..3 {
        let text = format!("{}第{day}天第{nth}次", phone.name);
        visit(phone, chance.pick::<String>(homes), &text);
        truth.visits.insert(text);
    }
    let text = format!("{}第{day}天的隐患", phone.name);
    phone.ok(&["issue", "report", "--category", "公共照明", "--text", &text]);
    truth.issues.insert(text);
    let key = format!("{}{day}", phone.name);
    phone.ok(&["household", "edit", chance.pick::<String>(homes), "--attribute", &format!("{key}=是")]);
    truth.attributes.insert(key);
}

fn evening(chance: &mut Chance) -> Line {
    match chance.below(5) {
        0 => Line::Offline,
        1 => Line::CaptivePortal,
        2 => Line::CutOnce { direction: Direction::Up, after: chance.below(3000) },
        3 => Line::CutOnce { direction: Direction::Down, after: chance.below(3000) },
        _ => Line::Open,
    }
}

fn seen(
    replica: &Replica,
    part: fn(&Replica) -> &std::collections::BTreeMap<String, serde_json::Value>,
) -> BTreeSet<String> {
    part(replica).values().map(|record| record["text"].as_str().unwrap().to_owned()).collect()
}
