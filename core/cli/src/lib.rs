//! `huben`: a phone without a screen. Reads a command, calls one method of the engine's field book, prints what
//! came of it: one JSON value for programs, tables and words for people.
//!
//! What the program promises stands in `docs/cli.md`, which a test compares with the options here. The road of
//! a command: `options` (what was typed) → `commands` (one method of the book) → `shell` (what is printed).

mod commands;
mod exit;
mod failure;
mod options;
mod parse;
mod progress;
mod shell;
mod show;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::process::ExitCode;

/// Every command and option, for completions and for the test that compares them with `docs/cli.md`.
pub fn command() -> clap::Command {
    options::Huben::command()
}

/// Runs one command line to its end and gives the exit code of `docs/cli.md`.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let usage = huben_terminal::Usage::of(command(), &arguments);
    let options = match options::Huben::try_parse_from(&arguments) {
        Ok(options) => options,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return huben_terminal::misuse(&usage, &error),
    };
    let shell = shell::Shell::new(&options.common);
    exit::ended(shell.style, &usage, exit::guarded(|| commands::run(&shell, options.command)))
}
