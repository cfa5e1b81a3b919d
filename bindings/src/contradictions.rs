//! Contradictions: what two people see differently, in words, and which of it holds.

use crate::values::count;
use crate::{Book, DocumentId, PageRequest, Person, RecordRef, Result, Words};
use huben_engine as engine;
use std::time::SystemTime;

/// A field that holds several values. Both are kept until somebody says which one holds.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Contradiction {
    /// What `settle` takes.
    pub document: DocumentId,
    /// The record that people know it by.
    pub record: RecordRef,
    /// What people call the record.
    pub title: String,
    /// What `settle` takes: the field's path.
    pub field: String,
    /// What people call the field.
    pub label: Words,
    /// Every distinct value.
    pub sides: Vec<ContradictionSide>,
}

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct ContradictionSide {
    /// What `settle` takes, as JSON.
    pub value: String,
    /// What they wrote, as people read it.
    pub words: Words,
    /// Who; nobody until the directory has brought them.
    pub by: Option<Person>,
    /// When, by their clock.
    pub at: SystemTime,
}

/// A part of the contradictions.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct ContradictionPage {
    /// The part.
    pub items: Vec<Contradiction>,
    /// How many there are in all.
    pub total: i32,
}

#[uniffi::export]
impl Book {
    /// Every field that holds several values.
    pub fn contradictions(&self, page: PageRequest) -> Result<ContradictionPage> {
        let page = self.engine.contradictions(page.read()?)?;
        Ok(ContradictionPage {
            items: page.items.into_iter().map(Contradiction::from).collect(),
            total: count(page.total),
        })
    }

    /// The same of one record and what belongs to it: a household with its book, an issue with its file.
    pub fn contradictions_of(&self, record: RecordRef) -> Result<Vec<Contradiction>> {
        let found = self.engine.contradictions_of(record.try_into()?)?;
        Ok(found.into_iter().map(Contradiction::from).collect())
    }

    /// Settles one, with a side's value or with a third as people type it.
    pub fn settle(&self, document: DocumentId, field: String, value: String) -> Result<()> {
        Ok(self.engine.settle(document.try_into()?, &field, &value)?)
    }
}

impl From<engine::ContradictionView> for Contradiction {
    fn from(view: engine::ContradictionView) -> Self {
        let sides = view.values.iter().map(|side| ContradictionSide {
            value: side.value.as_str().to_owned(),
            words: Words::value(&view.kind, &view.field, &side.value),
            by: side.by.clone().map(Person::from),
            at: side.at.into(),
        });
        Self {
            sides: sides.collect(),
            document: view.document.into(),
            record: RecordRef::of(&view.kind, view.record),
            title: view.title,
            label: huben_domain::words::field(&view.field).into(),
            field: view.field,
        }
    }
}
