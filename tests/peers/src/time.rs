//! A clock that can be told what time it is: the workload says when an issue was reported and when it was dispatched,
//! and the domain takes that from the device's clock.

use crate::Result;
use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use huben_engine::{Machine, Surroundings};
use std::sync::Mutex;

/// The system's clock, unless told otherwise.
#[derive(Debug, Default)]
pub struct TellableClock(Mutex<Option<DateTime<FixedOffset>>>);

impl TellableClock {
    /// It shows `at` while `act` runs.
    pub fn at<T>(&self, at: DateTime<FixedOffset>, act: impl FnOnce() -> T) -> T {
        self.set(Some(at));
        let done = act();
        self.set(None);
        done
    }

    fn set(&self, at: Option<DateTime<FixedOffset>>) {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = at;
    }
}

impl Surroundings for TellableClock {
    fn now(&self) -> DateTime<FixedOffset> {
        let told = *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        told.unwrap_or_else(|| Machine.now())
    }

    fn fill(&self, bytes: &mut [u8]) -> huben_engine::Result<()> {
        Machine.fill(bytes)
    }

    fn pause(&self, how_long: std::time::Duration, cancelled: &huben_engine::Cancellation) {
        Machine.pause(how_long, cancelled);
    }
}

/// A time as the workload writes it: UTC to the second.
pub fn shown(at: DateTime<FixedOffset>) -> String {
    at.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A time of the workload.
pub fn parsed(text: &str) -> Result<DateTime<FixedOffset>> {
    Ok(DateTime::parse_from_rfc3339(text)?)
}
