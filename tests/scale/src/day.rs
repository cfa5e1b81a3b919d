//! A phone's day on a clock that is told what time it is: the real engine on a disk that counts, the real hub behind a
//! line that counts, and a shell that does nothing but obey [`FieldBook::sync_advice`].

use huben_engine::{
    Error, FieldBook, HouseholdFilter, IssueInput, KeyVault, Reply, Result, Silent, Slice, SyncRun,
    Transport, VisitInput, Waits, Why,
};
use huben_server::{Hub, administer};
use huben_simulation::disk::{Machine, directory};
use huben_simulation::surroundings::{Surroundings, Time};
use huben_tests::content;
use huben_tests::places::{COMMUNITY, COMMUNITY_NAME, GRID_1};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

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
    time: Time,
    phone: Machine,
    book: FieldBook,
    colleague: FieldBook,
    line: Line,
    made: usize,
    rule: Rule,
    screen: bool,
    waiting: Vec<(i64, bool)>,
    cost: Cost,
    // Last: the directory of the machines.
    _office: Machine,
    _directory: TempDir,
}

/// Counts, and is cut when the network or the office is gone.
struct Line {
    hub: Hub,
    network: Cell<bool>,
    office: Cell<bool>,
    requests: Cell<u64>,
}

impl Transport for Line {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        self.requests.set(self.requests.get() + 1);
        if !self.network.get() || !self.office.get() {
            return Err(Error::Offline { reason: "no way to the office".into() });
        }
        let reply = if path == "/v1/enrol" { self.hub.enrol(body) } else { self.hub.exchange(body) };
        Ok(Reply { status: reply.status, body: reply.body })
    }

    fn get(&self, _path: &str) -> Result<Reply> {
        let reply = self.hub.office();
        Ok(Reply { status: reply.status, body: reply.body })
    }
}

#[derive(Debug, Default)]
struct Vault(Mutex<Option<[u8; 32]>>);

impl KeyVault for Vault {
    fn load(&self) -> Result<Option<[u8; 32]>> {
        Ok(*self.0.lock().expect("a vault"))
    }

    fn store(&self, key: &[u8; 32]) -> Result<()> {
        *self.0.lock().expect("a vault") = Some(*key);
        Ok(())
    }
}

impl Day {
    /// A grid of 80 households, on both phones; it is midnight.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn begin(rule: Rule) -> Day {
        let directory = directory().expect("a directory");
        let time = Time::begin();
        let office = Machine::at(&directory.path().join("office")).expect("a machine");
        let chance = |seed| Surroundings::new(time.clone(), seed, None);
        let data = office.directory().join("data");
        let desk = chance(1);
        let admin = |words: &[&str]| {
            let path = data.to_str().expect("a path that is text");
            administer(&[words, &["--data", path]].concat(), desk.as_ref()).expect("the office obeys")
        };
        admin(&["init", "--name", COMMUNITY_NAME, "--area", COMMUNITY]);
        admin(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
        let invite = |name: &str| {
            let user = admin(&["user", "add", "--name", name, "--role", "grid-worker", "--area", GRID_1]);
            let user = user["user"].as_str().expect("an id").to_owned();
            let invite = ["user", "invite", "--user", &user, "--public-url", "http://127.0.0.1:1"];
            admin(&invite)["invitation"].as_str().expect("text").to_owned()
        };
        let invitations = [invite("李红梅"), invite("王志强")];
        let hub = Hub::open(&data, chance(2)).expect("the hub opens");
        let line = Line { hub, network: Cell::new(true), office: Cell::new(true), requests: Cell::new(0) };
        let phone = Machine::at(&directory.path().join("phone")).expect("a machine");
        let enrol = |directory: &Path, invitation: &str, seed| {
            FieldBook::enrol_over(directory, Arc::new(Vault::default()), chance(seed), invitation, &line)
                .expect("a phone is enrolled")
        };
        let book = enrol(&phone.directory().join("book"), &invitations[0], 3);
        let colleague = enrol(&directory.path().join("colleague"), &invitations[1], 4);
        let sync = |book: &FieldBook| {
            book.sync_over(&SyncRun::new(Arc::new(Silent)), &line).1.expect("the office answers");
        };
        sync(&book);
        for n in 0..80 {
            let fields = huben_engine::CardFields {
                area: Some(GRID_1.parse().expect("a grid's code")),
                address: Some(content::address(n)),
                contact: Some(content::name(n)),
                phone: Some(content::phone(n)),
                ..Default::default()
            };
            book.add_household(fields).expect("a household is added");
        }
        [&book, &colleague, &book].into_iter().for_each(sync);
        Day {
            time,
            phone,
            book,
            colleague,
            line,
            made: 0,
            rule,
            screen: false,
            waiting: Vec::new(),
            cost: Cost::default(),
            _office: office,
            _directory: directory,
        }
    }

    /// Lives through these events (time of day, in order) until midnight.
    pub fn live(mut self, events: &[(Duration, Event)]) -> Cost {
        let midnight = self.time.now_ms();
        let end = midnight + 24 * 3_600_000;
        let (fsyncs, requests) = (self.phone.work().syncs, self.line.requests.get());
        let mut colleagues = 0;
        let mut events =
            events.iter().map(|(at, event)| (midnight + at.as_millis() as i64, *event)).peekable();
        let mut due = self.next(false);
        loop {
            let event_at = events.peek().map_or(end, |(at, _)| *at);
            let job_at = due.filter(|_| self.line.network.get());
            match job_at {
                Some((at, why)) if at < event_at => {
                    self.wait_until(at);
                    self.run(why);
                    due = self.next(false);
                }
                _ => {
                    self.wait_until(event_at);
                    let Some((_, event)) = events.next() else { break };
                    let before = self.line.requests.get();
                    self.happen(event);
                    if event == Event::Colleague {
                        colleagues += self.line.requests.get() - before;
                        continue;
                    }
                    due = self.next(event == Event::NetworkBack);
                    if let (Rule::Every(_), Event::Visit | Event::Issue { .. }) = (self.rule, event)
                        && self.line.network.get()
                    {
                        self.run("record");
                        due = self.next(false);
                    }
                }
            }
        }
        self.cost.fsyncs = self.phone.work().syncs - fsyncs;
        self.cost.requests = self.line.requests.get() - requests - colleagues;
        let left = self.book.status().expect("a status").saved;
        assert_eq!(left as usize, self.waiting.len(), "what waits is what is not at the office");
        assert_eq!(left, 0, "by midnight everything is at the office");
        self.cost
    }

    fn wait_until(&self, at: i64) {
        let wait = u64::try_from(at - self.time.now_ms()).unwrap_or(0);
        self.time.pass(Duration::from_millis(wait));
    }

    /// When the shell's one job is due.
    fn next(&self, network_is_back: bool) -> Option<(i64, &'static str)> {
        let now = self.time.now_ms();
        let waits = match self.rule {
            Rule::Every(pause) => return Some((now + pause.as_millis() as i64, "clock")),
            Rule::Advised(_) if self.screen => Waits::Screen,
            Rule::Advised(waits) => waits,
        };
        let advice = self.book.sync_advice(waits, network_is_back).expect("advice");
        Some((now + advice.after?.as_millis() as i64, word(advice.why)))
    }

    fn run(&mut self, why: &'static str) {
        *self.cost.why.entry(why).or_default() += 1;
        if self.screen {
            self.cost.awake += 1
        } else {
            self.cost.wakes += 1
        }
        let (report, done) = self.book.sync_over(&SyncRun::new(Arc::new(Silent)), &self.line);
        self.cost.bytes_up += report.bytes_up;
        self.cost.bytes_down += report.bytes_down;
        match done {
            Ok(()) => {
                for (at, urgent) in self.waiting.drain(..) {
                    let waited = Duration::from_millis(u64::try_from(self.time.now_ms() - at).unwrap_or(0));
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
        let before = self.phone.work().syncs;
        match event {
            Event::Open => self.screen = true,
            Event::Dark => self.screen = false,
            Event::NetworkGone => self.line.network.set(false),
            Event::NetworkBack => self.line.network.set(true),
            Event::OfficeGone => self.line.office.set(false),
            Event::OfficeBack => self.line.office.set(true),
            Event::Visit => {
                self.waiting.push((self.time.now_ms(), false));
                visit(&self.book, self.made);
            }
            Event::Issue { urgent } => {
                self.waiting.push((self.time.now_ms(), urgent));
                let input = IssueInput {
                    category: "消防安全".into(),
                    text: content::text(self.made),
                    urgent,
                    ..IssueInput::default()
                };
                self.book.report_issue(input).expect("an issue is reported");
            }
            Event::Colleague => {
                // The colleague's line is theirs: good all day.
                let (network, office) = (self.line.network.replace(true), self.line.office.replace(true));
                visit(&self.colleague, self.made + 7);
                let run = SyncRun::new(Arc::new(Silent));
                self.colleague.sync_over(&run, &self.line).1.expect("the office answers");
                self.line.network.set(network);
                self.line.office.set(office);
            }
        }
        self.made += 1;
        self.cost.fsyncs_recording += self.phone.work().syncs - before;
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
