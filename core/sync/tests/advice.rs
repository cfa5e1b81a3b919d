//! When to ask the office next.

use huben_sync::{Advice, FULL, GATHER, NOTICES, SCREEN, Situation, Waits, Why, advise};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A phone that synced an hour ago and has done nothing since.
fn quiet() -> Situation {
    Situation { answered: Some(HOUR), asked: HOUR, ..Situation::default() }
}

/// The same with one record of five minutes ago.
fn recorded() -> Situation {
    Situation { unsent: 1, waited: 5 * MINUTE, ..quiet() }
}

fn dark(situation: Situation) -> Advice {
    advise(&situation, Waits::Nobody, false)
}

fn after(wait: Duration, why: Why) -> Advice {
    Advice { after: Some(wait), why }
}

#[test]
fn a_phone_with_nothing_to_send_and_nobody_waiting_never_wakes() {
    assert_eq!(dark(quiet()), Advice { after: None, why: Why::Nothing });
    assert_eq!(dark(Situation::default()), Advice { after: None, why: Why::Nothing });
}

#[test]
fn a_round_of_visits_shares_one_wake_up() {
    assert_eq!(dark(recorded()), after(GATHER - 5 * MINUTE, Why::Gathering));
    assert_eq!(dark(Situation { waited: 20 * MINUTE, ..recorded() }), after(Duration::ZERO, Why::Gathering));
    assert_eq!(dark(Situation { unsent: FULL, ..recorded() }), after(Duration::ZERO, Why::Full));
}

#[test]
fn what_is_urgent_waits_for_nothing() {
    assert_eq!(dark(Situation { urgent: true, ..recorded() }), after(Duration::ZERO, Why::Urgent));
}

#[test]
fn news_are_as_fresh_as_somebody_wants_them() {
    let just_now = Situation { answered: Some(4 * MINUTE), ..quiet() };
    assert_eq!(advise(&just_now, Waits::Screen, false), after(SCREEN - 4 * MINUTE, Why::News));
    assert_eq!(advise(&just_now, Waits::Notices, false), after(NOTICES - 4 * MINUTE, Why::News));
    assert_eq!(advise(&quiet(), Waits::Screen, false), after(Duration::ZERO, Why::News));
    let new = Situation { answered: None, ..quiet() };
    assert_eq!(advise(&new, Waits::Notices, false), after(Duration::ZERO, Why::News));
}

#[test]
fn a_run_that_broke_off_goes_on() {
    assert_eq!(dark(Situation { unfinished: true, ..quiet() }), after(Duration::ZERO, Why::Unfinished));
}

#[test]
fn an_office_that_does_not_answer_is_asked_less_and_less() {
    let pause = |runs: u64| {
        let situation = Situation { unanswered: 4 * runs, asked: Duration::ZERO, waited: HOUR, ..recorded() };
        dark(situation).after.unwrap()
    };
    let minutes: Vec<u64> = (1..=10).map(|runs| pause(runs).as_secs() / 60).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
    assert_eq!(pause(1_000_000).as_secs() / 60, 240, "and never less than that");
}

#[test]
fn what_of_the_pause_has_passed_is_not_waited_for_again() {
    let tried = Situation { unanswered: 12, asked: 3 * MINUTE, waited: HOUR, ..recorded() };
    assert_eq!(dark(tried), after(MINUTE, Why::BackingOff));
    assert_eq!(dark(Situation { asked: 5 * MINUTE, ..tried }), after(Duration::ZERO, Why::Gathering));
}

#[test]
fn urgent_work_and_somebody_who_looks_shorten_the_pause() {
    let tried = Situation { unanswered: 400, asked: Duration::ZERO, waited: HOUR, ..recorded() };
    assert_eq!(dark(tried), after(4 * HOUR, Why::BackingOff));
    assert_eq!(dark(Situation { urgent: true, ..tried }), after(15 * MINUTE, Why::BackingOff));
    assert_eq!(advise(&tried, Waits::Screen, false), after(SCREEN, Why::BackingOff));
}

#[test]
fn a_network_that_is_back_ends_the_pause() {
    let tried = Situation { unanswered: 400, asked: MINUTE, waited: HOUR, ..recorded() };
    assert_eq!(advise(&tried, Waits::Nobody, true), after(Duration::ZERO, Why::Gathering));
    assert_eq!(advise(&quiet(), Waits::Nobody, true), Advice { after: None, why: Why::Nothing });
}

#[test]
fn a_crowd_does_not_come_back_in_one_second() {
    let tried = Situation { unanswered: 4, asked: Duration::ZERO, waited: HOUR, ..recorded() };
    let pauses = (0..4).map(|n| dark(Situation { place: n * 21_845, ..tried }).after.unwrap().as_secs());
    assert_eq!(pauses.collect::<Vec<_>>(), [60, 70, 80, 90]);
}

#[test]
fn where_a_person_must_act_first_only_work_is_handed_over() {
    let revoked = Situation { person_first: true, ..quiet() };
    assert_eq!(advise(&revoked, Waits::Screen, true), Advice { after: None, why: Why::Person });
    let with_work = Situation { person_first: true, waited: HOUR, ..recorded() };
    assert_eq!(dark(with_work), after(Duration::ZERO, Why::Gathering));
    // Where nothing is judged, not even that: it would ask again and again.
    let to_be_updated = Situation { judges_nothing: true, ..with_work };
    assert_eq!(dark(to_be_updated), Advice { after: None, why: Why::Person });
}
