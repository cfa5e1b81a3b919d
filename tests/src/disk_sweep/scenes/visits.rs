//! A visit is recorded, and sent.

use super::{Scene, run};
use crate::faulty_disk::{Fault, FaultyDisk};
use crate::outcome::Outcome;
use crate::phone::{Phone, id};
use crate::places::GRID_1;
use crate::told::Model;
use crate::world::World;

/// `huben visit record`, and `huben sync` on the phone's disk or with the hub's.
pub struct Visits {
    what: What,
    world: World,
    phone: Phone,
    home: String,
    model: Model,
    trials: u64,
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
        Visits { what, world, phone, home, model: Model::default(), trials: 0 }
    }

    fn record(&mut self) -> Outcome {
        let text = self.model.next_text();
        let outcome = run(&self.phone, &["visit", "record", "--household", &self.home, "--text", &text]);
        self.model.recorded(0, &self.home, text, &outcome);
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
        // The office goes on when its disk does, and is there again after a kill: both by turns.
        self.trials += 1;
        let killed = matches!(fault, Fault::Kill | Fault::Tear | Fault::Collapse);
        if self.what == What::Hub && (killed || self.trials.is_multiple_of(2)) {
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
