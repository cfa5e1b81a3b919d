//! What the hub is given from outside: the clock and chance. Asked for at the edge, an argument everywhere below.

use crate::failure::Failure;
use std::io;

/// The office's clock and source of chance: the machine's, or a simulation's.
pub trait Surroundings: Send + Sync {
    /// Milliseconds of the Unix epoch, by the office's clock.
    fn now_ms(&self) -> i64;

    /// Fills `bytes` with chance that nobody can foresee.
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()>;

    /// Is this fault planted? Never in a real office: only a simulation plants faults, to show that it finds them.
    fn planted(&self, _fault: Fault) -> bool {
        false
    }
}

/// A fault that a simulation plants, to show that its invariants bite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The receipt goes out before its commit is on disk.
    EarlyReceipt,
    /// The log leaves a number out.
    LogGap,
    /// An old request brings back what a person has dropped.
    Resurrection,
    /// A cursor of another history is taken for one of this.
    MarkUnchecked,
}

/// This machine's clock and the operating system's chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct Machine;

impl Surroundings for Machine {
    fn now_ms(&self) -> i64 {
        chrono::Utc::now().timestamp_millis()
    }

    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        getrandom::fill(bytes).map_err(|_| io::Error::other("the system gives no random bytes"))
    }
}

/// `N` bytes of chance.
pub(crate) fn bytes<const N: usize>(surroundings: &dyn Surroundings) -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    surroundings.fill(&mut bytes)?;
    Ok(bytes)
}

/// The time and ten bytes of chance: what a UUIDv7 is made of.
pub(crate) fn id_seed(surroundings: &dyn Surroundings) -> Result<(u64, [u8; 10]), Failure> {
    Ok((u64::try_from(surroundings.now_ms()).unwrap_or(0), bytes(surroundings)?))
}

/// A moment as programs read it: RFC 3339 with the offset of the office's own clock.
pub(crate) fn rfc3339(at_ms: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    at.with_timezone(&chrono::Local).to_rfc3339_opts(chrono::SecondsFormat::Millis, false)
}
