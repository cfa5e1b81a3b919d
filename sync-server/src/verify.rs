//! Is the office sound? SQLite's integrity, the log without gaps, every chunk's hash, every document whole.

use crate::exchange::load;
use crate::failure::Failure;
use huben_documents::{Chunk, Hash, Kind, household, issue};
use huben_domain::DocumentId;
use rusqlite::{Connection, OptionalExtension};

/// What was looked at, and what is wrong.
pub(crate) struct Verified {
    pub(crate) documents: usize,
    pub(crate) problems: Vec<String>,
}

/// Looks at everything.
pub(crate) fn verify(db: &Connection) -> Result<Verified, Failure> {
    let mut problems = Vec::new();
    let sound: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        problems.push(format!("the database: {sound}"));
    }
    let (count, head): (i64, i64) =
        db.query_row("SELECT COUNT(*), COALESCE(MAX(seq), 0) FROM log", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if count != head {
        problems.push(format!("the log has {count} entries and ends at {head}"));
    }
    let mut query = db.prepare("SELECT id, kind, root FROM document ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let documents: Vec<([u8; 16], String, [u8; 16])> = rows.collect::<Result<_, _>>()?;
    for (id, kind, root) in &documents {
        if let Err(problem) = document(db, *id, &Kind::from(kind.as_str()), *root) {
            problems.push(format!("record {}: {problem}", DocumentId::from_bytes(*id)));
        }
    }
    Ok(Verified { documents: documents.len(), problems })
}

fn document(db: &Connection, id: [u8; 16], kind: &Kind, root: [u8; 16]) -> Result<(), Failure> {
    // A kind of a newer version cannot be opened here: its changes must still be what they are filed as.
    let mut document = match kind {
        Kind::Other(_) => None,
        known => Some(load(db, id, known)?),
    };
    let mut query = db.prepare_cached("SELECT hash, bytes FROM change WHERE document = ?1 ORDER BY seq")?;
    let mut rows = query.query([id])?;
    while let Some(row) = rows.next()? {
        let (hash, bytes): ([u8; 32], Option<Vec<u8>>) = (row.get(0)?, row.get(1)?);
        let whole =
            bytes.is_none_or(|bytes| Chunk::parse(&bytes).is_ok_and(|chunk| chunk.hash() == Hash(hash)));
        let held = document.as_mut().is_none_or(|document| document.has(Hash(hash)));
        if !whole || !held {
            return Err(Failure::damaged("a change is missing or damaged"));
        }
    }
    let id = DocumentId::from_bytes(id);
    let shown = match (kind, document) {
        (Kind::Household, Some(document)) => household(&document, id.into()).map(|record| record.area),
        (Kind::Issue, Some(document)) => issue(&document, id.into()).map(|record| record.area),
        _ => return Ok(()),
    };
    let area: Option<String> = db
        .prepare_cached("SELECT area FROM root WHERE id = ?1")?
        .query_row([root], |row| row.get(0))
        .optional()?;
    match (shown, area) {
        (Some(shown), Some(area)) if shown.as_str() == area => Ok(()),
        _ => Err(Failure::damaged("its area is filed wrongly")),
    }
}
