//! The contents of newly granted scopes, page by page: narrowest area first, roots in order, each with its documents.

use super::page::{Header, Page, header, may_read, of_root};
use super::scopes::{Scopes, Who};
use crate::failure::Failure;
use huben_domain::AreaCode;
use huben_sync::Fill;
use rusqlite::Connection;
use serde_bytes::ByteArray;

/// Fills the page; gives where it ended.
pub(super) fn fill(
    db: &Connection,
    who: &Who,
    before: &Scopes,
    then: &Scopes,
    mut at: Fill,
    page: &mut Page<'_>,
) -> Result<Fill, Failure> {
    let areas = then.gained_since(before);
    while let Some(area) = areas.get(at.area as usize) {
        if !whole_area(db, who, &areas[..at.area as usize], area, &mut at, page)? {
            return Ok(at);
        }
        at = Fill { area: at.area + 1, ..Fill::begin(at.base, at.upto) };
    }
    // A new device's own issues come last; whoever has read the log got them from there.
    if before.is_empty() && at.base == 0 && !own_issues(db, who, &mut at, page)? {
        return Ok(at);
    }
    Ok(Fill { area: Fill::DONE, ..at })
}

/// True when the area's last document is on the page.
fn whole_area(
    db: &Connection,
    who: &Who,
    narrower: &[AreaCode],
    area: &AreaCode,
    at: &mut Fill,
    page: &mut Page<'_>,
) -> Result<bool, Failure> {
    const DOCUMENTS: &str = "SELECT d.id, d.kind, d.root, d.epoch, r.area FROM root r JOIN document d ON d.root = r.id \
        WHERE r.area >= ?1 AND r.area < ?1 || '~' AND (r.id > ?2 OR r.id = ?2 AND (d.id <> d.root, d.id) > (?3 <> ?2, ?3)) \
        ORDER BY r.id, d.id <> d.root, d.id";
    let mut query = db.prepare_cached(DOCUMENTS)?;
    let mut rows = query.query((area.as_str(), *at.root, *at.document))?;
    while let Some(row) = rows.next()? {
        let found: Header = header(row)?;
        // A narrower area that came before has brought it already.
        if narrower.iter().any(|area| area.covers(&found.area)) || !may_read(db, who, &found)? {
            continue;
        }
        if page.is_full() {
            return Ok(false);
        }
        page.whole(&found)?;
        at.root = ByteArray::new(found.root);
        at.document = ByteArray::new(found.id);
    }
    Ok(true)
}

fn own_issues(db: &Connection, who: &Who, at: &mut Fill, page: &mut Page<'_>) -> Result<bool, Failure> {
    const OWN: &str = "SELECT DISTINCT root FROM reader WHERE who IN (?1, ?2) AND root > ?3 ORDER BY root";
    let mut query = db.prepare_cached(OWN)?;
    let roots: Vec<[u8; 16]> =
        query.query_map((&who.user, &who.unit, *at.root), |row| row.get(0))?.collect::<Result<_, _>>()?;
    for root in roots {
        if page.is_full() {
            return Ok(false);
        }
        for found in of_root(db, who, root)? {
            page.whole(&found)?;
        }
        at.root = ByteArray::new(root);
    }
    Ok(true)
}
