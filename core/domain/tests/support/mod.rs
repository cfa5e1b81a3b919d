//! A small office: its people, and steps that name only what matters.
#![allow(dead_code)] // each test file uses its own part

use chrono::{DateTime, FixedOffset};
use huben_domain::*;
use std::collections::BTreeMap;

pub const WORKER: u8 = 1;
pub const VOLUNTEER: u8 = 2;
pub const DISPATCHER: u8 = 3;
pub const SUPERVISOR: u8 = 4;
pub const HANDLER: u8 = 5;
pub const COLLEAGUE: u8 = 6;
pub const LEAD: u8 = 7;
pub const UNIT: &str = "城管中队";

pub fn user(number: u8) -> UserId {
    let mut bytes = [0; 16];
    bytes[15] = number;
    UserId::from_bytes(bytes)
}

pub fn step_id(number: u64) -> StepId {
    StepId::new(number, [7; 10])
}

pub fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a time")
}

pub fn area(code: &str) -> AreaCode {
    code.parse().expect("an area code")
}

/// The role that each of the office's people holds over the area.
pub fn actor(number: u8) -> Actor {
    let (hat, unit) = match number {
        WORKER => (Hat::GridWorker, None),
        VOLUNTEER => (Hat::Volunteer, None),
        DISPATCHER => (Hat::Dispatcher, None),
        SUPERVISOR => (Hat::Supervisor, None),
        LEAD => (Hat::MicroGridLead, None),
        _ => (Hat::Handler, Some(UNIT.to_owned())),
    };
    Actor { user: user(number), unit, hats: vec![hat] }
}

/// A step that is complete in itself: dispatch to the unit, verify passed, rate 5.
pub fn step(n: u64, kind: StepKind, by: u8, hat: Hat) -> Step {
    Step {
        id: step_id(n),
        n,
        at: time("2025-08-01T09:00:00+08:00"),
        by: user(by),
        hat,
        unit: actor(by).unit,
        to: (kind == StepKind::Dispatch).then(|| UNIT.to_owned()),
        text: None,
        until: None,
        result: (kind == StepKind::Verify).then_some(CheckResult::Passed),
        score: (kind == StepKind::Rate).then_some(5),
        more: BTreeMap::new(),
        step: kind,
    }
}

/// The straight road, each step by whom it belongs to.
pub fn straight_road() -> Vec<Step> {
    use StepKind::*;
    vec![
        step(1, Report, VOLUNTEER, Hat::Volunteer),
        step(2, Dispatch, DISPATCHER, Hat::Dispatcher),
        step(3, Accept, HANDLER, Hat::Addressee),
        step(4, Handle, HANDLER, Hat::Addressee),
        step(5, Verify, WORKER, Hat::GridWorker),
        step(6, Close, SUPERVISOR, Hat::Supervisor),
        step(7, Rate, VOLUNTEER, Hat::Author),
        step(8, Assess, SUPERVISOR, Hat::Supervisor),
    ]
}

/// The straight road up to and including `kind`.
pub fn road_to(kind: StepKind) -> Vec<Step> {
    let mut road = straight_road();
    let end = road.iter().position(|step| step.step == kind).expect("a step of the road");
    road.truncate(end + 1);
    road
}

/// `steps` and one more.
pub fn then(mut steps: Vec<Step>, kind: StepKind, by: u8, hat: Hat) -> Vec<Step> {
    steps.push(step(next_n(&steps), kind, by, hat));
    steps
}

/// What became of the last step.
pub fn last_counted(steps: &[Step]) -> Counted {
    fold(steps).verdicts[&steps.last().expect("a step").id]
}
