//! The office's own commands: it is opened, its people are added, it is copied.

use std::path::PathBuf;

use super::Scene;
use crate::faulty_disk::{Fault, FaultyDisk};
use crate::office::Office;
use crate::outcome::Outcome;
use crate::places::{COMMUNITY, COMMUNITY_NAME, GRID_1};
use crate::world::World;

/// `huben-server init`: an office, or a directory where one can be opened.
pub struct Init {
    world: World,
    office: Office,
}

impl Init {
    /// Where offices are opened.
    pub fn open() -> Init {
        let world = World::open();
        let office = Office::at(&world.new_directory("office"));
        Init { world, office }
    }
}

impl Scene for Init {
    fn name(&self) -> &'static str {
        "huben-server init"
    }

    fn disk(&self) -> FaultyDisk {
        self.office.disk().clone()
    }

    fn prepare(&mut self) {
        self.office = Office::at(&self.world.new_directory("office"));
        self.office.use_a_faulty_disk();
    }

    fn act(&mut self) -> Outcome {
        self.office.run(&["init", "--name", COMMUNITY_NAME, "--area", COMMUNITY])
    }

    fn judge(&mut self, outcome: &Outcome, fault: Fault) -> Vec<String> {
        let mut untrue = Vec::new();
        if outcome.code != Some(0) {
            let again = self.act();
            // What could not be tidied away stands in the way of another try, and is left alone.
            let untidy = matches!(
                fault,
                Fault::Kill | Fault::Tear | Fault::Collapse | Fault::Broken | Fault::ReadOnly
            );
            match again.code {
                Some(0) => {}
                Some(5) if untidy && again.failure().reason.contains("choose a new one") => return untrue,
                _ => untrue.push(format!("the disk is sound again, and init says {}", again.stderr)),
            }
        }
        let verified = self.office.run(&["verify"]);
        if verified.code != Some(0) {
            untrue.push(format!("verify: {} {}", verified.stdout, verified.stderr));
        }
        untrue
    }
}

/// `huben-server user add`, while the office serves on a good disk.
pub struct UserAdd {
    world: World,
    added: u32,
}

impl UserAdd {
    /// An office.
    pub fn open() -> UserAdd {
        let mut world = World::open();
        world.office.use_a_faulty_disk();
        UserAdd { world, added: 0 }
    }
}

impl Scene for UserAdd {
    fn name(&self) -> &'static str {
        "huben-server user add"
    }

    fn disk(&self) -> FaultyDisk {
        self.world.office.disk().clone()
    }

    fn prepare(&mut self) {
        self.added += 1;
    }

    fn act(&mut self) -> Outcome {
        let name = format!("新人{}", self.added);
        self.world.office.run(&["user", "add", "--name", &name, "--role", "grid-worker", "--area", GRID_1])
    }

    fn judge(&mut self, outcome: &Outcome, _fault: Fault) -> Vec<String> {
        let name = format!("新人{}", self.added);
        let listed = self.world.office.ok(&["user", "list", "--limit", "1000"]);
        let users = listed["items"].as_array().expect("a listing has items");
        let count = users.iter().filter(|user| user["name"] == name.as_str()).count();
        match (outcome.code, count) {
            (Some(0), 1) | (None | Some(1..), 0..=1) => Vec::new(),
            (code, count) => vec![format!("{name}: exit {code:?}, and there {count} times")],
        }
    }
}

/// `huben-server backup`: a whole one, or none.
pub struct Backup {
    world: World,
    copies: u32,
}

impl Backup {
    /// An office whose copies lie on the same disk.
    pub fn open() -> Backup {
        let mut world = World::open();
        world.office.use_a_faulty_disk();
        Backup { world, copies: 0 }
    }

    fn copy(&self) -> PathBuf {
        self.world.office.data().join(format!("copy-{}", self.copies))
    }
}

impl Scene for Backup {
    fn name(&self) -> &'static str {
        "huben-server backup"
    }

    fn disk(&self) -> FaultyDisk {
        self.world.office.disk().clone()
    }

    fn prepare(&mut self) {
        self.copies += 1;
    }

    fn act(&mut self) -> Outcome {
        self.world.office.run(&["backup", "--to", &self.copy().display().to_string()])
    }

    fn judge(&mut self, outcome: &Outcome, fault: Fault) -> Vec<String> {
        let mut untrue = Vec::new();
        if outcome.code != Some(0) {
            // Nobody could tidy up whose program was killed, or whose disk does nothing any more.
            let untidy = matches!(
                fault,
                Fault::Kill | Fault::Tear | Fault::Collapse | Fault::Broken | Fault::ReadOnly
            );
            if self.copy().exists() && !untidy {
                untrue.push("a copy that is none was left behind".to_owned());
            }
            self.copies += 1;
            self.act().ok();
        }
        let restored = Office::at(&self.world.new_directory("restored"));
        let from = self.copy().display().to_string();
        for command in [&["restore", "--from", &from][..], &["verify"]] {
            let outcome = restored.run(command);
            if outcome.code != Some(0) {
                untrue.push(format!("{command:?}: {} {}", outcome.stdout, outcome.stderr));
            }
        }
        untrue
    }
}
