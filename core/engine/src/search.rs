//! Search: one index over names, doors, telephones and words.

use crate::{FieldBook, Found, Hit, Page, Result, Slice, search_index, search_keys};
use huben_domain::DocumentId;
use rusqlite::{OptionalExtension, params};

/// What is counted beyond the page; whoever reads on is told more.
const COUNTED_BEYOND: u64 = 1_000;

impl FieldBook {
    /// Finds by characters, pinyin, initials, telephone tail or door. A card is what people look for, then issues,
    /// then visits; among equals the newest. The score says no more than that, so that every device gives the same.
    /// What it costs follows from the page and from how rare the words are together, not from how much is found.
    pub fn search(&self, text: &str, slice: Slice) -> Result<Found> {
        let mut found = Found { page: Page { items: Vec::new(), total: 0 }, more: false };
        let Some(query) = search_keys::query(text) else { return Ok(found) };
        let end = slice.limit.map_or(i64::MAX as u64, |limit| slice.offset.saturating_add(limit));
        let counted = end.saturating_add(COUNTED_BEYOND).min(i64::MAX as u64 - 1);
        let conn = self.conn();
        let mut walk = conn.prepare_cached(
            "SELECT rowid FROM search_text WHERE search_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        )?;
        let mut entry = conn.prepare_cached("SELECT kind, id, title FROM search_entry WHERE place = ?1")?;
        let mut places = walk.query(params![query, counted + 1])?;
        while let Some(row) = places.next()? {
            if found.page.total == counted {
                found.more = true;
                break;
            }
            if (slice.offset..end).contains(&found.page.total) {
                let place: i64 = row.get(0)?;
                let hit = entry.query_row([place], |row| {
                    Ok(Hit {
                        kind: row.get(0)?,
                        id: DocumentId::from_bytes(row.get(1)?),
                        title: row.get(2)?,
                        score: search_index::score(place),
                    })
                });
                found.page.items.extend(hit.optional()?);
            }
            found.page.total += 1;
        }
        // Those of one second stand as they came: in a page they stand as on every device.
        found.page.items.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.id.cmp(&a.id)));
        Ok(found)
    }
}
