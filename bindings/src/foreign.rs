//! What a shell does for the book: keep its key, tell the time, know the network, hear news.

use crate::DocumentId;
use chrono::{DateTime, FixedOffset, Offset, Utc};
use huben_engine::{Cancellation, Error, Machine, Stage, Surroundings};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Keeps the 256-bit key of the book: Android Keystore, iOS Keychain.
#[uniffi::export(with_foreign)]
pub trait KeyVault: Send + Sync {
    /// The key, 32 bytes; nothing where none was ever kept.
    fn load(&self) -> std::result::Result<Option<Vec<u8>>, VaultError>;
    /// Keeps a new key, durably.
    fn store(&self, key: Vec<u8>) -> std::result::Result<(), VaultError>;
}

/// Why a vault gives no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VaultError {
    /// For now: the phone must be unlocked first.
    #[error("the phone keeps the key of this book under lock; unlock it and try again")]
    Unavailable,
    /// For good: the phone has thrown the key away, and the book with it.
    #[error(
        "the phone has thrown the key of this book away; ask the office for a new invitation. What is at the office comes back with it"
    )]
    Lost,
    /// The vault itself failed.
    #[error("the key vault of this phone failed: {detail}")]
    Failed {
        /// For the makers.
        detail: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for VaultError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        VaultError::Failed { detail: error.reason }
    }
}

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        let reason = error.to_string();
        match error {
            VaultError::Unavailable => Error::Locked { reason },
            VaultError::Lost => Error::SignInAgain { reason },
            VaultError::Failed { .. } => Error::Internal { reason },
        }
    }
}

/// A vault as the engine asks it.
pub(crate) struct Vault(pub Arc<dyn KeyVault>);

impl huben_engine::KeyVault for Vault {
    fn load(&self) -> huben_engine::Result<Option<[u8; 32]>> {
        let key = self.0.load()?.map(<[u8; 32]>::try_from).transpose();
        key.map_err(|_| Error::Internal { reason: "the key vault gave something else than 32 bytes".into() })
    }

    fn store(&self, key: &[u8; 32]) -> huben_engine::Result<()> {
        Ok(self.0.store(key.to_vec())?)
    }
}

/// The device's clock, however wrong: nothing depends on it but what people read. Asked while the book is held: call
/// nothing of the book.
#[uniffi::export(with_foreign)]
pub trait BookClock: Send + Sync {
    /// Now.
    fn now(&self) -> SystemTime;
    /// The offset from UTC that people live in now.
    fn offset_seconds(&self) -> i32;
}

/// What a shell answers, or nothing where it fails: no fault of a listener makes a call fail whose record is on disk.
pub(crate) fn heard<T>(ask: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(ask)).ok()
}

/// What the book is given from outside.
pub(crate) struct Outside(pub Option<Arc<dyn BookClock>>);

impl Surroundings for Outside {
    fn now(&self) -> DateTime<FixedOffset> {
        let told = self.0.as_ref().and_then(|clock| heard(|| (clock.now(), clock.offset_seconds())));
        let Some((now, offset)) = told else { return Machine.now() };
        crate::values::moment(now, FixedOffset::east_opt(offset).unwrap_or(Utc.fix()))
    }

    fn fill(&self, bytes: &mut [u8]) -> huben_engine::Result<()> {
        Machine.fill(bytes)
    }

    fn pause(&self, how_long: Duration, cancelled: &Cancellation) {
        Machine.pause(how_long, cancelled);
    }
}

/// Knows whether there is a network: asked before a sync run, so that nobody waits for a line that is not there.
#[uniffi::export(with_foreign)]
pub trait Connectivity: Send + Sync {
    /// Is there a network now?
    fn is_online(&self) -> bool;
}

/// Hears of changes, once after each commit, on the thread that wrote. Must return soon, and call nothing of the book.
#[uniffi::export(with_foreign)]
pub trait ChangeListener: Send + Sync {
    /// These records are no longer as they were.
    fn changed(&self, records: Vec<DocumentId>);
}

/// Hears how a long call gets on, on the thread of that call and while it holds the book: hand over and return, and call
/// nothing of the book.
#[uniffi::export(with_foreign)]
pub trait ProgressListener: Send + Sync {
    /// `done` of `total` (where it is known) at this stage.
    fn progressed(&self, stage: ProgressStage, done: i32, total: Option<i32>);
}

/// What a long call is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ProgressStage {
    /// Sending this device's work.
    Sending,
    /// Fetching what others did.
    Fetching,
    /// Reading a ledger.
    Reading,
    /// Writing records.
    Writing,
}

/// Progress as the engine tells it.
pub(crate) struct Told(pub Option<Arc<dyn ProgressListener>>);

impl huben_engine::Progress for Told {
    fn at(&self, stage: Stage, done: u64, total: Option<u64>) {
        let Some(listener) = &self.0 else { return };
        let stage = match stage {
            Stage::Sending => ProgressStage::Sending,
            Stage::Fetching => ProgressStage::Fetching,
            Stage::Reading => ProgressStage::Reading,
            Stage::Writing => ProgressStage::Writing,
        };
        heard(|| listener.progressed(stage, crate::values::count(done), total.map(crate::values::count)));
    }
}
