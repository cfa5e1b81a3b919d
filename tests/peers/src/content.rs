//! Everything that a book shows, as the benchmark compares it: by grid and by the workload's ids.

use crate::{Result, card, issue, places, visit};
use huben_domain::{DocumentId, HouseholdId, Json};
use huben_engine::{ContradictionView, FieldBook, HouseholdFilter, IssueFilter, Slice};
use serde::Serialize;
use std::collections::BTreeMap;

/// A document by the workload's fields. What the book kept as JSON text is passed on as it stands.
pub type Fields = BTreeMap<String, Json>;
/// `{id: document}`.
pub type Content = BTreeMap<String, Shown>;

/// A document as it is shown.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Shown {
    /// One value a field.
    Whole(Fields),
    /// One document a side of a contradiction.
    Disputed {
        /// The sides.
        #[serde(rename = "$variants")]
        variants: Vec<Fields>,
    },
}

/// What the book shows of one grid.
pub fn of_grid(book: &FieldBook, grid: usize) -> Result<Content> {
    let area = Some(places::area(grid)?);
    let number = places::number(grid);
    let mut disputed: BTreeMap<DocumentId, Vec<ContradictionView>> = BTreeMap::new();
    for found in book.contradictions(Slice::ALL)?.items {
        disputed.entry(found.document).or_default().push(found);
    }
    let mut content = Content::new();
    let mut add = |id: DocumentId, shown: Option<(String, Fields)>| {
        // A record that is none of the workload's would be an error, and is shown as one.
        let (name, doc) = shown.unwrap_or_else(|| (id.to_string(), Fields::new()));
        content.insert(name, variants(doc, disputed.get(&id)));
    };
    let mut names: BTreeMap<HouseholdId, String> = BTreeMap::new();
    for found in
        book.households(&HouseholdFilter { area: area.clone(), ..Default::default() }, Slice::ALL)?.items
    {
        let id = found.household.id;
        let shown = card::shown(&found.household);
        let name = shown.as_ref().map_or_else(String::new, |(name, _)| name.clone());
        if found.last_visit_at.is_some() {
            for found in book.book(id, Slice::ALL)?.items {
                add(found.id.into(), visit::shown(&found, &number, &name));
            }
        }
        add(id.into(), shown);
        names.insert(id, name);
    }
    for found in book.issues(&IssueFilter { area, ..Default::default() }, Slice::ALL)?.items {
        let household = found.household.and_then(|id| names.get(&id)).map_or("", String::as_str);
        add(found.id.into(), issue::shown(&found, household));
    }
    Ok(content)
}

/// The households that a book holds, by the workload's ids.
pub fn households(book: &FieldBook) -> Result<BTreeMap<String, HouseholdId>> {
    let all = book.households(&HouseholdFilter::default(), Slice::ALL)?.items;
    Ok(all.iter().filter_map(|found| Some((card::shown(&found.household)?.0, found.household.id))).collect())
}

fn variants(doc: Fields, disputed: Option<&Vec<ContradictionView>>) -> Shown {
    let Some(disputed) = disputed else { return Shown::Whole(doc) };
    let sides = disputed.iter().map(|found| found.values.len()).max().unwrap_or(0);
    let side = |n: usize| {
        let mut doc = doc.clone();
        for found in disputed {
            if let Some(value) = found.values.get(n) {
                doc.insert(card::field_of(&found.field).to_owned(), value.value.clone());
            }
        }
        doc
    };
    Shown::Disputed { variants: (0..sides).map(side).collect() }
}
