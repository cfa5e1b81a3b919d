//! Sync: one run, and when to run next.

use crate::foreign::{Told, heard};
use crate::values::{count, long};
use crate::{Book, BookError, Connectivity, ProgressListener, Result};
use huben_engine as engine;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// One run of exchanges with the office, until everything is exchanged, the line gives out, or somebody cancels.
#[derive(uniffi::Object)]
pub struct SyncRun {
    book: Arc<Book>,
    connectivity: Option<Arc<dyn Connectivity>>,
    run: engine::SyncRun,
    outcome: Mutex<Option<SyncOutcome>>,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncOutcome {
    /// Everything was exchanged.
    pub complete: bool,
    /// Changes of ours that are now at the office.
    pub sent: i32,
    /// Changes of others that are now here.
    pub received: i32,
    /// Changes of ours that were not taken: see `attention`.
    pub refused: i32,
    /// Changes of ours that wait at the office for a person.
    pub held: i32,
    /// HTTP requests.
    pub round_trips: i32,
    /// Bytes sent.
    pub bytes_up: i64,
    /// Bytes fetched.
    pub bytes_down: i64,
    /// How long it took.
    pub elapsed_ms: i64,
    /// Why it is not complete.
    pub failure: Option<BookError>,
}

/// Who waits for what others did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum WhoWaits {
    /// Nobody: the screen is dark and no notices are shown.
    Nobody,
    /// Somebody wants to be told of what is dispatched to them.
    Notices,
    /// Somebody looks at the screen.
    Screen,
}

/// When to sync next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct SyncAdvice {
    /// So long from now, once there is a network; nothing: not before something changes.
    pub after: Option<Duration>,
    /// Why.
    pub why: SyncReason,
}

/// Why a device should sync, or why it should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SyncReason {
    /// Work about an urgent issue is unsent.
    Urgent,
    /// A run broke off while there was more to fetch.
    Unfinished,
    /// Many changes are unsent.
    Full,
    /// Work gathers for a while.
    Gathering,
    /// Somebody waits for news.
    News,
    /// The office did not answer; the pause grows.
    BackingOff,
    /// Nothing to send, and nobody waits.
    Nothing,
    /// A person must sign in again or update first.
    Person,
}

#[uniffi::export]
impl SyncRun {
    /// A run of this book; whoever holds it may cancel it from any thread.
    #[uniffi::constructor(default(connectivity = None, progress = None))]
    pub fn new(
        book: Arc<Book>,
        connectivity: Option<Arc<dyn Connectivity>>,
        progress: Option<Arc<dyn ProgressListener>>,
    ) -> Arc<Self> {
        let run = engine::SyncRun::new(Arc::new(Told(progress)));
        Arc::new(Self { book, connectivity, run, outcome: Mutex::new(None) })
    }

    /// Runs to the end, which is told however it came about: nothing is thrown. Recording goes on meanwhile.
    pub fn start(&self) -> SyncOutcome {
        let outcome = match &self.connectivity {
            Some(network) if heard(|| network.is_online()) == Some(false) => SyncOutcome::without_network(),
            _ => SyncOutcome::from(self.book.engine.sync(&self.run)),
        };
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome.clone());
        outcome
    }

    /// Ends the run at once and for good, from any thread; nothing is lost. What was cancelled before it began ends as it
    /// begins, so that a run is started once.
    pub fn cancel(&self) {
        self.run.cancel();
    }

    /// What `start` came to; nothing before its end.
    pub fn outcome(&self) -> Option<SyncOutcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[uniffi::export]
impl Book {
    /// When to sync next: ask after each record, after each run, when the screen opens or goes dark, and when a network
    /// is found again. Keep one job and move it to what is said.
    pub fn sync_advice(&self, who: WhoWaits, network_is_back: bool) -> Result<SyncAdvice> {
        Ok(self.engine.sync_advice(who.into(), network_is_back)?.into())
    }
}

impl SyncOutcome {
    fn without_network() -> Self {
        let reason = "there is no network; everything is kept, try again when there is one";
        (engine::SyncReport::default(), Err(engine::Error::Offline { reason: reason.into() })).into()
    }
}

impl From<(engine::SyncReport, engine::Result<()>)> for SyncOutcome {
    fn from((report, result): (engine::SyncReport, engine::Result<()>)) -> Self {
        Self {
            complete: report.complete,
            sent: count(report.sent),
            received: count(report.received),
            refused: count(report.refused),
            held: count(report.held),
            round_trips: count(report.round_trips),
            bytes_up: long(report.bytes_up),
            bytes_down: long(report.bytes_down),
            elapsed_ms: long(report.elapsed_ms),
            failure: result.err().map(BookError::from),
        }
    }
}

impl From<WhoWaits> for engine::Waits {
    fn from(who: WhoWaits) -> Self {
        match who {
            WhoWaits::Nobody => engine::Waits::Nobody,
            WhoWaits::Notices => engine::Waits::Notices,
            WhoWaits::Screen => engine::Waits::Screen,
        }
    }
}

impl From<engine::Advice> for SyncAdvice {
    fn from(advice: engine::Advice) -> Self {
        let why = match advice.why {
            engine::Why::Urgent => SyncReason::Urgent,
            engine::Why::Unfinished => SyncReason::Unfinished,
            engine::Why::Full => SyncReason::Full,
            engine::Why::Gathering => SyncReason::Gathering,
            engine::Why::News => SyncReason::News,
            engine::Why::BackingOff => SyncReason::BackingOff,
            engine::Why::Nothing => SyncReason::Nothing,
            engine::Why::Person => SyncReason::Person,
        };
        Self { after: advice.after, why }
    }
}
