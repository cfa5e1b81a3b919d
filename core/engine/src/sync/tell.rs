//! What becomes of an intent's row.

use crate::Result;
use crate::book::record_id;
use crate::store::Header;
use huben_documents::{Act, Hash, Intent, Kind, Written};
use huben_domain::{DocumentId, IntentId};
use rusqlite::{Connection, OptionalExtension, params};

/// An intent's row as the driver needs it.
pub(super) struct Row {
    pub place: i64,
    pub id: IntentId,
    pub hash: Hash,
    pub header: Header,
    pub intent: Intent,
    pub base: Vec<Hash>,
    pub at_ms: i64,
}

/// Why work cannot be made anew.
pub(super) const BASE_REFUSED: &str =
    "what it builds on was not accepted; settle that first, then retry or drop this";

/// Puts an intent into a state.
pub(super) fn state(
    conn: &Connection,
    place: i64,
    state: &str,
    reason: Option<&str>,
    receipt: Option<u64>,
) -> Result<()> {
    conn.prepare_cached("UPDATE intent SET state = ?2, reason = ?3, receipt = ?4 WHERE place = ?1")?
        .execute(params![place, state, reason, receipt])?;
    Ok(())
}

/// The intent became another change.
pub(super) fn rewritten(conn: &Connection, place: i64, written: &Written) -> Result<()> {
    conn.prepare_cached("UPDATE intent SET hash = ?2, base = ?3, state = 'saved', reason = NULL, receipt = NULL WHERE place = ?1")?
        .execute(params![place, written.hash.0, Hash::join(&written.base)])?;
    Ok(())
}

/// A change of ours came down from the office: whatever was thought of it, it is there. Looked up first and changed by
/// its place: an UPDATE that could change several rows opens a savepoint of its own, and at each of those the search index
/// writes out what it has gathered. For each document that comes, that is a quarter of a first sync.
pub(super) fn came_back(conn: &Connection, document: DocumentId, hash: Hash, seq: u64) -> Result<()> {
    let mut query = conn.prepare_cached(
        "SELECT place FROM intent WHERE document = ?1 AND hash = ?2 AND state <> 'at_office'",
    )?;
    let places = query.query_map(params![document.to_bytes(), hash.0], |row| row.get(0))?;
    let places: Vec<i64> = places.collect::<std::result::Result<_, _>>()?;
    places.into_iter().try_for_each(|place| state(conn, place, "at_office", None, Some(seq)))
}

/// The intents of a document in one of these states, in the order they were made.
pub(super) fn of_document(conn: &Connection, document: DocumentId, condition: &str) -> Result<Vec<Row>> {
    let sql = format!(
        "SELECT i.place, i.hash, i.kind, i.record, i.json, i.base, i.at_ms, d.root, d.epoch, i.id FROM intent i
         LEFT JOIN document d ON d.id = i.document WHERE i.document = ?1 AND i.{condition} ORDER BY i.place"
    );
    let mut query = conn.prepare_cached(&sql)?;
    let rows = query.query_map([document.to_bytes()], |row| read(row, document))?;
    rows.map(|row| row?.ok_or_else(|| crate::Error::internal("an intent cannot be read"))).collect()
}

/// One intent by its row's place.
pub(super) fn by_id(conn: &Connection, id: IntentId) -> Result<Option<Row>> {
    let mut query = conn.prepare_cached(
        "SELECT i.place, i.hash, i.kind, i.record, i.json, i.base, i.at_ms, d.root, d.epoch, i.id, i.document FROM intent i
         LEFT JOIN document d ON d.id = i.document WHERE i.id = ?1",
    )?;
    let row =
        query.query_row([id.to_bytes()], |row| read(row, DocumentId::from_bytes(row.get(10)?))).optional()?;
    Ok(row.flatten())
}

fn read(row: &rusqlite::Row<'_>, document: DocumentId) -> rusqlite::Result<Option<Row>> {
    let kind: String = row.get(2)?;
    let kind = Kind::from(kind.as_str());
    let record = DocumentId::from_bytes(row.get(3)?);
    let Ok(intent) = serde_json::from_str::<Intent>(&row.get::<_, String>(4)?) else { return Ok(None) };
    let root: Option<[u8; 16]> = row.get(7)?;
    // A refused new record has no row any more: its root follows from what was meant.
    let root = match (root, &kind) {
        (Some(root), _) => DocumentId::from_bytes(root),
        (None, Kind::Visit) => {
            intent.value("household").and_then(|value| value.as_id()).map_or(record, DocumentId::from_bytes)
        }
        (None, Kind::IssueFile) => record,
        (None, _) => document,
    };
    let epoch = row.get::<_, Option<u32>>(8)?.unwrap_or(0);
    let header = Header { id: document, kind, root, epoch };
    debug_assert_eq!(record_id(&header), record);
    Ok(Some(Row {
        place: row.get(0)?,
        id: IntentId::from_bytes(row.get(9)?),
        hash: Hash(row.get(1)?),
        header,
        intent,
        base: Hash::split(&row.get::<_, Vec<u8>>(5)?),
        at_ms: row.get(6)?,
    }))
}

/// Does this act bring a record into being?
pub(super) fn creates(act: Act) -> bool {
    matches!(act, Act::AddHousehold | Act::RecordVisit | Act::ReportIssue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn asking_whether_a_change_is_ones_own_does_not_make_the_search_index_write() {
        let directory = tempfile::tempdir().unwrap();
        let conn = store::create(&directory.path().join("book.db"), &[7; 32]).unwrap();
        let pages = || -> i64 {
            conn.query_row("SELECT COUNT(*) FROM search_text_data", [], |row| row.get(0)).unwrap()
        };
        conn.execute_batch("BEGIN; INSERT INTO search_text (rowid, tokens) VALUES (1, '王 秀 英')").unwrap();
        let before = pages();
        came_back(&conn, DocumentId::from_bytes([1; 16]), Hash([2; 32]), 3).unwrap();
        assert_eq!(pages(), before, "what was gathered is written at the end");
        // What it would do otherwise.
        conn.execute("UPDATE intent SET state = 'at_office' WHERE document = x'01' AND hash = x'02'", [])
            .unwrap();
        assert!(pages() > before);
    }
}
