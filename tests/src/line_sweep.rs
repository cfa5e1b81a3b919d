//! `huben sync` and `huben enrol` over every bad line: cut at each byte, in both directions, and everything else that
//! a [`Line`] can do. Nothing is lost, nothing doubled, it ends in bounded time, and over a good line the next one
//! succeeds.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use crate::outcome::Outcome;
use crate::phone::{Phone, id};
use crate::places::{COMMUNITY, GRID_1};
use crate::proxy::{Bomb, Counts, CuttingProxy, Direction, Line};
use crate::told::Model;
use crate::world::World;

/// Four tries, each with a question after it, and each of them may wait a minute for an answer.
const HANGS_AFTER: Duration = Duration::from_secs(10 * 60);

/// What is run over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// `huben sync`, with work in both directions.
    Sync,
    /// `huben enrol`, by a new phone each time.
    Enrol,
}

/// Lines that do not count bytes. Another's answer twice: the first has only kept one. The last one takes minutes.
pub const OTHERS: [Line; 12] = [
    Line::Offline,
    Line::CaptivePortal,
    Line::Twice,
    Line::AnothersAnswer,
    Line::AnothersAnswer,
    Line::Bomb(Bomb::Gzip),
    Line::Bomb(Bomb::Zstd),
    Line::Bomb(Bomb::Envelope),
    Line::Bomb(Bomb::Endless),
    Line::Delay(Duration::from_millis(700)),
    Line::Throttle { bytes_per_second: 2_000 },
    Line::Silent,
];

/// An office behind a line, a phone on this side of it, and a colleague who has a good one.
pub struct Street {
    world: World,
    proxy: CuttingProxy,
    phone: Phone,
    colleague: Phone,
    home: String,
    model: Model,
    devices: u64,
    /// What became of it.
    pub report: Report,
}

impl Street {
    /// Everybody has the same household, and nothing is unsent.
    pub fn open() -> Street {
        let mut world = World::open();
        let proxy = world.proxy();
        let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
        let door = ["--area", GRID_1, "--estate", "振兴花园", "--address", "3-2-501", "--contact", "王秀英"];
        let home = id(&desk.ok(&[&["household", "add"], &door[..]].concat()));
        desk.sync();
        let colleague = world.worker("王志强");
        world.office.announce_as(Some(proxy.url()));
        let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
        let phone = world.new_phone("李红梅", &user);
        phone.enrol(&world.office.invite(&user));
        let (model, report) = (Model::default(), Report::default());
        Street { world, proxy, phone, colleague, home, model, devices: 3, report }
    }

    /// What one undisturbed run brings over the line.
    pub fn usual(&mut self, what: What) -> Counts {
        let before = self.proxy.counts();
        self.play(what, Line::Open);
        self.proxy.counts() - before
    }

    /// One run over this line, and one over a good one.
    pub fn play(&mut self, what: What, line: Line) {
        match what {
            What::Sync => self.sync(line),
            What::Enrol => self.enrol(line),
        }
    }

    fn sync(&mut self, line: Line) {
        for (who, phone) in [&self.phone, &self.colleague].into_iter().enumerate() {
            let text = self.model.next_text();
            let outcome = phone.run(&["visit", "record", "--household", &self.home, "--text", &text]);
            outcome.ok();
            self.model.recorded(who, &self.home, text, &outcome);
        }
        self.colleague.sync();
        let (phone, home) = (self.phone.clone(), self.home.clone());
        self.over(What::Sync, line, &phone, &["sync"]);
        let book = phone.items(&["book", &home]);
        let untrue = self.model.book(0, &home, &book, &phone.ok(&["status"]));
        self.report.untrue.extend(untrue.into_iter().map(|what| format!("sync, {line:?}: {what}")));
        let untrue = self.model.office(self.world.office.data());
        self.report.untrue.extend(untrue.into_iter().map(|what| format!("sync, {line:?}: {what}")));
        self.proxy.set(Line::Open);
        self.good(What::Sync, line, &phone.run(&["sync"]));
        let visits = phone.items(&["book", &home]);
        let untrue = self.model.settled("after a good sync", &visits);
        self.report.untrue.extend(untrue.into_iter().map(|what| format!("sync, {line:?}: {what}")));
    }

    fn enrol(&mut self, line: Line) {
        let user = self.world.office.add_user("新来的", "grid-worker", &[GRID_1], &[]);
        let phone = self.world.new_phone("新来的", &user);
        let invitation = self.world.office.invite(&user);
        self.over(What::Enrol, line, &phone, &["enrol", &invitation]);
        self.proxy.set(Line::Open);
        self.good(What::Enrol, line, &phone.run(&["enrol", &invitation]));
        self.devices += 1;
        let devices = self.world.office.ok(&["device", "list", "--limit", "1"]);
        let households = phone.run(&["household", "list"]);
        if devices["total"] != self.devices || households.json().is_none_or(|list| list["total"] != 1) {
            let all = format!("{} devices, {}", devices["total"], households.stdout);
            self.report.untrue.push(format!("enrol, {line:?}: {all}"));
        }
    }

    /// Runs a command over the line: it ends by itself, well or as "offline".
    fn over(&mut self, what: What, line: Line, phone: &Phone, command: &[&str]) {
        self.proxy.set(line);
        let began = Instant::now();
        let (running, spelled) = phone.start(command);
        let outcome = running.finish_within(HANGS_AFTER, &spelled);
        let took = began.elapsed();
        let end = match &outcome {
            None => "a hang".to_owned(),
            Some(outcome) if outcome.code == Some(0) => "done".to_owned(),
            Some(outcome) if outcome.code.is_some() => outcome.failure().reason,
            Some(_) => "a crash".to_owned(),
        };
        if outcome.as_ref().is_none_or(|outcome| !matches!(outcome.code, Some(0 | 4))) {
            self.report.untrue.push(format!("{what:?}, {line:?}: {end}"));
        }
        if what == What::Sync
            && let Some(outcome) = outcome
        {
            self.model.synced(0, &outcome);
        }
        self.report.trial(what, line, end, took);
    }

    fn good(&mut self, what: What, line: Line, outcome: &Outcome) {
        if outcome.code != Some(0) {
            self.report
                .untrue
                .push(format!("{what:?}, after {line:?}, over a good line: {}", outcome.stderr));
        }
        if what == What::Sync {
            self.model.synced(0, outcome);
        }
    }
}

/// What came of all lines.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// By command and line (cuts of one direction together): by what it ended with how often, and the longest run.
    ends: BTreeMap<String, (BTreeMap<String, u64>, Duration)>,
    /// What should not have been. Empty is what everybody wants.
    pub untrue: Vec<String>,
}

impl Report {
    fn trial(&mut self, what: What, line: Line, end: String, took: Duration) {
        let line = match line {
            Line::CutOnce { direction, .. } => format!("cut once, {direction:?}"),
            Line::CutEachConnection { direction, .. } => format!("each connection cut, {direction:?}"),
            other => format!("{other:?}"),
        };
        let (ends, longest) = self.ends.entry(format!("{what:?}, {line}")).or_default();
        *ends.entry(end).or_default() += 1;
        *longest = (*longest).max(took);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (line, (ends, longest)) in &self.ends {
            writeln!(f, "{line}: at most {:.1} s", longest.as_secs_f64())?;
            for (end, count) in ends {
                writeln!(f, "  {count} × {end}")?;
            }
        }
        match self.untrue.len() {
            0 => write!(f, "0 lost, 0 doubled, no hang, and over a good line everything arrived"),
            count => write!(f, "{count} NOT AS IT SHOULD BE:\n  {}", self.untrue.join("\n  ")),
        }
    }
}

/// Cuts of both directions and kinds at every so-manieth byte of a usual run, beginning at `first`.
pub fn cuts(usual: Counts, first: u64, every: u64) -> Vec<Line> {
    let ways = [(Direction::Up, usual.bytes_up), (Direction::Down, usual.bytes_down)];
    let places = ways.into_iter().flat_map(|(direction, length)| {
        (first..length).step_by(every.max(1) as usize).map(move |after| (direction, after))
    });
    places
        .flat_map(|(direction, after)| {
            [Line::CutOnce { direction, after }, Line::CutEachConnection { direction, after }]
        })
        .collect()
}
