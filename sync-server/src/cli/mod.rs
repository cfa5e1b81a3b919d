//! The commands of the office, as `docs/cli.md` has them.

mod args;
mod run;
mod show;

use crate::failure::{Failure, FailureKind};
use crate::surroundings::{Machine, Surroundings};
use args::Arguments;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use huben_terminal::{Complaint, Lang, Usage, complain, misuse};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::process::ExitCode;

/// Every command and option, for completions and for the test that compares them with `docs/cli.md`.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// The whole program.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let usage = Usage::of(command(), &words);
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return misuse(&usage, &error),
    };
    if matches!(arguments.command, args::Command::Serve { .. }) {
        crate::heaps::few();
    }
    let lang = arguments.lang.unwrap_or_else(Lang::of_the_terminal);
    let unwritten = Cell::new(None);
    let out = |text: &str| unwritten.set(huben_terminal::print(text).err().or(unwritten.take()));
    let shown = show::Shown { json: arguments.json, lang, out: &out };
    let done = run::run(&arguments, &Machine, &shown);
    let told = unwritten
        .take()
        .map_or(Ok(()), |error| Err(Failure { reason: huben_terminal::UNWRITTEN.into(), ..error.into() }));
    let Err(failure) = done.and(told) else { return ExitCode::SUCCESS };
    let told = complaint(&failure);
    complain(&if shown.json { told.for_programs() } else { told.for_people(lang, &usage) });
    ExitCode::from(failure.kind.exit_code())
}

/// One command from inside a program, with the time and chance that it is given: what `--json` would print. `serve` is
/// not for this: see [`crate::Hub`].
pub fn administer(words: &[&str], surroundings: &dyn Surroundings) -> Result<Value, Failure> {
    let words: Vec<OsString> =
        std::iter::once("huben-server").chain(words.iter().copied()).map(Into::into).collect();
    let arguments = Arguments::try_parse_from(&words).map_err(|error| {
        let (field, reason) = Usage::of(command(), &words).misunderstood(&error);
        Failure::new(FailureKind::InvalidInput, field.as_deref(), reason)
    })?;
    let said = RefCell::new(String::new());
    let out = |text: &str| drop(said.replace(text.to_owned()));
    run::run(&arguments, surroundings, &show::Shown { json: true, lang: Lang::En, out: &out })?;
    serde_json::from_str(&said.take()).map_err(|error| Failure::internal(error.to_string()))
}

fn complaint(failure: &Failure) -> Complaint<'_> {
    Complaint { kind: failure.kind.as_str(), field: failure.field.as_deref(), reason: &failure.reason }
}
