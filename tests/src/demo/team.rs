//! The people with their devices, and what each of them has done so far.

use serde_json::Value;

use super::cast::Who;
use crate::phone::Phone;

/// One person of the story.
pub struct Member {
    /// Who it is.
    pub who: Who,
    /// Their device.
    pub phone: Phone,
    /// What their syncs came to.
    pub syncs: Syncs,
}

/// Sums over the results of `sync`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Syncs {
    /// Calls of `sync`, the interrupted ones too.
    pub attempts: u64,
    /// HTTP requests.
    pub round_trips: u64,
    /// Changes handed over.
    pub sent: u64,
    /// Changes fetched.
    pub received: u64,
    /// Bytes to the office.
    pub bytes_up: u64,
    /// Bytes from the office.
    pub bytes_down: u64,
    /// Time it took.
    pub elapsed_ms: u64,
}

impl Syncs {
    /// Adds the result of one call.
    pub fn add(&mut self, result: &Value) {
        let number = |name: &str| result[name].as_u64().unwrap_or_default();
        self.attempts += 1;
        self.round_trips += number("round_trips");
        self.sent += number("sent");
        self.received += number("received");
        self.bytes_up += number("bytes_up");
        self.bytes_down += number("bytes_down");
        self.elapsed_ms += number("elapsed_ms");
    }

    /// Adds other sums.
    pub fn plus(mut self, other: Syncs) -> Syncs {
        self.attempts += other.attempts;
        self.round_trips += other.round_trips;
        self.sent += other.sent;
        self.received += other.received;
        self.bytes_up += other.bytes_up;
        self.bytes_down += other.bytes_down;
        self.elapsed_ms += other.elapsed_ms;
        self
    }
}

impl Member {
    /// `sync`, which must finish at once; gives its sums.
    #[track_caller]
    pub fn sync(&mut self) -> Syncs {
        let mut sums = Syncs::default();
        sums.add(&self.phone.sync());
        self.syncs = self.syncs.plus(sums);
        sums
    }
}
