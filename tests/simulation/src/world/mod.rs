//! One simulated community: an office, phones, a line on which everything goes wrong, and a model of what people were
//! told. One seed, one thread, one trace.
//!
//! `acts` is what people do, `affairs` what the office does, `checks` what must always hold, `model` what people were
//! told; `office`, `phone` and `net` are the real hub, the real book, and what lies between.

mod accident;
mod acts;
mod affairs;
mod checks;
mod deeds;
mod documents;
mod marker;
mod model;
mod net;
mod office;
mod phone;
mod violation;

pub use violation::Violation;

use crate::surroundings::{Fault, Surroundings, Time};
use accident::Accident;
use deeds::Habit;
use huben_domain::{DocumentId, UserId};
use huben_engine::Error;
use huben_tests::chance::Chance;
use huben_tests::newer::Newer;
use model::Model;
use net::{Ether, Meanwhile, Net};
use office::Office;
use phone::Phone;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// Acts and affairs before the network is left in peace.
const STEPS: usize = 70;

/// What one seed came to.
#[derive(Debug)]
pub struct Outcome {
    /// What happened, a line an event.
    pub trace: Vec<String>,
    /// The invariant that broke.
    pub violation: Option<Violation>,
}

/// The community.
pub struct World {
    chance: Chance,
    planted: Option<Fault>,
    /// Everybody writes into one field of one household: what is rare elsewhere happens here.
    crowded: bool,
    time: Time,
    office: Office,
    phones: Vec<Phone>,
    users: Vec<UserId>,
    model: Model,
    ether: Ether,
    backups: Vec<PathBuf>,
    /// What a person dropped at the office: nothing may bring it back.
    dropped_held: BTreeSet<u32>,
    revoked: BTreeSet<usize>,
    /// A phone of a newer version, how often it asked, and what may stand on which card
    /// since: what was taken, or what was held after it.
    newer: Option<Newer>,
    newer_requests: u32,
    colours: BTreeMap<DocumentId, Vec<String>>,
    /// Copied phones: of which, and what was written before.
    copies: BTreeMap<usize, (usize, BTreeSet<u32>)>,
    trace: Vec<String>,
    // Removed last.
    directory: TempDir,
}

impl World {
    /// Plays one seed to its end.
    pub fn play(seed: u64, planted: Option<Fault>) -> Outcome {
        crate::disk::seed(seed);
        let mut world = World::begin(seed, planted);
        let violation = world.live().err();
        Outcome { trace: std::mem::take(&mut world.trace), violation }
    }

    fn begin(seed: u64, planted: Option<Fault>) -> World {
        let mut chance = Chance::seeded(seed);
        let directory = TempDir::new().expect("a temporary directory");
        let time = Time::begin();
        let office = Office::open(directory.path(), Surroundings::new(time.clone(), chance.draw(), planted));
        for (nth, grid) in deeds::GRIDS.iter().enumerate() {
            let name = format!("第{}网格", nth + 1);
            office.administer(&["area", "add", "--code", grid, "--name", &name]).expect("a grid");
        }
        let crowded = chance.below(3) == 0;
        let ether = Ether::new(time.clone());
        let mut world = World {
            chance,
            planted,
            crowded,
            time,
            office,
            phones: Vec::new(),
            users: Vec::new(),
            model: Model::default(),
            ether,
            backups: Vec::new(),
            dropped_held: BTreeSet::new(),
            revoked: BTreeSet::new(),
            newer: None,
            newer_requests: 0,
            colours: BTreeMap::new(),
            copies: BTreeMap::new(),
            trace: Vec::new(),
            directory,
        };
        world.hire("desk", "supervisor", "321181001025");
        world.hire("worker-1", "grid-worker", deeds::GRIDS[0]);
        for nth in 2..2 + world.chance.below(3) {
            let (role, grid) = match world.chance.below(4) {
                0 => ("volunteer", deeds::GRIDS[0]),
                1 => ("grid-worker", deeds::GRIDS[1]),
                _ => ("grid-worker", deeds::GRIDS[0]),
            };
            world.hire(&format!("{role}-{nth}"), role, grid);
        }
        if world.chance.below(3) == 0 {
            let invitation = world.invite(&world.users[1].to_string());
            let post = |path: &str, body: &[u8]| world.office.request(path, body).expect("power").body;
            world.newer = Some(Newer::enrol(&invitation, post));
        }
        world
    }

    fn invite(&self, user: &str) -> String {
        let invite = ["user", "invite", "--user", user, "--public-url", "http://127.0.0.1:1"];
        let invitation = self.office.administer(&invite).expect("an invitation");
        invitation["invitation"].as_str().expect("text").to_owned()
    }

    fn hire(&mut self, name: &str, role: &str, area: &str) {
        let user = self.office.administer(&["user", "add", "--name", name, "--role", role, "--area", area]);
        let user = user.expect("a user")["user"].as_str().expect("an id").to_owned();
        let invitation = self.invite(&user);
        let surroundings = Surroundings::new(self.time.clone(), self.chance.draw(), self.planted);
        let user: UserId = user.parse().expect("an id");
        let net = Net::new(&self.office, &self.ether, self.chance.draw(), true);
        let phone = Phone::enrol(self.directory.path(), name, user, surroundings, &invitation, &net);
        drop(net);
        self.tell(format!("{name} is enrolled as {role} in {area}"));
        self.users.push(user);
        self.phones.push(phone);
    }

    fn habit(&self, phone: usize) -> Habit {
        match phone {
            _ if !self.crowded => Habit::Any,
            0 => Habit::Crowded,
            _ => Habit::Meddling,
        }
    }

    fn tell(&mut self, what: String) {
        self.trace.push(what);
    }

    fn live(&mut self) -> Result<(), Violation> {
        for phone in 0..self.phones.len() {
            self.sync(phone, true)?;
        }
        if self.crowded {
            self.loosen(1);
        }
        for _ in 0..STEPS {
            self.time.pass(Duration::from_secs(60 + self.chance.below(3600)));
            let phone = self.chance.below(self.phones.len() as u64) as usize;
            match self.chance.below(20) {
                0..=9 => self.act(phone)?,
                10..=16 => self.sync(phone, false)?,
                _ => self.affair(phone)?,
            }
        }
        self.settle_down()?;
        self.judge()?;
        // The same seed is the same to the last byte: heads are hashes.
        let mut digest = DefaultHasher::new();
        self.office.heads()?.hash(&mut digest);
        self.tell(format!("at the end {:016x}", digest.finish()));
        Ok(())
    }

    /// One phone syncs; the line is good, or anything may happen.
    fn sync(&mut self, phone: usize, calm: bool) -> Result<(), Violation> {
        let seed = self.chance.draw();
        if !calm && self.chance.below(7) == 0 {
            let accident = Accident::of_a_sync(self.chance.below(120));
            self.phones[phone].will_fail(accident);
        }
        let mut net = Net::new(&self.office, &self.ether, seed, calm);
        net.meanwhile = (!calm).then(|| Meanwhile {
            book: self.phones[phone].book(),
            users: &self.users,
            habit: self.habit(phone),
            next: self.model.next().into(),
            deeds: RefCell::default(),
        });
        let (report, result) = self.phones[phone].sync(&net);
        let (requests, endless, office_crashed) = (net.requests.get(), net.is_endless(), net.crashed.get());
        let log = net.log.take();
        let deeds = net.meanwhile.take().map(|meanwhile| meanwhile.deeds.take()).unwrap_or_default();
        drop(net);
        let crashed = self.phones[phone].came_back(&mut self.chance);
        let name = self.phones[phone].name.clone();
        let end = match &result {
            Ok(()) => "done",
            Err(Error::Offline { .. }) => "cut",
            Err(Error::SignInAgain { .. }) => "sign in again",
            Err(_) => "failed",
        };
        let told = if crashed { ", loses power" } else { "" };
        let moved = format!(
            "{} up, {} down, {} refused, {} held",
            report.sent, report.received, report.refused, report.held
        );
        self.tell(format!("{name} syncs [{log}] {end}: {moved}{told}"));
        deeds.into_iter().try_for_each(|deed| self.note(phone, deed, crashed))?;
        if endless {
            return Err(Violation::new(format!("{name}: a sync of {requests} requests that does not end")));
        }
        self.office.look()?;
        match result {
            Ok(()) => {
                self.phones[phone].knows = self.office.history();
                // A revoked phone hands over what it has, and is told nothing more, not even what to let go of.
                if !crashed && !self.revoked.contains(&phone) {
                    self.check_scope(phone)?;
                    self.check_rest(phone)?;
                }
            }
            Err(Error::Offline { .. } | Error::SignInAgain { .. }) => {}
            Err(_) if crashed => {}
            Err(error) => return Err(Violation::new(format!("{name} syncs: {error}"))),
        }
        if office_crashed {
            return (0..self.phones.len()).try_for_each(|phone| self.check_status(phone));
        }
        self.check_status(phone)
    }
}
