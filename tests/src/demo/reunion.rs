//! Chapter 3: the network comes back, and keeps breaking.

use super::cast::Who;
use super::day::Day;
use super::page::Column;
use super::team::Syncs;
use crate::chance::Chance;
use crate::proxy::{Direction, Line};

/// What one phone went through.
struct Passage {
    who: Who,
    cuts: u64,
    syncs: Syncs,
}

/// Everybody syncs through a line that cuts; then once more over a calm one.
pub fn tell(day: &mut Day) {
    day.page.chapter("网络回来了，断断续续", "The network comes back, in pieces");
    let mut chance = Chance::seeded(day.seed);
    let passages: Vec<Passage> =
        Who::OUTSIDE.into_iter().map(|who| over_a_bad_line(day, who, &mut chance)).collect();
    day.proxy.set(Line::Open);
    tell_it(day, &passages);
    everybody_syncs(day);
}

/// One cut in what goes up, one in what comes down, then an open line.
fn over_a_bad_line(day: &mut Day, who: Who, chance: &mut Chance) -> Passage {
    let before = day.proxy.counts();
    let phone = day.member(who).phone.clone();
    let mut syncs = Syncs::default();
    let lines = [
        Line::CutOnce { direction: Direction::Up, after: 200 + chance.below(700) },
        Line::CutOnce { direction: Direction::Down, after: 1 + chance.below(400) },
        Line::Open,
    ];
    for line in lines {
        day.proxy.set(line);
        let outcome = phone.run(&["sync"]);
        if let Some(result) = outcome.json() {
            syncs.add(&result);
        }
        match outcome.code {
            // A program that tries again by itself is through already; the next cut then hits nothing much.
            Some(0) | Some(4) => {}
            _ => drop(outcome.ok()),
        }
    }
    let counts = day.proxy.counts() - before;
    let member = day.member(who);
    member.syncs = member.syncs.plus(syncs);
    Passage { who, cuts: counts.cuts, syncs }
}

fn tell_it(day: &mut Day, passages: &[Passage]) {
    let lang = day.lang();
    day.page.say(
        "每部手机先在上传途中被掐断一次，再在下载途中被掐断一次，然后才放行。",
        "Each phone is cut once on the way up, once on the way down, and only then let through.",
    );
    let row = |passage: &Passage| {
        let sums = passage.syncs;
        let numbers =
            [passage.cuts, sums.round_trips, sums.sent, sums.received, sums.bytes_up, sums.bytes_down];
        let numbers = numbers.map(|number| number.to_string());
        [vec![passage.who.told(lang)], numbers.to_vec()].concat()
    };
    let rows: Vec<_> = passages.iter().map(row).collect();
    day.page.gap();
    day.page.table(
        &[
            ("姓名", "name", Column::Words),
            ("断线", "cuts", Column::Number),
            ("往返", "round trips", Column::Number),
            ("送出", "sent", Column::Number),
            ("收到", "received", Column::Number),
            ("上行字节", "bytes up", Column::Number),
            ("下行字节", "bytes down", Column::Number),
        ],
        &rows,
    );
    day.page.gap();
    let cuts: u64 = passages.iter().map(|passage| passage.cuts).sum();
    let mut unsent = 0;
    for who in Who::OUTSIDE {
        let status = day.member(who).phone.ok(&["status"]);
        unsent += status["saved"].as_u64().unwrap_or(1) + status["needs_attention"].as_u64().unwrap_or(1);
    }
    day.promise(
        cuts > 0 && unsent == 0,
        format!("断了 {cuts} 次，没有丢，没有重。每条记录都拿到了社区签名的收据。"),
        format!(
            "{cuts} cuts; nothing lost, nothing doubled. Every record has its receipt, signed by the office."
        ),
    );
}

/// A calm round: the desk first, so that it has all, then each phone in 1 round trip.
fn everybody_syncs(day: &mut Day) {
    day.member(Who::Zhou).sync();
    let trips: Vec<u64> = Who::ALL.into_iter().map(|who| day.member(who).sync().round_trips).collect();
    day.promise(
        trips.iter().all(|&trips| trips == 1),
        "线路平稳后再同步一次，各人补齐同事的记录：每人 1 次往返。",
        "Once more over a calm line, for what colleagues did: 1 round trip each.",
    );
}

/// Several people sync in this order, each in one go.
pub fn sync(day: &mut Day, people: &[Who]) {
    for &who in people {
        day.member(who).sync();
    }
}
