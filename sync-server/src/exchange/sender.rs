//! Who sends a request, what they may, and what it may cost.

use crate::directory::{Entrusted, entrusted_at, entrusted_now, read_user};
use crate::failure::Failure;
use crate::surroundings::Surroundings;
use huben_domain::{Grant, User, UserId};
use huben_sync::Standing;
use rusqlite::Connection;
use std::cell::{Cell, OnceCell};

/// Who sends, and what they could know.
pub(super) struct Sender<'a> {
    pub(super) surroundings: &'a dyn Surroundings,
    pub(super) device: [u8; 16],
    pub(super) user: [u8; 16],
    pub(super) standing: Standing,
    /// The device's cursor, or 0 when it names another history.
    pub(super) cursor: i64,
    /// The very same request was here before, or one that was sent after it.
    pub(super) late: bool,
    pub(super) grace_ms: i64,
    pub(super) now_ms: i64,
    /// How much of this device is held, once it has been counted: twenty thousand rows are not counted for each chunk.
    pub(super) waiting: Cell<Option<i64>>,
    /// What is left of [`EFFORT`].
    pub(super) effort: Cell<u64>,
    /// Read when the first chunk asks for it; nobody else writes meanwhile.
    pub(super) trust: OnceCell<Trust>,
}

/// What the sender was and is entrusted with.
pub(super) struct Trust {
    pub(super) user: User,
    /// As of the device's cursor.
    pub(super) then: Vec<Entrusted>,
    /// As of today.
    pub(super) now: Vec<Grant>,
}

impl Sender<'_> {
    /// So much of the effort is spent.
    pub(super) fn spend(&self, cost: u64) {
        self.effort.set(self.effort.get().saturating_sub(cost));
    }

    /// What they are entrusted with: the same for all that one request brings.
    pub(super) fn trust(&self, db: &Connection) -> Result<&Trust, Failure> {
        if let Some(known) = self.trust.get() {
            return Ok(known);
        }
        let trust = Trust {
            user: read_user(db, UserId::from_bytes(self.user))?,
            then: entrusted_at(db, self.user, self.cursor)?,
            now: entrusted_now(db, self.user)?,
        };
        Ok(self.trust.get_or_init(|| trust))
    }
}

/// What one request may cost the office, so that it does not keep the others waiting: each chunk costs as many units
/// as its document has operations, for the trial goes through them all, and [`CHUNK`] beside. Counted, not timed: the same
/// request is judged the same on every machine. The largest request of a phone (56 kB of chunks) costs half.
pub(super) const EFFORT: u64 = 100_000;
/// What a chunk costs whatever becomes of it, measured in operations of a long document.
pub(super) const CHUNK: u64 = 100;
