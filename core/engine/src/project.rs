//! From a document to the rows that lists, search and counts read. Run whenever a document changes, in the same
//! transaction; the whole of it again when [`VERSION`] rises.

use crate::Result;
use crate::search_index;
use crate::search_keys::Entry;
use crate::store::Header;
use huben_documents::{
    Document, Earlier, Fresh, Kind, Readable, earlier, household, issue, issue_file, visit,
};
use huben_domain::{DocumentId, Household, Issue, Occupancy, Visit};
use rusqlite::{Connection, OptionalExtension, params};
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
    let row = |sql: &str| conn.prepare_cached(sql)?.query_row([id.to_bytes()], |row| row.get(0)).optional();
    let json: Option<String> = match kind {
        "household" => row("SELECT json FROM household WHERE id = ?1")?,
        "issue" => row("SELECT json FROM issue WHERE id = ?1")?,
        _ => row("SELECT json FROM visit WHERE id = ?1")?,
    };
    let Some(json) = json else { return Ok(()) };
    let wrong = crate::Error::internal;
    match kind {
        "household" => household_entry(conn, &serde_json::from_str(&json).map_err(wrong)?),
        "issue" => issue_entry(conn, &serde_json::from_str(&json).map_err(wrong)?),
        _ => visit_entry(conn, &serde_json::from_str(&json).map_err(wrong)?),
    }
}

fn household_row(conn: &Connection, record: &Household) -> Result<()> {
    let id = record.id.to_bytes();
    let active = record.ended.is_none() && record.occupancy != Occupancy::Vacant;
    let json = serde_json::to_string(record).map_err(crate::Error::internal)?;
    conn.prepare_cached(
        "INSERT INTO household (id, area, sort, match, active, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET
           area = excluded.area, sort = excluded.sort, match = excluded.match, active = excluded.active, json = excluded.json",
    )?
    .execute(params![id, record.area.as_str(), sort_key(record), match_key(record), active, json])?;
    conn.prepare_cached("DELETE FROM resident WHERE household = ?1")?.execute([id])?;
    for resident in &record.residents {
        conn.prepare_cached("INSERT OR REPLACE INTO resident (id, household) VALUES (?1, ?2)")?
            .execute(params![resident.id.to_bytes(), id])?;
    }
    refresh_last_visits(conn, &id)?;
    household_entry(conn, record)
}

fn household_entry(conn: &Connection, record: &Household) -> Result<()> {
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
    search_index::file(conn, record.id.into(), "household", &household_title(record), entry)
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
    visit_entry(conn, record)
}

fn visit_entry(conn: &Connection, record: &Visit) -> Result<()> {
    let title: String = record.text.chars().take(30).collect();
    let entry = Entry { texts: &[&record.text], ..Entry::default() };
    search_index::file(conn, record.id.into(), "visit", &title, entry)
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
    let state = record.state();
    let at = record.steps.iter().map(|step| step.at.timestamp_millis()).min().unwrap_or(0);
    let json = serde_json::to_string(record).map_err(crate::Error::internal)?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO issue (id, area, stage, urgent, household, visit, at_ms, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        record.id.to_bytes(),
        record.area.as_str(),
        state.stage.as_str(),
        record.urgent,
        record.household.map(|id| id.to_bytes()),
        record.visit.map(|id| id.to_bytes()),
        at,
        json
    ])?;
    issue_entry(conn, record)
}

fn issue_entry(conn: &Connection, record: &Issue) -> Result<()> {
    let title: String = format!("{} {}", record.category, record.text).chars().take(30).collect();
    let texts =
        [record.category.as_str(), &record.text, record.place.as_deref().unwrap_or(""), &record.case_number];
    search_index::file(conn, record.id.into(), "issue", &title, Entry { texts: &texts, ..Entry::default() })
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
