//! Documents and their chunks as rows.

use crate::{Error, Result};
use huben_documents::{Chunk, Document, Hash, Kind};
use huben_domain::DocumentId;
use rusqlite::{Connection, OptionalExtension, params};

/// Folded into a snapshot beyond this many chunks…
const FOLD_CHUNKS: i64 = 32;
/// …or this many bytes of them.
const FOLD_BYTES: i64 = 8 * 1024;

/// A document's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub id: DocumentId,
    pub kind: Kind,
    pub root: DocumentId,
    pub epoch: u32,
}

/// The row of a document that this device holds.
pub(crate) fn header(conn: &Connection, id: DocumentId) -> Result<Option<Header>> {
    let mut query = conn.prepare_cached("SELECT kind, root, epoch FROM document WHERE id = ?1")?;
    let found = query.query_row([id.to_bytes()], |row| {
        let kind: String = row.get(0)?;
        Ok(Header {
            id,
            kind: Kind::from(kind.as_str()),
            root: DocumentId::from_bytes(row.get(1)?),
            epoch: row.get(2)?,
        })
    });
    Ok(found.optional()?)
}

/// Does this device hold the root that a document hangs on?
pub(crate) fn root_is_here(conn: &Connection, document: DocumentId) -> Result<bool> {
    let mut query =
        conn.prepare_cached("SELECT 1 FROM document d JOIN document r ON r.id = d.root WHERE d.id = ?1")?;
    Ok(query.exists([document.to_bytes()])?)
}

/// Are there colleagues' chunks of this document that the office has not been offered yet?
pub(crate) fn is_offering(conn: &Connection, document: DocumentId) -> Result<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM chunk WHERE document = ?1 AND offer = 1")?;
    Ok(query.exists([document.to_bytes()])?)
}

/// Adds a document's row if it is not there.
pub(crate) fn ensure(conn: &Connection, header: &Header) -> Result<()> {
    let mut write = conn
        .prepare_cached("INSERT OR IGNORE INTO document (id, kind, root, epoch) VALUES (?1, ?2, ?3, ?4)")?;
    write.execute(params![
        header.id.to_bytes(),
        header.kind.as_str(),
        header.root.to_bytes(),
        header.epoch
    ])?;
    Ok(())
}

/// Files a document that is here already as something else.
pub(crate) fn refile(conn: &Connection, header: &Header) -> Result<()> {
    conn.execute(
        "UPDATE document SET kind = ?2, root = ?3, epoch = ?4 WHERE id = ?1",
        params![header.id.to_bytes(), header.kind.as_str(), header.root.to_bytes(), header.epoch],
    )?;
    Ok(())
}

/// Hydrates a document from its rows.
pub(crate) fn load(conn: &Connection, header: &Header) -> Result<Document> {
    let mut query = conn.prepare_cached("SELECT snapshot FROM document WHERE id = ?1")?;
    let snapshot: Option<Vec<u8>> =
        query.query_row([header.id.to_bytes()], |row| row.get(0)).optional()?.flatten();
    let mut query = conn
        .prepare_cached("SELECT bytes FROM chunk WHERE document = ?1 AND bytes IS NOT NULL ORDER BY place")?;
    let rows = query.query_map([header.id.to_bytes()], |row| row.get::<_, Vec<u8>>(0))?;
    let chunks: Vec<Vec<u8>> = rows.collect::<std::result::Result<_, _>>()?;
    Ok(Document::load(&header.kind, snapshot.as_deref(), chunks.iter().map(Vec::as_slice))?)
}

/// Does the document have a row for this chunk?
pub(crate) fn knows(conn: &Connection, document: DocumentId, hash: Hash) -> Result<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM chunk WHERE document = ?1 AND hash = ?2")?;
    Ok(query.exists(params![document.to_bytes(), hash.0])?)
}

/// Keeps a chunk. `seq`: the cursor at which a colleague's came; `None` for our own.
pub(crate) fn keep(
    conn: &Connection,
    document: DocumentId,
    hash: Hash,
    bytes: &[u8],
    seq: Option<u64>,
) -> Result<()> {
    let mut write = conn
        .prepare_cached("INSERT OR IGNORE INTO chunk (hash, document, seq, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    write.execute(params![hash.0, document.to_bytes(), seq, bytes])?;
    Ok(())
}

/// A chunk's bytes, from its row or out of the snapshot.
pub(crate) fn bytes(conn: &Connection, header: &Header, hash: Hash) -> Result<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT bytes FROM chunk WHERE document = ?1 AND hash = ?2")?;
    let row: Option<Option<Vec<u8>>> =
        query.query_row(params![header.id.to_bytes(), hash.0], |row| row.get(0)).optional()?;
    match row {
        Some(Some(bytes)) => Ok(Some(bytes)),
        _ => Ok(load(conn, header)?.chunk(hash)),
    }
}

/// Folds chunks into a snapshot where they have become many. Rows stay, so that a chunk is known for ever.
pub(crate) fn fold_if_large(conn: &Connection, header: &Header, document: &mut Document) -> Result<()> {
    let mut query = conn.prepare_cached(
        "SELECT COUNT(*), COALESCE(SUM(LENGTH(bytes)), 0) FROM chunk WHERE document = ?1 AND bytes IS NOT NULL",
    )?;
    let (chunks, size): (i64, i64) =
        query.query_row([header.id.to_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if chunks < 2 || chunks < FOLD_CHUNKS && size < FOLD_BYTES {
        return Ok(());
    }
    let snapshot = document.snapshot();
    // Never give up rows for bytes that do not read back whole.
    let mut again = Document::load(&header.kind, Some(&snapshot), [])?;
    if again.heads() != document.heads() {
        return Err(Error::internal("a snapshot read back differently; the chunks stay"));
    }
    conn.prepare_cached("UPDATE document SET snapshot = ?2 WHERE id = ?1")?
        .execute(params![header.id.to_bytes(), snapshot])?;
    conn.prepare_cached("UPDATE chunk SET bytes = NULL WHERE document = ?1")?
        .execute([header.id.to_bytes()])?;
    Ok(())
}

/// Puts exactly these chunks in the place of everything the document had.
pub(crate) fn replace(
    conn: &Connection,
    header: &Header,
    document: &mut Document,
    own: &[Hash],
) -> Result<()> {
    conn.prepare_cached("UPDATE document SET snapshot = NULL WHERE id = ?1")?
        .execute([header.id.to_bytes()])?;
    let mut known = conn.prepare_cached("SELECT seq FROM chunk WHERE document = ?1 AND hash = ?2")?;
    let mut kept = Vec::new();
    for (hash, bytes) in document.chunks() {
        let seq: Option<Option<u64>> =
            known.query_row(params![header.id.to_bytes(), hash.0], |row| row.get(0)).optional()?;
        let seq = if own.contains(&hash) { None } else { seq.flatten() };
        kept.push((hash, bytes, seq));
    }
    conn.prepare_cached("DELETE FROM chunk WHERE document = ?1")?.execute([header.id.to_bytes()])?;
    kept.iter().try_for_each(|(hash, bytes, seq)| keep(conn, header.id, *hash, bytes, *seq))
}

/// The document cannot be read here: the next request asks for it whole.
pub(crate) fn want(conn: &Connection, document: DocumentId, problem: &str) -> Result<()> {
    conn.prepare_cached("UPDATE document SET wanted = wanted + 1, damaged = ?2 WHERE id = ?1")?
        .execute(params![document.to_bytes(), problem])?;
    Ok(())
}

/// A document of which nothing ever came is no document.
pub(crate) fn give_up_if_empty(conn: &Connection, document: DocumentId) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM document WHERE id = ?1 AND snapshot IS NULL AND NOT EXISTS (SELECT 1 FROM chunk WHERE document = ?1)",
    )?
    .execute([document.to_bytes()])?;
    Ok(())
}

/// How often the document has been asked for whole, and what was wrong with it.
pub(crate) fn wanted(conn: &Connection, document: DocumentId) -> Result<(i64, Option<String>)> {
    let mut query = conn.prepare_cached("SELECT wanted, damaged FROM document WHERE id = ?1")?;
    Ok(query.query_row([document.to_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Parses a chunk that came from the office in a snapshot.
pub(crate) fn parse(bytes: &[u8]) -> Result<Chunk> {
    Chunk::parse(bytes).map_err(|error| Error::internal(format!("a chunk from the office: {error}")))
}

/// The same as it travels.
pub(crate) fn received(sent: &[u8]) -> Result<Chunk> {
    Chunk::received(sent).map_err(|error| Error::internal(format!("a chunk from the office: {error}")))
}
