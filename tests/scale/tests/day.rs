//! A shell that obeys the engine's advice, on a clock that is told what time it is.

use huben_engine::Waits;
use huben_scale::day::{Cost, Day, Event, Rule};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn at(hour: u64, minute: u64) -> Duration {
    Duration::from_secs(hour * 3600 + minute * 60)
}

/// Nobody waits for news on these days, so every run is for work.
fn dark(events: &[(Duration, Event)]) -> Cost {
    Day::begin(Rule::Advised(Waits::Nobody)).live(events)
}

/// Whole minutes.
fn minutes(wait: Duration) -> u64 {
    wait.as_secs() / 60
}

#[test]
fn a_day_without_work_costs_nothing_whatever_colleagues_do() {
    assert_eq!(dark(&[(at(9, 0), Event::Colleague)]), Cost::default());
}

#[test]
fn a_round_of_visits_goes_to_the_office_in_one_run() {
    let cost = dark(&[(at(9, 0), Event::Visit), (at(9, 7), Event::Visit), (at(9, 14), Event::Visit)]);
    assert_eq!((cost.wakes, cost.requests, cost.failed), (1, 1, 0), "{cost:?}");
    assert_eq!(minutes(cost.longest), 15);
}

#[test]
fn what_is_urgent_goes_at_once_and_takes_along_what_waits() {
    let cost = dark(&[(at(9, 0), Event::Visit), (at(9, 5), Event::Issue { urgent: true })]);
    assert_eq!((cost.wakes, cost.requests), (1, 1), "{cost:?}");
    assert!(cost.longest_urgent < MINUTE, "{cost:?}");
    assert_eq!(minutes(cost.longest), 5);
}

#[test]
fn without_a_network_nothing_is_tried_and_then_all_goes_in_one_run() {
    let cost = dark(&[
        (at(9, 0), Event::NetworkGone),
        (at(9, 10), Event::Visit),
        (at(10, 0), Event::Issue { urgent: true }),
        (at(11, 0), Event::NetworkBack),
    ]);
    assert_eq!((cost.wakes, cost.failed, cost.requests), (1, 0, 1), "{cost:?}");
    assert_eq!(minutes(cost.longest), 110);
}

#[test]
fn an_office_that_is_gone_for_an_hour_is_asked_a_few_times() {
    let cost =
        dark(&[(at(13, 0), Event::OfficeGone), (at(13, 1), Event::Visit), (at(14, 16), Event::OfficeBack)]);
    // After 15 minutes, then after 1, 2, 4, 8, 16 and 32, each up to half as long again.
    assert!((5..=6).contains(&cost.failed), "{cost:?}");
    assert_eq!(cost.requests, cost.failed * 4 + 1, "a run asks four times before it gives up: {cost:?}");
    assert!(cost.longest < at(2, 0), "{cost:?}");
}

#[test]
fn a_screen_that_opens_brings_news_that_are_older_than_ten_minutes() {
    let opened = |minute| [(at(9, minute), Event::Open), (at(9, minute + 1), Event::Dark)];
    let cost = dark(&[opened(0), opened(5), opened(30)].concat());
    assert_eq!((cost.awake, cost.wakes), (2, 0), "{cost:?}");
}
