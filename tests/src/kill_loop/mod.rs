//! The kill loop: `huben visit record`, `huben sync` and `huben-server` are killed at drawn moments, again and again,
//! and everything that anybody was told must be true afterwards.
//!
//! This file plays the rounds; `model` keeps what people were told and finds what is not true; `report` counts.

mod model;
mod report;

use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::outcome::Outcome;
use crate::phone::{Phone, id};
use crate::places::GRID_1;
use crate::world::World;

pub use report::{Report, Victim};

use model::Model;

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
    desk: Phone,
    phones: [Phone; 2],
    homes: Vec<String>,
    model: Model,
    report: Report,
    rounds: u64,
    /// How long an undisturbed record and an undisturbed sync take here and now.
    usual: [Duration; 2],
}

impl Street {
    fn open(seed: u64) -> Street {
        let world = World::open();
        let desk = world.desk();
        let phones = ["李红梅", "王志强"].map(|name| world.worker(name));
        let mut street = Street {
            chance: Chance::seeded(seed),
            world,
            desk,
            phones,
            homes: Vec::new(),
            model: Model::default(),
            report: Report::default(),
            rounds: 0,
            usual: [Duration::ZERO; 2],
        };
        street.move_on();
        // The first runs of a program read it from the disk: the third is the usual one.
        for _ in 0..3 {
            let began = Instant::now();
            street.record_in_peace(0);
            street.usual[0] = began.elapsed();
            let began = Instant::now();
            street.phones[0].sync();
            street.usual[1] = began.elapsed();
        }
        street
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
        for (who, phone) in self.phones.iter().enumerate() {
            let book = phone.items(&["book", self.home()]);
            self.report.untrue.extend(self.model.book(
                who,
                self.homes.last().expect("a household was made first"),
                &book,
                &phone.ok(&["status"]),
            ));
        }
        self.report.untrue.extend(self.model.office(self.world.office.data()));
    }

    fn home(&self) -> &str {
        self.homes.last().expect("a household was made first")
    }

    fn kill_a_record(&mut self, who: usize) {
        let text = self.model.next_text();
        let (running, line) =
            self.phones[who].start(&["visit", "record", "--household", self.home(), "--text", &text]);
        std::thread::sleep(self.moment(self.usual[0]));
        let outcome = running.finish_killed(&line);
        self.report.killed(Victim::Record, &outcome);
        self.model.recorded(who, self.homes.last().expect("a household was made first"), text, &outcome);
    }

    fn kill_a_sync(&mut self, who: usize) {
        self.record_in_peace(who);
        if self.chance.below(2) == 0 {
            self.record_in_peace(1 - who);
            self.phones[1 - who].sync();
        }
        let (running, line) = self.phones[who].start(&["sync"]);
        std::thread::sleep(self.moment(self.usual[1]));
        let outcome = running.finish_killed(&line);
        self.report.killed(Victim::Sync, &outcome);
        self.told_by_sync(who, &outcome);
    }

    fn kill_the_hub(&mut self) {
        let who = [0, 1];
        who.iter().for_each(|&who| self.record_in_peace(who));
        let syncs = who.map(|who| self.phones[who].start(&["sync"]));
        std::thread::sleep(self.moment(self.usual[1]));
        self.world.office.kill();
        self.world.office.serve();
        let mut struck = false;
        for (who, (running, line)) in who.into_iter().zip(syncs) {
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

    /// What a sync said, be it whole or not.
    fn told_by_sync(&mut self, who: usize, outcome: &Outcome) {
        if !matches!(outcome.code, None | Some(0) | Some(4)) {
            self.report.untrue.push(format!("{}: {:?} {}", outcome.line, outcome.code, outcome.stderr));
        }
        self.model.synced(who, outcome);
    }

    fn record_in_peace(&mut self, who: usize) {
        let text = self.model.next_text();
        let outcome = self.phones[who].run(&["visit", "record", "--household", self.home(), "--text", &text]);
        outcome.ok();
        self.model.recorded(who, self.homes.last().expect("a household was made first"), text, &outcome);
    }

    /// Anywhere in a run, and a little after its usual end.
    fn moment(&mut self, usual: Duration) -> Duration {
        Duration::from_micros(self.chance.below(usual.as_micros() as u64 * 6 / 5))
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
