//! A document read back into the domain's records. A value of a newer version or of an unexpected type reads as
//! absent or as unknown; the document keeps it.

use crate::{Document, Kind, Path, Value};
use automerge::{ROOT, ReadDoc};
use chrono::{DateTime, FixedOffset, NaiveDate};
use huben_domain::*;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What projections are read from: a hydrated document, or its only chunk.
pub trait Readable {
    /// What kind of document this is.
    fn kind(&self) -> &Kind;
    /// The value shown at a path: of several, the one every replica picks.
    fn value(&self, path: &Path) -> Option<Value>;
    /// The texts in a map of plain values.
    fn entries_of(&self, map: &str) -> BTreeMap<String, String>;
    /// The keys of a map of records.
    fn records_of(&self, map: &str) -> Vec<String>;

    /// The text at one of the record's own fields.
    fn text(&self, name: &str) -> Option<String> {
        match self.value(&Path::field(name))? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The id at one of the record's own fields.
    fn id(&self, name: &str) -> Option<[u8; 16]> {
        self.value(&Path::field(name))?.as_id()
    }

    /// What the JSON text at one of the record's own fields says.
    fn json<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(&self.text(name)?).ok()
    }

    /// The office's own fields.
    fn attributes(&self) -> BTreeMap<String, Json> {
        let entries = self.entries_of("attributes").into_iter();
        entries.filter_map(|(key, text)| Json::parse(&text).ok().map(|json| (key, json))).collect()
    }
}

impl Readable for Document {
    fn kind(&self) -> &Kind {
        Document::kind(self)
    }

    fn value(&self, path: &Path) -> Option<Value> {
        Document::value(self, path)
    }

    fn entries_of(&self, map: &str) -> BTreeMap<String, String> {
        let Some(object) = self.map(map) else { return BTreeMap::new() };
        let keys = self.doc.keys(&object);
        keys.filter_map(|key| {
            let (value, _) = self.doc.get(&object, key.as_str()).ok().flatten()?;
            let text = Value::from_scalar(value.as_scalar()?).as_text()?.to_owned();
            Some((key, text))
        })
        .collect()
    }

    fn records_of(&self, map: &str) -> Vec<String> {
        let Some(map) = self.map(map) else { return Vec::new() };
        self.entries(&map).into_iter().map(|(key, _)| key).collect()
    }
}

impl Document {
    /// The value shown at a path: of several, the one every replica picks.
    pub fn value(&self, path: &Path) -> Option<Value> {
        let (object, key) = self.locate(path)?;
        let (value, _) = self.doc.get(&object, key).ok().flatten()?;
        value.as_scalar().map(Value::from_scalar)
    }

    /// Every value that stands at a path.
    pub fn values(&self, path: &Path) -> Vec<Value> {
        let Some((object, key)) = self.locate(path) else { return Vec::new() };
        let standing = self.doc.get_all(&object, key).unwrap_or_default();
        standing.iter().filter_map(|(value, _)| value.as_scalar().map(Value::from_scalar)).collect()
    }

    fn locate<'p>(&self, path: &'p Path) -> Option<(automerge::ObjId, &'p str)> {
        match path {
            Path::Field(name) => Some((ROOT, name)),
            Path::Entry(map, key) => Some((self.map(map)?, key)),
            Path::Part(map, key, field) => {
                let (value, entry) = self.doc.get(self.map(map)?, key.as_str()).ok().flatten()?;
                value.is_object().then_some((entry, field))
            }
        }
    }
}

/// The household in this document; `None` without a valid area (nothing can be shown of it, nothing is lost).
pub fn household(document: &impl Readable, id: HouseholdId) -> Option<Household> {
    let area: AreaCode = document.text("area")?.parse().ok()?;
    let address = document.text("address").unwrap_or_default();
    let door = Door::parse(&address, document.text("estate").as_deref());
    Some(Household {
        id,
        area,
        door,
        address,
        kind: document.text("kind").map_or(HouseholdKind::Home, |text| text.as_str().into()),
        name: document.text("name"),
        occupancy: document.text("occupancy").map_or(Occupancy::Unknown, |text| text.as_str().into()),
        contact: document.text("contact"),
        phone: document.text("phone"),
        note: document.text("note"),
        attributes: document.attributes(),
        residents: residents(document),
        ended: document.json("ended"),
    })
}

fn residents(document: &impl Readable) -> Vec<Resident> {
    let keys = document.records_of("residents").into_iter();
    keys.filter_map(|key| {
        let id: ResidentId = key.parse().ok()?;
        let text = |field: &str| document.value(&Path::resident(id, field))?.as_text().map(str::to_owned);
        Some(Resident {
            id,
            name: text("name")?,
            sex: text("sex").map(|text| text.as_str().into()),
            birth_date: text("birth_date").and_then(|text| text.parse::<NaiveDate>().ok()),
            relation: text("relation"),
            phone: text("phone"),
            residence: text("residence").map(|text| text.as_str().into()),
            ended: text("ended").and_then(|text| serde_json::from_str(&text).ok()),
        })
    })
    .collect()
}

/// The visit in this document.
pub fn visit(document: &impl Readable, id: VisitId) -> Option<Visit> {
    Some(Visit {
        id,
        household: HouseholdId::from_bytes(document.id("household")?),
        at: time(&document.text("at")?)?,
        by: UserId::from_bytes(document.id("by")?),
        kind: document.text("kind").map_or(VisitKind::Home, |text| text.as_str().into()),
        outcome: document.text("outcome").map_or(Outcome::Met, |text| text.as_str().into()),
        met: document.json("met").unwrap_or_default(),
        companions: document.json("companions").unwrap_or_default(),
        purpose: document.text("purpose"),
        text: document.text("text").unwrap_or_default(),
        answers: document.text("answers").and_then(|text| Json::parse(&text).ok()),
        follow_up_on: document.text("follow_up_on").and_then(|text| text.parse().ok()),
        issues: Vec::new(),
        attributes: document.attributes(),
    })
}

/// The issue in this document. A step that cannot be read at all is left to the document.
pub fn issue(document: &impl Readable, id: IssueId) -> Option<Issue> {
    let steps = document.entries_of("steps").into_values();
    Some(Issue {
        id,
        case_number: document.text("case_number").unwrap_or_default(),
        area: document.text("area")?.parse().ok()?,
        category: document.text("category").unwrap_or_default(),
        text: document.text("text").unwrap_or_default(),
        household: document.id("household").map(HouseholdId::from_bytes),
        visit: document.id("visit").map(VisitId::from_bytes),
        place: document.text("place"),
        urgent: document.value(&Path::field("urgent")) == Some(Value::Flag(true)),
        source: document.text("source").map_or(Source::Worker, |text| text.as_str().into()),
        first_asked: UserId::from_bytes(document.id("first_asked")?),
        steps: steps.filter_map(|text| serde_json::from_str(&text).ok()).collect(),
        attributes: document.attributes(),
    })
}

/// The file of an issue.
pub fn issue_file(document: &impl Readable) -> Option<IssueFile> {
    let notes = document.entries_of("notes").into_iter();
    Some(IssueFile {
        issue: IssueId::from_bytes(document.id("issue")?),
        complainant_name: document.text("complainant_name"),
        complainant_phone: document.text("complainant_phone"),
        notes: notes.filter_map(|(key, text)| Some((key.parse().ok()?, text))).collect(),
    })
}

/// Where a household or an issue lies, if it can be shown at all: what its whole projection would say.
pub fn area(document: &impl Readable) -> Option<AreaCode> {
    let whole = match document.kind() {
        Kind::Household => true,
        Kind::Issue => document.id("first_asked").is_some(),
        _ => false,
    };
    document.text("area").filter(|_| whole)?.parse().ok()
}

/// Who made a visit or an issue, if it can be shown at all: what its whole projection would say.
pub fn author(document: &impl Readable) -> Option<UserId> {
    let (by, whole) = match document.kind() {
        Kind::Visit => (
            "by",
            document.id("household").is_some() && document.text("at").is_some_and(|at| time(&at).is_some()),
        ),
        Kind::Issue => ("first_asked", area(document).is_some()),
        _ => return None,
    };
    document.id(by).filter(|_| whole).map(UserId::from_bytes)
}

/// Everybody to whom an issue was ever dispatched: users' ids as text, or units' names.
pub fn issue_readers(document: &impl Readable) -> Vec<String> {
    let steps = document.entries_of("steps").into_values();
    let mut readers: Vec<String> = steps
        .filter_map(|text| serde_json::from_str::<Step>(&text).ok())
        .filter(|step| step.step == StepKind::Dispatch)
        .filter_map(|step| step.to)
        .collect();
    readers.sort();
    readers.dedup();
    readers
}

fn time(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}
