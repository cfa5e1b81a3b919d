//! Work that waits for a person: listed, taken, dropped.

use crate::directory::read_user;
use crate::exchange::{accept_held, words_of};
use crate::failure::Failure;
use crate::log::Log;
use crate::surroundings::{Surroundings, rfc3339};
use huben_domain::{DeviceId, DocumentId, IntentId, UserId};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};

/// A held row.
pub(crate) struct Held {
    pub(crate) id: [u8; 16],
    pub(crate) document: [u8; 16],
    pub(crate) hash: [u8; 32],
    pub(crate) kind: String,
    pub(crate) root: [u8; 16],
    pub(crate) epoch: u32,
    pub(crate) bytes: Vec<u8>,
    pub(crate) user: Option<[u8; 16]>,
    pub(crate) device: [u8; 16],
    pub(crate) reason: String,
    pub(crate) received_at_ms: i64,
}

const COLUMNS: &str = "id, document, hash, kind, root, epoch, bytes, user, device, reason, received_at_ms";

fn from_row(row: &rusqlite::Row) -> rusqlite::Result<Held> {
    Ok(Held {
        id: row.get(0)?,
        document: row.get(1)?,
        hash: row.get(2)?,
        kind: row.get(3)?,
        root: row.get(4)?,
        epoch: row.get(5)?,
        bytes: row.get(6)?,
        user: row.get(7)?,
        device: row.get(8)?,
        reason: row.get(9)?,
        received_at_ms: row.get(10)?,
    })
}

/// Everything held, the oldest first, each with its author and text.
pub(crate) fn list(db: &Connection) -> Result<Vec<Value>, Failure> {
    let mut query = db.prepare(&format!("SELECT {COLUMNS} FROM held ORDER BY received_at_ms, id"))?;
    let rows: Vec<Held> = query.query_map([], from_row)?.collect::<Result<_, _>>()?;
    rows.iter().map(|held| shown(db, held)).collect()
}

fn shown(db: &Connection, held: &Held) -> Result<Value, Failure> {
    let user = held.user.map(UserId::from_bytes);
    let name = user.and_then(|id| read_user(db, id).ok()).map(|user| user.name);
    Ok(json!({
        "id": IntentId::from_bytes(held.id).to_string(),
        "record": DocumentId::from_bytes(held.document).to_string(),
        "kind": held.kind,
        "by": user.map(|id| json!({ "id": id.to_string(), "name": name })),
        "device": DeviceId::from_bytes(held.device).to_string(),
        "reason": held.reason,
        "text": words_of(&held.bytes),
        "received_at": rfc3339(held.received_at_ms),
    }))
}

/// Takes it: a person has decided, so rights are not asked for again; its bytes must still fit the record.
pub(crate) fn accept(db: &mut Connection, surroundings: &dyn Surroundings, id: &str) -> Result<(), Failure> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let held = find(&transaction, id)?;
    let mut log = Log::of(&transaction, surroundings)?;
    accept_held(&transaction, &mut log, &held)?;
    decide(&transaction, &held, "accepted", surroundings.now_ms())?;
    Ok(transaction.commit()?)
}

/// Drops it: its author is told.
pub(crate) fn drop_held(
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    id: &str,
) -> Result<(), Failure> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let held = find(&transaction, id)?;
    decide(&transaction, &held, "dropped", surroundings.now_ms())?;
    Ok(transaction.commit()?)
}

fn find(db: &Connection, id: &str) -> Result<Held, Failure> {
    let id: IntentId = id.parse()?;
    let held = db.query_row(&format!("SELECT {COLUMNS} FROM held WHERE id = ?1"), [id.to_bytes()], from_row);
    held.optional()?
        .ok_or_else(|| Failure::not_found("id", "nothing held under this id; see `huben-server held list`"))
}

fn decide(db: &Connection, held: &Held, decided: &str, now_ms: i64) -> Result<(), Failure> {
    db.execute("DELETE FROM held WHERE id = ?1", [held.id])?;
    db.execute(
        "INSERT OR REPLACE INTO decision (document, hash, decided, at_ms) VALUES (?1, ?2, ?3, ?4)",
        params![held.document, held.hash, decided, now_ms],
    )?;
    Ok(())
}
