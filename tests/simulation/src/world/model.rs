//! What people were told: the reference that decides. Every write bears a marker; the model knows who wrote it, whether
//! it was acknowledged, and what its writer saw when they wrote over it.

use huben_domain::DocumentId;
use std::collections::{BTreeMap, BTreeSet};

/// A field that is written over: its document and path.
pub type Register = (DocumentId, String);

/// One thing that somebody wrote.
#[derive(Debug, Clone)]
pub struct Write {
    /// On which phone.
    pub phone: usize,
    /// In which record, if the writer was told.
    pub record: Option<DocumentId>,
    /// The call returned: it must never be lost.
    pub acknowledged: bool,
    /// The field, if it can be written over.
    pub register: Option<Register>,
    /// What stood there when it was written: what it replaces.
    pub over: BTreeSet<u32>,
    /// In words, for the trace.
    pub what: String,
}

/// Everything that was ever written, by its marker's number.
#[derive(Debug, Default)]
pub struct Model {
    /// The writes, from number 1.
    pub writes: BTreeMap<u32, Write>,
    /// What a person has dropped, at the office or on a phone.
    pub dropped: BTreeSet<u32>,
    /// Fields of which the model does not know what the next value replaced: a retried intent's.
    pub unsure: BTreeSet<Register>,
}

impl Model {
    /// The number that the next write bears.
    pub fn next(&self) -> u32 {
        self.writes.last_key_value().map_or(1, |(last, _)| last + 1)
    }

    /// Notes a write.
    pub fn note(&mut self, number: u32, write: Write) {
        self.writes.insert(number, write);
    }

    /// The values that must stand in a field, given what was accepted: every accepted one that no accepted one
    /// replaced. What replaced something that was not accepted replaces what that one would have replaced.
    pub fn standing(&self, register: &Register, accepted: &BTreeSet<u32>) -> BTreeSet<u32> {
        let here = |number: &&u32| {
            self.writes.get(*number).is_some_and(|write| write.register.as_ref() == Some(register))
        };
        let candidates: BTreeSet<u32> = accepted.iter().filter(here).copied().collect();
        let replaced: BTreeSet<u32> = candidates.iter().flat_map(|number| self.replaced(*number)).collect();
        candidates.difference(&replaced).copied().collect()
    }

    fn replaced(&self, number: u32) -> BTreeSet<u32> {
        let mut all = BTreeSet::new();
        let mut open: Vec<u32> =
            self.writes.get(&number).into_iter().flat_map(|write| write.over.clone()).collect();
        while let Some(next) = open.pop() {
            if all.insert(next) {
                open.extend(self.writes.get(&next).into_iter().flat_map(|write| write.over.clone()));
            }
        }
        all
    }

    /// The fields that were ever written.
    pub fn registers(&self) -> BTreeSet<Register> {
        self.writes.values().filter_map(|write| write.register.clone()).collect()
    }

    /// What a phone was told is safe, by record.
    pub fn acknowledged_by(&self, phone: usize) -> BTreeMap<DocumentId, BTreeSet<u32>> {
        let mut records: BTreeMap<DocumentId, BTreeSet<u32>> = BTreeMap::new();
        for (number, write) in &self.writes {
            if let (true, true, Some(record)) = (write.phone == phone, write.acknowledged, write.record) {
                records.entry(record).or_default().insert(*number);
            }
        }
        records
    }
}
