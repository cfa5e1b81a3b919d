//! One device: a real encrypted book in a directory of its own, enrolled at the office.

use crate::Result;
use crate::time::TellableClock;
use huben_engine::{FieldBook, KeyFile, Silent, SyncReport, SyncRun};
use std::path::Path;
use std::sync::Arc;

/// A book and its clock.
pub struct Device {
    /// The book.
    pub book: FieldBook,
    /// What the book takes the time from.
    pub clock: Arc<TellableClock>,
}

impl Device {
    /// Enrols into a new directory. The book is empty until the first sync.
    pub fn enrol(directory: &Path, invitation: &str) -> Result<Self> {
        let clock = Arc::new(TellableClock::default());
        let vault = Arc::new(KeyFile::in_directory(directory));
        let book = FieldBook::enrol(directory, vault, clock.clone(), invitation)?;
        Ok(Self { book, clock })
    }

    /// Exchanges everything; anything less is an error, and so is work that the office did not take.
    pub fn sync(&self) -> Result<SyncReport> {
        let (report, done) = self.book.sync(&SyncRun::new(Arc::new(Silent)));
        done?;
        match (report.refused, report.held) {
            (0, 0) => Ok(report),
            _ => Err(format!("the office did not take everything: {report:?}").into()),
        }
    }
}
