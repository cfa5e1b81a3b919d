//! Steps come to a stage, and to the same one everywhere.

mod support;

use StepKind::*;
use chrono::TimeDelta;
use huben_domain::*;
use std::collections::BTreeMap;
use support::*;

#[test]
fn the_straight_road_ends_assessed() {
    let state = fold(&straight_road());
    let expected = IssueState {
        stage: Stage::Assessed,
        reporter: Some(user(VOLUNTEER)),
        addressee: Some(UNIT.to_owned()),
        handled_by: Some(user(HANDLER)),
        rating: Some(5),
        verdicts: (1..=8).map(|n| (step_id(n), Counted::Yes)).collect(),
        ..IssueState::default()
    };
    assert_eq!(state, expected);
}

#[test]
fn each_step_of_the_road_reaches_its_stage() {
    let stages: Vec<Stage> = (0..=8).map(|length| fold(&straight_road()[..length]).stage).collect();
    let expected = [
        Stage::Collected,
        Stage::Reported,
        Stage::Dispatched,
        Stage::Dispatched,
        Stage::Handled,
        Stage::Verified,
        Stage::Closed,
        Stage::Closed,
        Stage::Assessed,
    ];
    assert_eq!(stages, expected);
}

#[test]
fn a_worker_settles_on_the_spot_what_nobody_was_asked_to_do() {
    for (by, hat) in [(WORKER, Hat::GridWorker), (LEAD, Hat::MicroGridLead)] {
        let state = fold(&then(road_to(Report), Handle, by, hat));
        assert_eq!((state.stage, state.handled_by), (Stage::Handled, Some(user(by))));
    }
}

#[test]
fn on_the_spot_is_too_late_once_somebody_was_asked() {
    let steps = then(road_to(Dispatch), Handle, WORKER, Hat::GridWorker);
    assert_eq!(last_counted(&steps), Counted::TooLate);
    assert_eq!(fold(&steps).stage, Stage::Dispatched);
}

#[test]
fn what_was_settled_on_the_spot_and_failed_goes_back_to_who_settled_it() {
    let mut steps = then(road_to(Report), Handle, WORKER, Hat::GridWorker);
    steps = then(steps, Verify, SUPERVISOR, Hat::Supervisor);
    steps[2].result = Some(CheckResult::Failed);
    let state = fold(&steps);
    assert_eq!((state.stage, state.addressee), (Stage::Dispatched, Some(user(WORKER).to_string())));
    let again = then(steps, Handle, WORKER, Hat::Addressee);
    assert_eq!(fold(&again).stage, Stage::Handled);
}

#[test]
fn what_failed_goes_back_to_the_same_addressee() {
    let mut steps = road_to(Verify);
    steps[4].result = Some(CheckResult::Failed);
    let state = fold(&steps);
    assert_eq!(state.stage, Stage::Dispatched);
    assert_eq!((state.addressee.as_deref(), state.handled_by), (Some(UNIT), None));
}

#[test]
fn nobody_verifies_their_own_work() {
    let own = then(then(road_to(Report), Handle, WORKER, Hat::GridWorker), Verify, WORKER, Hat::GridWorker);
    assert_eq!(last_counted(&own), Counted::TooLate);
}

#[test]
fn anyone_of_the_unit_is_the_addressee_and_nobody_else() {
    let colleague = then(road_to(Dispatch), Handle, COLLEAGUE, Hat::Addressee);
    assert_eq!(last_counted(&colleague), Counted::Yes);
    let stranger = then(road_to(Dispatch), Handle, VOLUNTEER, Hat::Addressee);
    assert_eq!(last_counted(&stranger), Counted::TooLate);
}

#[test]
fn a_user_can_be_the_addressee_by_id() {
    let mut steps = road_to(Dispatch);
    steps[1].to = Some(user(VOLUNTEER).to_string());
    let state = fold(&then(steps, Handle, VOLUNTEER, Hat::Addressee));
    assert_eq!(state.stage, Stage::Handled);
    assert!(state.is_addressee(user(VOLUNTEER), None));
    assert!(!state.is_addressee(user(HANDLER), Some(UNIT)));
}

#[test]
fn who_had_it_before_comes_too_late_after_it_was_handed_on() {
    let mut steps = then(road_to(Dispatch), Dispatch, SUPERVISOR, Hat::Supervisor);
    steps[2].to = Some("供电所".to_owned());
    let late = then(steps, Handle, HANDLER, Hat::Addressee);
    assert_eq!(last_counted(&late), Counted::TooLate);
}

#[test]
fn what_came_too_late_is_kept_and_says_so() {
    // Two supervisors decide without knowing of each other: the lower id is first, everywhere.
    let mut steps = road_to(Verify);
    let mut close = step(6, Close, SUPERVISOR, Hat::Supervisor);
    let mut cancel = step(6, Cancel, SUPERVISOR, Hat::Supervisor);
    close.id = step_id(60);
    cancel.id = step_id(61);
    steps.extend([cancel, close]);
    let state = fold(&steps);
    assert_eq!(state.stage, Stage::Closed);
    assert_eq!(state.verdicts[&step_id(60)], Counted::Yes);
    assert_eq!(state.verdicts[&step_id(61)], Counted::TooLate);
}

#[test]
fn a_step_before_the_report_does_not_count() {
    let state = fold(&[step(1, Close, SUPERVISOR, Hat::Supervisor)]);
    assert_eq!(state.stage, Stage::Collected);
    assert_eq!(state.verdicts, BTreeMap::from([(step_id(1), Counted::TooLate)]));
}

#[test]
fn a_second_report_does_not_count() {
    assert_eq!(last_counted(&then(road_to(Report), Report, WORKER, Hat::GridWorker)), Counted::TooLate);
}

#[test]
fn side_moves_lead_back_to_reported_and_nobody_has_it() {
    let cases = [
        (road_to(Accept), Decline, HANDLER, Hat::Addressee),
        (road_to(Report), Escalate, DISPATCHER, Hat::Dispatcher),
        (road_to(Accept), Escalate, SUPERVISOR, Hat::Supervisor),
        (road_to(Close), Reopen, WORKER, Hat::GridWorker),
        (road_to(Assess), Reopen, VOLUNTEER, Hat::Author),
        (then(road_to(Report), Cancel, VOLUNTEER, Hat::Author), Reopen, SUPERVISOR, Hat::Supervisor),
    ];
    for (steps, kind, by, hat) in cases {
        let escalated = u32::from(kind == Escalate);
        let reopened = u32::from(kind == Reopen);
        let steps = then(steps, kind, by, hat);
        let expected = IssueState {
            stage: Stage::Reported,
            reporter: Some(user(VOLUNTEER)),
            escalated,
            reopened,
            verdicts: steps.iter().map(|step| (step.id, Counted::Yes)).collect(),
            ..IssueState::default()
        };
        assert_eq!(fold(&steps), expected);
    }
}

#[test]
fn the_reporter_cancels_only_what_nobody_has_taken_up() {
    assert_eq!(last_counted(&then(road_to(Report), Cancel, VOLUNTEER, Hat::Author)), Counted::Yes);
    assert_eq!(last_counted(&then(road_to(Dispatch), Cancel, VOLUNTEER, Hat::Author)), Counted::TooLate);
}

#[test]
fn a_supervisor_cancels_anything_before_it_is_closed() {
    for kind in [Report, Dispatch, Handle, Verify] {
        assert_eq!(last_counted(&then(road_to(kind), Cancel, SUPERVISOR, Hat::Supervisor)), Counted::Yes);
    }
    for kind in [Close, Assess] {
        assert_eq!(last_counted(&then(road_to(kind), Cancel, SUPERVISOR, Hat::Supervisor)), Counted::TooLate);
    }
}

#[test]
fn a_rating_takes_a_score_and_a_closed_issue() {
    let mut scoreless = road_to(Rate);
    scoreless[6].score = None;
    assert_eq!(last_counted(&scoreless), Counted::TooLate);
    scoreless[6].score = Some(6);
    assert_eq!(last_counted(&scoreless), Counted::TooLate);
    scoreless[6].score = Some(1);
    assert_eq!(fold(&scoreless).rating, Some(1));
    assert_eq!(last_counted(&then(road_to(Verify), Rate, VOLUNTEER, Hat::Author)), Counted::TooLate);
}

#[test]
fn reopening_forgets_the_rating_and_counts() {
    let state = fold(&then(straight_road(), Reopen, WORKER, Hat::GridWorker));
    assert_eq!((state.rating, state.reopened, state.stage), (None, 1, Stage::Reported));
}

#[test]
fn a_dispatch_sets_the_due_time_and_a_granted_delay_moves_it() {
    let due = time("2025-08-05T17:00:00+08:00");
    let later = time("2025-08-09T17:00:00+08:00");
    let mut steps = road_to(Dispatch);
    steps[1].until = Some(due);
    steps = then(steps, Postpone, HANDLER, Hat::Addressee);
    steps[2].until = Some(later);
    let waiting = fold(&steps);
    assert_eq!(
        (waiting.due_at, waiting.asked, waiting.asked_until),
        (Some(due), Some(Postpone), Some(later))
    );
    let granted = fold(&then(steps.clone(), Approve, DISPATCHER, Hat::Dispatcher));
    assert_eq!((granted.due_at, granted.asked, granted.asked_until), (Some(later), None, None));
    let refused = fold(&then(steps, Refuse, SUPERVISOR, Hat::Supervisor));
    assert_eq!((refused.due_at, refused.asked, refused.asked_until), (Some(due), None, None));
}

#[test]
fn handing_on_without_a_new_time_keeps_the_old_one() {
    let due = time("2025-08-05T17:00:00+08:00");
    let mut steps = road_to(Dispatch);
    steps[1].until = Some(due);
    assert_eq!(fold(&then(steps, Dispatch, SUPERVISOR, Hat::Supervisor)).due_at, Some(due));
}

#[test]
fn one_request_waits_at_a_time_and_a_decision_needs_one() {
    let asked = then(road_to(Dispatch), Suspend, HANDLER, Hat::Addressee);
    assert_eq!(last_counted(&then(asked, Postpone, HANDLER, Hat::Addressee)), Counted::TooLate);
    for decision in [Approve, Refuse] {
        let unasked = then(road_to(Dispatch), decision, SUPERVISOR, Hat::Supervisor);
        assert_eq!(last_counted(&unasked), Counted::TooLate);
    }
}

#[test]
fn a_granted_suspension_stops_the_clock_until_resuming_is_granted() {
    let due = time("2025-08-05T17:00:00+08:00");
    let mut steps = road_to(Dispatch);
    steps[1].until = Some(due);
    steps = then(steps, Suspend, HANDLER, Hat::Addressee);
    steps = then(steps, Approve, SUPERVISOR, Hat::Supervisor);
    assert!(fold(&steps).suspended);
    steps = then(steps, Resume, HANDLER, Hat::Addressee);
    assert!(fold(&steps).suspended, "asked for, not granted");
    assert_eq!(last_counted(&then(steps.clone(), Resume, HANDLER, Hat::Addressee)), Counted::TooLate);
    let refused = then(steps.clone(), Refuse, SUPERVISOR, Hat::Supervisor);
    assert!(fold(&refused).suspended);
    steps = then(steps, Approve, SUPERVISOR, Hat::Supervisor);
    steps[5].at = steps[3].at + TimeDelta::days(3);
    let state = fold(&steps);
    assert_eq!((state.suspended, state.suspended_at), (false, None));
    assert_eq!(state.due_at, Some(due + TimeDelta::days(3)));
    assert_eq!(last_counted(&then(steps, Resume, HANDLER, Hat::Addressee)), Counted::TooLate);
}

#[test]
fn what_is_handled_is_no_longer_suspended() {
    let mut steps = then(road_to(Dispatch), Suspend, HANDLER, Hat::Addressee);
    steps = then(steps, Approve, SUPERVISOR, Hat::Supervisor);
    let state = fold(&then(steps, Handle, HANDLER, Hat::Addressee));
    assert_eq!((state.stage, state.suspended), (Stage::Handled, false));
}

#[test]
fn a_hat_that_may_not_take_the_step_does_not_move_the_issue() {
    assert_eq!(last_counted(&then(road_to(Report), Dispatch, WORKER, Hat::GridWorker)), Counted::TooLate);
}

#[test]
fn what_a_newer_version_wrote_is_kept_and_changes_nothing() {
    let newer = Counted::Newer;
    let step_kind = then(road_to(Dispatch), Other("inspect".into()), WORKER, Hat::GridWorker);
    assert_eq!((last_counted(&step_kind), fold(&step_kind).stage), (newer, Stage::Dispatched));
    let hat = then(road_to(Dispatch), Dispatch, WORKER, Hat::Other("inspector".into()));
    assert_eq!(last_counted(&hat), newer);
    let mut result = road_to(Verify);
    result[4].result = Some(CheckResult::Other("half".into()));
    assert_eq!((last_counted(&result), fold(&result).stage), (newer, Stage::Handled));
}

#[test]
fn a_report_counts_in_a_role_of_a_newer_version() {
    let steps = [step(1, Report, WORKER, Hat::Other("inspector".into()))];
    assert_eq!(fold(&steps).stage, Stage::Reported);
}

#[test]
fn the_next_number_is_one_above_the_highest_seen() {
    assert_eq!(next_n(&[]), 1);
    assert_eq!(next_n(&straight_road()), 9);
    assert_eq!(next_n(&[step(u64::MAX, Report, WORKER, Hat::GridWorker)]), u64::MAX);
}
