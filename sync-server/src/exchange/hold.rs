//! Work kept for a person to decide: durable, unmerged.

use super::judge::{Incoming, actor_user, refused};
use super::sender::Sender;
use crate::failure::Failure;
use crate::surroundings::{Fault, id_seed};
use huben_domain::IntentId;
use huben_sync::Verdict;
use rusqlite::{Connection, OptionalExtension, params};

/// What is known of a chunk that was held before. An author in good standing who sends what a colleague's phone had
/// offered is judged like anybody: then it is here from the best source.
pub(super) fn before(
    db: &Connection,
    incoming: &Incoming<'_>,
    sender: &Sender<'_>,
) -> Result<Option<Verdict>, Failure> {
    let key = params![incoming.document, incoming.chunk.hash().0];
    const HELD: &str = "SELECT reason, device FROM held WHERE document = ?1 AND hash = ?2";
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
    let held: Option<(String, [u8; 16])> = db.prepare_cached(HELD)?.query_row(key, read).optional()?;
    if let Some((reason, device)) = held {
        let another = device != sender.device && sender.standing == huben_sync::Standing::Active;
        if incoming.offer.others || !another {
            return Ok(Some(Verdict::Held { reason }));
        }
    }
    const DROPPED: &str = "SELECT 1 FROM decision WHERE document = ?1 AND hash = ?2 AND decided = 'dropped'";
    let gone = db.prepare_cached(DROPPED)?.exists(key)? && !sender.surroundings.planted(Fault::Resurrection);
    Ok(gone.then(dropped))
}

/// That this chunk waits for a person, if it does.
pub(super) fn waits(db: &Connection, incoming: &Incoming<'_>) -> Result<Option<Verdict>, Failure> {
    let mut query = db.prepare_cached("SELECT reason FROM held WHERE document = ?1 AND hash = ?2")?;
    let read = |row: &rusqlite::Row| Ok(Verdict::Held { reason: row.get(0)? });
    Ok(query.query_row(params![incoming.document, incoming.chunk.hash().0], read).optional()?)
}

/// The office decided against it.
pub(crate) fn dropped() -> Verdict {
    Verdict::Refused {
        code: "dropped".to_owned(),
        path: String::new(),
        reason: "the office looked at it and did not take it".to_owned(),
    }
}

/// What one device may have waiting; a phone of today records a tenth of that in a year.
const MOST: i64 = 20_000;

/// Keeps a chunk.
pub(super) fn hold(
    db: &Connection,
    incoming: &Incoming<'_>,
    sender: &Sender<'_>,
    reason: &str,
) -> Result<Verdict, Failure> {
    let waiting: i64 = match sender.waiting.get() {
        Some(counted) => counted,
        None => db
            .prepare_cached("SELECT COUNT(*) FROM held WHERE device = ?1")?
            .query_row([sender.device], |row| row.get(0))?,
    };
    sender.waiting.set(Some(waiting + 1));
    if waiting >= MOST {
        return Ok(refused(
            "full",
            "too much of this device waits at the office; ask the office to go through it",
        ));
    }
    let user = actor_user(db, incoming.chunk.actor())?;
    let (unix_ms, random) = id_seed(sender.surroundings)?;
    db.prepare_cached(
        "INSERT OR IGNORE INTO held (id, document, hash, kind, root, epoch, bytes, user, device, reason, received_at_ms) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        IntentId::new(unix_ms, random).to_bytes(),
        incoming.document,
        incoming.chunk.hash().0,
        incoming.kind.as_str(),
        incoming.root,
        incoming.epoch,
        incoming.chunk.bytes(),
        user,
        sender.device,
        reason,
        sender.now_ms
    ])?;
    Ok(Verdict::Held { reason: reason.to_owned() })
}
