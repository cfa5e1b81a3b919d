//! What is played on a disk that goes wrong.

use std::path::PathBuf;
use std::time::Duration;

use crate::faulty_disk::{Fault, FaultyDisk};
use crate::outcome::Outcome;
use crate::phone::{Phone, id};
use crate::places::GRID_1;
use crate::told::Model;
use crate::world::World;

/// A program that has not ended by itself after so long hangs.
const HANGS_AFTER: Duration = Duration::from_secs(60);

/// One command on a faulty disk.
pub trait Scene {
    /// What is played.
    fn name(&self) -> &'static str;
    /// The disk that goes wrong.
    fn disk(&self) -> FaultyDisk;
    /// What must be before the next trial, on a sound disk.
    fn prepare(&mut self);
    /// The command.
    fn act(&mut self) -> Outcome;
    /// On a sound disk again: whether everything is as people were told, and goes on.
    fn judge(&mut self, outcome: &Outcome, fault: Fault) -> Vec<String>;
}

/// `huben visit record`, and `huben sync` on the phone's disk or with the hub's.
pub struct Visits {
    what: What,
    world: World,
    phone: Phone,
    home: String,
    model: Model,
    text: String,
}

/// Whose disk goes wrong, in which command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The phone's, while it records.
    Record,
    /// The phone's, while it syncs.
    Sync,
    /// The office's, while a phone syncs.
    Hub,
}

impl Visits {
    /// An office and a phone.
    pub fn open(what: What) -> Visits {
        let mut world = World::open();
        if what == What::Hub {
            world.office.stop();
            world.office.use_a_faulty_disk();
            world.office.serve();
        }
        let desk = world.desk();
        let door = ["--area", GRID_1, "--estate", "振兴花园", "--address", "3-2-501", "--contact", "王秀英"];
        let home = id(&desk.ok(&[&["household", "add"], &door[..]].concat()));
        desk.sync();
        let phone = world.worker("李红梅").on_a_faulty_disk();
        Visits { what, world, phone, home, model: Model::default(), text: String::new() }
    }

    fn record(&mut self) -> Outcome {
        self.text = self.model.next_text();
        let outcome = run(&self.phone, &["visit", "record", "--household", &self.home, "--text", &self.text]);
        self.model.recorded(0, &self.home, self.text.clone(), &outcome);
        outcome
    }
}

impl Scene for Visits {
    fn name(&self) -> &'static str {
        match self.what {
            What::Record => "visit record, on the phone's disk",
            What::Sync => "sync, on the phone's disk",
            What::Hub => "sync, on the office's disk",
        }
    }

    fn disk(&self) -> FaultyDisk {
        match self.what {
            What::Hub => self.world.office.disk().clone(),
            _ => self.phone.disk().clone(),
        }
    }

    fn prepare(&mut self) {
        if self.what != What::Record {
            self.record().ok();
        }
    }

    fn act(&mut self) -> Outcome {
        match self.what {
            What::Record => self.record(),
            _ => {
                let outcome = run(&self.phone, &["sync"]);
                self.model.synced(0, &outcome);
                outcome
            }
        }
    }

    fn judge(&mut self, outcome: &Outcome, fault: Fault) -> Vec<String> {
        let mut untrue = Vec::new();
        if self.what == What::Hub && fault == Fault::Tear {
            self.world.office.kill();
            self.world.office.serve();
        }
        if fault == Fault::Short && outcome.code != Some(0) {
            untrue.push(format!("a short write is no error: {}", outcome.stderr));
        }
        let book = self.phone.items(&["book", &self.home]);
        untrue.extend(self.model.book(0, &self.home, &book, &self.phone.ok(&["status"])));
        if self.what != What::Record {
            untrue.extend(self.model.office(self.world.office.data()));
            let again = run(&self.phone, &["sync"]);
            self.model.synced(0, &again);
            if again.code != Some(0) {
                untrue.push(format!("the disk is sound again, and sync says {}", again.stderr));
            }
        }
        untrue
    }
}

/// `huben household import`: all of a ledger or nothing.
pub struct Import {
    world: World,
    phone: Phone,
    ledgers: u32,
}

/// Households in each ledger.
const ROWS: u32 = 12;

impl Import {
    /// An office and a phone.
    pub fn open() -> Import {
        let world = World::open();
        let phone = world.worker("李红梅").on_a_faulty_disk();
        Import { world, phone, ledgers: 0 }
    }

    fn ledger(&self) -> PathBuf {
        self.world.directory().join(format!("ledger-{}.csv", self.ledgers))
    }

    fn import(&self) -> Outcome {
        run(&self.phone, &["household", "import", &self.ledger().display().to_string(), "--area", GRID_1])
    }
}

impl Scene for Import {
    fn name(&self) -> &'static str {
        "household import, on the phone's disk"
    }

    fn disk(&self) -> FaultyDisk {
        self.phone.disk().clone()
    }

    fn prepare(&mut self) {
        self.ledgers += 1;
        let mut text = "小区,楼栋,单元,房号,户主姓名\n".to_owned();
        for row in 1..=ROWS {
            text += &format!("振兴花园,{},1,{},王{row}\n", self.ledgers, 100 + row);
        }
        std::fs::write(self.ledger(), text).expect("a ledger can be written");
    }

    fn act(&mut self) -> Outcome {
        self.import()
    }

    fn judge(&mut self, outcome: &Outcome, _fault: Fault) -> Vec<String> {
        let mut untrue = Vec::new();
        let count = |phone: &Phone| phone.ok(&["household", "list", "--limit", "1"])["total"].as_u64();
        let (before, after) = (u64::from((self.ledgers - 1) * ROWS), u64::from(self.ledgers * ROWS));
        let found = count(&self.phone);
        let expected = if outcome.code == Some(0) { vec![after] } else { vec![before, after] };
        if !found.is_some_and(|found| expected.contains(&found)) {
            untrue.push(format!("{found:?} households instead of {expected:?}"));
        }
        // Read again, the same ledger adds what is missing and nothing twice.
        let again = self.import();
        if again.code != Some(0) || count(&self.phone) != Some(after) {
            untrue.push(format!("read again: {} {}", again.stdout, again.stderr));
        }
        untrue
    }
}

/// `huben enrol`: a new phone each time.
pub struct Enrol {
    world: World,
    phone: Option<Phone>,
    invitation: String,
}

impl Enrol {
    /// An office that people are to join.
    pub fn open() -> Enrol {
        Enrol { world: World::open(), phone: None, invitation: String::new() }
    }

    fn phone(&self) -> &Phone {
        self.phone.as_ref().expect("a trial was prepared")
    }
}

impl Scene for Enrol {
    fn name(&self) -> &'static str {
        "enrol, on the phone's disk"
    }

    fn disk(&self) -> FaultyDisk {
        self.phone().disk().clone()
    }

    fn prepare(&mut self) {
        let user = self.world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
        self.invitation = self.world.office.invite(&user);
        let phone = self.world.new_phone("李红梅", &user);
        std::fs::create_dir(phone.data()).expect("a directory can be made");
        self.phone = Some(phone.on_a_faulty_disk());
    }

    fn act(&mut self) -> Outcome {
        run(self.phone(), &["enrol", &self.invitation])
    }

    fn judge(&mut self, outcome: &Outcome, _fault: Fault) -> Vec<String> {
        let mut untrue = Vec::new();
        if outcome.code != Some(0) {
            let again = self.act();
            if again.code != Some(0) {
                untrue.push(format!("the disk is sound again, and enrol says {}", again.stderr));
                return untrue;
            }
        }
        let synced = run(self.phone(), &["sync"]);
        if synced.code != Some(0) {
            untrue.push(format!("enrolled, and sync says {}", synced.stderr));
        }
        untrue
    }
}

fn run(phone: &Phone, command: &[&str]) -> Outcome {
    let (running, line) = phone.start(command);
    running.finish_within(HANGS_AFTER, &line).unwrap_or_else(|| panic!("a hang: {line}"))
}
