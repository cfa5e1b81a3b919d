//! Enrolment and sync.

use crate::failure::Result;
use crate::shell::Shell;
use crate::show;
use huben_engine::{FieldBook, SyncReport, SyncRun};
use std::time::Duration;

/// `huben enrol INVITATION`: the book is made, then fetched. A fetch that is cut leaves a book that `sync` completes.
pub fn enrol(shell: &Shell, invitation: &str) -> Result<()> {
    let book = shell.enrol(invitation)?;
    let (_, fetched) = run(shell, &book);
    let told = shell.give(&book.me()?, show::me);
    fetched?;
    told
}

/// `huben sync [--watch]`
pub fn sync(shell: &Shell, watch: bool, every_seconds: u64) -> Result<()> {
    let book = shell.book()?;
    loop {
        let (report, result) = run(shell, &book);
        let told = shell.give(&report, show::sync);
        match result {
            Err(error)
                if !watch
                    || !matches!(
                        error,
                        huben_engine::Error::Offline { .. } | huben_engine::Error::Locked { .. }
                    ) =>
            {
                return Err(error.into());
            }
            Ok(()) if !watch => return told,
            _ => told?,
        }
        std::thread::sleep(Duration::from_secs(every_seconds.max(1)));
    }
}

fn run(shell: &Shell, book: &FieldBook) -> (SyncReport, huben_engine::Result<()>) {
    book.sync(&SyncRun::new(shell.bar()))
}
