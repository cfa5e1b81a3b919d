//! A phone joins.

use super::{Scene, run};
use crate::faulty_disk::{Fault, FaultyDisk};
use crate::outcome::Outcome;
use crate::phone::Phone;
use crate::places::GRID_1;
use crate::world::World;

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
