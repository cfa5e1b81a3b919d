//! Who may take which step: every cell of the table, and permission before stage.

mod support;

use StepKind::*;
use huben_domain::*;
use support::*;

/// Columns: grid-worker, micro-grid-lead, volunteer, care-team, handler, dispatcher, supervisor, auditor, admin,
/// author, addressee, and a role of a newer version.
const TABLE: [(&str, &str); 18] = [
    ("report", "x x x x x x x . . . . x"),
    ("dispatch", ". . . . . x x . . . . ."),
    ("accept", ". . . . . . . . . . x ."),
    ("feedback", ". . . . . . . . . . x ."),
    ("handle", "x x . . . . . . . . x ."),
    ("decline", ". . . . . . . . . . x ."),
    ("verify", "x x . . . . x . . . . ."),
    ("close", ". . . . . . x . . . . ."),
    ("rate", "x x . . . . . . . x . ."),
    ("assess", ". . . . . . x . . . . ."),
    ("escalate", ". . . . . x x . . . . ."),
    ("postpone", ". . . . . . . . . . x ."),
    ("suspend", ". . . . . . . . . . x ."),
    ("resume", ". . . . . . . . . . x ."),
    ("approve", ". . . . . x x . . . . ."),
    ("refuse", ". . . . . x x . . . . ."),
    ("cancel", ". . . . . . x . . x . ."),
    ("reopen", "x x . . . . x . . x . ."),
];

#[test]
fn every_cell_of_the_role_and_step_table_stands_as_written() {
    let mut columns = Hat::KNOWN.to_vec();
    columns.push(Hat::Other("inspector".into()));
    let mark = |step: &StepKind, hat: &Hat| match permitted(step, std::slice::from_ref(hat)) {
        Some(worn) if worn == *hat => "x",
        Some(_) => "another hat",
        None => ".",
    };
    let row = |step: &StepKind| columns.iter().map(|hat| mark(step, hat)).collect::<Vec<_>>().join(" ");
    let table: Vec<(&str, String)> = StepKind::KNOWN.iter().map(|step| (step.as_str(), row(step))).collect();
    let expected: Vec<(&str, String)> = TABLE.iter().map(|(step, row)| (*step, (*row).to_owned())).collect();
    assert_eq!(table, expected);
}

#[test]
fn a_step_of_a_newer_version_is_given_to_nobody_here() {
    assert_eq!(permitted(&Other("inspect".into()), Hat::KNOWN), None);
}

#[test]
fn with_several_hats_the_table_decides_which_is_worn() {
    assert_eq!(permitted(&Handle, &[Hat::GridWorker, Hat::Addressee]), Some(Hat::Addressee));
    assert_eq!(permitted(&Cancel, &[Hat::Author, Hat::Supervisor]), Some(Hat::Supervisor));
    assert_eq!(permitted(&Report, &[Hat::Auditor, Hat::Author]), None);
}

#[test]
fn what_is_possible_follows_the_issue() {
    let cases = [
        (road_to(Report), WORKER, vec![Handle]),
        (road_to(Report), VOLUNTEER, vec![Cancel]),
        (road_to(Report), DISPATCHER, vec![Dispatch, Escalate]),
        (road_to(Report), SUPERVISOR, vec![Dispatch, Escalate, Cancel]),
        (road_to(Dispatch), HANDLER, vec![Accept, Feedback, Handle, Decline, Postpone, Suspend]),
        (road_to(Dispatch), WORKER, vec![]),
        (road_to(Handle), WORKER, vec![Verify]),
        (road_to(Handle), HANDLER, vec![]),
        (road_to(Verify), SUPERVISOR, vec![Close, Cancel]),
        (road_to(Close), VOLUNTEER, vec![Rate, Reopen]),
        (road_to(Close), SUPERVISOR, vec![Assess, Reopen]),
        (road_to(Assess), WORKER, vec![Reopen]),
        (vec![], WORKER, vec![Report]),
    ];
    for (steps, by, expected) in cases {
        assert_eq!(possible(&steps, &actor(by)), expected, "user {by} after {} steps", steps.len());
    }
}

#[test]
fn not_yours_is_said_before_not_now() {
    let refusal = check_step(&road_to(Report), &actor(VOLUNTEER), &Close);
    let reason = "close is for: supervisor".to_owned();
    assert_eq!(refusal, Err(StepRefusal::NotAllowed { reason }));
}

#[test]
fn yours_but_not_now_names_the_possible_steps() {
    let refusal = check_step(&road_to(Report), &actor(SUPERVISOR), &Close);
    let possible = vec![Dispatch, Escalate, Cancel];
    assert_eq!(refusal, Err(StepRefusal::NotNow { possible }));
    let words = refusal.map_err(|refusal| refusal.to_string());
    assert_eq!(words, Err("not possible now; possible: dispatch, escalate, cancel".to_owned()));
}

#[test]
fn verifying_ones_own_work_is_not_allowed_at_any_stage() {
    let handled = then(road_to(Report), Handle, WORKER, Hat::GridWorker);
    let verified = then(handled.clone(), Verify, SUPERVISOR, Hat::Supervisor);
    for steps in [handled, verified] {
        let refusal = check_step(&steps, &actor(WORKER), &Verify);
        assert!(matches!(refusal, Err(StepRefusal::NotAllowed { .. })), "{refusal:?}");
    }
}

#[test]
fn only_the_steps_say_who_is_the_addressee() {
    let mut stranger = actor(VOLUNTEER);
    stranger.hats.push(Hat::Addressee);
    let refusal = check_step(&road_to(Dispatch), &stranger, &Accept);
    assert!(matches!(refusal, Err(StepRefusal::NotAllowed { .. })));
    assert_eq!(check_step(&road_to(Dispatch), &actor(COLLEAGUE), &Accept), Ok(Hat::Addressee));
}

#[test]
fn a_worker_who_is_the_addressee_handles_as_such() {
    let mut steps = road_to(Dispatch);
    steps[1].to = Some(user(WORKER).to_string());
    assert_eq!(check_step(&steps, &actor(WORKER), &Handle), Ok(Hat::Addressee));
    assert_eq!(check_step(&road_to(Report), &actor(WORKER), &Handle), Ok(Hat::GridWorker));
}
