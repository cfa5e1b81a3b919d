//! The end of a command: the error as people or programs read it, and the exit code.

use crate::failure::{Failure, Result};
use crate::lang::Lang;
use crate::output;
use crate::shell::Style;
use crate::usage::Usage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Tells a failure, if it is one, and gives the exit code.
pub fn ended(style: Style, usage: &Usage, result: Result<()>) -> ExitCode {
    let Err(failure) = result else { return ExitCode::SUCCESS };
    let told = if style.json { for_programs(&failure) } else { for_people(style.lang, usage, &failure) };
    output::complain(&told);
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

/// A command line that cannot be understood. How to tell it is read by hand, because the options are not known yet.
pub fn misuse(usage: &Usage, error: &clap::Error) -> ExitCode {
    let lang = match usage.value("--lang") {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => Lang::of_the_terminal(),
    };
    match lang {
        _ if usage.has("--json") => output::complain(&for_programs(&usage.failure(error))),
        Lang::Zh => output::complain(&usage.in_chinese(error)),
        Lang::En => drop(error.print()),
    }
    ExitCode::from(2)
}

fn for_programs(failure: &Failure) -> String {
    serde_json::json!({ "error": failure }).to_string()
}

fn for_people(lang: Lang, usage: &Usage, failure: &Failure) -> String {
    let reason = lang.reason(&failure.reason);
    let (word, colon) = (lang.pick("错误", "error"), lang.pick("：", ": "));
    match &failure.field {
        Some(field) => format!("{word}{colon}{}{colon}{reason}", usage.spelled(field)),
        None => format!("{word}{colon}{reason}"),
    }
}
