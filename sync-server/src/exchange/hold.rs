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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sender::EFFORT;
    use crate::{Machine, administer, store};
    use huben_documents::{Act, Chunk, Document, Intent, Kind, Value, as_sent};
    use huben_sync::{Offer, Standing};
    use serde_bytes::ByteArray;
    use std::cell::{Cell, OnceCell};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    fn offer(nth: u8) -> (Offer, Chunk) {
        let mut document = Document::new(&Kind::Visit).unwrap();
        let intent = Intent::new(Act::RecordVisit).field("text", Value::text("身体很好"));
        let bytes = document.write(&intent, [nth; 16], 1_764_000_000).unwrap().unwrap().bytes;
        let chunk = Chunk::parse(&bytes).unwrap();
        let (document, kind, bytes) = (ByteArray::new([nth; 16]), "visit".into(), as_sent(&bytes).to_vec());
        (Offer { document, kind, root: None, epoch: 0, others: false, bytes }, chunk)
    }

    #[test]
    fn what_a_device_has_waiting_is_counted_once_a_request() {
        let directory = tempfile::tempdir().unwrap();
        let data = directory.path().join("office");
        let words =
            ["init", "--name", "振兴路社区", "--area", "321181001025", "--data", data.to_str().unwrap()];
        administer(&words, &Machine).unwrap();
        let mut db = store::open(&data).unwrap();
        db.execute_batch(
            "INSERT INTO held (id, document, hash, kind, root, epoch, bytes, device, reason, received_at_ms)
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000)
             SELECT randomblob(16), randomblob(16), randomblob(32), 'visit', randomblob(16), 0, x'00', zeroblob(16), '', 0 FROM n",
        )
        .unwrap();
        let sender = Sender {
            surroundings: &Machine,
            device: [0; 16],
            user: [0; 16],
            standing: Standing::Active,
            cursor: 0,
            late: false,
            grace_ms: 0,
            now_ms: 0,
            waiting: Cell::new(None),
            effort: Cell::new(EFFORT),
            trust: OnceCell::new(),
        };
        let steps = Arc::new(AtomicU64::new(0));
        let count = steps.clone();
        let counted = move || {
            count.fetch_add(1, Ordering::Relaxed);
            false
        };
        db.progress_handler(1, Some(counted)).unwrap();
        let held = |nth| {
            let (offer, chunk) = offer(nth);
            hold(&db, &Incoming::of(&offer, chunk), &sender, "waits").unwrap();
            steps.swap(0, Ordering::Relaxed)
        };
        let (first, second) = (held(1), held(2));
        assert!(first > 5_000 && second < 500, "{first} steps of SQLite, then {second}");
    }
}
