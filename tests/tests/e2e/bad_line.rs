//! Lines that lie: captive portals, flipped bits, slow trickles.

use std::time::Duration;

use huben_tests::chance::Chance;
use huben_tests::line_sweep::{Street, What, cuts};
use huben_tests::phone::Phone;
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::proxy::{CuttingProxy, Direction, Line};
use huben_tests::world::World;

use crate::make::{assert_same, shared_household, text_set, visit};

fn street() -> (World, CuttingProxy, Phone, Phone, String) {
    let mut world = World::open();
    let proxy = world.proxy();
    let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
    let worker = world.phone_behind(&proxy, "李红梅", "grid-worker", &[GRID_1]);
    let home = shared_household(&desk, &[&worker]);
    (world, proxy, desk, worker, home)
}

#[test]
fn a_captive_portal_that_says_200_is_no_answer() {
    let (_world, proxy, _, worker, home) = street();
    visit(&worker, &home, "一切都好");
    proxy.set(Line::CaptivePortal);
    let outcome = worker.run(&["sync"]);
    assert_eq!(outcome.fails(4, "offline", None).to_lowercase().matches("<html").count(), 0);
    assert!(proxy.counts().requests > 0);
    assert_eq!(worker.ok(&["status"])["saved"], 1);
    proxy.set(Line::Open);
    worker.sync();
    assert_eq!(worker.ok(&["status"])["saved"], 0);
}

#[test]
fn enrolling_behind_a_captive_portal_can_be_tried_again() {
    let mut world = World::open();
    let proxy = world.proxy();
    world.office.announce_as(Some(proxy.url()));
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let phone = world.new_phone("李红梅", &user);
    let invitation = world.office.invite(&user);
    proxy.set(Line::CaptivePortal);
    phone.run(&["enrol", &invitation]).fails(4, "offline", None);
    proxy.set(Line::Open);
    phone.enrol(&invitation);
}

#[test]
fn a_bit_turned_over_on_the_way_is_never_believed() {
    let mut chance = Chance::of_test(0xf);
    let (_world, proxy, desk, worker, home) = street();
    let before = proxy.counts();
    worker.sync();
    let usual = proxy.counts() - before;
    let rounds = 10;
    for round in 0..rounds {
        let (direction, length) = match round % 2 {
            0 => (Direction::Up, usual.bytes_up),
            _ => (Direction::Down, usual.bytes_down),
        };
        visit(&worker, &home, &format!("第{round}条"));
        visit(&desk, &home, &format!("办公桌第{round}条"));
        desk.sync();
        proxy.set(Line::FlipOnce { direction, at: chance.below(length) });
        let outcome = worker.run(&["sync"]);
        assert!([Some(0), Some(1), Some(4)].contains(&outcome.code), "{}{}", outcome.stdout, outcome.stderr);
        proxy.set(Line::Open);
        worker.sync_over_a_bad_line();
    }
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 2 * rounds);
    assert_same(&desk, &worker, &[GRID_1]);
    assert_eq!(worker.ok(&["attention"])["total"], 0);
}

#[test]
fn a_trickle_gets_through_in_the_end() {
    let (_world, proxy, desk, worker, home) = street();
    for nth in 0..10 {
        visit(&worker, &home, &format!("第{nth}条，老人一个人在家，血压药还有一周的量"));
    }
    proxy.set(Line::Throttle { bytes_per_second: 2_000 });
    worker.sync();
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 10);
}

#[test]
fn a_slow_answer_is_waited_for() {
    let (_world, proxy, _, worker, home) = street();
    visit(&worker, &home, "一切都好");
    proxy.set(Line::Delay(Duration::from_millis(1500)));
    let before = proxy.counts();
    worker.sync();
    assert_eq!((proxy.counts() - before).requests, 1);
}

#[test]
fn an_enrolment_cut_anywhere_can_be_repeated_and_makes_one_device() {
    let mut chance = Chance::of_test(14);
    let mut street = Street::open();
    let all = cuts(street.usual(What::Enrol), 0, 1);
    for _ in 0..8 {
        street.play(What::Enrol, *chance.pick(&all));
    }
    println!("{}", street.report);
    assert!(street.report.untrue.is_empty(), "{}", street.report);
}
