//! Reads what an answer brings, after the upward half is committed.

use super::fill::fill;
use super::page::{Page, of_root, readable};
use super::scopes::{Scopes, Who};
use crate::devices::{self, Device};
use crate::directory::{entrusted_at, entrusted_now, read_user};
use crate::exchange::Up;
use crate::failure::Failure;
use crate::log;
use crate::store;
use huben_documents::Tier;
use huben_domain::{AreaCode, Grant, UserId};
use huben_sync::{Answer, Cursor, Fill, Mark, Plan, Request, SCHEMA, Standing, VERSION, limits, plan};
use rusqlite::{Connection, ToSql, params_from_iter};
use serde_bytes::ByteArray;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Mutex;

/// Log entries looked at for one answer at most.
const SCAN: i64 = 50_000;
/// Whoever is entrusted with more areas than this has every entry looked at.
const MANY_AREAS: usize = 64;

/// Reading connections, reused.
pub(crate) struct Reader {
    dir: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Reader {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir, idle: Mutex::new(Vec::new()) }
    }

    /// Lends a connection.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, Failure> {
        let idle = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let db = match idle {
            Some(db) => db,
            None => store::open(&self.dir)?,
        };
        let result = read(&db);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(db);
        result
    }
}

/// The whole answer.
pub(crate) fn answer(
    db: &Connection,
    device: [u8; 16],
    request: &Request,
    up: Up,
    now_ms: i64,
) -> Result<Answer, Failure> {
    let mut answer = Answer {
        version: VERSION,
        standing: up.standing,
        verdicts: up.verdicts,
        decided: up.decided,
        receipt: u64::try_from(up.receipt.0).ok().map(|seq| (seq, up.receipt.1)),
        cloned: up.cloned,
        schema: SCHEMA,
        time_ms: now_ms,
        ..Answer::default()
    };
    if up.standing != Standing::Active {
        // Whoever they are: what they were told is safe and is not here any more, they must learn.
        if !up.mark_known {
            answer.unknown_cursor = true;
            answer.common = common(db, request)?;
        }
        return Ok(answer);
    }
    // One moment for everything that is read.
    let transaction = db.unchecked_transaction()?;
    let device =
        devices::find(&transaction, device)?.ok_or_else(|| Failure::not_allowed("no such device"))?;
    down(&transaction, &device, request, &up.brought, up.mark_known, &mut answer)?;
    Ok(answer)
}

fn down(
    db: &Connection,
    device: &Device,
    request: &Request,
    brought: &BTreeSet<[u8; 32]>,
    mark_known: bool,
    answer: &mut Answer,
) -> Result<(), Failure> {
    let user = read_user(db, UserId::from_bytes(device.user))?;
    let who = Who {
        user: user.id.to_string(),
        unit: user.unit.unwrap_or_default(),
        scopes: Scopes::of(&entrusted_now(db, device.user)?),
    };
    let (head, head_mark) = log::head(db)?;
    let seq = number(request.cursor.seq);
    let before = scopes_at(db, device.user, seq)?;
    // A new device without any area (a volunteer) still has its own issues to fetch.
    let gained = !who.scopes.gained_since(&before).is_empty() || seq == 0;
    let decided = plan(&request.cursor, request.more_up, mark_known, gained, unsigned(head));
    let room = (request.page_bytes as usize).clamp(limits::PAGE_MIN_BYTES, limits::PAGE_BYTES);
    let mut page = Page::new(db, room);
    match decided {
        Plan::VerdictsOnly => return Ok(()),
        Plan::AnotherHistory => {
            answer.unknown_cursor = true;
            answer.common = common(db, request)?;
            return Ok(());
        }
        Plan::Fill(at) => {
            wanted(db, &who, request, &mut page)?;
            let (base, upto) =
                (scopes_at(db, device.user, number(at.base))?, scopes_at(db, device.user, number(at.upto))?);
            let at = fill(db, &who, &base, &upto, at, &mut page)?;
            let done = at.area == Fill::DONE;
            // Who held nothing before needs nothing of the log before the fill.
            let jump = done && at.base == 0;
            let to = if jump { number(at.upto).min(head) } else { seq };
            let mark = log::mark(db, to)?.unwrap_or(head_mark);
            answer.cursor = Some(Cursor { seq: unsigned(to), mark, fill: (!jump).then_some(at) });
            answer.more = !done || to < head || !jump;
            // A device that begins gets the whole directory with its first page.
            if seq == 0 && request.cursor.fill.is_none() {
                directory(db, 0, i64::MAX, answer)?;
            }
        }
        Plan::Log { after } => {
            wanted(db, &who, request, &mut page)?;
            let from = number(after);
            // What was granted since the fill began is seen only by stopping where the fill ends.
            let until = request.cursor.fill.map_or(head, |fill| number(fill.upto).min(head));
            let stretch = from..until.min(from + SCAN).max(from);
            let to = entries(db, device, &who, (request, brought), stretch, &mut page)?;
            let fill = request.cursor.fill.filter(|fill| to < number(fill.upto).min(head));
            let mark: Mark = log::mark(db, to)?.unwrap_or(head_mark);
            answer.cursor = Some(Cursor { seq: unsigned(to), mark, fill });
            answer.more = to < head;
            directory(db, from, to, answer)?;
        }
    }
    answer.scopes = Some(who.scopes.to_wire());
    answer.actors =
        page.actors.iter().map(|(actor, user)| (ByteArray::new(*actor), ByteArray::new(*user))).collect();
    answer.parts = page.parts;
    Ok(())
}

/// Entries of this stretch (its beginning excluded, its end included) until the page is full; gives the last one reached.
/// Changes in other grids are passed over inside SQLite, by the area that the root lay in then: what has come to an area
/// of the reader's since comes whole with its "enter".
fn entries(
    db: &Connection,
    device: &Device,
    who: &Who,
    (request, brought): (&Request, &BTreeSet<[u8; 32]>),
    stretch: Range<i64>,
    page: &mut Page<'_>,
) -> Result<i64, Failure> {
    let everything = device.cloned || request.state_lost;
    let mut areas: Vec<&str> = who.scopes.codes().collect();
    if areas.len() > MANY_AREAS {
        areas = vec![""];
    }
    let within: String =
        (5..5 + areas.len()).map(|n| format!("area >= ?{n} AND area < ?{n} || '~' OR ")).collect();
    let sql = format!(
        "SELECT seq, kind, root, document, area, other, who, device FROM log WHERE seq > ?1 AND seq <= ?2 \
         AND (kind <> 'change' OR {within}root IN (SELECT root FROM reader WHERE who IN (?3, ?4))) ORDER BY seq"
    );
    let known: [&dyn ToSql; 4] = [&stretch.start, &stretch.end, &who.user, &who.unit];
    let parameters = known.into_iter().chain(areas.iter().map(|area| area as &dyn ToSql));
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query(params_from_iter(parameters))?;
    let mut reached = stretch.start;
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
                if held && !reads_root(db, who, root)? {
                    page.leave(root);
                }
            }
            ("enter", Some(root)) => {
                let from: Option<AreaCode> = row.get::<_, String>(5)?.parse().ok();
                if !from.is_some_and(|area| who.scopes.covers(&area, Tier::Card)) {
                    for header in of_root(db, who, root)? {
                        page.whole(&header)?;
                    }
                }
            }
            ("reader", Some(root)) => {
                let reader: String = row.get(6)?;
                if reader == who.user || !who.unit.is_empty() && reader == who.unit {
                    for header in of_root(db, who, root)? {
                        page.whole(&header)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(stretch.end)
}

/// The hash of the change at this place in the log.
fn hash(db: &Connection, seq: i64) -> Result<[u8; 32], Failure> {
    const HASH: &str = "SELECT hash FROM change WHERE seq = ?1";
    Ok(db.prepare_cached(HASH)?.query_row([seq], |row| row.get(0))?)
}

fn reads_root(db: &Connection, who: &Who, root: [u8; 16]) -> Result<bool, Failure> {
    Ok(readable(db, who, root)?.is_some())
}

fn wanted(db: &Connection, who: &Who, request: &Request, page: &mut Page<'_>) -> Result<(), Failure> {
    for id in request.wanted.iter().take(limits::WANTED) {
        if let Some(header) = readable(db, who, **id)? {
            page.whole(&header)?;
        }
    }
    Ok(())
}

/// Areas and users that changed in this stretch of the log.
fn directory(db: &Connection, from: i64, to: i64, answer: &mut Answer) -> Result<(), Failure> {
    let read = |table: &str| -> Result<Vec<String>, Failure> {
        let mut query = db
            .prepare_cached(&format!("SELECT json FROM {table} WHERE seq > ?1 AND seq <= ?2 ORDER BY seq"))?;
        let rows = query.query_map((from, to), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    answer.areas = read("area")?;
    answer.users = read("user")?;
    Ok(())
}

/// The newest of the older marks that this history knows; the beginning if none.
fn common(db: &Connection, request: &Request) -> Result<Option<(u64, Mark)>, Failure> {
    if request.older.is_empty() {
        return Ok(None);
    }
    let mut older: Vec<(u64, Mark)> = request.older.iter().take(limits::OLDER_MARKS).copied().collect();
    older.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
    for (seq, mark) in older {
        if log::mark(db, number(seq))? == Some(mark) {
            return Ok(Some((seq, mark)));
        }
    }
    Ok(Some((0, Mark::new([0; 8]))))
}

fn scopes_at(db: &Connection, user: [u8; 16], seq: i64) -> Result<Scopes, Failure> {
    let grants: Vec<Grant> = entrusted_at(db, user, seq)?.into_iter().map(|held| held.grant).collect();
    Ok(Scopes::of(&grants))
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn unsigned(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}
