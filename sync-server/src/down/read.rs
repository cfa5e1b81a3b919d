//! Reads what an answer brings, after the upward half is committed.

use super::entries::{self, Stretch};
use super::fill::fill;
use super::page::{Page, readable};
use super::scopes::{Scopes, Who};
use crate::devices::{self, Device};
use crate::directory::{entrusted_at, entrusted_now, read_user};
use crate::exchange::Up;
use crate::failure::Failure;
use crate::log;
use crate::store;
use huben_domain::{Grant, UserId};
use huben_sync::{
    Answer, Cursor, Fill, Mark, Plan, Request, SCHEMA, Standing, VERSION, Verdict, limits, plan,
};
use rusqlite::Connection;
use serde_bytes::ByteArray;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

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
            None => store::open_again(&self.dir)?,
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
    // Nothing is taken away before everything that is unsent is judged.
    let later = answer.verdicts.iter().any(|(_, verdict)| matches!(verdict, Verdict::Later));
    let decided = plan(&request.cursor, request.more_up || later, mark_known, gained, unsigned(head));
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
            let stretch = Stretch::from(from, until);
            let to = entries::read(db, device, &who, (request, brought), stretch, &mut page)?;
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
