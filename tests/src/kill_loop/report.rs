//! What was killed, where the kills fell, and what turned out not to be true.

use std::fmt;
use std::time::Duration;

use crate::outcome::Outcome;

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Victim {
    /// `huben visit record`.
    Record,
    /// `huben sync`.
    Sync,
    /// `huben-server serve`, while two phones sync.
    Hub,
}

/// Where the kills of one victim fell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hits {
    /// While it ran and before it had said anything. For the hub: while it owed somebody an answer.
    pub before_its_word: u64,
    /// While it still ran, though it had said that all was done. For the hub: while it was idle.
    pub after_its_word: u64,
    /// It had ended already: no kill.
    pub too_late: u64,
}

/// What a kill loop came to.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// By victim: record, sync, hub.
    pub hits: [Hits; 3],
    /// Visits that were acknowledged.
    pub acknowledged: u64,
    /// Visits that are there although their command was killed before it said so: allowed, once.
    pub kept_without_a_word: u64,
    /// What is not as somebody was told: lost, doubled, claimed, hanging. Empty is what everybody wants.
    pub untrue: Vec<String>,
    /// How long all of it took.
    pub took: Duration,
}

impl Report {
    /// Programs killed while they ran.
    pub fn kills(&self) -> u64 {
        self.hits.iter().map(|hits| hits.before_its_word + hits.after_its_word).sum()
    }

    pub(super) fn killed(&mut self, victim: Victim, outcome: &Outcome) {
        let hits = &mut self.hits[victim as usize];
        match outcome.code {
            Some(_) => hits.too_late += 1,
            None if outcome.stdout.ends_with('\n') => hits.after_its_word += 1,
            None => hits.before_its_word += 1,
        }
    }

    pub(super) fn killed_hub(&mut self, struck: bool) {
        let hits = &mut self.hits[Victim::Hub as usize];
        if struck { hits.before_its_word += 1 } else { hits.after_its_word += 1 }
    }
}

/// Did a sync feel that the hub was killed? It had to ask more than once, or gave up.
pub(super) fn was_struck(outcome: &Outcome) -> bool {
    outcome.code != Some(0) || outcome.json().is_some_and(|said| said["round_trips"] != 1)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} kills in {:.0} s", self.kills(), self.took.as_secs_f64())?;
        let names = [
            ("visit record", "before its word", "after its word"),
            ("sync", "before its word", "after its word"),
            ("huben-server", "while it owed an answer", "while idle"),
        ];
        for (hits, (name, before, after)) in self.hits.iter().zip(names) {
            write!(f, "  {name}: {} {before}, {} {after}", hits.before_its_word, hits.after_its_word)?;
            writeln!(f, "; {} too late to be one", hits.too_late)?;
        }
        writeln!(
            f,
            "  {} visits acknowledged, {} more are there that were killed before the word",
            self.acknowledged, self.kept_without_a_word
        )?;
        match self.untrue.len() {
            0 => write!(f, "  0 lost, 0 doubled, no hang, every status true"),
            count => write!(f, "  {count} NOT TRUE:\n    {}", self.untrue.join("\n    ")),
        }
    }
}
