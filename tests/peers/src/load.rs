//! Writing the workload's documents into a book, through its public face.

use crate::time::TellableClock;
use crate::workload::{Doc, Docs, text};
use crate::{Result, card, issue, visit};
use huben_domain::HouseholdId;
use huben_engine::FieldBook;
use std::collections::BTreeMap;

/// Adds documents: households first, since the others hang on them. New households join `households`.
pub fn create(
    book: &FieldBook,
    clock: &TellableClock,
    docs: &Docs,
    households: &mut BTreeMap<String, HouseholdId>,
) -> Result<()> {
    let of_type = |kind: &'static str| {
        docs.iter().filter(move |(_, doc)| doc.get("type").and_then(|kind| kind.as_str()) == Some(kind))
    };
    for (id, doc) in of_type("household") {
        households.insert(id.clone(), book.add_household(card::fields(id, doc)?)?.household.id);
    }
    for (id, doc) in of_type("visit") {
        book.record_visit(household_of(doc, households)?, visit::input(id, doc)?)?;
    }
    for (id, doc) in of_type("issue") {
        let (at, input) = issue::input(id, doc, household_of(doc, households)?)?;
        clock.at(at, || book.report_issue(input))?;
    }
    Ok(())
}

/// Writes fields of cards.
pub fn set(book: &FieldBook, docs: &Docs, households: &BTreeMap<String, HouseholdId>) -> Result<()> {
    for (id, fields) in docs {
        let household = households.get(id).ok_or_else(|| format!("no household {id}"))?;
        book.edit_household(*household, card::edit(fields)?)?;
    }
    Ok(())
}

fn household_of(doc: &Doc, households: &BTreeMap<String, HouseholdId>) -> Result<HouseholdId> {
    let name = text(doc, "household")?;
    households.get(name).copied().ok_or_else(|| format!("no household {name}").into())
}
