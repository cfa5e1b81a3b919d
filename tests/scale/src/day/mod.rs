//! A phone's day on a clock that is told what time it is: the real engine on a disk that counts, the real hub behind a
//! line that counts, and a shell that does nothing but obey [`FieldBook::sync_advice`].

mod scene;

use huben_engine::{
    Error, FieldBook, HouseholdFilter, IssueInput, Silent, Slice, SyncRun, VisitInput, Waits, Why,
};
use huben_tests::content;
use scene::Scene;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Something that happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The user opens the book.
    Open,
    /// The screen goes dark.
    Dark,
    /// The user records a visit.
    Visit,
    /// The user reports an issue; an urgent one brooks no delay.
    Issue {
        /// Does it?
        urgent: bool,
    },
    /// The phone loses its network.
    NetworkGone,
    /// The phone finds a network.
    NetworkBack,
    /// The office cannot be reached, and the phone cannot know.
    OfficeGone,
    /// The office can be reached.
    OfficeBack,
    /// A colleague of the same grid records a visit and brings it.
    Colleague,
}

/// What a shell does between events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It obeys the engine; when nobody looks, somebody may still want notices.
    Advised(Waits),
    /// What programs do without advice: a sync after each record, and one every so often.
    Every(Duration),
}

/// What it cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cost {
    /// Runs while the screen was dark: the phone woke for them.
    pub wakes: u64,
    /// Runs while it was awake anyway.
    pub awake: u64,
    /// Runs that nobody answered, among both.
    pub failed: u64,
    /// Requests.
    pub requests: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answer bodies.
    pub bytes_down: u64,
    /// Syncs of the phone's disk.
    pub fsyncs: u64,
    /// Of those, by records.
    pub fsyncs_recording: u64,
    /// The longest that a record waited for the office.
    pub longest: Duration,
    /// The longest that an urgent issue waited.
    pub longest_urgent: Duration,
    /// Why it ran.
    pub why: BTreeMap<&'static str, u64>,
}

/// A phone, an office, a colleague, one morning.
pub struct Day {
    scene: Scene,
    made: usize,
    rule: Rule,
    screen: bool,
    waiting: Vec<(i64, bool)>,
    cost: Cost,
}

impl Day {
    /// A grid of 80 households, on both phones; it is midnight.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn begin(rule: Rule) -> Day {
        Day { scene: Scene::set(), made: 0, rule, screen: false, waiting: Vec::new(), cost: Cost::default() }
    }

    /// Lives through these events (time of day, in order) until midnight.
    pub fn live(mut self, events: &[(Duration, Event)]) -> Cost {
        let midnight = self.scene.time.now_ms();
        let end = midnight + 24 * 3_600_000;
        let (fsyncs, requests) = (self.scene.phone.work().syncs, self.scene.line.requests.get());
        let mut colleagues = 0;
        let mut events =
            events.iter().map(|(at, event)| (midnight + at.as_millis() as i64, *event)).peekable();
        let mut due = self.next(false);
        loop {
            let event_at = events.peek().map_or(end, |(at, _)| *at);
            let job_at = due.filter(|_| self.scene.line.network.get());
            match job_at {
                Some((at, why)) if at < event_at => {
                    self.wait_until(at);
                    self.run(why);
                    due = self.next(false);
                }
                _ => {
                    self.wait_until(event_at);
                    let Some((_, event)) = events.next() else { break };
                    let before = self.scene.line.requests.get();
                    self.happen(event);
                    if event == Event::Colleague {
                        colleagues += self.scene.line.requests.get() - before;
                        continue;
                    }
                    due = self.next(event == Event::NetworkBack);
                    if let (Rule::Every(_), Event::Visit | Event::Issue { .. }) = (self.rule, event)
                        && self.scene.line.network.get()
                    {
                        self.run("record");
                        due = self.next(false);
                    }
                }
            }
        }
        self.cost.fsyncs = self.scene.phone.work().syncs - fsyncs;
        self.cost.requests = self.scene.line.requests.get() - requests - colleagues;
        let left = self.scene.book.status().expect("a status").saved;
        assert_eq!(left as usize, self.waiting.len(), "what waits is what is not at the office");
        assert_eq!(left, 0, "by midnight everything is at the office");
        self.cost
    }

    fn wait_until(&self, at: i64) {
        let wait = u64::try_from(at - self.scene.time.now_ms()).unwrap_or(0);
        self.scene.time.pass(Duration::from_millis(wait));
    }

    /// When the shell's one job is due.
    fn next(&self, network_is_back: bool) -> Option<(i64, &'static str)> {
        let now = self.scene.time.now_ms();
        let waits = match self.rule {
            Rule::Every(pause) => return Some((now + pause.as_millis() as i64, "clock")),
            Rule::Advised(_) if self.screen => Waits::Screen,
            Rule::Advised(waits) => waits,
        };
        let advice = self.scene.book.sync_advice(waits, network_is_back).expect("advice");
        Some((now + advice.after?.as_millis() as i64, word(advice.why)))
    }

    fn run(&mut self, why: &'static str) {
        *self.cost.why.entry(why).or_default() += 1;
        if self.screen {
            self.cost.awake += 1
        } else {
            self.cost.wakes += 1
        }
        let (report, done) = self.scene.book.sync_over(&SyncRun::new(Arc::new(Silent)), &self.scene.line);
        self.cost.bytes_up += report.bytes_up;
        self.cost.bytes_down += report.bytes_down;
        match done {
            Ok(()) => {
                for (at, urgent) in self.waiting.drain(..) {
                    let waited =
                        Duration::from_millis(u64::try_from(self.scene.time.now_ms() - at).unwrap_or(0));
                    self.cost.longest = self.cost.longest.max(waited);
                    if urgent {
                        self.cost.longest_urgent = self.cost.longest_urgent.max(waited);
                    }
                }
            }
            Err(Error::Offline { .. }) => self.cost.failed += 1,
            Err(error) => panic!("a run fails: {error}"),
        }
    }

    fn happen(&mut self, event: Event) {
        let before = self.scene.phone.work().syncs;
        match event {
            Event::Open => self.screen = true,
            Event::Dark => self.screen = false,
            Event::NetworkGone => self.scene.line.network.set(false),
            Event::NetworkBack => self.scene.line.network.set(true),
            Event::OfficeGone => self.scene.line.office.set(false),
            Event::OfficeBack => self.scene.line.office.set(true),
            Event::Visit => {
                self.waiting.push((self.scene.time.now_ms(), false));
                visit(&self.scene.book, self.made);
            }
            Event::Issue { urgent } => {
                self.waiting.push((self.scene.time.now_ms(), urgent));
                let input = IssueInput {
                    category: "消防安全".into(),
                    text: content::text(self.made),
                    urgent,
                    ..IssueInput::default()
                };
                self.scene.book.report_issue(input).expect("an issue is reported");
            }
            Event::Colleague => {
                // The colleague's line is theirs: good all day.
                let (network, office) =
                    (self.scene.line.network.replace(true), self.scene.line.office.replace(true));
                visit(&self.scene.colleague, self.made + 7);
                let run = SyncRun::new(Arc::new(Silent));
                self.scene.colleague.sync_over(&run, &self.scene.line).1.expect("the office answers");
                self.scene.line.network.set(network);
                self.scene.line.office.set(office);
            }
        }
        self.made += 1;
        self.cost.fsyncs_recording += self.scene.phone.work().syncs - before;
    }
}

fn visit(book: &FieldBook, n: usize) {
    let cards = book.households(&HouseholdFilter::default(), Slice { limit: Some(1), offset: n as u64 % 80 });
    let card = cards.expect("a list").items.pop().expect("a household").household.id;
    let input = VisitInput { text: Some(content::text(n)), ..VisitInput::default() };
    book.record_visit(card, input).expect("a visit is recorded");
}

fn word(why: Why) -> &'static str {
    match why {
        Why::Urgent => "urgent",
        Why::Unfinished => "unfinished",
        Why::Full => "full",
        Why::Gathering => "gathered",
        Why::News => "news",
        Why::BackingOff => "backing off",
        Why::Nothing => "nothing",
        Why::Person => "person",
    }
}
