//! The commands of the office, as `docs/cli.md` has them.

mod args;
mod lang;
mod run;
mod show;
mod usage;

use crate::failure::Failure;
use crate::surroundings::{Machine, Surroundings};
use args::Arguments;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use lang::Lang;
use serde_json::Value;
use std::cell::RefCell;
use std::ffi::OsString;
use std::process::ExitCode;
use usage::Usage;

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
    let lang = arguments.lang.unwrap_or_else(Lang::of_the_terminal);
    let shown = show::Shown { json: arguments.json, lang, out: &show::print };
    let Err(failure) = run::run(&arguments, &Machine, &shown) else { return ExitCode::SUCCESS };
    let told = if shown.json { for_programs(&failure) } else { for_people(lang, &usage, &failure) };
    eprintln!("{told}");
    ExitCode::from(failure.kind.exit_code())
}

/// One command from inside a program, with the time and chance that it is given: what `--json` would print. `serve` is
/// not for this: see [`crate::Hub`].
pub fn administer(words: &[&str], surroundings: &dyn Surroundings) -> Result<Value, Failure> {
    let words: Vec<OsString> =
        std::iter::once("huben-server").chain(words.iter().copied()).map(Into::into).collect();
    let arguments =
        Arguments::try_parse_from(&words).map_err(|error| Usage::of(command(), &words).failure(&error))?;
    let said = RefCell::new(String::new());
    let out = |text: &str| drop(said.replace(text.to_owned()));
    run::run(&arguments, surroundings, &show::Shown { json: true, lang: Lang::En, out: &out })?;
    serde_json::from_str(&said.take()).map_err(|error| Failure::internal(error.to_string()))
}

/// A command line that cannot be understood. How to tell it is read by hand, because the options are not known yet.
fn misuse(usage: &Usage, error: &clap::Error) -> ExitCode {
    let lang = match usage.value("--lang") {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => Lang::of_the_terminal(),
    };
    match lang {
        _ if usage.has("--json") => eprintln!("{}", for_programs(&usage.failure(error))),
        Lang::Zh => eprintln!("{}", usage.in_chinese(error)),
        Lang::En => drop(error.print()),
    }
    ExitCode::from(2)
}

fn for_programs(failure: &Failure) -> String {
    let Failure { kind, field, reason } = failure;
    serde_json::json!({ "error": { "kind": kind.as_str(), "field": field, "reason": reason } }).to_string()
}

fn for_people(lang: Lang, usage: &Usage, failure: &Failure) -> String {
    let reason = lang.reason(&failure.reason);
    let (word, colon) = (lang.pick("错误", "error"), lang.pick("：", ": "));
    match &failure.field {
        Some(field) => format!("{word}{colon}{}{colon}{reason}", usage.spelled(field)),
        None => format!("{word}{colon}{reason}"),
    }
}
