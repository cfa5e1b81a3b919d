//! The device's half: how large the next request and page may be, and whether to go on.

use crate::{Answer, Standing, limits};

/// What to do after an answer or a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another request at once.
    Exchange,
    /// Try again after this many milliseconds.
    Retry {
        /// Milliseconds to wait; the driver adds chance.
        after_ms: u64,
    },
    /// Everything is exchanged.
    Done,
    /// The network is not good enough now, or the office brings nothing new; nothing is lost.
    GiveUp,
}

/// One sync run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    up_bytes: usize,
    page_bytes: usize,
    page_ceiling: usize,
    failures: u32,
    idle: u32,
}

/// Failures in a row before a run gives up.
pub(crate) const PATIENCE: u32 = 4;
/// Answers in a row that ask for more and bring nothing; finding common ground and making a document anew take some.
const STANDSTILL: u32 = 16;

impl Default for Session {
    fn default() -> Self {
        Self {
            up_bytes: limits::REQUEST_START_BYTES,
            page_bytes: limits::PAGE_BYTES,
            page_ceiling: limits::PAGE_BYTES,
            failures: 0,
            idle: 0,
        }
    }
}

impl Session {
    /// Bytes of chunks that the next request may carry, before compression (which only makes it smaller).
    pub fn up_bytes(&self) -> usize {
        self.up_bytes
    }

    /// Bytes that the next answer's page may have, before compression.
    pub fn page_bytes(&self) -> usize {
        self.page_bytes
    }

    /// After a verified answer. `unsent`: work that has had no verdict yet, or that was recorded meanwhile. `moved`: the
    /// answer brought the run on. An office that is broken may ask for more for ever.
    pub fn answered(&mut self, answer: &Answer, unsent: bool, moved: bool) -> Next {
        self.failures = 0;
        self.idle = if moved { 0 } else { self.idle + 1 };
        self.up_bytes = (self.up_bytes * 2).min(limits::REQUEST_MAX_RAW_BYTES);
        self.page_bytes = (self.page_bytes * 2).min(self.page_ceiling);
        // What others did comes only once everything is judged, even where nothing is left to send.
        let only_judged = answer.standing == Standing::Active && answer.cursor.is_none();
        match unsent || answer.more || answer.unknown_cursor || only_judged {
            true if self.idle >= STANDSTILL => Next::GiveUp,
            true => Next::Exchange,
            false => Next::Done,
        }
    }

    /// After anything but a verified answer. What did not come through is asked for in smaller pieces, and pages
    /// stay small for the rest of the run: a line that cuts once cuts again. Pages begin large and shrink faster.
    pub fn failed(&mut self) -> Next {
        self.failures += 1;
        self.up_bytes = (self.up_bytes / 2).max(1024);
        self.page_bytes = (self.page_bytes / 4).max(limits::PAGE_MIN_BYTES);
        self.page_ceiling = self.page_bytes;
        match self.failures {
            failures if failures >= PATIENCE => Next::GiveUp,
            failures => Next::Retry { after_ms: 100 << failures },
        }
    }
}
