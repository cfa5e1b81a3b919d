//! A household: one door's family, shop or body, and who belongs to it.

use crate::{AreaCode, Door, HouseholdId, HouseholdKind, Json, Occupancy, Resident};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A household as its document stands after merging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Its document's id.
    pub id: HouseholdId,
    /// A grid or micro-grid.
    pub area: AreaCode,
    /// The words as given, like `3-2-501`.
    pub address: String,
    /// The address as read; one door can hold several households.
    pub door: Door,
    /// What kind of place it is.
    pub kind: HouseholdKind,
    /// The name of a shop or organisation.
    pub name: Option<String>,
    /// Who lives there, by right.
    pub occupancy: Occupancy,
    /// The person to ask for, by name.
    pub contact: Option<String>,
    /// The household's telephone.
    pub phone: Option<String>,
    /// Free words for whoever calls next.
    pub note: Option<String>,
    /// The office's own fields: any JSON, merged as a whole per key.
    #[serde(default)]
    pub attributes: BTreeMap<String, Json>,
    /// Everybody ever entered, ended ones too.
    #[serde(default)]
    pub residents: Vec<Resident>,
    /// Set when the household is no more.
    pub ended: Option<Ended>,
}

impl Household {
    /// Where people find it: a shop by its name first, the estate unless the address says it, the door.
    pub fn title(&self) -> String {
        let estate = self.door.estate.as_deref().filter(|estate| !self.address.contains(estate));
        let parts = [self.name.as_deref(), estate, Some(&self.address)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// That and why something ended. Things end; only erasure removes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// In plain words.
    pub reason: String,
    /// When, where it is known.
    pub at: Option<DateTime<FixedOffset>>,
    /// The household that this one doubled; shown, never merged silently.
    pub same_as: Option<HouseholdId>,
}
