//! Search: one index over names, doors, telephones and words.

use crate::households::limit;
use crate::search_keys;
use crate::{FieldBook, Hit, Page, Result, Slice};
use huben_domain::DocumentId;
use rusqlite::params;

impl FieldBook {
    /// Finds by characters, pinyin, initials, telephone tail or door. A card is what people look for, then issues,
    /// then visits; among equals the newest. The score says no more than that, so that every device gives the same.
    pub fn search(&self, text: &str, slice: Slice) -> Result<Page<Hit>> {
        let Some(query) = search_keys::query(text) else { return Ok(Page { items: Vec::new(), total: 0 }) };
        let conn = self.conn();
        let total = conn
            .prepare_cached("SELECT COUNT(*) FROM search_text WHERE search_text MATCH ?1")?
            .query_row([&query], |row| row.get(0))?;
        let mut find = conn.prepare_cached(
            "SELECT e.kind, e.id, e.title, CASE e.kind WHEN 'household' THEN 3.0 WHEN 'issue' THEN 2.0 ELSE 1.0 END AS score
             FROM search_text JOIN search_entry e ON e.place = search_text.rowid WHERE search_text MATCH ?1
             ORDER BY score DESC, e.id DESC LIMIT ?2 OFFSET ?3",
        )?;
        let rows = find.query_map(params![query, limit(slice), slice.offset], |row| {
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
