//! The simulated office: a real hub on a machine that can lose power, and what it really holds.

use crate::disk::Machine;
use crate::surroundings::Surroundings;
use crate::world::accident::Accident;
use crate::world::marker::markers_in;
use crate::world::violation::Violation;
use huben_server::{Hub, Reply};
use huben_tests::chance::Chance;
use rusqlite::Connection;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the office holds, read past the hub.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Truth {
    /// Every marker in a merged change.
    pub markers: BTreeSet<u32>,
    /// Where each root lies.
    pub areas: BTreeMap<[u8; 16], String>,
    /// The newest log entry.
    pub head: i64,
}

/// The office.
pub struct Office {
    surroundings: Arc<Surroundings>,
    directory: PathBuf,
    moves: Cell<u32>,
    machine: RefCell<Machine>,
    hub: RefCell<Option<Hub>>,
    /// Counts histories: a restore begins another one.
    history: Cell<u32>,
    truth: RefCell<Truth>,
}

impl Office {
    /// Opens the doors of a new office below `directory`.
    pub fn open(directory: &Path, surroundings: Arc<Surroundings>) -> Office {
        let machine = Machine::at(&directory.join("office-0")).expect("a machine for the office");
        let office = Office {
            surroundings,
            directory: directory.to_owned(),
            moves: Cell::new(0),
            machine: RefCell::new(machine),
            hub: RefCell::new(None),
            history: Cell::new(0),
            truth: RefCell::default(),
        };
        office
            .administer(&["init", "--name", "振兴路社区", "--area", "321181001025"])
            .expect("an office is made");
        office.start();
        office
    }

    fn data(&self) -> PathBuf {
        self.machine.borrow().directory().join("data")
    }

    fn start(&self) {
        let hub = Hub::open(&self.data(), self.surroundings.clone()).expect("the hub opens after a crash");
        *self.hub.borrow_mut() = Some(hub);
    }

    /// A command of `huben-server`.
    pub fn administer(&self, words: &[&str]) -> Result<Value, huben_server::Failure> {
        let data = self.data();
        let data = data.to_str().expect("a path that is text");
        huben_server::administer(&[words, &["--data", data]].concat(), self.surroundings.as_ref())
    }

    /// One request; `None` when the office is without power.
    pub fn request(&self, path: &str, body: &[u8]) -> Option<Reply> {
        let hub = self.hub.borrow();
        let hub = hub.as_ref()?;
        Some(match path {
            "/v1/enrol" => hub.enrol(body),
            "/v1/office" => hub.office(),
            _ => hub.exchange(body),
        })
    }

    /// Something happens to its machine; [`Office::crash`] comes after it.
    pub fn will_fail(&self, accident: Accident) {
        accident.befall(&self.machine.borrow());
    }

    /// The power is cut and comes back.
    pub fn crash(&self, chance: &mut Chance) {
        // A cut that was planned and has not come does not come any more.
        Accident::has_befallen(&self.machine.borrow(), None);
        self.machine.borrow().crash(Some(chance));
        *self.hub.borrow_mut() = None;
        self.start();
    }

    /// A backup; its file stays where no machine is.
    pub fn backup(&self, name: &str) -> PathBuf {
        let inside = self.data().with_file_name(name);
        self.administer(&["backup", "--to", inside.to_str().expect("text")]).expect("a backup is made");
        let outside = self.directory.join(name);
        std::fs::copy(&inside, &outside).expect("a backup is a file");
        std::fs::remove_file(inside).expect("a backup is a file");
        outside
    }

    /// The machine burns down; another one goes on from this backup.
    pub fn restore(&self, backup: &Path) {
        *self.hub.borrow_mut() = None;
        self.moves.set(self.moves.get() + 1);
        let next = self.directory.join(format!("office-{}", self.moves.get()));
        *self.machine.borrow_mut() = Machine::at(&next).expect("a machine for the office");
        self.administer(&["restore", "--from", backup.to_str().expect("text")])
            .expect("a backup is restored");
        self.history.set(self.history.get() + 1);
        self.start();
    }

    /// Which history this is.
    pub fn history(&self) -> u32 {
        self.history.get()
    }

    /// What it holds now.
    pub fn truth(&self) -> Truth {
        self.truth.borrow().clone()
    }

    /// Reads what it holds, and checks on the way that the log has no gap.
    pub fn look(&self) -> Result<(), Violation> {
        let db = self.database();
        let (count, head): (i64, i64) = db
            .query_row("SELECT COUNT(*), COALESCE(MAX(seq), 0) FROM log", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .expect("a log");
        if count != head {
            return Err(Violation::new(format!("the log has {count} entries and ends at {head}")));
        }
        let mut markers = BTreeSet::new();
        let mut read = |sql: &str| {
            let mut query = db.prepare(sql).expect("the office's tables");
            let mut rows = query.query([]).expect("the office's tables");
            while let Some(row) = rows.next().expect("the office's rows") {
                let bytes: Vec<u8> = row.get(0).expect("bytes");
                markers.extend(markers_in(&bytes));
            }
        };
        read("SELECT bytes FROM change WHERE bytes IS NOT NULL");
        read("SELECT snapshot FROM document WHERE snapshot IS NOT NULL");
        let mut areas = db.prepare("SELECT id, area FROM root").expect("roots");
        let areas = areas.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("roots");
        let areas = areas.collect::<Result<_, _>>().expect("roots");
        *self.truth.borrow_mut() = Truth { markers, areas, head };
        Ok(())
    }

    /// The office's file, read only.
    pub fn database(&self) -> Connection {
        Connection::open(self.data().join("office.db")).expect("the office's database")
    }
}
