//! What happens to the office and to machines, drawn by chance.

use crate::surroundings::Surroundings;
use crate::world::deeds::{GRIDS, pick};
use crate::world::marker::markers;
use crate::world::{Violation, World};
use huben_documents::{Act, Intent, Kind, Value};
use huben_domain::DocumentId;
use huben_sync::Standing;
use huben_tests::newer::{topic, written};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::time::Duration;

/// Restores in one life: each makes everybody offer everything again.
const RESTORES: u32 = 2;
/// Copies of a phone's directory in one life.
const COPIES: usize = 2;
/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;

impl World {
    /// Something happens that is nobody's everyday work.
    pub(super) fn affair(&mut self, phone: usize) -> Result<(), Violation> {
        match self.chance.below(22) {
            0..=2 => self.change_area(phone),
            3..=5 => {
                let drops = self.chance.below(2) == 0;
                return self.decide(drops);
            }
            6 => self.revoke(phone),
            7..=8 => {
                let name = format!("backup-{}", self.backups.len());
                self.backups.push(self.office.backup(&name));
                self.tell(format!("the office makes {name}"));
            }
            9 if !self.backups.is_empty() && self.office.history() < RESTORES => return self.restore(),
            10..=11 => {
                self.office.crash(&mut self.chance);
                self.tell("the office loses power".into());
                self.office.look()?;
                return (0..self.phones.len()).try_for_each(|phone| self.check_status(phone));
            }
            12..=13 => {
                self.phones[phone].crash(&mut self.chance);
                self.tell(format!("{} loses power", self.phones[phone].name));
                return self.check_status(phone);
            }
            14 => {
                let days = [1, 7, 31, 400][self.chance.below(4) as usize];
                self.time.pass(Duration::from_secs(days * 24 * 3600));
                self.tell(format!("{days} days pass"));
            }
            15..=16 => {
                let days = [-2200, -30, 0, 1, 1500][self.chance.below(5) as usize];
                self.phones[phone].surroundings.set_wrong(days * DAY_MS);
                self.tell(format!("{}'s clock is {days} days off", self.phones[phone].name));
            }
            17 => self.copy(phone),
            18 => self.loosen(phone),
            20..=21 => self.newer_version(),
            _ => return self.look_over(phone),
        }
        Ok(())
    }

    fn change_area(&mut self, phone: usize) {
        if phone == 0 {
            return;
        }
        let user = self.phones[phone].user.to_string();
        let grid = GRIDS[self.chance.below(2) as usize];
        let role = if self.chance.below(6) == 0 { "volunteer" } else { "grid-worker" };
        let changed =
            self.office.administer(&["user", "set", "--user", &user, "--role", role, "--area", grid]);
        if changed.is_ok() {
            self.tell(format!("{} is {role} in {grid} now", self.phones[phone].name));
        }
    }

    fn revoke(&mut self, phone: usize) {
        if phone == 0 || !self.revoked.is_empty() {
            return;
        }
        let user = self.phones[phone].user.to_string();
        for device in self.items(&["device", "list"]) {
            if device["user"]["id"] == user.as_str() {
                let id = device["id"].as_str().expect("an id").to_owned();
                self.office.administer(&["device", "revoke", "--device", &id]).expect("a device is revoked");
            }
        }
        let name = self.phones[phone].name.clone();
        self.tell(format!("{name} is revoked"));
        let same = (0..self.phones.len()).filter(|other| self.phones[*other].user.to_string() == user);
        self.revoked.extend(same);
    }

    /// A person goes through what is held: takes what can be taken, or drops some of it.
    pub(super) fn decide(&mut self, drops: bool) -> Result<(), Violation> {
        let mut left = self.items(&["held", "list"]);
        if drops && let Some(one) = left.pop() {
            let id = one["id"].as_str().expect("an id").to_owned();
            if self.office.administer(&["held", "drop", &id]).is_ok() {
                let written = markers(&one["text"].to_string());
                self.tell(format!("the office drops {written:?}"));
                self.model.dropped.extend(written.iter().copied());
                self.dropped_held.extend(written);
                // What was sent before it was decided arrives once more.
                self.ether.repeat_everything(&self.office);
                self.dropped_stays_dropped()?;
            }
            return Ok(());
        }
        // What builds on other held work is taken after it.
        let mut reasons: BTreeSet<String>;
        loop {
            let before = left.len();
            reasons = BTreeSet::new();
            left.retain(|one| {
                let id = one["id"].as_str().expect("an id");
                let taken = self.office.administer(&["held", "accept", id]);
                taken.map_err(|failure| reasons.insert(failure.reason)).is_err()
            });
            if left.len() == before {
                break;
            }
        }
        self.tell(format!("the office takes what is held; {} left: {reasons:?}", left.len()));
        Ok(())
    }

    fn restore(&mut self) -> Result<(), Violation> {
        let backup = self.backups[self.chance.below(self.backups.len() as u64) as usize].clone();
        self.office.restore(&backup);
        // What was revoked or dropped since is forgotten with everything else.
        let revoked: Vec<Json> =
            self.items(&["device", "list"]).into_iter().filter(|one| one["standing"] == "revoked").collect();
        let is_revoked = |user: &str| revoked.iter().any(|one| one["user"]["id"] == user);
        self.revoked = (0..self.phones.len())
            .filter(|phone| is_revoked(&self.phones[*phone].user.to_string()))
            .collect();
        self.dropped_held.clear();
        self.colours.clear();
        self.tell(format!(
            "the office burns down; {} takes its place",
            backup.file_name().unwrap().display()
        ));
        self.office.look()?;
        self.confirm();
        (0..self.phones.len()).try_for_each(|phone| self.check_status(phone))
    }

    /// Devices that the office had forgotten are taken back.
    pub(super) fn confirm(&mut self) {
        for device in self.items(&["device", "list"]) {
            if device["standing"] == "pending" {
                let id = device["id"].as_str().expect("an id").to_owned();
                self.office
                    .administer(&["device", "confirm", "--device", &id])
                    .expect("a device is confirmed");
                self.tell(format!("device {id} is confirmed"));
            }
        }
    }

    fn copy(&mut self, phone: usize) {
        if self.phones.len() > self.users.len() + COPIES - 1 || self.revoked.contains(&phone) || phone == 0 {
            return;
        }
        let name = format!("{}-copy-{}", self.phones[phone].name, self.phones.len());
        let surroundings = Surroundings::new(self.time.clone(), self.chance.draw(), self.planted);
        let copy = self.phones[phone].copied(self.directory.path(), &name, surroundings);
        self.tell(format!("{} is copied as {name}", self.phones[phone].name));
        // What the original was told, the copy was told.
        self.copies.insert(self.phones.len(), (phone, self.model.writes.keys().copied().collect()));
        self.phones.push(copy);
    }

    pub(super) fn loosen(&mut self, phone: usize) {
        if phone == 0 || self.phones.len() < 2 {
            return;
        }
        let user = self.phones[phone].book().me().expect("a user").user;
        let mut json = serde_json::to_value(&user).expect("a user is JSON");
        let grant = |role: &str| serde_json::json!({ "role": role, "area": "321181001025", "from": null, "until": null });
        json["grants"] = Json::Array(vec![grant("supervisor"), grant("grid-worker")]);
        self.phones[phone].become_lax(&json.to_string());
        self.tell(format!("{} allows its user everything", self.phones[phone].name));
    }

    /// A phone of a newer version writes what nobody of today knows: a field, or a kind of record.
    fn newer_version(&mut self) {
        let Some(newer) = &self.newer else { return };
        let db = self.office.database();
        const HOUSEHOLDS: &str = "SELECT id FROM root WHERE kind = 'household' AND area = ?1 ORDER BY id";
        let mut query = db.prepare(HOUSEHOLDS).expect("roots");
        let homes = query.query_map([GRIDS[0]], |row| row.get(0)).expect("roots");
        let homes: Vec<[u8; 16]> = homes.collect::<Result<_, _>>().expect("ids");
        let Some(home) = pick(&homes, self.chance.draw()).map(|id| DocumentId::from_bytes(*id)) else {
            return;
        };
        self.newer_requests += 1;
        let colour = format!("淡绿 {}", self.newer_requests);
        let offer = if self.chance.below(4) == 0 {
            topic(DocumentId::new(u64::from(self.newer_requests), [7; 10]), home)
        } else {
            let intent = Intent::new(Act::EditHousehold).field("colour", Value::text(&colour));
            written(&db, home, &Kind::Household, &intent)
        };
        let card = offer.kind == "household";
        let sealed = newer.seal(self.newer_requests.into(), vec![offer]);
        let reply = self.office.request("/v1/exchange", &sealed);
        let answer = reply.and_then(|reply| newer.open(&sealed, &reply.body));
        let taken =
            answer.is_some_and(|answer| answer.standing == Standing::Active && answer.verdicts.is_empty());
        if taken && card {
            self.colours.insert(home, vec![colour]);
        } else if card && let Some(standing) = self.colours.get_mut(&home) {
            standing.push(colour);
        }
        self.tell(format!("a newer version writes on {home}: {}", if taken { "taken" } else { "not taken" }));
    }

    fn look_over(&mut self, phone: usize) -> Result<(), Violation> {
        let found = self.phones[phone].book().verify().map_err(|error| Violation::new(error.to_string()))?;
        if found.ok {
            Ok(())
        } else {
            Err(Violation::new(format!("{}: {:?}", self.phones[phone].name, found.problems)))
        }
    }

    /// A listing of the office.
    pub(super) fn items(&self, words: &[&str]) -> Vec<Json> {
        let listing = self.office.administer(words).expect("a listing");
        listing["items"].as_array().expect("items").clone()
    }
}
