//! The kill loop: `huben visit record`, `huben sync` and `huben-server` are killed at drawn moments, again and again,
//! and everything that anybody was told must be true afterwards.
//!
//! This file plays the rounds; `street` has the people and what they do in peace, `moment` says when a kill falls,
//! [`crate::told`] keeps what people were told and finds what is not true, `report` counts.

mod moment;
mod report;
mod street;

use std::time::{Duration, Instant};

use crate::call::Running;
use crate::outcome::Outcome;

pub use report::{Report, Victim};

use moment::Moment;
use street::Street;

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

impl Street {
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
        let beside = (self.chance.below(2) == 0).then(|| self.start_a_record(who));
        if let Some(outcome) = self.killed(Victim::Sync, who, &["sync"]) {
            self.told_by_sync(who, &outcome);
        }
        if let Some((running, line, text)) = beside {
            self.finish_a_record(who, running, &line, text);
        }
    }

    /// Another process on the same book, while its neighbour is killed.
    fn start_a_record(&self, who: usize) -> (Running, String, String) {
        let text = self.model.next_text();
        let record = ["visit", "record", "--household", &self.home(), "--text", &text];
        let (running, line) = self.phones[who].start(&record);
        (running, line, text)
    }

    fn finish_a_record(&mut self, who: usize, running: Running, line: &str, text: String) {
        let Some(outcome) = running.finish_within(HANGS_AFTER, line) else {
            return self.report.untrue.push(format!("a hang: {line}"));
        };
        match outcome.code {
            Some(0) => {}
            // The disk that killed the one has killed the other.
            None => self.report.killed(Victim::Record, &outcome),
            // Whoever waits for a writer may be told so.
            Some(5) => drop(outcome.fails(5, "locked", None)),
            Some(code) => self.report.untrue.push(format!("{line}: {code} {}", outcome.stderr)),
        }
        let home = self.home();
        self.model.recorded(who, &home, text, &outcome);
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
            Some(outcome) => {
                // Its own end, before the kill came, is none that a sound disk gives.
                if victim == Victim::Record && !matches!(outcome.code, None | Some(0)) {
                    let said = format!("{}: {:?} {}", outcome.line, outcome.code, outcome.stderr);
                    self.report.untrue.push(said);
                }
                self.report.killed(victim, outcome);
            }
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
}
