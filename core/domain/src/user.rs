//! Who people are to the office: users, what they are entrusted with where, and the hats they wear on one record.

use crate::{AreaCode, Hat, Role, UserId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// One role over one area and everything below it, for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What is entrusted.
    pub role: Role,
    /// Where, downwards.
    pub area: AreaCode,
    /// From when, inclusive; `None` from the beginning.
    pub from: Option<DateTime<FixedOffset>>,
    /// Until when, exclusive; `None` without end.
    pub until: Option<DateTime<FixedOffset>>,
}

impl Grant {
    /// Does it reach `area`?
    pub fn covers(&self, area: &AreaCode) -> bool {
        self.area.covers(area)
    }

    /// Does it hold at `time`?
    pub fn holds_at(&self, time: DateTime<FixedOffset>) -> bool {
        self.from.is_none_or(|from| from <= time) && self.until.is_none_or(|until| time < until)
    }
}

/// One row of the directory's users; only the office writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Stays for good.
    pub id: UserId,
    /// As printed on the card.
    pub name: String,
    /// The number for residents, printed on the card.
    pub phone: Option<String>,
    /// The department or squad they act for.
    pub unit: Option<String>,
    /// What they are entrusted with; people hold two posts and stand in for each other.
    pub grants: Vec<Grant>,
    /// False once they have left.
    pub active: bool,
}

impl User {
    /// The grants that hold at `time`; none for somebody who has left.
    pub fn grants_at(&self, time: DateTime<FixedOffset>) -> Vec<Grant> {
        let held = self.grants.iter().filter(|grant| self.active && grant.holds_at(time));
        held.cloned().collect()
    }
}

/// How somebody is tied to one record, whatever their roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tie {
    /// They made it: a visit's author, an issue's first person asked.
    pub author: bool,
    /// It was dispatched to them or to their unit.
    pub addressee: bool,
}

/// Every hat somebody with these grants may act in on a record of `area`, sorted, each once.
/// The caller gives the grants that hold at the time that matters.
pub fn hats(grants: &[Grant], area: &AreaCode, tie: Tie) -> Vec<Hat> {
    let by_role = grants.iter().filter(|grant| grant.covers(area)).map(|grant| Hat::from(&grant.role));
    let by_tie = [(tie.author, Hat::Author), (tie.addressee, Hat::Addressee)];
    let by_tie = by_tie.into_iter().filter_map(|(tied, hat)| tied.then_some(hat));
    let mut hats: Vec<Hat> = by_role.chain(by_tie).collect();
    hats.sort();
    hats.dedup();
    hats
}
