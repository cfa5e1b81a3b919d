//! Is the book sound? And: projections made anew from the documents.

use crate::book::FieldBook;
use crate::store::{self, Header, key};
use crate::{Result, Verified, project, search_index};
use huben_documents::{Chunk, Hash, Kind};
use huben_domain::DocumentId;
use rusqlite::Connection;

/// What projecting writes, in a form that two runs can compare.
const SHOWN: [&str; 5] = [
    "SELECT hex(id) || area || sort || match || active || COALESCE(last_visit, '') || COALESCE(last_met, '') || json FROM household ORDER BY id",
    "SELECT hex(id) || hex(household) || at_ms || met || json || COALESCE(earlier, '') FROM visit ORDER BY id",
    "SELECT hex(id) || area || stage || urgent || at_ms || json FROM issue ORDER BY id",
    "SELECT hex(issue) || json FROM issue_file ORDER BY issue",
    "SELECT hex(document) || path || contenders FROM contradiction ORDER BY document, path",
];

impl FieldBook {
    /// Checks SQLite's integrity, every chunk's hash, and that the projections are what the documents say.
    pub fn verify(&self) -> Result<Verified> {
        let mut conn = self.conn();
        let mut problems = Vec::new();
        let integrity: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if integrity != "ok" {
            problems.push(format!("the database: {integrity}"));
        }
        let documents = headers(&conn)?;
        for header in &documents {
            if let Err(problem) = sound(&conn, header) {
                problems.push(format!("{problem}; rebuild the book, then sync: the office has it whole"));
            }
        }
        // Projected once more inside a transaction that is then given up: nothing is written.
        let before = shown(&conn)?;
        let tx = conn.transaction()?;
        let again = project_all(&tx, &documents).and_then(|()| shown(&tx));
        // Not a savepoint: to release one is to commit, for which a full disk has no room, and the book would stay in it.
        tx.rollback()?;
        if again? != before {
            problems.push("the lists do not agree with the documents; rebuild the book".into());
        }
        let miscounted = "SELECT 1 FROM tally WHERE at_office <> (SELECT COUNT(DISTINCT record) FROM intent WHERE state = 'at_office')";
        if conn.prepare(miscounted)?.exists([])? {
            problems.push("the status is counted wrongly; rebuild the book".into());
        }
        Ok(Verified { ok: problems.is_empty(), documents: documents.len() as u64, problems })
    }

    /// Makes every projection and search row anew, then verifies. A record that cannot be read is asked for whole
    /// at the next sync.
    pub fn rebuild(&self) -> Result<Verified> {
        self.reproject()?;
        self.verify()
    }

    pub(crate) fn reproject(&self) -> Result<()> {
        self.write(|work| {
            let documents = headers(&work.tx)?;
            project_all(&work.tx, &documents)?;
            for header in &documents {
                if let Err(problem) = sound(&work.tx, header) {
                    store::want(&work.tx, header.id, &problem)?;
                }
            }
            work.tx.execute(
                "UPDATE tally SET at_office = (SELECT COUNT(DISTINCT record) FROM intent WHERE state = 'at_office')",
                [],
            )?;
            store::set(&work.tx, key::PROJECTION, &project::VERSION)
        })
    }
}

/// Every document, in the order in which search entries are best filed.
fn headers(conn: &Connection) -> Result<Vec<Header>> {
    let mut query = conn.prepare_cached("SELECT id, kind, root, epoch FROM document")?;
    let rows = query.query_map([], |row| {
        let kind: String = row.get(1)?;
        Ok(Header {
            id: DocumentId::from_bytes(row.get(0)?),
            kind: Kind::from(kind.as_str()),
            root: DocumentId::from_bytes(row.get(2)?),
            epoch: row.get(3)?,
        })
    })?;
    let mut headers: Vec<Header> = rows.collect::<std::result::Result<_, _>>()?;
    headers.sort_by_cached_key(|header| search_index::order(header.kind.as_str(), header.id));
    Ok(headers)
}

/// Does every chunk say what it is filed as, and do they make a document? `Err` is what is wrong, in plain words.
pub(crate) fn sound(conn: &Connection, header: &Header) -> std::result::Result<(), String> {
    let plain = |error: &dyn std::fmt::Display| format!("record {}: {error}", header.id);
    let mut query = conn
        .prepare_cached("SELECT hash, bytes FROM chunk WHERE document = ?1 AND bytes IS NOT NULL")
        .map_err(|error| plain(&error))?;
    let rows = query
        .query_map([header.id.to_bytes()], |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .map_err(|error| plain(&error))?;
    for row in rows {
        let (hash, bytes) = row.map_err(|error| plain(&error))?;
        let chunk = Chunk::parse(&bytes).map_err(|error| plain(&error))?;
        if chunk.hash() != Hash(hash) {
            return Err(plain(&"a change is not the one it is filed as"));
        }
    }
    if matches!(header.kind, Kind::Other(_)) {
        return Ok(());
    }
    store::load(conn, header).map(|_| ()).map_err(|error| plain(&error))
}

fn shown(conn: &Connection) -> Result<Vec<Vec<String>>> {
    SHOWN
        .iter()
        .map(|sql| {
            let mut query = conn.prepare_cached(sql)?;
            let rows = query.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
        .collect()
}

/// Empties the projections and fills them from the documents; a damaged document shows nothing and stops nothing.
fn project_all(conn: &Connection, documents: &[Header]) -> Result<()> {
    conn.execute_batch(
        "DELETE FROM household; DELETE FROM resident; DELETE FROM visit; DELETE FROM issue; DELETE FROM issue_file;
         DELETE FROM contradiction; DELETE FROM search_entry; DELETE FROM search_text;",
    )?;
    for header in documents.iter().filter(|header| !matches!(header.kind, Kind::Other(_))) {
        if let Ok(mut document) = store::load(conn, header) {
            project::project(conn, header, &mut document, false)?;
        }
    }
    Ok(())
}
