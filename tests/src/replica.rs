//! What one device shows, read through its commands, and how two devices differ.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::phone::{Phone, id};

/// Every list of a device: households, books, issues, contradictions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replica {
    /// Households by id.
    pub households: BTreeMap<String, Value>,
    /// Visits by id.
    pub visits: BTreeMap<String, Value>,
    /// Issues by id.
    pub issues: BTreeMap<String, Value>,
    /// Open contradictions by document and field.
    pub contradictions: BTreeMap<String, Value>,
}

impl Replica {
    /// Reads everything that a device shows.
    #[track_caller]
    pub fn of(phone: &Phone) -> Replica {
        let households = by_id(phone.items(&["household", "list"]));
        let visits = households.keys().flat_map(|household| phone.items(&["book", household]));
        let visits = by_id(visits.collect());
        let mut issues = by_id(phone.items(&["issue", "list"]));
        for issue in issues.values_mut().filter_map(Value::as_object_mut) {
            // What its own user may do next is each device's own.
            issue.remove("possible");
        }
        let contradictions = phone.items(&["contradictions"]).into_iter();
        let contradictions =
            contradictions.map(|item| (format!("{} {}", item["document"], item["field"]), item));
        Replica { visits, issues, contradictions: contradictions.collect(), households }
    }

    /// What of it somebody sees who holds these areas and everything below them.
    pub fn below(&self, areas: &[&str]) -> Replica {
        let inside =
            |area: &Value| area.as_str().is_some_and(|code| areas.iter().any(|a| code.starts_with(a)));
        let households: BTreeMap<_, _> = keep(&self.households, |household| inside(&household["area"]));
        let held = |visit: &Value| visit["household"].as_str().is_some_and(|h| households.contains_key(h));
        let visits = keep(&self.visits, held);
        let issues = keep(&self.issues, |issue| inside(&issue["area"]));
        let contradictions = self.contradictions_in(&[&households, &visits, &issues]);
        Replica { households, visits, issues, contradictions }
    }

    /// What of it somebody sees who may see only these issues.
    pub fn only_issues(&self, shown: impl Fn(&Value) -> bool) -> Replica {
        let issues = keep(&self.issues, shown);
        let contradictions = self.contradictions_in(&[&issues]);
        Replica { issues, contradictions, ..Replica::default() }
    }

    /// The same with internal notes left out, as a reporter sees issues.
    pub fn without_notes(mut self) -> Replica {
        for issue in self.issues.values_mut() {
            for step in issue["steps"].as_array_mut().into_iter().flatten() {
                step["note"] = Value::Null;
            }
        }
        self
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.households.len() + self.visits.len() + self.issues.len()
    }

    /// How `other` differs, one sentence a difference; empty when the two show the same.
    pub fn differences(&self, other: &Replica) -> Vec<String> {
        let parts = [
            ("household", &self.households, &other.households),
            ("visit", &self.visits, &other.visits),
            ("issue", &self.issues, &other.issues),
            ("contradiction", &self.contradictions, &other.contradictions),
        ];
        let mut found = Vec::new();
        for (kind, here, there) in parts {
            let keys: BTreeSet<_> = here.keys().chain(there.keys()).collect();
            for key in keys {
                match (here.get(key), there.get(key)) {
                    (Some(_), None) => found.push(format!("{kind} {key} is missing")),
                    (None, Some(_)) => found.push(format!("{kind} {key} should not be there")),
                    (Some(a), Some(b)) => found.extend(fields(kind, key, a, b)),
                    (None, None) => {}
                }
            }
        }
        found
    }

    fn contradictions_in(&self, documents: &[&BTreeMap<String, Value>]) -> BTreeMap<String, Value> {
        let held = |item: &Value| {
            item["document"]
                .as_str()
                .is_some_and(|document| documents.iter().any(|d| d.contains_key(document)))
        };
        keep(&self.contradictions, held)
    }
}

fn fields(kind: &str, key: &str, a: &Value, b: &Value) -> Vec<String> {
    if a == b {
        return Vec::new();
    }
    let (Some(a_fields), Some(b_fields)) = (a.as_object(), b.as_object()) else {
        return vec![format!("{kind} {key}: {a} against {b}")];
    };
    let names: BTreeSet<_> = a_fields.keys().chain(b_fields.keys()).collect();
    let differing = names.into_iter().filter(|name| a[name.as_str()] != b[name.as_str()]);
    differing
        .map(|name| format!("{kind} {key}, {name}: {} against {}", a[name.as_str()], b[name.as_str()]))
        .collect()
}

fn by_id(records: Vec<Value>) -> BTreeMap<String, Value> {
    records.into_iter().map(|record| (id(&record), record)).collect()
}

fn keep(records: &BTreeMap<String, Value>, wanted: impl Fn(&Value) -> bool) -> BTreeMap<String, Value> {
    records
        .iter()
        .filter(|(_, record)| wanted(record))
        .map(|(key, record)| (key.clone(), record.clone()))
        .collect()
}
