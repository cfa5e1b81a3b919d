//! Search: one index over names, doors, telephones and words.

use crate::search_keys;
use crate::{FieldBook, Hit, Page, Result};
use huben_domain::DocumentId;
use rusqlite::params;

impl FieldBook {
    /// Finds by characters, pinyin, initials, telephone tail or door, the best first; households before visits.
    pub fn search(&self, text: &str, limit: u64) -> Result<Page<Hit>> {
        let Some(query) = search_keys::query(text) else { return Ok(Page { items: Vec::new(), total: 0 }) };
        let conn = self.conn();
        let total = conn
            .prepare_cached("SELECT COUNT(*) FROM search_text WHERE search_text MATCH ?1")?
            .query_row([&query], |row| row.get(0))?;
        // A card is what people look for; among equals the newest.
        let mut find = conn.prepare_cached(
            "SELECT e.kind, e.id, e.title, -bm25(search_text) AS score FROM search_text
             JOIN search_entry e ON e.place = search_text.rowid WHERE search_text MATCH ?1
             ORDER BY e.kind <> 'household', e.kind <> 'issue', score DESC, e.id DESC LIMIT ?2",
        )?;
        let rows = find.query_map(params![query, i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok(Hit {
                kind: row.get(0)?,
                id: DocumentId::from_bytes(row.get(1)?),
                title: row.get(2)?,
                score: row.get(3)?,
            })
        })?;
        Ok(Page { items: rows.collect::<std::result::Result<_, _>>()?, total })
    }
}
