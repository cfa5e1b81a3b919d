//! What must always hold, and what must hold once everything is quiet.

use crate::world::deeds::{households, standing, visits};
use crate::world::documents::Heads;
use crate::world::marker::markers;
use crate::world::phone::Phone;
use crate::world::{Violation, World};
use huben_documents::{Kind, Path, Value as Text};
use huben_domain::{AreaCode, DocumentId};
use huben_engine::{Advice, IssueFilter, Slice, Standing, State, Waits, Why};
use huben_tests::database;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Rounds in which everybody syncs, after which it must be quiet.
const ROUNDS: usize = 14;

impl World {
    /// A status is true of the history that its phone knows: what it says is at the office, is.
    pub(super) fn check_status(&self, phone: usize) -> Result<(), Violation> {
        let one = &self.phones[phone];
        if one.knows != self.office.history() {
            return Ok(());
        }
        let held = self.office.truth().markers;
        for (record, written) in self.told(phone) {
            let Ok(status) = one.book().status_of(record) else { continue };
            let missing: Vec<u32> = written.difference(&held).copied().collect();
            if status.state == State::AtOffice && !missing.is_empty() {
                let missing: Vec<_> =
                    missing.into_iter().filter(|number| !self.model.dropped.contains(number)).collect();
                if missing.is_empty() {
                    continue;
                }
                return Err(Violation::new(format!(
                    "{} says that record {record} is at the office, and {missing:?} are not",
                    one.name
                )));
            }
        }
        Ok(())
    }

    /// What this phone was told is written, by record: a copy was told what its original was told before.
    fn told(&self, phone: usize) -> BTreeMap<DocumentId, BTreeSet<u32>> {
        let mut told = self.model.acknowledged_by(phone);
        if let Some((original, before)) = self.copies.get(&phone) {
            for (record, written) in self.told(*original) {
                told.entry(record).or_default().extend(written.intersection(before));
            }
        }
        told
    }

    /// After a whole sync nothing is on the phone that its user may not read.
    pub(super) fn check_scope(&self, phone: usize) -> Result<(), Violation> {
        let one = &self.phones[phone];
        let user = one.user.to_string();
        let users = self.items(&["user", "list"]);
        let Some(row) = users.iter().find(|row| row["id"] == user.as_str()) else { return Ok(()) };
        let covers = |area: &str, roles: &[&str]| {
            let grants = row["roles"].as_array().expect("roles").iter();
            let mut fitting =
                grants.filter(|grant| roles.contains(&grant["role"].as_str().unwrap_or_default()));
            fitting.any(|grant| {
                let scope: Option<AreaCode> = grant["area"].as_str().and_then(|code| code.parse().ok());
                area.parse().is_ok_and(|area| scope.is_some_and(|scope| scope.covers(&area)))
            })
        };
        let truth = self.office.truth();
        // Where a record lies that the office has to decide on, it does not know itself.
        let undecided: BTreeSet<String> = self
            .items(&["held", "list"])
            .iter()
            .filter_map(|one| one["record"].as_str().map(str::to_owned))
            .collect();
        let readers = ["grid-worker", "supervisor", "dispatcher"];
        let mut excused: BTreeSet<[u8; 16]> = BTreeSet::new();
        for (id, _) in households(one.book()).expect("a list") {
            let waits = one.book().status_of(id.into()).is_ok_and(|status| status.state != State::AtOffice);
            let area = truth.areas.get(&id.to_bytes());
            let waits = waits || undecided.contains(&id.to_string());
            if waits {
                excused.insert(id.to_bytes());
            }
            if !waits && area.is_some_and(|area| !covers(area, &readers)) {
                return Err(Violation::new(format!("{} still has household {id} of {area:?}", one.name)));
            }
        }
        let issues = one.book().issues(&IssueFilter::default(), Slice::ALL).expect("a list").items;
        for issue in issues {
            let own = issue.first_asked.id == one.user
                || issue.steps.iter().any(|step| step.to.as_deref() == Some(user.as_str()));
            let waits = issue.state != State::AtOffice || undecided.contains(&issue.id.to_string());
            let area = truth.areas.get(&issue.id.to_bytes());
            if own || waits {
                excused.insert(issue.id.to_bytes());
            }
            if !own && !waits && area.is_some_and(|area| !covers(area, &readers)) {
                return Err(Violation::new(format!("{} still has issue {} of {area:?}", one.name, issue.id)));
            }
        }
        // Nor does anything lie in its file that no list shows, beside own work that waits.
        let file = one.file();
        let mut documents = file.prepare("SELECT id, root FROM document").expect("documents");
        let documents = documents.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("documents");
        for (id, root) in documents.map(|found: rusqlite::Result<([u8; 16], [u8; 16])>| found.expect("ids")) {
            let (id, area) = (DocumentId::from_bytes(id), truth.areas.get(&root));
            let waits = || one.book().status_of(id).is_ok_and(|status| status.state != State::AtOffice);
            if !excused.contains(&root) && area.is_some_and(|area| !covers(area, &readers)) && !waits() {
                return Err(Violation::new(format!("{} still keeps document {id} of {area:?}", one.name)));
            }
        }
        Ok(())
    }

    /// The line is good, people decide what is held, and everybody syncs until nothing moves.
    pub(super) fn settle_down(&mut self) -> Result<(), Violation> {
        self.tell("the network is good from now on".into());
        for phone in 0..self.phones.len() {
            self.phones[phone].surroundings.set_wrong(0);
        }
        let mut before = None;
        for _ in 0..ROUNDS {
            for phone in 0..self.phones.len() {
                self.sync(phone, true)?;
            }
            self.confirm();
            self.decide(false)?;
            self.office.look()?;
            let working = (0..self.phones.len()).filter(|phone| !self.revoked.contains(phone));
            let unsent: u64 = working.map(|phone| self.phones[phone].unsent()).sum();
            let everybodys: u64 = self.phones.iter().map(Phone::unsent).sum();
            let now = Some((self.office.truth().head, everybodys));
            let undecided = !self.items(&["held", "list"]).is_empty();
            if before == now && unsent == 0 && !undecided {
                return Ok(());
            }
            if before == now {
                // What builds on work that was refused or dropped since cannot be taken; somebody says so.
                for _ in self.items(&["held", "list"]) {
                    self.decide(true)?;
                }
            }
            before = now;
        }
        let stuck: Vec<String> =
            self.phones.iter().map(|phone| format!("{}: {:?}", phone.name, phone.book().status())).collect();
        Err(Violation::new(format!("{ROUNDS} rounds and still not quiet: {stuck:?}")))
    }

    /// A run that came to its end leaves nothing that would wake the phone again at once, for ever.
    pub(super) fn check_rest(&self, phone: usize) -> Result<(), Violation> {
        let phone = &self.phones[phone];
        match phone.book().sync_advice(Waits::Nobody, false) {
            Ok(Advice { after: Some(Duration::ZERO), why }) if why != Why::Urgent => {
                Err(Violation::new(format!("{}: just done, and wants to sync at once: {why:?}", phone.name)))
            }
            Ok(_) => Ok(()),
            Err(error) => Err(Violation::new(format!("{}: {error}", phone.name))),
        }
    }

    /// What was just recorded is sent some day, unless a person must act first.
    pub(super) fn check_it_will_go(&self, phone: usize) -> Result<(), Violation> {
        let phone = &self.phones[phone];
        match phone.book().sync_advice(Waits::Nobody, false) {
            Ok(Advice { after: None, why }) if why != Why::Person => {
                Err(Violation::new(format!("{}: just recorded, and never to be sent: {why:?}", phone.name)))
            }
            Ok(_) => Ok(()),
            Err(error) => Err(Violation::new(format!("{}: {error}", phone.name))),
        }
    }

    /// Everything that must hold when it is quiet.
    pub(super) fn judge(&mut self) -> Result<(), Violation> {
        let sound = self.office.administer(&["verify"]).map_err(|error| Violation::new(error.to_string()))?;
        if sound["ok"] != true {
            return Err(Violation::new(format!("the office: {sound}")));
        }
        let accepted = self.office.truth().markers;
        self.nothing_is_lost(&accepted)?;
        self.nothing_is_swallowed(&accepted)?;
        let office = self.office.heads()?;
        self.newer_words_stand()?;
        let desk = shown(self, 0);
        self.all_is_shown(&accepted, &desk)?;
        for phone in 0..self.phones.len() {
            let found =
                self.phones[phone].book().verify().map_err(|error| Violation::new(error.to_string()))?;
            if !found.ok {
                return Err(Violation::new(format!("{}: {:?}", self.phones[phone].name, found.problems)));
            }
            if !self.revoked.contains(&phone) {
                self.check_scope(phone)?;
                self.same_as_the_desk(phone, &desk)?;
                self.same_heads(phone, &office)?;
            }
        }
        self.nothing_comes_back()
    }

    /// What a newer version wrote stands where it was written, whoever wrote beside it since.
    fn newer_words_stand(&self) -> Result<(), Violation> {
        for (home, colours) in &self.colours {
            let card = database::document(&self.office.database(), *home, &Kind::Household);
            let stands = card.value(&Path::field("colour"));
            if !colours.iter().any(|colour| stands == Some(Text::text(colour))) {
                return Err(Violation::new(format!(
                    "{home}: a newer version wrote {colours:?}, {stands:?} stands"
                )));
            }
        }
        Ok(())
    }

    /// What was sent long ago arrives once more and changes nothing; but an office that burned down has forgotten what
    /// it refused.
    fn nothing_comes_back(&mut self) -> Result<(), Violation> {
        if self.office.history() > 0 {
            return Ok(());
        }
        let before = self.office.truth();
        self.ether.repeat_everything(&self.office);
        self.office.look()?;
        let after = self.office.truth();
        if after == before {
            return Ok(());
        }
        let (from, to) = (before.head, after.head);
        Err(Violation::new(format!("what was sent long ago moves the log from {from} to {to}")))
    }

    /// Where nothing waits, a phone has every change of a record that the office has, and no other.
    fn same_heads(&self, phone: usize, office: &Heads) -> Result<(), Violation> {
        let phone = &self.phones[phone];
        for (id, here) in phone.settled_heads()? {
            if office.get(&id) != Some(&here) {
                let there = office.get(&id);
                return Err(Violation::new(format!(
                    "{}, record {id}: heads {here:?}, at the office {there:?}",
                    phone.name
                )));
            }
        }
        Ok(())
    }

    /// What a person at the office decided against does not come to their desk again.
    pub(super) fn dropped_stays_dropped(&self) -> Result<(), Violation> {
        let held = self.items(&["held", "list"]);
        let back: BTreeSet<u32> = held.iter().flat_map(|one| markers(&one["text"].to_string())).collect();
        match back.intersection(&self.dropped_held).next() {
            Some(number) => Err(Violation::new(format!("the office dropped «{number}», and it is back"))),
            None => Ok(()),
        }
    }

    /// Every acknowledged write is at the office, or has a verdict that somebody can read.
    fn nothing_is_lost(&self, accepted: &BTreeSet<u32>) -> Result<(), Violation> {
        let mut readable: BTreeSet<u32> = self.model.dropped.clone();
        for phone in &self.phones {
            for entry in phone.book().attention(Slice::ALL).expect("a list").items {
                readable.extend(entry.text.values().flat_map(|value| markers(value.as_str())));
            }
        }
        let held = self.items(&["held", "list"]);
        readable.extend(held.iter().flat_map(|one| markers(&one["text"].to_string())));
        for (number, write) in &self.model.writes {
            if write.acknowledged
                && !accepted.contains(number)
                && !readable.contains(number)
                && !self.said_lost(write)
            {
                let phone = &self.phones[write.phone];
                return Err(Violation::new(format!(
                    "{} {} «{number}»: acknowledged and lost; {:#?}",
                    phone.name,
                    write.what,
                    phone.open_work()
                )));
            }
        }
        Ok(())
    }

    /// What a restored office lost and a phone had let go of is lost; its writer must have been told.
    fn said_lost(&self, write: &crate::world::model::Write) -> bool {
        let waiting = self.phones[write.phone].book().attention(Slice::ALL).expect("a list").items;
        waiting.iter().any(|entry| Some(entry.record) == write.record && entry.standing == Standing::Lost)
    }

    /// A field shows every accepted value that no accepted one replaced: no contradiction is swallowed, none invented.
    fn nothing_is_swallowed(&self, accepted: &BTreeSet<u32>) -> Result<(), Violation> {
        for register in self.model.registers().difference(&self.model.unsure) {
            let expected = self.model.standing(register, accepted);
            let shown = standing(self.phones[0].book(), register).expect("a field");
            if shown != expected {
                return Err(Violation::new(format!(
                    "{} {}: {shown:?} stand there, {expected:?} should; {:#?}",
                    register.0,
                    register.1,
                    self.office.tell(register.0)
                )));
            }
        }
        Ok(())
    }

    /// What nothing writes over (a new card's contact, a person, an issue, a step) stands on the supervisor's screen.
    fn all_is_shown(
        &self,
        accepted: &BTreeSet<u32>,
        desk: &BTreeMap<String, Value>,
    ) -> Result<(), Violation> {
        let shown: BTreeSet<u32> = desk.values().flat_map(|value| markers(&value.to_string())).collect();
        let lasting =
            self.model.writes.iter().filter(|(_, write)| write.acknowledged && write.register.is_none());
        match lasting
            .map(|(number, _)| number)
            .find(|number| accepted.contains(number) && !shown.contains(number))
        {
            None => Ok(()),
            Some(number) => {
                let what = &self.model.writes[number].what;
                Err(Violation::new(format!(
                    "the office has «{number}» ({what}), and its desk does not show it"
                )))
            }
        }
    }

    fn same_as_the_desk(&self, phone: usize, desk: &BTreeMap<String, Value>) -> Result<(), Violation> {
        for (key, here) in shown(self, phone) {
            match desk.get(&key) {
                Some(there) if *there == here => {}
                Some(there) => {
                    return Err(Violation::new(format!(
                        "{} and the desk differ on {key}: {}; {:#?}",
                        self.phones[phone].name,
                        difference(&here, there),
                        self.phones[phone].open_work()
                    )));
                }
                None => {
                    return Err(Violation::new(format!(
                        "{} shows {key}, the desk does not",
                        self.phones[phone].name
                    )));
                }
            }
        }
        let here = shown(self, phone);
        let users = self.items(&["user", "list"]);
        let user = self.phones[phone].user.to_string();
        let Some(row) = users.iter().find(|row| row["id"] == user.as_str()) else { return Ok(()) };
        let worker = |area: &str| {
            row["roles"].as_array().expect("roles").iter().any(|grant| {
                grant["role"] != "volunteer"
                    && grant["area"].as_str().is_some_and(|scope| area.starts_with(scope))
            })
        };
        for (key, there) in desk {
            let area = there["area"].as_str().unwrap_or_default();
            if worker(area) && !here.contains_key(key) {
                return Err(Violation::new(format!(
                    "{} lacks {key} of {area}: {there}",
                    self.phones[phone].name
                )));
            }
        }
        Ok(())
    }
}

/// What a phone shows, by kind and id, without what is each device's own.
fn shown(world: &World, phone: usize) -> BTreeMap<String, Value> {
    let book = world.phones[phone].book();
    let mut shown = BTreeMap::new();
    for (id, mut card) in households(book).expect("a list") {
        let area = card["area"].clone();
        for (visit, text, by) in visits(book, id).expect("a book") {
            let value = serde_json::json!({ "text": text, "by": by, "area": area });
            shown.insert(format!("visit {visit}"), value);
        }
        card.as_object_mut().expect("a card").remove("state");
        shown.insert(format!("household {id}"), card);
    }
    for issue in book.issues(&IssueFilter::default(), Slice::ALL).expect("a list").items {
        let mut value = serde_json::to_value(&issue).expect("a view is JSON");
        let fields = value.as_object_mut().expect("an issue");
        fields.remove("state");
        fields.remove("possible");
        shown.insert(format!("issue {}", issue.id), value);
    }
    for found in book.contradictions(Slice::ALL).expect("a list").items {
        let values: BTreeSet<String> =
            found.values.iter().map(|side| side.value.as_str().to_owned()).collect();
        let record = ["household", "visit", "issue"].map(|kind| format!("{kind} {}", found.document));
        let area = record.iter().find_map(|record| Some(shown.get(record)?["area"].clone()));
        let value = serde_json::json!({ "values": values, "area": area });
        shown.insert(format!("contradiction {} {}", found.document, found.field), value);
    }
    shown
}

/// The fields in which two values differ.
fn difference(here: &Value, there: &Value) -> String {
    let (Some(a), Some(b)) = (here.as_object(), there.as_object()) else {
        return format!("{here} against {there}");
    };
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let differing = names.into_iter().filter(|name| a.get(*name) != b.get(*name));
    let told = differing.map(|name| format!("{name}: {} against {}", here[name], there[name]));
    told.collect::<Vec<_>>().join("; ")
}
