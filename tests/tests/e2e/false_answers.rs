//! Answers that are not the office's to this request, and requests that arrive twice.

use huben_tests::phone::Phone;
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::proxy::{Bomb, CuttingProxy, Line};
use huben_tests::world::World;

use crate::make::{settle_down, shared_household, text_set, visit};

/// What an answer may cost a phone beside what an honest one costs: 8 MB, and as much again for what is on its way.
const MOST_MORE_KB: u64 = 24 << 10;

const BOMBS: [Bomb; 4] = [Bomb::Gzip, Bomb::Zstd, Bomb::Envelope, Bomb::Endless];

struct Street {
    world: World,
    proxy: CuttingProxy,
    desk: Phone,
    worker: Phone,
    home: String,
}

impl Street {
    fn open() -> Street {
        let mut world = World::open();
        let proxy = world.proxy();
        let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
        let worker = world.phone_behind(&proxy, "李红梅", "grid-worker", &[GRID_1]);
        let home = shared_household(&desk, &[&worker]);
        Street { world, proxy, desk, worker, home }
    }

    /// Over a good line everything arrives, once.
    fn all_is_well(&self, visits: usize) {
        self.proxy.set(Line::Open);
        settle_down(&[&self.worker, &self.desk]);
        assert_eq!(text_set(&self.desk, &self.home).len(), visits);
        assert_eq!(text_set(&self.worker, &self.home).len(), visits);
        let status = self.worker.ok(&["status"]);
        assert_eq!((&status["saved"], &status["needs_attention"]), (&0.into(), &0.into()), "{status}");
        let cloned: Vec<_> = self.world.office.ok(&["device", "list"])["items"].as_array().unwrap().clone();
        assert!(cloned.iter().all(|device| device["cloned"] == false), "taken for a copy: {cloned:?}");
    }
}

#[test]
fn a_request_that_arrives_twice_is_done_once() {
    let street = Street::open();
    street.proxy.set(Line::Twice);
    for nth in 0..3 {
        visit(&street.worker, &street.home, &format!("第{nth}条"));
        visit(&street.desk, &street.home, &format!("办公桌{nth}"));
        street.desk.sync();
        let synced = street.worker.sync();
        assert_eq!((&synced["round_trips"], &synced["sent"]), (&1.into(), &1.into()), "{synced}");
    }
    street.all_is_well(6);
}

#[test]
fn the_answer_to_another_request_is_no_answer() {
    let street = Street::open();
    let other = street.world.worker("王志强");
    visit(&street.worker, &street.home, "一切都好");
    street.proxy.set(Line::AnothersAnswer);
    let reason = street.worker.run(&["sync"]).fails(4, "offline", None);
    assert!(reason.contains("check the network"), "{reason}");
    // The office has it, and the phone, which was not told so, does not say so.
    other.sync();
    assert_eq!(text_set(&other, &street.home).len(), 1);
    assert_eq!(street.worker.ok(&["status"])["saved"], 1);
    street.all_is_well(1);
}

#[test]
fn a_bomb_instead_of_an_answer_is_no_answer_and_costs_no_memory() {
    let street = Street::open();
    let measured = |phone: &Phone| {
        let (running, line) = phone.start(&["sync"]);
        running.finish_measured(&line)
    };
    visit(&street.worker, &street.home, "一切都好");
    let (honest, usual) = measured(&street.worker);
    honest.ok();
    for (nth, bomb) in BOMBS.into_iter().enumerate() {
        visit(&street.worker, &street.home, &format!("第{nth}条"));
        street.proxy.set(Line::Bomb(bomb));
        let (outcome, peak) = measured(&street.worker);
        println!("{bomb:?}: {peak} kB, {usual} kB as a rule");
        outcome.fails(4, "offline", None);
        assert!(peak < usual + MOST_MORE_KB, "{bomb:?}: {peak} kB, {usual} kB as a rule");
        assert_eq!(street.worker.ok(&["status"])["saved"], nth + 1);
    }
    street.all_is_well(1 + BOMBS.len());
}

#[test]
fn enrolling_on_false_answers_can_be_tried_again() {
    let mut street = Street::open();
    street.world.office.announce_as(Some(street.proxy.url()));
    // The second time it is the answer to the first one's enrolment: a good certificate, and somebody else's.
    let others = [Line::AnothersAnswer; 2];
    let lines = BOMBS.map(Line::Bomb).into_iter().chain([Line::CaptivePortal]).chain(others);
    let mut devices = street.world.office.ok(&["device", "list"])["total"].as_u64().unwrap();
    for line in lines {
        let user = street.world.office.add_user("新来的", "grid-worker", &[GRID_1], &[]);
        let phone = street.world.new_phone("新来的", &user);
        let invitation = street.world.office.invite(&user);
        street.proxy.set(line);
        let outcome = phone.run(&["enrol", &invitation]);
        println!("{line:?}: {}", outcome.fails(4, "offline", None));
        street.proxy.set(Line::Open);
        phone.enrol(&invitation);
        assert_eq!(phone.ok(&["household", "list"])["total"], 1);
        devices += 1;
        assert_eq!(street.world.office.ok(&["device", "list"])["total"], devices, "{line:?}");
    }
    // A request that arrives twice is answered twice the same.
    street.proxy.set(Line::Twice);
    let user = street.world.office.add_user("新来的", "grid-worker", &[GRID_1], &[]);
    let phone = street.world.new_phone("新来的", &user);
    phone.enrol(&street.world.office.invite(&user));
    assert_eq!(street.world.office.ok(&["device", "list"])["total"], devices + 1);
}
