//! Visits and the book: a household's visits, newest first.

use crate::book::{person, state_of};
use crate::drafts::handed_in;
use crate::households::{limit, need};
use crate::project::EarlierRow;
use crate::store::Header;
use crate::{EarlierText, Error, FieldBook, Page, Result, Slice, VisitInput, VisitView};
use chrono::DateTime;
use huben_documents::policy::Record;
use huben_documents::{Kind, amend_visit, record_visit};
use huben_domain::*;
use rusqlite::{Connection, OptionalExtension, Row, params};

impl FieldBook {
    /// Records a visit. It is on disk when this returns.
    pub fn record_visit(&self, household: HouseholdId, input: VisitInput) -> Result<VisitView> {
        let id = self.write(|work| {
            let card = need(&work.tx, household).map_err(|_| no_household(household))?.household;
            let blank = Visit {
                id: work.id(VisitId::new)?,
                household,
                at: work.now,
                by: work.user,
                kind: VisitKind::Home,
                outcome: Outcome::Met,
                met: Vec::new(),
                companions: Vec::new(),
                purpose: None,
                text: String::new(),
                answers: None,
                follow_up_on: None,
                issues: Vec::new(),
                attributes: Default::default(),
            };
            handed_in(work, input.draft)?;
            let visit = filled(blank, input, &card, work.now)?;
            let record = record(&visit, &card.area, None);
            work.record(&header(&visit), &record, &record_visit(&visit))?;
            Ok(visit.id)
        })?;
        self.visit(id)
    }

    /// Puts one's own visit right; its earlier words stay readable.
    pub fn edit_visit(&self, id: VisitId, input: VisitInput) -> Result<VisitView> {
        self.write(|work| {
            let before = stored(&work.tx, id)?;
            if before.by != work.user {
                return Err(Error::NotAllowed { reason: "only the author may put a visit right".into() });
            }
            let card = need(&work.tx, before.household)?.household;
            handed_in(work, input.draft)?;
            let after = filled(before.clone(), input, &card, work.now)?;
            let record = record(&before, &card.area, Some(before.by));
            work.record(&header(&before), &record, &amend_visit(&before, &after))
        })?;
        self.visit(id)
    }

    /// A household's visits, newest first.
    pub fn book(&self, household: HouseholdId, slice: Slice) -> Result<Page<VisitView>> {
        let conn = self.conn();
        need(&conn, household)?;
        of_household(&conn, household, slice)
    }

    /// One visit.
    pub fn visit(&self, id: VisitId) -> Result<VisitView> {
        let conn = self.conn();
        let mut query = conn.prepare_cached("SELECT json, earlier FROM visit WHERE id = ?1")?;
        let found = query.query_row([id.to_bytes()], parts).optional()?.ok_or_else(|| unknown(id))?;
        view(&conn, found)
    }
}

/// A household's visits, newest first.
pub(crate) fn of_household(
    conn: &Connection,
    household: HouseholdId,
    slice: Slice,
) -> Result<Page<VisitView>> {
    let total = conn
        .prepare_cached("SELECT COUNT(*) FROM visit WHERE household = ?1")?
        .query_row([household.to_bytes()], |row| row.get(0))?;
    let mut query = conn.prepare_cached(
        "SELECT json, earlier FROM visit WHERE household = ?1 ORDER BY at_ms DESC, id DESC LIMIT ?2 OFFSET ?3",
    )?;
    let rows = query.query_map(params![household.to_bytes(), limit(slice), slice.offset], parts)?;
    let items = rows.map(|row| view(conn, row?)).collect::<Result<Vec<_>>>()?;
    Ok(Page { items, total })
}

fn no_household(id: HouseholdId) -> Error {
    Error::not_found(format!("no household {id} on this device; sync, or look it up in the list"))
}

fn unknown(id: VisitId) -> Error {
    Error::not_found(format!("no visit {id} on this device; sync, or look in the household's book"))
}

type Parts = (String, Option<String>);

fn parts(row: &Row<'_>) -> rusqlite::Result<Parts> {
    Ok((row.get(0)?, row.get(1)?))
}

/// The visit as its row has it, or not found.
pub(crate) fn stored(conn: &Connection, id: VisitId) -> Result<Visit> {
    let mut query = conn.prepare_cached("SELECT json FROM visit WHERE id = ?1")?;
    let json: Option<String> = query.query_row([id.to_bytes()], |row| row.get(0)).optional()?;
    serde_json::from_str(&json.ok_or_else(|| unknown(id))?).map_err(Error::internal)
}

fn view(conn: &Connection, (json, earlier): Parts) -> Result<VisitView> {
    let visit: Visit = serde_json::from_str(&json).map_err(Error::internal)?;
    let earlier: Vec<EarlierRow> =
        earlier.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let earlier = earlier.into_iter().filter_map(|word| {
        Some(EarlierText {
            text: word.text,
            at: DateTime::from_timestamp(word.at, 0)?.with_timezone(visit.at.offset()),
        })
    });
    let mut query = conn.prepare_cached("SELECT id FROM issue WHERE visit = ?1 ORDER BY at_ms")?;
    let issues = query.query_map([visit.id.to_bytes()], |row| Ok(IssueId::from_bytes(row.get(0)?)))?;
    Ok(VisitView {
        id: visit.id,
        household: visit.household,
        at: visit.at,
        by: person(conn, visit.by)?,
        kind: visit.kind,
        outcome: visit.outcome,
        met: visit.met,
        companions: visit.companions,
        purpose: visit.purpose,
        text: visit.text,
        earlier: earlier.collect(),
        answers: visit.answers,
        follow_up_on: visit.follow_up_on,
        issues: issues.collect::<std::result::Result<_, _>>()?,
        attributes: visit.attributes,
        state: state_of(conn, visit.id.into())?,
    })
}

/// The visit with what was given, checked.
fn filled(
    mut visit: Visit,
    input: VisitInput,
    card: &Household,
    now: chrono::DateTime<chrono::FixedOffset>,
) -> Result<Visit> {
    if let Some(at) = input.at {
        visit.at = validate::visit_at(at, now)?;
    }
    visit.kind = input.kind.unwrap_or(visit.kind);
    visit.outcome = input.outcome.unwrap_or(visit.outcome);
    if !visit.seen() {
        if input.met.as_ref().is_some_and(|met| !met.is_empty()) {
            return Err(Error::invalid(
                "met",
                "the visit met nobody, as its outcome says; leave one of the two out",
            ));
        }
        visit.met.clear();
    } else if let Some(met) = input.met {
        if let Some(stranger) =
            met.iter().find(|id| !card.residents.iter().any(|resident| resident.id == **id))
        {
            return Err(Error::invalid("met", format!("{stranger} is no resident of this household")));
        }
        visit.met = met;
    }
    if let Some(companions) = input.companions {
        validate::at_most("companions", companions.len(), limits::LISTED)?;
        let named = companions.iter().map(|name| validate::required("companion", name, limits::NAME_CHARS));
        visit.companions = named.collect::<std::result::Result<_, _>>()?;
    }
    if let Some(purpose) = input.purpose {
        visit.purpose = validate::optional("purpose", Some(&purpose), limits::WORD_CHARS)?;
    }
    if let Some(text) = input.text {
        visit.text = validate::text(&text)?;
    }
    if visit.text.is_empty() {
        return Err(Error::invalid("text", "say in a few words what was said and done"));
    }
    if let Some(answers) = input.answers {
        validate::attribute_value(&answers).map_err(|invalid| invalid.on("answers"))?;
        visit.answers = Some(answers);
    }
    if let Some(day) = input.follow_up {
        visit.follow_up_on = follow_up(&day)?;
    }
    validate::attributes(&input.attributes)?;
    visit.attributes.extend(input.attributes);
    Ok(visit)
}

/// The day to come again; blank is none.
pub(crate) fn follow_up(day: &str) -> Result<Option<chrono::NaiveDate>> {
    match day.trim() {
        "" => Ok(None),
        day => day.parse().map(Some).map_err(|_| Error::invalid("follow_up", "a date like 2026-12-01")),
    }
}

fn header(visit: &Visit) -> Header {
    Header { id: visit.id.into(), kind: Kind::Visit, root: visit.household.into(), epoch: 0 }
}

fn record(visit: &Visit, area: &AreaCode, author: Option<UserId>) -> Record {
    Record { root: visit.household.into(), area: Some(area.clone()), author, addressed: Vec::new(), steps: 0 }
}
