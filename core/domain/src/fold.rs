//! Where an issue stands, from its steps. All devices fold the same steps to the same state, whatever the
//! order of arrival. How each step moves an issue is `moves.rs`.

use crate::moves::{self, Mover};
use crate::{CheckResult, Hat, Stage, Step, StepId, StepKind, UserId, permitted};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the steps of an issue come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueState {
    /// Where it stands; [`Stage::Collected`] before a report.
    pub stage: Stage,
    /// Is the clock stopped?
    pub suspended: bool,
    /// Since when it is stopped; on waking `due_at` moves by what has passed.
    pub suspended_at: Option<DateTime<FixedOffset>>,
    /// Who reported it.
    pub reporter: Option<UserId>,
    /// To whom it was dispatched: a user's id as text, a unit's name, or other words.
    pub addressee: Option<String>,
    /// Who handled it last; none again once it is reported or dispatched anew.
    pub handled_by: Option<UserId>,
    /// Postpone, suspend or resume, while it waits for a decision.
    pub asked: Option<StepKind>,
    /// Until when is asked.
    pub asked_until: Option<DateTime<FixedOffset>>,
    /// By when it is to be handled; kept after handling, so that "on time?" can be told.
    pub due_at: Option<DateTime<FixedOffset>>,
    /// The resident's rating of the outcome that stands, 1 to 5.
    pub rating: Option<u8>,
    /// How often it was reopened.
    pub reopened: u32,
    /// How many levels up it went.
    pub escalated: u32,
    /// What became of each step.
    pub verdicts: BTreeMap<StepId, Counted>,
}

/// Did a step count?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// It moved the issue.
    Yes,
    /// It did not fit where the issue stood; kept, shown as "came too late", not counted.
    TooLate,
    /// A step, hat or result of a newer version; kept, changes nothing here.
    Newer,
}

/// Folds steps, given in any order, by logical number and then id.
pub fn fold(steps: &[Step]) -> IssueState {
    let mut ordered: Vec<&Step> = steps.iter().collect();
    ordered.sort_by_key(|step| (step.n, step.id));
    ordered.dedup_by_key(|step| step.id);
    let mut state = IssueState::default();
    for step in ordered {
        let counted = judge(&state, step);
        if counted == Counted::Yes {
            moves::apply(&mut state, step);
        }
        state.verdicts.insert(step.id, counted);
    }
    state
}

/// The logical number of the next step: one more than the highest seen.
pub fn next_n(steps: &[Step]) -> u64 {
    steps.iter().map(|step| step.n).max().unwrap_or(0).saturating_add(1)
}

impl IssueState {
    /// Is it dispatched to this user, or to the unit they act for?
    pub fn is_addressee(&self, user: UserId, unit: Option<&str>) -> bool {
        self.addressee.as_deref().is_some_and(|to| to.parse() == Ok(user) || unit == Some(to))
    }
}

impl Default for IssueState {
    fn default() -> Self {
        IssueState {
            stage: Stage::Collected,
            suspended: false,
            suspended_at: None,
            reporter: None,
            addressee: None,
            handled_by: None,
            asked: None,
            asked_until: None,
            due_at: None,
            rating: None,
            reopened: 0,
            escalated: 0,
            verdicts: BTreeMap::new(),
        }
    }
}

fn judge(state: &IssueState, step: &Step) -> Counted {
    // Anyone but two may report, in a role of a newer version too; no other step is given to an unknown hat.
    let unknown_hat = matches!(step.hat, Hat::Other(_)) && step.step != StepKind::Report;
    let unknown_result = matches!(step.result, Some(CheckResult::Other(_)));
    if step.step.is_unknown() || unknown_hat || unknown_result {
        return Counted::Newer;
    }
    let mover = Mover { user: step.by, unit: step.unit.as_deref(), hat: &step.hat };
    let allowed = permitted(&step.step, std::slice::from_ref(&step.hat)).is_some();
    if allowed && moves::is_complete(step) && moves::fits(state, &step.step, &mover) {
        Counted::Yes
    } else {
        Counted::TooLate
    }
}
