//! The book: made from an invitation or opened, then held for as long as the program lives. Its subjects have a file
//! each.

use crate::foreign::{Outside, Vault, heard};
use crate::{BookClock, ChangeListener, KeyVault, Result};
use huben_engine::{FieldBook, Surroundings};
use std::path::Path;
use std::sync::Arc;

/// One user's field book on this device. Safe to be called from any thread; every method blocks until it is done, and
/// what it wrote is on disk when it returns.
#[derive(uniffi::Object)]
pub struct Book {
    pub(crate) engine: FieldBook,
    pub(crate) outside: Arc<Outside>,
}

#[uniffi::export]
impl Book {
    /// Opens the book in `directory` with the key that `vault` gives. Without a book there: `NotFound`, enrol first.
    /// Without a clock: this machine's.
    #[uniffi::constructor(default(clock = None))]
    pub fn unlock(
        directory: String,
        vault: Arc<dyn KeyVault>,
        clock: Option<Arc<dyn BookClock>>,
    ) -> Result<Arc<Self>> {
        let outside = Arc::new(Outside(clock));
        let engine = FieldBook::open(Path::new(&directory), Arc::new(Vault(vault)), outside.clone())?;
        Ok(Arc::new(Self { engine, outside }))
    }

    /// Makes the book in an absent or empty directory from an invitation (`huben:…`): one request to the office. Sync
    /// next, to fill it. Cut anywhere, the same again goes on from there.
    #[uniffi::constructor(default(clock = None))]
    pub fn enrol(
        directory: String,
        vault: Arc<dyn KeyVault>,
        invitation: String,
        clock: Option<Arc<dyn BookClock>>,
    ) -> Result<Arc<Self>> {
        let outside = Arc::new(Outside(clock));
        let engine =
            FieldBook::enrol(Path::new(&directory), Arc::new(Vault(vault)), outside.clone(), &invitation)?;
        Ok(Arc::new(Self { engine, outside }))
    }

    /// Whom to tell after each commit; one listener, the newest. Nobody: none any more.
    pub fn listen(&self, listener: Option<Arc<dyn ChangeListener>>) {
        self.engine.on_change(Arc::new(move |touched| {
            if let Some(listener) = &listener {
                heard(|| listener.changed(touched.iter().map(|id| (*id).into()).collect()));
            }
        }));
    }
}

/// Is there a book in this directory, whether or not it can be opened? One whose enrolment was cut is none yet.
#[uniffi::export]
pub fn holds_book(directory: String) -> bool {
    FieldBook::is_in(Path::new(&directory))
}

impl Book {
    /// A moment given by a shell, in the offset that people live in.
    pub(crate) fn now(&self) -> chrono::DateTime<chrono::FixedOffset> {
        self.outside.now()
    }

    pub(crate) fn moment(&self, at: std::time::SystemTime) -> chrono::DateTime<chrono::FixedOffset> {
        crate::values::moment(at, *self.outside.now().offset())
    }
}
