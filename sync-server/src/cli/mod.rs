//! The commands of the office, as `docs/cli.md` has them.

mod args;
mod run;
mod show;

use crate::failure::{Failure, FailureKind};
use crate::surroundings::{Machine, Surroundings};
use args::Arguments;
use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde_json::Value;
use std::ffi::OsString;
use std::process::ExitCode;

/// The whole program.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let json = words.iter().any(|word| word == "--json");
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) if json => return fail(&misuse(&error), true),
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(2);
        }
    };
    let shown = show::Shown::new(json, arguments.lang.as_deref());
    match run::run(&arguments, &Machine, &shown) {
        Ok(code) => code,
        Err(failure) => fail(&failure, json),
    }
}

/// One command from inside a program, with the time and chance that it is given; what `--json` would print.
/// `serve` is not for this: see [`crate::Hub`].
pub fn administer(words: &[&str], surroundings: &dyn Surroundings) -> Result<Value, Failure> {
    let words = std::iter::once("huben-server").chain(words.iter().copied());
    let arguments = Arguments::try_parse_from(words).map_err(|error| misuse(&error))?;
    let shown = show::Shown::kept();
    run::run(&arguments, surroundings, &shown)?;
    Ok(shown.into_kept())
}

fn misuse(error: &clap::Error) -> Failure {
    let field = match (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidSubcommand)) {
        (Some(ContextValue::String(arg)), _) => Some(plain(arg)),
        (Some(ContextValue::Strings(args)), _) => args.first().map(|arg| plain(arg)),
        (_, Some(_)) => Some("command".to_owned()),
        _ => None,
    };
    let text = error.to_string();
    let reason = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
    Failure::new(FailureKind::InvalidInput, field.as_deref(), format!("{reason}; see --help"))
}

/// `--public-url <URL>` as `public_url`.
fn plain(arg: &str) -> String {
    let word = arg.split_whitespace().next().unwrap_or(arg);
    word.trim_start_matches('-').trim_matches(['<', '>', '[', ']', '.']).replace('-', "_").to_lowercase()
}

fn fail(failure: &Failure, json: bool) -> ExitCode {
    if json {
        let error = serde_json::json!({ "error": { "kind": failure.kind.as_str(), "field": failure.field, "reason": failure.reason } });
        eprintln!("{error}");
    } else {
        match &failure.field {
            Some(field) => eprintln!("error: --{}: {}", field.replace('_', "-"), failure.reason),
            None => eprintln!("error: {}", failure.reason),
        }
    }
    ExitCode::from(failure.kind.exit_code())
}
