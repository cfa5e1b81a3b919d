//! Areas of the office.

use super::divisions::{Divisions, read_areas, unreadable};
use crate::failure::Failure;
use crate::log::{Entry, EntryKind, Log};
use crate::surroundings::Surroundings;
use huben_domain::{Area, AreaCode};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::Path;

/// How an area stands with the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AreaStanding {
    Unknown,
    Open,
    Ended,
}

/// Looks an area up.
pub(crate) fn area_standing(db: &Connection, code: &str) -> Result<AreaStanding, Failure> {
    let json: Option<String> = db
        .prepare_cached("SELECT json FROM area WHERE code = ?1")?
        .query_row([code], |row| row.get(0))
        .optional()?;
    let area = json.map(|json| serde_json::from_str::<Area>(&json));
    Ok(match area {
        None => AreaStanding::Unknown,
        Some(Ok(Area { ended: Some(_), .. })) => AreaStanding::Ended,
        Some(_) => AreaStanding::Open,
    })
}

/// One more area below one that is known; an existing one is renamed.
pub(crate) fn add_area(
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    code: &str,
    name: &str,
) -> Result<(), Failure> {
    let code: AreaCode = code.parse().map_err(|error: huben_domain::Invalid| error.on("code"))?;
    let area = Divisions::named(&code, &huben_domain::validate::name(name)?);
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut log = Log::of(&transaction, surroundings)?;
    parent_known(&transaction, &code, "code")?;
    add_area_row(&transaction, &mut log, &area)?;
    Ok(transaction.commit()?)
}

/// All areas of a CSV file, or none; gives how many.
pub(crate) fn import_areas(
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    file: &Path,
) -> Result<usize, Failure> {
    let areas = read_areas(&std::fs::read(file).map_err(|_| unreadable("file"))?, "file")?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut log = Log::of(&transaction, surroundings)?;
    for area in &areas {
        parent_known(&transaction, &area.code, "file")?;
        add_area_row(&transaction, &mut log, area)?;
    }
    transaction.commit()?;
    Ok(areas.len())
}

/// Stores a row unless it stands already, and logs that it changed. An outline or an end that stands is kept.
pub(crate) fn add_area_row(db: &Connection, log: &mut Log, area: &Area) -> Result<(), Failure> {
    let before: Option<String> = db
        .query_row("SELECT json FROM area WHERE code = ?1", [area.code.as_str()], |row| row.get(0))
        .optional()?;
    let before = before.and_then(|json| serde_json::from_str::<Area>(&json).ok());
    let kept = before.clone().map_or_else(|| area.clone(), |old| Area { name: area.name.clone(), ..old });
    if before.as_ref() == Some(&kept) {
        return Ok(());
    }
    let seq = log.append(EntryKind::Directory, &Entry::default())?;
    let json = serde_json::to_string(&kept).map_err(|error| Failure::internal(error.to_string()))?;
    db.execute(
        "INSERT INTO area (code, json, seq) VALUES (?1, ?2, ?3) \
         ON CONFLICT (code) DO UPDATE SET json = excluded.json, seq = excluded.seq",
        (area.code.as_str(), json, seq),
    )?;
    Ok(())
}

fn parent_known(db: &Connection, code: &AreaCode, field: &str) -> Result<(), Failure> {
    let Some(parent) = code.parent() else { return Ok(()) };
    if area_standing(db, parent.as_str())? != AreaStanding::Unknown {
        return Ok(());
    }
    let reason = format!("the area above it, {parent}, is not known; add it first. {}", some_areas(db)?);
    Err(Failure::invalid(field, reason))
}

/// A few valid codes, the lowest first, for a hint.
pub(crate) fn some_areas(db: &Connection) -> Result<String, Failure> {
    let mut rows = db.prepare("SELECT code FROM area ORDER BY length(code) DESC, code LIMIT 8")?;
    let codes: Result<Vec<String>, _> = rows.query_map([], |row| row.get(0))?.collect();
    Ok(format!("known areas: {}", codes?.join(", ")))
}
