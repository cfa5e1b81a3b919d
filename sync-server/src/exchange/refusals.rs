//! What was refused stays refused: an old request that arrives late brings nothing back.

use super::judge::{Incoming, actor_user};
use super::sender::Sender;
use crate::failure::Failure;
use huben_sync::Verdict;
use rusqlite::{Connection, OptionalExtension, params};

/// As long as a request could wander about: 30 days, in milliseconds.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// What was said of this chunk before.
pub(super) fn before(db: &Connection, incoming: &Incoming<'_>) -> Result<Option<Verdict>, Failure> {
    const SAID: &str = "SELECT code, path, reason FROM refused WHERE document = ?1 AND hash = ?2";
    let read = |row: &rusqlite::Row| {
        Ok(Verdict::Refused { code: row.get(0)?, path: row.get(1)?, reason: row.get(2)? })
    };
    let key = params![incoming.document, incoming.chunk.hash().0];
    Ok(db.prepare_cached(SAID)?.query_row(key, read).optional()?)
}

/// Remembers what its own author was told. What somebody else brought in their name is not theirs to lose, and a device
/// that has too much waiting may try again.
pub(super) fn remember(
    db: &Connection,
    sender: &Sender<'_>,
    incoming: &Incoming<'_>,
    (code, path, reason): (&str, &str, &str),
) -> Result<(), Failure> {
    if code == "full" || actor_user(db, incoming.chunk.actor())? != Some(sender.user) {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM refused WHERE at_ms < ?1")?.execute([sender.now_ms - KEPT_MS])?;
    db.prepare_cached(
        "INSERT OR IGNORE INTO refused (document, hash, code, path, reason, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![incoming.document, incoming.chunk.hash().0, code, path, reason, sender.now_ms])?;
    Ok(())
}
