//! A resident: one person, whose id stays when they move house.

use crate::{Ended, Residence, ResidentId, Sex};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A person of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// Stays when the person moves house.
    pub id: ResidentId,
    /// As they are called.
    pub name: String,
    /// GB/T 2261.1.
    pub sex: Option<Sex>,
    /// ISO 8601 date.
    pub birth_date: Option<NaiveDate>,
    /// What they are to the household's contact, in free words (女儿, 租客).
    pub relation: Option<String>,
    /// Their own telephone.
    pub phone: Option<String>,
    /// Where they are registered against where they live.
    pub residence: Option<Residence>,
    /// Moved, died, entered in error.
    pub ended: Option<Ended>,
}
