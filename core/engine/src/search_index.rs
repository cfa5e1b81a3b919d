//! The rows of the search index, filed so that a search ends with its page.
//!
//! FTS5 walks what it finds by rowid, and by nothing else without finding all of it first. So the rowid, an entry's
//! `place`, is the order in which people read: cards before issues before visits, in each the newest first. What an entry is found by
//! is for `search_keys.rs`, the question for `search.rs`.

use crate::search_keys::{Entry, index_tokens};
use crate::{Result, project};
use huben_domain::DocumentId;
use rusqlite::{Connection, OptionalExtension, params};

/// A place is a class, the second in the record's id, and a number within that second. The fewer bits, the smaller is the
/// index: 37 MB for 100,000 visits, where places by arrival took 28.
const CLASS_BITS: u32 = 50;
const NUMBER_BITS: u32 = 10;
/// Below it stands what version 1 filed by arrival.
const ORDERED: i64 = 1 << CLASS_BITS;
/// So many entries of version 1 go into one transaction: a fifth of a second here.
const AT_ONCE: i64 = 2_000;

/// The class of a kind of entry, the first ones last.
fn class(kind: &str) -> i64 {
    match kind {
        "household" => 3,
        "issue" => 2,
        _ => 1,
    }
}

/// The class of the entry at this place, as a score.
pub(crate) fn score(place: i64) -> f64 {
    (place >> CLASS_BITS) as f64
}

/// In which order entries are best filed: FTS5 writes a segment each time when a rowid is lower than the one before.
pub(crate) fn order(kind: &str, id: DocumentId) -> (i64, [u8; 16]) {
    (class(kind), id.to_bytes())
}

/// What a record is found by, and what it is called then.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words {
    title: String,
    tokens: String,
}

impl Words {
    pub(crate) fn of(title: impl Into<String>, entry: Entry<'_>) -> Self {
        Self { title: title.into(), tokens: index_tokens(entry) }
    }
}

/// Files a record under what it is found by; anew if it is there already.
pub(crate) fn file(conn: &Connection, id: DocumentId, kind: &str, words: &Words) -> Result<()> {
    let place = match forget(conn, id)?.filter(|place| place >> CLASS_BITS == class(kind)) {
        Some(place) => place,
        None => free_place(conn, id, kind)?,
    };
    conn.prepare_cached("INSERT INTO search_entry (place, id, kind, title) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![place, id.to_bytes(), kind, words.title])?;
    conn.prepare_cached("INSERT INTO search_text (rowid, tokens) VALUES (?1, ?2)")?
        .execute(params![place, words.tokens])?;
    Ok(())
}

/// Takes a record's entry away, and gives the place where it stood.
pub(crate) fn forget(conn: &Connection, id: DocumentId) -> Result<Option<i64>> {
    let mut query = conn.prepare_cached("SELECT place FROM search_entry WHERE id = ?1")?;
    let place: Option<i64> = query.query_row([id.to_bytes()], |row| row.get(0)).optional()?;
    if let Some(place) = place {
        conn.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?.execute([place])?;
        conn.prepare_cached("DELETE FROM search_entry WHERE place = ?1")?.execute([place])?;
    }
    Ok(place)
}

/// Is there anything that version 1 filed by arrival?
pub(crate) fn is_old(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare("SELECT 1 FROM search_entry WHERE place < ?1")?.exists([ORDERED])?)
}

/// Files some of that anew. All of it is found meanwhile, though not in its order.
pub(crate) fn refile(conn: &Connection) -> Result<()> {
    let mut query =
        conn.prepare("SELECT kind, id FROM search_entry WHERE place < ?1 ORDER BY place LIMIT ?2")?;
    let rows = query.query_map(params![ORDERED, AT_ONCE], |row| {
        Ok((row.get::<_, String>(0)?, DocumentId::from_bytes(row.get(1)?)))
    })?;
    let mut entries: Vec<(String, DocumentId)> = rows.collect::<std::result::Result<_, _>>()?;
    // All of them go before the first comes anew, in order both times; one without a row to show is gone for good.
    for (_, id) in &entries {
        forget(conn, *id)?;
    }
    entries.sort_by_cached_key(|(kind, id)| order(kind, *id));
    entries.iter().try_for_each(|(kind, id)| project::refile(conn, kind, *id))
}

/// The next free place of the id's second. An import has thousands of records in one: those go into the seconds after it.
fn free_place(conn: &Connection, id: DocumentId, kind: &str) -> Result<i64> {
    let [a, b, c, d, e, f, ..] = id.to_bytes();
    let second = i64::from_be_bytes([0, 0, a, b, c, d, e, f]) / 1000;
    let mut low = class(kind) << CLASS_BITS | second << NUMBER_BITS;
    let mut query =
        conn.prepare_cached("SELECT MAX(place) FROM search_entry WHERE place >= ?1 AND place < ?2")?;
    loop {
        let next = low + (1 << NUMBER_BITS);
        match query.query_row([low, next], |row| row.get::<_, Option<i64>>(0))? {
            None => return Ok(low),
            Some(last) if last + 1 < next => return Ok(last + 1),
            Some(_) => low = next,
        }
    }
}
