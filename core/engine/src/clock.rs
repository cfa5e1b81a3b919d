//! Time and chance: asked for here and nowhere below.

use chrono::{DateTime, FixedOffset, Local};

/// Tells the time, with the offset people live in.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<FixedOffset>;
}

/// The device's own clock, however wrong: nothing depends on it but what people read.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset()
    }
}

/// `N` random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> crate::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(crate::Error::internal)?;
    Ok(bytes)
}

/// Milliseconds of the Unix epoch for an id; a clock before 1970 counts as 1970.
pub(crate) fn id_ms(now: DateTime<FixedOffset>) -> u64 {
    u64::try_from(now.timestamp_millis()).unwrap_or(0)
}
