//! What a book is given from outside: the clock, chance, patience. Asked for here and nowhere below.

use crate::{Cancellation, Error, Result};
use chrono::{DateTime, FixedOffset, Local};
use std::time::Duration;

/// The device's clock and source of chance: the machine's, or a simulation's.
pub trait Surroundings: Send + Sync {
    /// Now, with the offset people live in; however wrong, nothing depends on it but what people read.
    fn now(&self) -> DateTime<FixedOffset>;

    /// Fills `bytes` with chance that nobody can foresee.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;

    /// Waits before something is tried again, unless somebody cancels it.
    fn pause(&self, how_long: Duration, cancelled: &Cancellation);

    /// Is this fault planted? Never on a real device: only a simulation plants faults, to show that it finds them.
    fn planted(&self, _fault: Fault) -> bool {
        false
    }
}

/// A fault that a simulation plants, to show that its invariants bite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The cursor is stored before the entries that it claims.
    CursorFirst,
    /// A root that has to go is not let go of.
    DroppedLeave,
    /// A verdict is stored for the chunk beside the one it is about.
    WrongChunk,
    /// An intent is replayed at today's heads, not at those it was made on.
    WrongHeads,
    /// After a fork the old actor goes on writing.
    ActorReused,
    /// A root is purged while work on it still waits for a verdict.
    EarlyPurge,
}

/// This machine's clock and the operating system's chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct Machine;

impl Surroundings for Machine {
    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(Error::internal)
    }

    fn pause(&self, how_long: Duration, cancelled: &Cancellation) {
        cancelled.wait(how_long);
    }
}

/// `N` bytes of chance.
pub(crate) fn random<const N: usize>(surroundings: &dyn Surroundings) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    surroundings.fill(&mut bytes)?;
    Ok(bytes)
}

/// Milliseconds of the Unix epoch for an id; a clock before 1970 counts as 1970.
pub(crate) fn id_ms(now: DateTime<FixedOffset>) -> u64 {
    u64::try_from(now.timestamp_millis()).unwrap_or(0)
}
