//! A stretch of the log as one reader sees it: what lies in their areas, what they read wherever it lies, and what
//! concerns everybody.

use super::page::{Page, of_root, readable};
use super::scopes::Who;
use crate::devices::Device;
use crate::failure::Failure;
use huben_documents::Tier;
use huben_domain::AreaCode;
use huben_sync::Request;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// Log entries that one answer passes at most.
const MOST: i64 = 50_000;
/// A stretch of so many entries is read through: cheaper than looking them up.
const SHORT: i64 = 64;
/// Whoever is entrusted with more areas than this finds most of the log theirs, and reads it through.
const MANY_AREAS: usize = 64;

/// Some entries in a row: those after `after`, up to `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    after: i64,
    to: i64,
}

impl Stretch {
    /// As much as one answer passes.
    pub(super) fn from(after: i64, until: i64) -> Self {
        Self { after, to: until.min(after + MOST).max(after) }
    }
}

/// Puts entries on the page until it is full; gives the last one reached.
pub(super) fn read(
    db: &Connection,
    device: &Device,
    who: &Who,
    (request, brought): (&Request, &BTreeSet<[u8; 32]>),
    stretch: Stretch,
    page: &mut Page<'_>,
) -> Result<i64, Failure> {
    let everything = device.cloned || request.state_lost;
    let (sql, parameters) = query(db, who, stretch)?;
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query(params_from_iter(parameters))?;
    let mut reached = stretch.after;
    while let Some(row) = rows.next()? {
        if page.is_full() {
            return Ok(reached);
        }
        reached = row.get(0)?;
        let kind = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let root: Option<[u8; 16]> = row.get(2)?;
        let sender: Option<[u8; 16]> = row.get(7)?;
        let own_work = sender == Some(device.id) && !everything;
        match (kind, root) {
            ("reader", Some(_)) if own_work => {}
            // What this request brought, its device has. Anything else of its own came by an old request that arrived
            // late, and it may have thought better of it since.
            ("change", Some(_)) if own_work && brought.contains(&hash(db, reached)?) => {}
            ("change", Some(_)) => {
                if let Some(header) = readable(db, who, row.get(3)?)? {
                    page.change(&header, reached)?;
                }
            }
            ("leave", Some(root)) => {
                let from: Option<AreaCode> = row.get::<_, String>(4)?.parse().ok();
                let held = from.is_some_and(|area| {
                    who.scopes.covers(&area, Tier::Card) || who.scopes.covers(&area, Tier::Issue)
                });
                if held && readable(db, who, root)?.is_none() {
                    page.leave(root);
                }
            }
            ("enter", Some(root)) => {
                let from: Option<AreaCode> = row.get::<_, String>(5)?.parse().ok();
                if !from.is_some_and(|area| who.scopes.covers(&area, Tier::Card)) {
                    whole_root(db, who, root, page)?;
                }
            }
            ("reader", Some(root)) => {
                let reader: String = row.get(6)?;
                if reader == who.user || !who.unit.is_empty() && reader == who.unit {
                    whole_root(db, who, root, page)?;
                }
            }
            _ => {}
        }
    }
    Ok(stretch.to)
}

/// The entries to look at, with the values of the query's parameters. Changes in other grids are passed over inside
/// SQLite, by the area that the root lay in then: what has come to an area of the reader's since comes whole with its
/// "enter".
fn query(db: &Connection, who: &Who, stretch: Stretch) -> Result<(String, Vec<Value>), Failure> {
    const SELECT: &str = "SELECT seq, kind, root, document, area, other, who, device FROM log";
    let mut parameters: Vec<Value> =
        vec![stretch.after.into(), stretch.to.into(), who.user.clone().into(), who.unit.clone().into()];
    let below = if stretch.to - stretch.after > SHORT { areas_below(db, who)? } else { None };
    if let Some(areas) = below {
        let places = places(parameters.len(), areas.len(), |n| format!("?{n}"));
        parameters.extend(areas.into_iter().map(Value::from));
        let sql = format!(
            "{SELECT} WHERE seq IN (
             SELECT seq FROM log WHERE kind <> 'change' AND seq > ?1 AND seq <= ?2
             UNION SELECT seq FROM log WHERE kind = 'change' AND area IN ({}) AND seq > ?1 AND seq <= ?2
             UNION SELECT c.seq FROM reader r JOIN document d ON d.root = r.root JOIN change c ON c.document = d.id
             WHERE r.who IN (?3, ?4) AND c.seq > ?1 AND c.seq <= ?2) ORDER BY seq",
            places.join(", ")
        );
        return Ok((sql, parameters));
    }
    let mut areas: Vec<String> = who.scopes.codes().map(str::to_owned).collect();
    if areas.len() > MANY_AREAS {
        areas = vec![String::new()];
    }
    let within =
        places(parameters.len(), areas.len(), |n| format!("area >= ?{n} AND area < ?{n} || '~' OR "));
    parameters.extend(areas.into_iter().map(Value::from));
    let sql = format!(
        "{SELECT} WHERE seq > ?1 AND seq <= ?2
         AND (kind <> 'change' OR {}root IN (SELECT root FROM reader WHERE who IN (?3, ?4))) ORDER BY seq",
        within.concat()
    );
    Ok((sql, parameters))
}

fn places(after: usize, count: usize, write: impl Fn(usize) -> String) -> Vec<String> {
    (after + 1..=after + count).map(write).collect()
}

/// The reader's areas with all that lie below them; `None` where those are many.
fn areas_below(db: &Connection, who: &Who) -> Result<Option<Vec<String>>, Failure> {
    const BELOW: &str = "SELECT code FROM area WHERE code >= ?1 AND code < ?1 || '~' LIMIT ?2";
    let mut areas = BTreeSet::new();
    for code in who.scopes.codes() {
        let mut query = db.prepare_cached(BELOW)?;
        let rows = query.query_map((code, MANY_AREAS as i64 + 1), |row| row.get::<_, String>(0))?;
        for area in rows {
            areas.insert(area?);
        }
        if areas.len() > MANY_AREAS {
            return Ok(None);
        }
    }
    Ok(Some(areas.into_iter().collect()))
}

/// Everything of a root that the reader may have.
fn whole_root(db: &Connection, who: &Who, root: [u8; 16], page: &mut Page<'_>) -> Result<(), Failure> {
    for header in of_root(db, who, root)? {
        page.whole(&header)?;
    }
    Ok(())
}

/// The hash of the change at this place in the log.
fn hash(db: &Connection, seq: i64) -> Result<[u8; 32], Failure> {
    const HASH: &str = "SELECT hash FROM change WHERE seq = ?1";
    Ok(db.prepare_cached(HASH)?.query_row([seq], |row| row.get(0))?)
}
