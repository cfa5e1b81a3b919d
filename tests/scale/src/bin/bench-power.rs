//! What a phone spends on syncing in a day: wake-ups, requests, bytes and fsyncs, counted where they happen, on a clock
//! that is told what time it is. Prints figures; judges nothing.
//! `cargo run --locked --release -p huben-scale --bin bench-power`

use clap::Parser;
use huben_engine::Waits;
use huben_scale::aim;
use huben_scale::day::{Cost, Day, Event, Rule};
use std::time::Duration;

/// Visits of a working day.
const VISITS: u64 = 40;

/// Counts what syncing costs a phone on idle and on working days.
#[derive(Parser)]
struct Options {}

fn main() {
    let Options {} = Options::parse();
    huben_tests::files::need_temporary_files();
    println!(
        "day                               wake-ups  awake  failed  requests  bytes up  bytes down  fsyncs  (recording)  longest wait  urgent"
    );
    let notices = Rule::Advised(Waits::Notices);
    let naive = Rule::Every(Duration::from_secs(15 * 60));
    let idle = told("idle, nobody waits", Rule::Advised(Waits::Nobody), &colleagues());
    told("idle, notices wanted", notices, &colleagues());
    told("idle, notices, office gone", notices, &gone_all_day());
    let working = told("working", notices, &working_day(&[]));
    told("working, offline 10:00-11:30", notices, &working_day(&offline()));
    told("working, office gone 13:00-15:00", notices, &working_day(&office_gone()));
    let without = told("working, each record and quarter", naive, &working_day(&[]));
    aim::exactly("wake-ups of an idle day on which nobody waits", idle.wakes, 0);
    aim::exactly("requests of it", idle.requests, 0);
    aim::at_most(
        "fsyncs of a record",
        working.fsyncs_recording as f64 / (VISITS + 2) as f64,
        1.2,
        "(floor: 1)",
    );
    aim::at_most("an urgent issue waits", working.longest_urgent.as_secs_f64(), 1.0, "s");
    aim::at_most(
        "wake-ups against a program without advice",
        working.wakes as f64 / without.wakes as f64,
        0.25,
        "times",
    );
}

fn told(name: &str, rule: Rule, events: &[(Duration, Event)]) -> Cost {
    let cost = Day::begin(rule).live(events);
    let minutes = |wait: Duration| format!("{:.1} min", wait.as_secs_f64() / 60.0);
    println!(
        "{name:<33} {:>8} {:>6} {:>7} {:>9} {:>9} {:>11} {:>7} {:>12} {:>13} {:>9}",
        cost.wakes,
        cost.awake,
        cost.failed,
        cost.requests,
        cost.bytes_up,
        cost.bytes_down,
        cost.fsyncs,
        cost.fsyncs_recording,
        minutes(cost.longest),
        minutes(cost.longest_urgent)
    );
    let why: Vec<String> = cost.why.iter().map(|(why, count)| format!("{why} {count}")).collect();
    println!("    {}", why.join(", "));
    cost
}

fn at(hour: u64, minute: u64) -> Duration {
    Duration::from_secs(hour * 3600 + minute * 60)
}

/// A colleague brings a visit every half hour from eight to six.
fn colleagues() -> Vec<(Duration, Event)> {
    (0..20).map(|n| (at(8, n * 30), Event::Colleague)).collect()
}

fn gone_all_day() -> Vec<(Duration, Event)> {
    let mut events = colleagues();
    events.insert(0, (at(0, 1), Event::OfficeGone));
    events
}

/// From half past eight a visit every 13 minutes; the book is open for two minutes each. Two hazards on the way, the
/// first of which brooks no delay. In the evening the book is opened once more.
fn working_day(more: &[(Duration, Event)]) -> Vec<(Duration, Event)> {
    let mut events = colleagues();
    for n in 0..VISITS {
        let at = at(8, 30 + n * 13);
        events.push((at, Event::Open));
        events.push((at + Duration::from_secs(90), Event::Visit));
        match n {
            12 => events.push((at + Duration::from_secs(100), Event::Issue { urgent: true })),
            31 => events.push((at + Duration::from_secs(100), Event::Issue { urgent: false })),
            _ => {}
        }
        events.push((at + Duration::from_secs(120), Event::Dark));
    }
    events.push((at(20, 0), Event::Open));
    events.push((at(20, 2), Event::Dark));
    events.extend_from_slice(more);
    events.sort_by_key(|(at, _)| *at);
    events
}

fn offline() -> [(Duration, Event); 2] {
    [(at(10, 0), Event::NetworkGone), (at(11, 30), Event::NetworkBack)]
}

fn office_gone() -> [(Duration, Event); 2] {
    [(at(13, 0), Event::OfficeGone), (at(15, 0), Event::OfficeBack)]
}
