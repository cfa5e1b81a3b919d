//! A visit: what was said and done at one call; the book is a household's visits, newest first.

use crate::{HouseholdId, IssueId, Json, Outcome, ResidentId, UserId, VisitId, VisitKind};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A visit as its document stands after merging; its author's earlier words stay readable in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its document's id.
    pub id: VisitId,
    /// Whose book it stands in.
    pub household: HouseholdId,
    /// When it was made, by the author's word.
    pub at: DateTime<FixedOffset>,
    /// Who made it; only they may amend it.
    pub by: UserId,
    /// How it was made.
    pub kind: VisitKind,
    /// What it found.
    pub outcome: Outcome,
    /// Whom they met.
    #[serde(default)]
    pub met: Vec<ResidentId>,
    /// Who came along, by name or calling (medic, volunteer).
    #[serde(default)]
    pub companions: Vec<String>,
    /// Why they called.
    pub purpose: Option<String>,
    /// What was said and done.
    pub text: String,
    /// Answers to a checklist, as the checklist shapes them.
    pub answers: Option<Json>,
    /// The day to call again.
    pub follow_up_on: Option<NaiveDate>,
    /// Issues that came of it.
    #[serde(default)]
    pub issues: Vec<IssueId>,
    /// The office's own fields: any JSON, merged as a whole per key.
    #[serde(default)]
    pub attributes: BTreeMap<String, Json>,
}

impl Visit {
    /// Was somebody of the household met? "Not seen for N days" counts from such visits only.
    pub fn seen(&self) -> bool {
        self.outcome == Outcome::Met
    }
}
