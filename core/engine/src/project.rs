//! From a document to the rows that lists, search and counts read. Run whenever a document changes, in the same
//! transaction; the whole of it again when [`VERSION`] rises. What a change leaves as it was is not written again: a step of an issue
//! touches neither the search index nor most others.

use crate::Result;
use crate::search_index::{self, Words};
use crate::search_keys::Entry;
use crate::store::Header;
use huben_documents::{
    Document, Earlier, Fresh, Kind, Readable, earlier, household, issue, issue_file, visit,
};
use huben_domain::{DocumentId, Household, Issue, Occupancy, Visit};
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Raised when the rows come to hold something else.
pub(crate) const VERSION: u32 = 1;

/// One side of a contradiction as its row keeps it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContenderRow {
    pub value: huben_documents::Value,
    pub actor: Vec<u8>,
    pub at: i64,
}

/// Words that stood in a visit before.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EarlierRow {
    pub text: String,
    pub at: i64,
}

/// Writes a document's rows anew. `fresh`: it has one change only, so nothing can contradict or precede it.
pub(crate) fn project(
    conn: &Connection,
    header: &Header,
    document: &mut Document,
    fresh: bool,
) -> Result<()> {
    let before = if fresh || header.kind != Kind::Visit { Vec::new() } else { earlier(document, "text") };
    match rows(conn, header, document, before)? {
        Shown::Nothing => return forget(conn, header.id),
        Shown::VisitOf(household) => refresh_last_visits(conn, &household)?,
        Shown::Rows => {}
    }
    if fresh { Ok(()) } else { contradictions(conn, header.id, document) }
}

/// The same for a document that is new here and has one change only, out of that change. What it gives is the household
/// whose last visits are to be refreshed: once for all that came together.
pub(crate) fn project_fresh(conn: &Connection, header: &Header, fresh: &Fresh) -> Result<Option<[u8; 16]>> {
    match rows(conn, header, fresh, Vec::new())? {
        Shown::Nothing => forget(conn, header.id).map(|()| None),
        Shown::VisitOf(household) => Ok(Some(household)),
        Shown::Rows => Ok(None),
    }
}

/// What there is to show of a document.
enum Shown {
    /// Its rows are written.
    Rows,
    /// The same; they belong to a visit of this household.
    VisitOf([u8; 16]),
    Nothing,
}

fn rows(conn: &Connection, header: &Header, source: &impl Readable, before: Vec<Earlier>) -> Result<Shown> {
    let id = header.id;
    match header.kind {
        Kind::Household => {
            let Some(record) = household(source, id.into()) else { return Ok(Shown::Nothing) };
            household_row(conn, &record)?;
        }
        Kind::Visit => {
            let Some(record) = visit(source, id.into()) else { return Ok(Shown::Nothing) };
            visit_row(conn, &record, before)?;
            return Ok(Shown::VisitOf(record.household.to_bytes()));
        }
        Kind::Issue => {
            let Some(record) = issue(source, id.into()) else { return Ok(Shown::Nothing) };
            issue_row(conn, &record)?;
        }
        Kind::IssueFile => {
            let Some(file) = issue_file(source) else { return Ok(Shown::Nothing) };
            let json = serde_json::to_string(&file).map_err(crate::Error::internal)?;
            conn.prepare_cached("INSERT OR REPLACE INTO issue_file (issue, json) VALUES (?1, ?2)")?
                .execute(params![file.issue.to_bytes(), json])?;
        }
        Kind::Other(_) => {}
    }
    Ok(Shown::Rows)
}

/// Takes a document's rows away.
pub(crate) fn forget(conn: &Connection, id: DocumentId) -> Result<()> {
    search_index::forget(conn, id)?;
    let id = id.to_bytes();
    let household: Option<[u8; 16]> = conn
        .prepare_cached("SELECT household FROM visit WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    for delete in [
        "DELETE FROM household WHERE id = ?1",
        "DELETE FROM resident WHERE household = ?1",
        "DELETE FROM visit WHERE id = ?1",
        "DELETE FROM issue WHERE id = ?1",
        "DELETE FROM issue_file WHERE issue = ?1",
        "DELETE FROM contradiction WHERE document = ?1",
    ] {
        conn.prepare_cached(delete)?.execute([id])?;
    }
    household.map_or(Ok(()), |household| refresh_last_visits(conn, &household))
}

/// Files a record's search entry anew, out of its row.
pub(crate) fn refile(conn: &Connection, kind: &str, id: DocumentId) -> Result<()> {
    let words = match kind {
        "household" => stored(conn, HOUSEHOLD, id)?.as_ref().map(household_words),
        "issue" => stored(conn, ISSUE, id)?.as_ref().map(issue_words),
        _ => stored(conn, VISIT, id)?.as_ref().map(visit_words),
    };
    words.map_or(Ok(()), |words| search_index::file(conn, id, kind, &words))
}

const HOUSEHOLD: &str = "SELECT json FROM household WHERE id = ?1";
const VISIT: &str = "SELECT json FROM visit WHERE id = ?1";
const ISSUE: &str = "SELECT json FROM issue WHERE id = ?1";

/// The record as its row has it; a row that does not read is as good as none.
fn stored<T: DeserializeOwned>(conn: &Connection, sql: &str, id: DocumentId) -> Result<Option<T>> {
    let json = conn.prepare_cached(sql)?.query_row([id.to_bytes()], |row| row.get::<_, String>(0));
    Ok(json.optional()?.and_then(|json| serde_json::from_str(&json).ok()))
}

/// Files it if it is not found by the same already.
fn file(conn: &Connection, id: DocumentId, kind: &str, before: Option<&Words>, words: &Words) -> Result<()> {
    if before == Some(words) { Ok(()) } else { search_index::file(conn, id, kind, words) }
}

pub(crate) fn household_row(conn: &Connection, record: &Household) -> Result<()> {
    let id = record.id.to_bytes();
    let active = record.ended.is_none() && record.occupancy != Occupancy::Vacant;
    let json = serde_json::to_string(record).map_err(crate::Error::internal)?;
    let before: Option<Household> = stored(conn, HOUSEHOLD, record.id.into())?;
    let indexed = |record: &Household| (record.area.clone(), sort_key(record), match_key(record));
    if before.as_ref().map(indexed) == Some(indexed(record)) {
        conn.prepare_cached("UPDATE household SET active = ?2, json = ?3 WHERE id = ?1")?
            .execute(params![id, active, json])?;
    } else {
        conn.prepare_cached(
            "INSERT INTO household (id, area, sort, match, active, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET
               area = excluded.area, sort = excluded.sort, match = excluded.match, active = excluded.active, json = excluded.json",
        )?
        .execute(params![id, record.area.as_str(), sort_key(record), match_key(record), active, json])?;
    }
    if before.is_none() {
        // Visits may have come before their household.
        refresh_last_visits(conn, &id)?;
    }
    residents(conn, before.as_ref(), record)?;
    let words = before.as_ref().map(household_words);
    file(conn, record.id.into(), "household", words.as_ref(), &household_words(record))
}

fn residents(conn: &Connection, before: Option<&Household>, record: &Household) -> Result<()> {
    let ids = |record: &Household| record.residents.iter().map(|resident| resident.id).collect::<Vec<_>>();
    if before.map(ids) == Some(ids(record)) {
        return Ok(());
    }
    let id = record.id.to_bytes();
    conn.prepare_cached("DELETE FROM resident WHERE household = ?1")?.execute([id])?;
    for resident in &record.residents {
        conn.prepare_cached("INSERT OR REPLACE INTO resident (id, household) VALUES (?1, ?2)")?
            .execute(params![resident.id.to_bytes(), id])?;
    }
    Ok(())
}

fn household_words(record: &Household) -> Words {
    let mut names: Vec<&str> = record.residents.iter().map(|resident| resident.name.as_str()).collect();
    names.extend(
        [&record.contact, &record.name, &record.door.estate].into_iter().flatten().map(String::as_str),
    );
    names.sort_unstable();
    names.dedup();
    let phones: Vec<&str> = record
        .residents
        .iter()
        .filter_map(|resident| resident.phone.as_deref())
        .chain(record.phone.as_deref())
        .collect();
    let texts: Vec<&str> = record.note.as_deref().into_iter().collect();
    let entry = Entry { names: &names, texts: &texts, doors: &[&record.address], phones: &phones };
    Words::of(household_title(record), entry)
}

/// What people call a household: the person to ask for and the door.
pub(crate) fn household_title(record: &Household) -> String {
    let who = record.name.as_deref().or(record.contact.as_deref()).unwrap_or("");
    [who, &record.address].iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Doors in the order one walks them: numbers as numbers.
fn sort_key(record: &Household) -> String {
    let padded = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or("");
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        format!("{}{text}", "0".repeat(6_usize.saturating_sub(digits)))
    };
    let door = &record.door;
    let estate = door.estate.as_deref().unwrap_or("");
    format!(
        "{}|{estate}|{}|{}|{}|{}",
        record.area,
        padded(&door.building),
        padded(&door.unit),
        padded(&door.room),
        record.address
    )
}

/// How a ledger's household is found again: area, normalised door, contact.
pub(crate) fn match_key(record: &Household) -> String {
    let door = record.door.key().unwrap_or_else(|| record.address.clone());
    let who = record.contact.as_deref().or(record.name.as_deref()).unwrap_or("");
    crate::ledger::match_key(record.area.as_str(), &door, who)
}

fn visit_row(conn: &Connection, record: &Visit, before: Vec<Earlier>) -> Result<()> {
    let words = before.into_iter();
    let words =
        words.filter_map(|word| Some(EarlierRow { text: word.value.as_text()?.to_owned(), at: word.at }));
    let before: Vec<EarlierRow> = words.collect();
    let before = if before.is_empty() { None } else { serde_json::to_string(&before).ok() };
    let json = serde_json::to_string(record).map_err(crate::Error::internal)?;
    let (id, household) = (record.id.to_bytes(), record.household.to_bytes());
    let known: Option<Visit> = stored(conn, VISIT, record.id.into())?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO visit (id, household, at_ms, met, at, follow_up_on, json, earlier) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        id,
        household,
        record.at.timestamp_millis(),
        record.seen(),
        record.at.to_rfc3339(),
        record.follow_up_on.map(|day| day.to_string()),
        json,
        before
    ])?;
    let words = known.as_ref().map(visit_words);
    file(conn, record.id.into(), "visit", words.as_ref(), &visit_words(record))
}

fn visit_words(record: &Visit) -> Words {
    let title: String = record.text.chars().take(30).collect();
    Words::of(title, Entry { texts: &[&record.text], ..Entry::default() })
}

/// When a household was seen and met last, out of its visits.
pub(crate) fn refresh_last_visits(conn: &Connection, household: &[u8; 16]) -> Result<()> {
    conn.prepare_cached(
        "UPDATE household SET
           last_visit = (SELECT at FROM visit WHERE household = ?1 ORDER BY at_ms DESC LIMIT 1),
           last_met = (SELECT at FROM visit WHERE household = ?1 AND met = 1 ORDER BY at_ms DESC LIMIT 1),
           last_met_ms = (SELECT at_ms FROM visit WHERE household = ?1 AND met = 1 ORDER BY at_ms DESC LIMIT 1)
         WHERE id = ?1",
    )?
    .execute([household])?;
    Ok(())
}

fn issue_row(conn: &Connection, record: &Issue) -> Result<()> {
    let id = record.id.to_bytes();
    let stage = record.state().stage;
    let json = serde_json::to_string(record).map_err(crate::Error::internal)?;
    let before: Option<Issue> = stored(conn, ISSUE, record.id.into())?;
    let stays = |record: &Issue| (record.area.clone(), record.household, record.visit, first_step_ms(record));
    if before.as_ref().map(stays) == Some(stays(record)) {
        conn.prepare_cached("UPDATE issue SET stage = ?2, urgent = ?3, json = ?4 WHERE id = ?1")?
            .execute(params![id, stage.as_str(), record.urgent, json])?;
    } else {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO issue (id, area, stage, urgent, household, visit, at_ms, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            id,
            record.area.as_str(),
            stage.as_str(),
            record.urgent,
            record.household.map(|id| id.to_bytes()),
            record.visit.map(|id| id.to_bytes()),
            first_step_ms(record),
            json
        ])?;
    }
    let words = before.as_ref().map(issue_words);
    file(conn, record.id.into(), "issue", words.as_ref(), &issue_words(record))
}

fn first_step_ms(record: &Issue) -> i64 {
    record.steps.iter().map(|step| step.at.timestamp_millis()).min().unwrap_or(0)
}

fn issue_words(record: &Issue) -> Words {
    let title: String = format!("{} {}", record.category, record.text).chars().take(30).collect();
    let texts =
        [record.category.as_str(), &record.text, record.place.as_deref().unwrap_or(""), &record.case_number];
    Words::of(title, Entry { texts: &texts, ..Entry::default() })
}

fn contradictions(conn: &Connection, id: DocumentId, document: &mut Document) -> Result<()> {
    conn.prepare_cached("DELETE FROM contradiction WHERE document = ?1")?.execute([id.to_bytes()])?;
    for found in document.contradictions() {
        let rows: Vec<ContenderRow> = found
            .values
            .into_iter()
            .map(|side| ContenderRow { value: side.value, actor: side.actor, at: side.at })
            .collect();
        let json = serde_json::to_string(&rows).map_err(crate::Error::internal)?;
        // One row a path, whatever a document says: nothing in it may stop a sync.
        conn.prepare_cached(
            "INSERT OR REPLACE INTO contradiction (document, path, contenders) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![id.to_bytes(), found.path.to_string(), json])?;
    }
    Ok(())
}
