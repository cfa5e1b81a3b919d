//! The people of a kill loop, and what they do in peace.

use std::time::Instant;

use super::moment::Usual;
use super::report::Report;
use crate::chance::Chance;
use crate::faulty_disk::{Fault, FaultyDisk};
use crate::phone::{Phone, id};
use crate::places::GRID_1;
use crate::told::Model;
use crate::world::World;

/// An office, two grid workers whose programs are killed, and the desk that looks on.
pub(super) struct Street {
    pub(super) chance: Chance,
    pub(super) world: World,
    pub(super) hub_disk: FaultyDisk,
    desk: Phone,
    pub(super) phones: [Phone; 2],
    homes: Vec<String>,
    pub(super) model: Model,
    pub(super) report: Report,
    pub(super) rounds: u64,
    /// What an undisturbed record takes, an undisturbed sync, and the hub while two phones sync.
    pub(super) usual: [Usual; 3],
}

impl Street {
    pub(super) fn open(seed: u64) -> Street {
        let mut world = World::open();
        world.office.stop();
        let hub_disk = world.office.use_a_faulty_disk();
        world.office.serve();
        let desk = world.desk();
        let phones = ["李红梅", "王志强"].map(|name| world.worker(name).on_a_faulty_disk());
        let mut street = Street {
            chance: Chance::seeded(seed),
            world,
            hub_disk,
            desk,
            phones,
            homes: Vec::new(),
            model: Model::default(),
            report: Report::default(),
            rounds: 0,
            usual: [Usual::default(); 3],
        };
        street.move_on();
        // The first runs of a program read it from the disk: a later one is the usual one.
        for _ in 0..3 {
            street.learn();
        }
        street
    }

    /// What runs take when nobody is killed.
    fn learn(&mut self) {
        let disk = self.phones[0].disk().clone();
        let watched = |disk: &FaultyDisk, act: &mut dyn FnMut()| {
            disk.plant(Fault::Watch, 0);
            let began = Instant::now();
            act();
            let usual = Usual::of(began.elapsed(), &disk.struck());
            disk.mend();
            usual
        };
        self.usual[0] = watched(&disk, &mut || self.record_in_peace(0));
        self.usual[1] = watched(&disk, &mut || drop(self.phones[0].sync()));
        let hub = self.hub_disk.clone();
        (0..2).for_each(|who| self.record_in_peace(who));
        self.usual[2] = watched(&hub, &mut || {
            let syncs = self.phones.each_ref().map(|phone| phone.start(&["sync"]));
            syncs.into_iter().for_each(|(running, line)| drop(running.finish(&line).ok()));
        });
    }

    /// Another household, which everybody has.
    pub(super) fn move_on(&mut self) {
        let address = format!("3-2-{}", 501 + self.homes.len());
        let door =
            ["household", "add", "--area", GRID_1, "--estate", "振兴花园", "--address", address.as_str()];
        self.homes.push(id(&self.desk.ok(&[&door[..], &["--contact", "王秀英"]].concat())));
        self.desk.sync();
        self.phones.iter().for_each(|phone| drop(phone.sync()));
    }

    pub(super) fn home(&self) -> String {
        self.homes.last().expect("a household was made first").clone()
    }

    pub(super) fn record_in_peace(&mut self, who: usize) {
        let text = self.model.next_text();
        let home = self.home();
        let outcome = self.phones[who].run(&["visit", "record", "--household", &home, "--text", &text]);
        outcome.ok();
        self.model.recorded(who, &home, text, &outcome);
    }

    /// Peace: everybody syncs until nothing moves, and all hold the same.
    pub(super) fn settle(&mut self) {
        for phone in self.phones.iter().chain([&self.desk]).chain(&self.phones) {
            phone.sync();
        }
        let fresh = self.world.worker("新来的");
        let everybody = self.phones.iter().chain([&self.desk, &fresh]);
        for phone in everybody {
            let visits = self.homes.iter().flat_map(|home| phone.items(&["book", home])).collect::<Vec<_>>();
            self.report.untrue.extend(self.model.settled(&phone.name, &visits));
            let status = phone.ok(&["status"]);
            if status["saved"] != 0 || status["needs_attention"] != 0 {
                self.report.untrue.push(format!("{}: after the last sync: {status}", phone.name));
            }
            let verified = phone.run(&["verify"]);
            if verified.code != Some(0) {
                self.report.untrue.push(format!("{}: verify: {}", phone.name, verified.stdout));
            }
        }
        let verified = self.world.office.run(&["verify"]);
        if verified.code != Some(0) {
            self.report.untrue.push(format!("the office: verify: {}", verified.stdout));
        }
        self.report.acknowledged = self.model.acknowledged();
        self.report.kept_without_a_word = self.model.kept_without_a_word();
    }
}
