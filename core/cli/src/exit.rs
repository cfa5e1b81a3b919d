//! The end of a command: the error as people or programs read it, and the exit code.

use crate::failure::{Failure, Result};
use crate::shell::Style;
use huben_terminal::{Usage, complain};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Tells a failure, if it is one, and gives the exit code.
pub fn ended(style: Style, usage: &Usage, result: Result<()>) -> ExitCode {
    let Err(failure) = result else { return ExitCode::SUCCESS };
    let told = failure.complaint();
    complain(&if style.json { told.for_programs() } else { told.for_people(style.lang, usage) });
    ExitCode::from(failure.code())
}

/// Runs a command so that a fault of ours ends like any other failure.
pub fn guarded(command: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        Err(Failure::of(
            "internal",
            "something went wrong inside; everything saved before is safe. Please tell the makers",
        ))
    })
}
