//! The line between a phone and the office, on which everything goes wrong that can.

use crate::surroundings::Time;
use crate::world::accident::Accident;
use crate::world::deeds::{Deed, Habit, deed, draw_deed};
use crate::world::office::Office;
use huben_domain::UserId;
use huben_engine::{Error, FieldBook, Reply, Result, Transport};
use huben_tests::chance::Chance;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Requests of one run after which it counts as endless.
const ENDLESS: u32 = 120;
/// How long a request can be under way, in milliseconds: a day less than an office remembers its refusals.
const WANDERING_MS: i64 = 29 * 24 * 3_600_000;
/// Deeds during one run at most, so that it can end.
const BUSY: usize = 12;
/// Requests that wander about at most.
const WANDERING: usize = 8;
/// Requests that somewhere on the way are kept and can come once more, all of them: fewer than a device is known by.
const KEPT: usize = 60;

/// What is under way for everybody: requests that arrive when nobody expects them any more.
pub struct Ether {
    time: Time,
    late: RefCell<Vec<Letter>>,
    last_answer: RefCell<Option<Reply>>,
    arrived: RefCell<VecDeque<Letter>>,
}

/// A request under way: when it was sent, and its bytes.
type Letter = (i64, Vec<u8>);

impl Ether {
    /// Nothing is under way.
    pub fn new(time: Time) -> Ether {
        Ether { time, late: RefCell::default(), last_answer: RefCell::default(), arrived: RefCell::default() }
    }

    /// Everything that arrived lately arrives once more; nobody waits for the answers.
    pub fn repeat_everything(&self, office: &Office) {
        for (_, body) in self.arrived.borrow().iter().filter(|letter| self.is_recent(letter)) {
            drop(office.request("/v1/exchange", body));
        }
    }

    /// Nothing wanders about for longer than the office remembers what it refused.
    fn is_recent(&self, (sent_ms, _): &Letter) -> bool {
        self.time.now_ms() - sent_ms < WANDERING_MS
    }
}

/// Somebody goes on working while their phone waits for an answer.
pub struct Meanwhile<'a> {
    /// Their book.
    pub book: &'a FieldBook,
    /// Everybody, for whoever is sent somewhere.
    pub users: &'a [UserId],
    /// What they are likely to do.
    pub habit: Habit,
    /// The number of the next deed.
    pub next: Cell<u32>,
    /// What they did.
    pub deeds: RefCell<Vec<Deed>>,
}

/// One run's line.
pub struct Net<'a> {
    pub office: &'a Office,
    pub ether: &'a Ether,
    pub chance: RefCell<Chance>,
    /// Nothing goes wrong.
    pub calm: bool,
    pub requests: Cell<u32>,
    /// Did the office lose power under way?
    pub crashed: Cell<bool>,
    /// What happened, letter by letter, for the trace.
    pub log: RefCell<String>,
    /// Whose phone it is, if they go on working.
    pub meanwhile: Option<Meanwhile<'a>>,
}

impl<'a> Net<'a> {
    /// A line with its own chance.
    pub fn new(office: &'a Office, ether: &'a Ether, seed: u64, calm: bool) -> Net<'a> {
        Net {
            office,
            ether,
            chance: RefCell::new(Chance::seeded(seed)),
            calm,
            requests: Cell::new(0),
            crashed: Cell::new(false),
            log: RefCell::default(),
            meanwhile: None,
        }
    }

    /// While the phone waits, its user goes on.
    fn go_on(&self) {
        let Some(Meanwhile { book, users, habit, next, deeds }) = &self.meanwhile else { return };
        let most = if *habit == Habit::Any { 2 } else { 4 };
        for _ in 0..self.draw(5).saturating_sub(5 - most) {
            if deeds.borrow().len() >= BUSY {
                return;
            }
            self.note('+');
            let (kind, dice) = draw_deed(&mut self.chance.borrow_mut(), *habit);
            let number = next.replace(next.get() + 1);
            deeds.borrow_mut().push(deed(book, number, kind, dice, users));
        }
    }

    /// Has the run asked more often than any honest run does?
    pub fn is_endless(&self) -> bool {
        self.requests.get() >= ENDLESS
    }

    fn draw(&self, end: u64) -> u64 {
        self.chance.borrow_mut().below(end)
    }

    fn note(&self, what: char) {
        self.log.borrow_mut().push(what);
    }

    fn lost(&self, what: char) -> Result<Reply> {
        self.note(what);
        Err(Error::Offline { reason: "the line was cut".into() })
    }

    fn deliver(&self, path: &str, body: &[u8]) -> Result<Reply> {
        if path == "/v1/exchange" {
            let mut arrived = self.ether.arrived.borrow_mut();
            arrived.push_back((self.ether.time.now_ms(), body.to_vec()));
            if arrived.len() > KEPT {
                arrived.pop_front();
            }
        }
        match self.office.request(path, body) {
            Some(reply) => Ok(Reply { status: reply.status, body: reply.body }),
            None => self.lost('0'),
        }
    }

    fn keep(&self, body: &[u8]) {
        let mut late = self.ether.late.borrow_mut();
        if late.len() < WANDERING {
            late.push((self.ether.time.now_ms(), body.to_vec()));
        }
    }

    /// An old request arrives at last; nobody waits for its answer.
    fn straggler(&self) {
        self.ether.late.borrow_mut().retain(|letter| self.ether.is_recent(letter));
        let waiting = self.ether.late.borrow().len() as u64;
        if waiting > 0 && self.draw(4) == 0 {
            self.note('s');
            let (_, body) = self.ether.late.borrow_mut().remove(self.draw(waiting) as usize);
            drop(self.office.request("/v1/exchange", &body));
        }
    }
}

impl Transport for Net<'_> {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        self.requests.set(self.requests.get() + 1);
        if self.is_endless() {
            return self.lost('!');
        }
        if self.calm || path != "/v1/exchange" {
            self.note('.');
            return self.deliver(path, body);
        }
        self.straggler();
        self.go_on();
        let answer = match self.draw(100) {
            0..=8 => return self.lost('l'),
            9..=17 => {
                drop(self.deliver(path, body));
                return self.lost('a');
            }
            18..=22 => {
                let cut = self.draw(body.len() as u64) as usize;
                self.note('u');
                return self.deliver(path, &body[..cut]);
            }
            23..=27 => {
                self.note('d');
                let mut answer = self.deliver(path, body)?;
                answer.body.truncate(self.draw(answer.body.len() as u64) as usize);
                return Ok(answer);
            }
            28..=37 => {
                self.note('2');
                self.keep(body);
                drop(self.deliver(path, body));
                self.deliver(path, body)
            }
            38..=44 => {
                self.keep(body);
                return self.lost('w');
            }
            45..=48 => {
                self.note('x');
                drop(self.deliver(path, body));
                let another = self.ether.last_answer.borrow().clone();
                return another.ok_or(Error::Offline { reason: "the line was cut".into() });
            }
            49..=55 => {
                self.office.will_fail(Accident::of_a_commit(self.draw(28)));
                drop(self.deliver(path, body));
                self.office.crash(&mut self.chance.borrow_mut());
                self.crashed.set(true);
                return self.lost('c');
            }
            _ => {
                self.note('.');
                self.deliver(path, body)
            }
        };
        if let Ok(answer) = &answer {
            *self.ether.last_answer.borrow_mut() = Some(answer.clone());
        }
        answer
    }

    fn get(&self, path: &str) -> Result<Reply> {
        self.requests.set(self.requests.get() + 1);
        self.deliver(path, b"")
    }
}
