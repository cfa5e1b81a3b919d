//! The kill loop: `huben visit record`, `huben sync` and `huben-server` are killed at drawn moments, again and again,
//! and everything that anybody was told must be true afterwards.
//!
//! This file plays the rounds; `moment` says when a kill falls, [`crate::told`] keeps what people were told and finds
//! what is not true, `report` counts.

mod moment;
mod report;

use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::faulty_disk::{Fault, FaultyDisk};
use crate::outcome::Outcome;
use crate::phone::{Phone, id};
use crate::places::GRID_1;
use crate::told::Model;
use crate::world::World;

pub use report::{Report, Victim};

use moment::{Moment, Usual};

/// A program that has not ended by itself after so long hangs.
const HANGS_AFTER: Duration = Duration::from_secs(60);
/// Rounds until the visits go into another household's book, so that listing one stays cheap.
const ROUNDS_A_HOUSEHOLD: u64 = 40;

/// Kills until `kills` programs were killed while they ran, then lets everything settle and compares.
/// `hear` is told after each round.
pub fn play(kills: u64, seed: u64, mut hear: impl FnMut(&Report)) -> Report {
    let began = Instant::now();
    let mut street = Street::open(seed);
    while street.report.kills() < kills && street.report.untrue.is_empty() {
        street.round();
        hear(&street.report);
    }
    street.settle();
    street.report.took = began.elapsed();
    street.report
}

/// An office, two grid workers whose programs are killed, and the desk that looks on.
struct Street {
    chance: Chance,
    world: World,
    hub_disk: FaultyDisk,
    desk: Phone,
    phones: [Phone; 2],
    homes: Vec<String>,
    model: Model,
    report: Report,
    rounds: u64,
    /// What an undisturbed record takes, an undisturbed sync, and the hub while two phones sync.
    usual: [Usual; 3],
}

impl Street {
    fn open(seed: u64) -> Street {
        let mut world = World::open();
        world.office.stop();
        let hub_disk = world.office.use_a_faulty_disk();
        world.office.serve();
        let desk = world.desk();
        let phones = ["李红梅", "王志强"].map(|name| world.worker(name).on_a_faulty_disk());
        let mut street = Street {
            chance: Chance::seeded(seed),
            world,
            hub_disk,
            desk,
            phones,
            homes: Vec::new(),
            model: Model::default(),
            report: Report::default(),
            rounds: 0,
            usual: [Usual::default(); 3],
        };
        street.move_on();
        // The first runs of a program read it from the disk: a later one is the usual one.
        for _ in 0..3 {
            street.learn();
        }
        street
    }

    /// What runs take when nobody is killed.
    fn learn(&mut self) {
        let disk = self.phones[0].disk().clone();
        let watched = |disk: &FaultyDisk, act: &mut dyn FnMut()| {
            disk.plant(Fault::Watch, 0);
            let began = Instant::now();
            act();
            let usual = Usual::of(began.elapsed(), &disk.struck());
            disk.mend();
            usual
        };
        self.usual[0] = watched(&disk, &mut || self.record_in_peace(0));
        self.usual[1] = watched(&disk, &mut || drop(self.phones[0].sync()));
        let hub = self.hub_disk.clone();
        (0..2).for_each(|who| self.record_in_peace(who));
        self.usual[2] = watched(&hub, &mut || {
            let syncs = self.phones.each_ref().map(|phone| phone.start(&["sync"]));
            syncs.into_iter().for_each(|(running, line)| drop(running.finish(&line).ok()));
        });
    }

    /// Another household, which everybody has.
    fn move_on(&mut self) {
        let address = format!("3-2-{}", 501 + self.homes.len());
        let door =
            ["household", "add", "--area", GRID_1, "--estate", "振兴花园", "--address", address.as_str()];
        self.homes.push(id(&self.desk.ok(&[&door[..], &["--contact", "王秀英"]].concat())));
        self.desk.sync();
        self.phones.iter().for_each(|phone| drop(phone.sync()));
    }

    fn round(&mut self) {
        self.rounds += 1;
        if self.rounds.is_multiple_of(ROUNDS_A_HOUSEHOLD) {
            self.move_on();
        }
        let who = self.chance.below(2) as usize;
        match self.chance.below(3) {
            0 => self.kill_a_record(who),
            1 => self.kill_a_sync(who),
            _ => self.kill_the_hub(),
        }
        let home = self.home();
        for (who, phone) in self.phones.iter().enumerate() {
            let (book, status) = (phone.items(&["book", &home]), phone.ok(&["status"]));
            self.report.untrue.extend(self.model.book(who, &home, &book, &status));
        }
        self.report.untrue.extend(self.model.office(self.world.office.data()));
    }

    fn home(&self) -> String {
        self.homes.last().expect("a household was made first").clone()
    }

    fn kill_a_record(&mut self, who: usize) {
        let text = self.model.next_text();
        let home = self.home();
        let record = ["visit", "record", "--household", &home, "--text", &text];
        if let Some(outcome) = self.killed(Victim::Record, who, &record) {
            self.model.recorded(who, &home, text, &outcome);
        }
    }

    fn kill_a_sync(&mut self, who: usize) {
        self.record_in_peace(who);
        if self.chance.below(2) == 0 {
            self.record_in_peace(1 - who);
            self.phones[1 - who].sync();
        }
        if let Some(outcome) = self.killed(Victim::Sync, who, &["sync"]) {
            self.told_by_sync(who, &outcome);
        }
    }

    /// Runs a command of a phone's and kills it at a drawn moment; what came of it, `None` if it hung.
    fn killed(&mut self, victim: Victim, who: usize, command: &[&str]) -> Option<Outcome> {
        let phone = &self.phones[who];
        let outcome = match self.usual[victim as usize].moment(&mut self.chance) {
            Moment::Time(after) => {
                let (running, line) = phone.start(command);
                std::thread::sleep(after);
                Some(running.finish_killed(&line))
            }
            Moment::Disk(fault, nth) => {
                phone.disk().plant(fault, nth);
                let (running, line) = phone.start(command);
                let outcome = running.finish_within(HANGS_AFTER, &line);
                phone.disk().mend();
                outcome
            }
        };
        match &outcome {
            Some(outcome) => self.report.killed(victim, outcome),
            None => self.report.untrue.push(format!("a hang: {command:?}")),
        }
        outcome
    }

    fn kill_the_hub(&mut self) {
        (0..2).for_each(|who| self.record_in_peace(who));
        let usual = self.usual[Victim::Hub as usize];
        let moment = usual.moment(&mut self.chance);
        if let Moment::Disk(fault, nth) = moment {
            self.hub_disk.plant(fault, nth);
        }
        let syncs = self.phones.each_ref().map(|phone| phone.start(&["sync"]));
        match moment {
            Moment::Time(after) => std::thread::sleep(after),
            Moment::Disk(..) => self.wait_for_the_hub_to_die(usual.took * 3),
        }
        self.hub_disk.mend();
        self.world.office.kill();
        self.world.office.serve();
        let mut struck = false;
        for (who, (running, line)) in syncs.into_iter().enumerate() {
            match running.finish_within(HANGS_AFTER, &line) {
                None => self.report.untrue.push(format!("a hang: {line}")),
                Some(outcome) => {
                    struck |= report::was_struck(&outcome);
                    self.told_by_sync(who, &outcome);
                }
            }
        }
        self.report.killed_hub(struck);
    }

    /// A kill in the hub's own disk comes when the hub works, or not at all.
    fn wait_for_the_hub_to_die(&self, at_most: Duration) {
        let began = Instant::now();
        while self.hub_disk.struck().is_empty() && began.elapsed() < at_most {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// What a sync said, be it whole or not.
    fn told_by_sync(&mut self, who: usize, outcome: &Outcome) {
        if !matches!(outcome.code, None | Some(0) | Some(4)) {
            self.report.untrue.push(format!("{}: {:?} {}", outcome.line, outcome.code, outcome.stderr));
        }
        self.model.synced(who, outcome);
    }

    fn record_in_peace(&mut self, who: usize) {
        let text = self.model.next_text();
        let home = self.home();
        let outcome = self.phones[who].run(&["visit", "record", "--household", &home, "--text", &text]);
        outcome.ok();
        self.model.recorded(who, &home, text, &outcome);
    }

    /// Peace: everybody syncs until nothing moves, and all hold the same.
    fn settle(&mut self) {
        for phone in self.phones.iter().chain([&self.desk]).chain(&self.phones) {
            phone.sync();
        }
        let fresh = self.world.worker("新来的");
        let everybody = self.phones.iter().chain([&self.desk, &fresh]);
        for phone in everybody {
            let visits = self.homes.iter().flat_map(|home| phone.items(&["book", home])).collect::<Vec<_>>();
            self.report.untrue.extend(self.model.settled(&phone.name, &visits));
            let status = phone.ok(&["status"]);
            if status["saved"] != 0 || status["needs_attention"] != 0 {
                self.report.untrue.push(format!("{}: after the last sync: {status}", phone.name));
            }
            let verified = phone.run(&["verify"]);
            if verified.code != Some(0) {
                self.report.untrue.push(format!("{}: verify: {}", phone.name, verified.stdout));
            }
        }
        let verified = self.world.office.run(&["verify"]);
        if verified.code != Some(0) {
            self.report.untrue.push(format!("the office: verify: {}", verified.stdout));
        }
        self.report.acknowledged = self.model.acknowledged();
        self.report.kept_without_a_word = self.model.kept_without_a_word();
    }
}
