//! How each step moves an issue: from where it fits, and to where it leads. The table of the domain, in code.

use crate::limits::{SCORE_MAX, SCORE_MIN};
use crate::{CheckResult, Hat, IssueState, Stage, Step, StepKind, UserId};
use chrono::{DateTime, FixedOffset};

/// Who takes a step, and as what.
pub(crate) struct Mover<'a> {
    pub user: UserId,
    pub unit: Option<&'a str>,
    pub hat: &'a Hat,
}

/// Would `step` by `mover` count where the issue stands? That the hat may take it is judged before.
pub(crate) fn fits(state: &IssueState, step: &StepKind, mover: &Mover<'_>) -> bool {
    if *mover.hat == Hat::Addressee && !state.is_addressee(mover.user, mover.unit) {
        return false;
    }
    let nothing_asked = state.asked.is_none() && !state.suspended;
    match (step, &state.stage) {
        (StepKind::Report, stage) => *stage == Stage::Collected,
        (StepKind::Dispatch | StepKind::Escalate, Stage::Reported | Stage::Dispatched) => true,
        (StepKind::Accept | StepKind::Feedback | StepKind::Decline, Stage::Dispatched) => true,
        (StepKind::Handle, Stage::Dispatched) => *mover.hat == Hat::Addressee,
        // On the spot 就地处理: nobody has been asked to handle it yet.
        (StepKind::Handle, Stage::Reported) => *mover.hat != Hat::Addressee,
        (StepKind::Verify, Stage::Handled) => state.handled_by != Some(mover.user),
        (StepKind::Close, Stage::Verified) => true,
        (StepKind::Rate | StepKind::Assess, Stage::Closed) => true,
        (StepKind::Postpone | StepKind::Suspend, Stage::Dispatched) => nothing_asked,
        (StepKind::Approve | StepKind::Refuse, Stage::Dispatched) => state.asked.is_some(),
        (StepKind::Resume, Stage::Dispatched) => state.suspended && state.asked.is_none(),
        (StepKind::Cancel, Stage::Reported) => true,
        (StepKind::Cancel, Stage::Dispatched | Stage::Handled | Stage::Verified) => *mover.hat != Hat::Author,
        (StepKind::Reopen, Stage::Closed | Stage::Assessed | Stage::Cancelled) => true,
        _ => false,
    }
}

/// Does the step carry what it cannot do without?
pub(crate) fn is_complete(step: &Step) -> bool {
    match step.step {
        StepKind::Dispatch => step.to.is_some(),
        StepKind::Verify => step.result.is_some(),
        StepKind::Rate => step.score.is_some_and(|score| (SCORE_MIN..=SCORE_MAX).contains(&score)),
        _ => true,
    }
}

/// Moves the issue by a step that counts.
pub(crate) fn apply(state: &mut IssueState, step: &Step) {
    match &step.step {
        StepKind::Report => {
            state.stage = Stage::Reported;
            state.reporter = Some(step.by);
        }
        StepKind::Dispatch => {
            leave_desk(state, step.at);
            state.stage = Stage::Dispatched;
            state.addressee.clone_from(&step.to);
            // Handed on without a new date, the old one holds.
            state.due_at = step.until.or(state.due_at);
        }
        StepKind::Handle => {
            leave_desk(state, step.at);
            state.stage = Stage::Handled;
            state.handled_by = Some(step.by);
        }
        StepKind::Verify if step.result == Some(CheckResult::Passed) => state.stage = Stage::Verified,
        StepKind::Verify => {
            state.stage = Stage::Dispatched;
            // What was settled on the spot had no addressee: it goes back to who settled it.
            let handler = state.handled_by.take().map(|user| user.to_string());
            state.addressee = state.addressee.take().or(handler);
        }
        StepKind::Close => state.stage = Stage::Closed,
        StepKind::Rate => state.rating = step.score,
        StepKind::Assess => state.stage = Stage::Assessed,
        StepKind::Decline => back_to_reported(state),
        StepKind::Escalate => {
            back_to_reported(state);
            state.escalated += 1;
        }
        StepKind::Reopen => {
            back_to_reported(state);
            state.rating = None;
            state.reopened += 1;
        }
        StepKind::Postpone | StepKind::Suspend | StepKind::Resume => {
            state.asked = Some(step.step.clone());
            state.asked_until = step.until;
        }
        StepKind::Approve => grant(state, step),
        StepKind::Refuse => forget_request(state),
        StepKind::Cancel => {
            forget_request(state);
            state.suspended = false;
            state.suspended_at = None;
            state.due_at = None;
            state.stage = Stage::Cancelled;
        }
        StepKind::Accept | StepKind::Feedback | StepKind::Other(_) => {}
    }
}

/// Grants what was asked for; the decision's own date goes before the one asked for.
fn grant(state: &mut IssueState, step: &Step) {
    match state.asked {
        Some(StepKind::Suspend) => {
            state.suspended = true;
            state.suspended_at = Some(step.at);
        }
        Some(StepKind::Resume) => wake(state, step.at),
        _ => state.due_at = step.until.or(state.asked_until).or(state.due_at),
    }
    forget_request(state);
}

fn back_to_reported(state: &mut IssueState) {
    forget_request(state);
    state.stage = Stage::Reported;
    state.suspended = false;
    state.suspended_at = None;
    state.addressee = None;
    state.handled_by = None;
    state.due_at = None;
}

/// Whoever had it has it no more: requests lapse, the clock runs.
fn leave_desk(state: &mut IssueState, at: DateTime<FixedOffset>) {
    forget_request(state);
    wake(state, at);
}

/// Lets the clock run again: the due time moves by as long as it stood still.
fn wake(state: &mut IssueState, at: DateTime<FixedOffset>) {
    state.suspended = false;
    let Some(since) = state.suspended_at.take() else {
        return;
    };
    let stood_still = at.signed_duration_since(since).max(chrono::TimeDelta::zero());
    state.due_at = state.due_at.map(|due| due.checked_add_signed(stood_still).unwrap_or(due));
}

fn forget_request(state: &mut IssueState) {
    state.asked = None;
    state.asked_until = None;
}
