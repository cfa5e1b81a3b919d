//! What somebody may do with an issue now, and why not. Permission is judged before stage.

use crate::moves::{self, Mover};
use crate::{Hat, IssueState, Step, StepKind, UserId, entitled, fold, permitted_all};
use thiserror::Error;

/// Somebody about to take a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// The unit they act for.
    pub unit: Option<String>,
    /// Their hats over the issue's area: see [`crate::hats`]. Whether they are the author or the addressee
    /// follows from the steps and need not be given.
    pub hats: Vec<Hat>,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StepRefusal {
    /// Not theirs to take, whatever the stage.
    #[error("{reason}")]
    NotAllowed {
        /// Lower-case plain words.
        reason: String,
    },
    /// Theirs, but not where the issue stands.
    #[error("not possible now; possible: {}", named(.possible))]
    NotNow {
        /// The steps that would count now for this person.
        possible: Vec<StepKind>,
    },
}

/// The steps that would count now for `who`, in the order of [`StepKind::KNOWN`].
pub fn possible(steps: &[Step], who: &Actor) -> Vec<StepKind> {
    let state = fold(steps);
    let hats = worn(&state, who);
    let fits = |step: &&StepKind| fitting_hat(&state, who, step, &permitted_all(step, &hats)).is_some();
    StepKind::KNOWN.iter().filter(fits).cloned().collect()
}

/// The hat in which `who` may take `step` now.
pub fn check_step(steps: &[Step], who: &Actor, step: &StepKind) -> Result<Hat, StepRefusal> {
    let state = fold(steps);
    let hats = permitted_all(step, &worn(&state, who));
    if hats.is_empty() {
        return Err(not_entitled(step));
    }
    if *step == StepKind::Verify && state.handled_by == Some(who.user) {
        let reason = "who handled it cannot verify it; somebody else has to look".to_owned();
        return Err(StepRefusal::NotAllowed { reason });
    }
    fitting_hat(&state, who, step, &hats)
        .ok_or_else(|| StepRefusal::NotNow { possible: possible(steps, who) })
}

/// The hats given, with the ties that the steps themselves show.
fn worn(state: &IssueState, who: &Actor) -> Vec<Hat> {
    let mut hats = who.hats.clone();
    hats.retain(|hat| *hat != Hat::Addressee);
    if state.reporter == Some(who.user) {
        hats.push(Hat::Author);
    }
    if state.is_addressee(who.user, who.unit.as_deref()) {
        hats.push(Hat::Addressee);
    }
    hats.sort();
    hats.dedup();
    hats
}

fn fitting_hat(state: &IssueState, who: &Actor, step: &StepKind, hats: &[Hat]) -> Option<Hat> {
    let mover = |hat| Mover { user: who.user, unit: who.unit.as_deref(), hat };
    hats.iter().find(|hat| moves::fits(state, step, &mover(hat))).cloned()
}

fn not_entitled(step: &StepKind) -> StepRefusal {
    let names: Vec<String> = entitled(step).iter().map(Hat::to_string).collect();
    let reason = match names.as_slice() {
        [] => format!("this version does not know the step {step}"),
        names => format!("{step} is for: {}", names.join(", ")),
    };
    StepRefusal::NotAllowed { reason }
}

fn named(steps: &[StepKind]) -> String {
    match steps {
        [] => "nothing".to_owned(),
        steps => steps.iter().map(StepKind::as_str).collect::<Vec<_>>().join(", "),
    }
}
