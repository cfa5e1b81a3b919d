//! The honest ones: real books that record and sync while the attack is on.

use huben_domain::HouseholdId;
use huben_engine::{
    CardFields, Error, FieldBook, HouseholdFilter, IssueFilter, KeyVault, Reply, Result, Silent, Slice,
    SyncReport, SyncRun, Transport, VisitInput,
};
use huben_server::Hub;
use huben_simulation::surroundings::Surroundings;
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A key in memory.
#[derive(Debug, Default)]
pub struct Vault(Mutex<Option<[u8; 32]>>);

impl KeyVault for Vault {
    fn load(&self) -> Result<Option<[u8; 32]>> {
        Ok(*self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }

    fn store(&self, key: &[u8; 32]) -> Result<()> {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(*key);
        Ok(())
    }
}

/// A good line to a hub in this process; it breaks when a run asks without end.
pub struct Line<'a> {
    hub: &'a Hub,
    asked: Cell<u32>,
}

/// No honest run asks so often.
const ENDLESS: u32 = 2000;

impl<'a> Line<'a> {
    /// For one run.
    pub fn to(hub: &'a Hub) -> Line<'a> {
        Line { hub, asked: Cell::new(0) }
    }

    fn counted(&self) -> Result<()> {
        self.asked.set(self.asked.get() + 1);
        match self.asked.get() {
            asked if asked > ENDLESS => Err(Error::Offline { reason: "asked without end".into() }),
            _ => Ok(()),
        }
    }
}

impl Transport for Line<'_> {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        self.counted()?;
        let reply = if path == "/v1/enrol" { self.hub.enrol(body) } else { self.hub.exchange(body) };
        Ok(Reply { status: reply.status, body: reply.body })
    }

    fn get(&self, _path: &str) -> Result<Reply> {
        self.counted()?;
        let reply = self.hub.office();
        Ok(Reply { status: reply.status, body: reply.body })
    }
}

/// Enrols a book.
///
/// # Panics
/// When it is not enrolled.
pub fn enrol(data: &Path, surroundings: Arc<Surroundings>, invitation: &str, hub: &Hub) -> FieldBook {
    FieldBook::enrol_over(data, Arc::new(Vault::default()), surroundings, invitation, &Line::to(hub))
        .expect("an honest book is enrolled")
}

/// One run.
pub fn sync(book: &FieldBook, hub: &Hub) -> (SyncReport, Result<()>) {
    let run = SyncRun::new(Arc::new(Silent));
    crate::panics::let_out(|| book.sync_over(&run, &Line::to(hub))).unwrap_or_else(|| {
        let reason = format!("a panic came out: {}", crate::panics::last());
        (SyncReport::default(), Err(Error::Internal { reason }))
    })
}

/// A household of one's own.
///
/// # Panics
/// When the book does not take it.
pub fn household(book: &FieldBook, area: &str, contact: &str) -> HouseholdId {
    let fields = CardFields {
        area: Some(area.parse().expect("an area")),
        address: Some("3-2-501".into()),
        contact: Some(contact.into()),
        ..CardFields::default()
    };
    book.add_household(fields).expect("a household is recorded").household.id
}

/// Records a visit with these words.
///
/// # Panics
/// When the book does not take it.
pub fn visit(book: &FieldBook, household: HouseholdId, text: &str) {
    let input = VisitInput { text: Some(text.into()), ..VisitInput::default() };
    book.record_visit(household, input).expect("a visit is recorded");
}

/// Everything that a book shows, by kind and id, without what is each device's own.
///
/// # Panics
/// When a list cannot be read.
pub fn shown(book: &FieldBook) -> BTreeMap<String, Value> {
    let mut shown = BTreeMap::new();
    let mut keep = |key: String, record: &dyn erased::Json| {
        let mut value = record.json();
        if let Some(fields) = value.as_object_mut() {
            fields.remove("state");
            fields.remove("possible");
        }
        shown.insert(key, value);
    };
    let households = book.households(&HouseholdFilter::default(), Slice::ALL).expect("households").items;
    for view in &households {
        keep(format!("household {}", view.household.id), view);
        for visit in book.book(view.household.id, Slice::ALL).expect("a book").items {
            keep(format!("visit {}", visit.id), &visit);
        }
    }
    for issue in book.issues(&IssueFilter::default(), Slice::ALL).expect("issues").items {
        keep(format!("issue {}", issue.id), &issue);
    }
    for found in book.contradictions(Slice::ALL).expect("contradictions").items {
        keep(format!("contradiction {} {}", found.document, found.field), &found);
    }
    shown
}

mod erased {
    /// Anything that serde writes, as a tree; what nests deeper than a tree may is kept as text.
    pub trait Json {
        fn json(&self) -> serde_json::Value;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            let text = serde_json::to_string(self).expect("a view is JSON");
            serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text))
        }
    }
}
