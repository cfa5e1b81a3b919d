//! What people were told, and whether it is true: a model for tests in which programs are killed and disks break.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use huben_domain::DocumentId;
use serde_json::Value;

use crate::database;
use crate::outcome::Outcome;

/// One visit, named by its text.
#[derive(Debug)]
struct Told {
    /// Whose phone.
    who: usize,
    /// In which household's book.
    home: String,
    /// The command said that it is saved.
    acknowledged: bool,
    /// A sync said afterwards that everything is exchanged.
    sent: bool,
    /// It was seen in some book.
    seen: bool,
}

/// Everything that the phones said so far.
#[derive(Debug, Default)]
pub struct Model {
    visits: BTreeMap<String, Told>,
    /// Visits that some phone called "at the office".
    at_office: BTreeSet<DocumentId>,
}

impl Model {
    /// A text that no visit has yet.
    pub fn next_text(&self) -> String {
        format!("第{}次走访，血压药还有一周的量", self.visits.len())
    }

    /// A command that records was run, and perhaps killed. What it printed, it has said.
    pub fn recorded(&mut self, who: usize, home: &str, text: String, outcome: &Outcome) {
        let acknowledged = outcome.code == Some(0) || outcome.stdout.ends_with('\n');
        let told = Told { who, home: home.to_owned(), acknowledged, sent: false, seen: false };
        self.visits.insert(text, told);
    }

    /// A sync ran, and was perhaps killed.
    pub fn synced(&mut self, who: usize, outcome: &Outcome) {
        if outcome.stdout.ends_with('\n') && outcome.json().is_some_and(|said| said["complete"] == true) {
            let theirs = self.visits.values_mut().filter(|told| told.who == who && told.acknowledged);
            theirs.for_each(|told| told.sent = true);
        }
    }

    /// A phone's own book of one household, and its status.
    pub fn book(&mut self, who: usize, home: &str, visits: &[Value], status: &Value) -> Vec<String> {
        let name = format!("phone {who}");
        let mut untrue = self.look_at(&name, visits);
        let states: BTreeMap<&str, &Value> =
            visits.iter().filter_map(|visit| Some((visit["text"].as_str()?, &visit["state"]))).collect();
        for (text, told) in self.visits.iter().filter(|(_, told)| told.who == who && told.home == home) {
            match states.get(text.as_str()) {
                None if told.acknowledged || told.seen => untrue.push(format!("{name}: lost: {text}")),
                Some(state) if told.sent && *state != "at_office" => {
                    untrue.push(format!("{name}: {state} after a complete sync: {text}"));
                }
                _ => {}
            }
        }
        let claimed = visits.iter().filter(|visit| visit["state"] == "at_office");
        self.at_office.extend(claimed.filter_map(|visit| visit["id"].as_str()?.parse::<DocumentId>().ok()));
        let known = status["at_office"].as_u64().unwrap_or(0) + status["saved"].as_u64().unwrap_or(0);
        let theirs = self.visits.values().filter(|told| told.who == who);
        let (least, most) = (theirs.clone().filter(|told| told.acknowledged).count(), theirs.count());
        if !(least as u64..=most as u64).contains(&known) || status["needs_attention"] != 0 {
            untrue.push(format!("{name}: recorded {least} to {most}, and its status is {status}"));
        }
        untrue
    }

    /// What phones called "at the office" is there, now that it was killed for the last time.
    pub fn office(&self, data: &Path) -> Vec<String> {
        let office = database::office(data);
        let mut query =
            office.prepare_cached("SELECT 1 FROM change WHERE document = ?1").expect("an office has changes");
        let mut is_there = |id: &DocumentId| query.exists([id.to_bytes()]).expect("an office can be read");
        let missing = self.at_office.iter().filter(|id| !is_there(id));
        missing.map(|id| format!("called at the office, and not there: {id}")).collect()
    }

    /// All visits of somebody's, after everybody has synced.
    pub fn settled(&mut self, name: &str, visits: &[Value]) -> Vec<String> {
        let mut untrue = self.look_at(name, visits);
        let here: BTreeSet<&str> = visits.iter().filter_map(|visit| visit["text"].as_str()).collect();
        let expected = self.visits.iter().filter(|(_, told)| told.acknowledged || told.seen);
        let lost = expected.filter(|(text, _)| !here.contains(text.as_str()));
        untrue.extend(lost.map(|(text, _)| format!("{name}: lost: {text}")));
        untrue
    }

    /// None stands twice, and none that nobody recorded.
    fn look_at(&mut self, name: &str, visits: &[Value]) -> Vec<String> {
        let mut untrue = Vec::new();
        let mut here = BTreeSet::new();
        for visit in visits {
            let text = visit["text"].as_str().unwrap_or_default();
            if !here.insert(text) {
                untrue.push(format!("{name}: doubled: {text}"));
            }
            match self.visits.get_mut(text) {
                Some(told) => told.seen = true,
                None => untrue.push(format!("{name}: nobody recorded this: {visit}")),
            }
        }
        untrue
    }

    /// How many visits were acknowledged.
    pub fn acknowledged(&self) -> u64 {
        self.visits.values().filter(|told| told.acknowledged).count() as u64
    }

    /// How many visits are there though nobody was told so: allowed, once.
    pub fn kept_without_a_word(&self) -> u64 {
        self.visits.values().filter(|told| told.seen && !told.acknowledged).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HOME: &str = "home";

    fn said(code: Option<i32>, stdout: &str) -> Outcome {
        Outcome::new(String::new(), code, stdout.to_owned(), String::new())
    }

    /// One visit acknowledged and sent, one acknowledged, one killed before its word.
    fn model() -> Model {
        let mut model = Model::default();
        model.recorded(0, HOME, "a".into(), &said(Some(0), "{}\n"));
        model.synced(0, &said(Some(0), "{\"complete\": true}\n"));
        model.recorded(0, HOME, "b".into(), &said(None, "{}\n"));
        model.recorded(0, HOME, "c".into(), &said(None, ""));
        model
    }

    fn book(states: &[(&str, &str)]) -> Vec<Value> {
        states.iter().map(|(text, state)| json!({ "text": text, "state": state })).collect()
    }

    fn status(at_office: u64, saved: u64) -> Value {
        json!({ "at_office": at_office, "saved": saved, "needs_attention": 0 })
    }

    #[test]
    fn what_is_as_people_were_told_is_not_complained_of() {
        let with = book(&[("a", "at_office"), ("b", "saved"), ("c", "saved")]);
        let without = book(&[("a", "at_office"), ("b", "saved")]);
        assert_eq!(model().book(0, HOME, &with, &status(1, 2)), [""; 0]);
        assert_eq!(model().book(0, HOME, &without, &status(1, 1)), [""; 0]);
        assert_eq!(model().settled("desk", &without), [""; 0]);
    }

    #[test]
    fn everything_else_is() {
        let complaint = |states: &[(&str, &str)], status: Value, word: &str| {
            let untrue = model().book(0, HOME, &book(states), &status);
            assert!(untrue.len() == 1 && untrue[0].contains(word), "{word}: {untrue:?}");
        };
        complaint(&[("a", "at_office")], status(1, 1), "lost: b");
        complaint(&[("a", "saved"), ("b", "saved")], status(1, 1), "after a complete sync: a");
        let twice = [("a", "at_office"), ("b", "saved"), ("b", "saved")];
        complaint(&twice, status(1, 1), "doubled: b");
        let strange = [("a", "at_office"), ("b", "saved"), ("x", "saved")];
        complaint(&strange, status(1, 1), "nobody recorded");
        complaint(&[("a", "at_office"), ("b", "saved")], status(1, 3), "its status is");
        let lost = model().settled("desk", &book(&[("a", "at_office")]));
        assert_eq!(lost, ["desk: lost: b"]);
        // Seen once, it is to stay.
        let mut seen = model();
        seen.book(0, HOME, &book(&[("a", "at_office"), ("b", "saved"), ("c", "saved")]), &status(1, 2));
        assert_eq!(seen.settled("desk", &book(&[("a", ""), ("b", "")])), ["desk: lost: c"]);
    }
}
