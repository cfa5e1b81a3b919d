//! Documents as both sides keep them: the office's are the fold of its log, a phone's have the same heads.

use crate::world::marker::{markers, markers_in};
use crate::world::office::Office;
use crate::world::phone::Phone;
use crate::world::violation::Violation;
use huben_documents::{Chunk, Document, Hash, Kind};
use huben_domain::DocumentId;
use huben_tests::database;
use std::collections::{BTreeMap, BTreeSet};

/// The heads of documents, by id.
pub type Heads = BTreeMap<DocumentId, Vec<Hash>>;

impl Office {
    /// Each document's heads. On the way: every change stands in the log after what it builds on, and the log alone
    /// gives the same document as the snapshot and its tail.
    pub fn heads(&self) -> Result<Heads, Violation> {
        let db = self.database();
        let mut all = Heads::new();
        let mut query = db.prepare("SELECT id, kind FROM document ORDER BY id").expect("documents");
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).expect("documents");
        for row in rows {
            let (id, kind): ([u8; 16], String) = row.expect("a document");
            let (id, kind) = (DocumentId::from_bytes(id), Kind::from(kind.as_str()));
            if matches!(kind, Kind::Other(_)) {
                continue;
            }
            let mut query = db.prepare_cached("SELECT hash FROM change WHERE document = ?1 ORDER BY seq");
            let query = query.as_mut().expect("changes");
            let log = query.query_map([id.to_bytes()], |row| row.get(0)).expect("changes");
            let log: Vec<[u8; 32]> = log.collect::<Result<_, _>>().expect("hashes");
            let mut kept = database::document(&db, id, &kind);
            // What every document of its kind begins with stands in no log.
            let mut before: BTreeSet<Hash> =
                Document::new(&kind).expect("a known kind").heads().into_iter().collect();
            let mut bytes = Vec::new();
            for hash in log {
                let Some(one) = kept.chunk(Hash(hash)) else {
                    return Err(Violation::new(format!("record {id} lacks a change that stands in the log")));
                };
                let chunk = Chunk::parse(&one).expect("a change that was accepted");
                if chunk.hash() != Hash(hash) || !chunk.deps().iter().all(|dep| before.contains(dep)) {
                    return Err(Violation::new(format!(
                        "record {id}: a change stands before what it builds on"
                    )));
                }
                before.insert(chunk.hash());
                bytes.push(one);
            }
            let folded = Document::load(&kind, None, bytes.iter().map(Vec::as_slice));
            let folded = folded.map_err(|damage| Violation::new(format!("record {id}: {damage}")))?.heads();
            if folded != kept.heads() {
                return Err(Violation::new(format!("record {id} is not what its log says")));
            }
            all.insert(id, folded);
        }
        Ok(all)
    }
}

impl Office {
    /// A document's changes in the order of the log, a line each: for whoever has to find out why it looks as it does.
    pub fn tell(&self, id: DocumentId) -> Vec<String> {
        let db = self.database();
        let mut lines = Vec::new();
        for (table, sql) in [
            ("log", "SELECT seq, hash, bytes FROM change WHERE document = ?1 ORDER BY seq"),
            ("held", "SELECT 0, hash, bytes FROM held WHERE document = ?1 ORDER BY received_at_ms"),
        ] {
            let mut query = db.prepare(sql).expect("changes");
            let mut rows = query.query([id.to_bytes()]).expect("changes");
            while let Some(row) = rows.next().expect("a change") {
                let (seq, hash): (i64, [u8; 32]) = (row.get_unwrap(0), row.get_unwrap(1));
                let bytes: Vec<u8> = row.get::<_, Option<Vec<u8>>>(2).expect("bytes").unwrap_or_default();
                let (short, said) = (|hash: Hash| format!("{hash:?}")[..14].to_owned(), markers_in(&bytes));
                let on: Vec<String> = Chunk::parse(&bytes).iter().flat_map(Chunk::deps).map(&short).collect();
                lines.push(format!("{table} {seq}: {} {said:?} on {on:?}", short(Hash(hash))));
            }
        }
        lines
    }
}

impl Phone {
    /// The heads of every document on which nothing waits: neither this phone's work, nor a colleague's that it offers.
    pub fn settled_heads(&self) -> Result<Heads, Violation> {
        const SETTLED: &str = "SELECT id, kind, snapshot FROM document WHERE damaged IS NULL AND wanted = 0 \
             AND id NOT IN (SELECT document FROM intent WHERE state <> 'at_office') \
             AND id NOT IN (SELECT document FROM chunk WHERE offer > 0) ORDER BY id";
        let db = self.file();
        let mut all = Heads::new();
        let mut query = db.prepare(SETTLED).expect("documents");
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)));
        for row in rows.expect("documents") {
            let (id, kind, snapshot): ([u8; 16], String, Option<Vec<u8>>) = row.expect("a document");
            let kind = Kind::from(kind.as_str());
            if matches!(kind, Kind::Other(_)) {
                continue;
            }
            let mut query = db
                .prepare_cached(
                    "SELECT bytes FROM chunk WHERE document = ?1 AND bytes IS NOT NULL ORDER BY place",
                )
                .expect("chunks");
            let chunks = query.query_map([id], |row| row.get(0)).expect("chunks");
            let chunks: Vec<Vec<u8>> = chunks.collect::<Result<_, _>>().expect("bytes");
            let document = Document::load(&kind, snapshot.as_deref(), chunks.iter().map(Vec::as_slice));
            let id = DocumentId::from_bytes(id);
            let mut document =
                document.map_err(|damage| Violation::new(format!("{}, record {id}: {damage}", self.name)))?;
            all.insert(id, document.heads());
        }
        Ok(all)
    }

    /// How many intents wait to be sent.
    pub fn unsent(&self) -> u64 {
        const SAVED: &str = "SELECT COUNT(*) FROM intent WHERE state = 'saved'";
        self.file().query_row(SAVED, [], |row| row.get(0)).expect("a number")
    }

    /// What this phone's user meant and is not at the office, a line each.
    pub fn open_work(&self) -> Vec<String> {
        const OPEN: &str = "SELECT place, state, act, hex(substr(document, 13)), COALESCE(reason, ''), json FROM intent \
             WHERE state <> 'at_office' ORDER BY place";
        let db = self.file();
        let mut query = db.prepare(OPEN).expect("intents");
        let mut rows = query.query([]).expect("intents");
        let mut lines = Vec::new();
        while let Some(row) = rows.next().expect("an intent") {
            let text = |nth| row.get_unwrap::<_, String>(nth);
            let (place, said) = (row.get_unwrap::<_, i64>(0), markers(&text(5)));
            lines.push(format!("{place}: {} {} {said:?} on …{}: {}", text(1), text(2), text(3), text(4)));
        }
        lines
    }
}
