//! The end of a command that failed: the error as people or programs read it.

use crate::{Lang, Usage, complain};
use std::process::ExitCode;

/// A failure, as `docs/cli.md` spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint<'a> {
    /// `invalid_input`, `not_found`, ….
    pub kind: &'a str,
    /// The option's or argument's name in snake_case.
    pub field: Option<&'a str>,
    /// Plain words in English, what to do next.
    pub reason: &'a str,
}

impl Complaint<'_> {
    /// One line of JSON.
    pub fn for_programs(&self) -> String {
        let Complaint { kind, field, reason } = self;
        serde_json::json!({ "error": { "kind": kind, "field": field, "reason": reason } }).to_string()
    }

    /// In their language, the option as they would type it.
    pub fn for_people(&self, lang: Lang, usage: &Usage) -> String {
        let reason = lang.reason(self.reason);
        let (word, colon) = (lang.pick("错误", "error"), lang.pick("：", ": "));
        match self.field {
            Some(field) => format!("{word}{colon}{}{colon}{reason}", usage.spelled(field)),
            None => format!("{word}{colon}{reason}"),
        }
    }
}

/// A command line that cannot be understood. How to tell it is read by hand, because the options are not known yet.
pub fn misuse(usage: &Usage, error: &clap::Error) -> ExitCode {
    let lang = match usage.value("--lang") {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => Lang::of_the_terminal(),
    };
    if usage.has("--json") {
        let (field, reason) = usage.misunderstood(error);
        let told = Complaint { kind: "invalid_input", field: field.as_deref(), reason: &reason };
        complain(&told.for_programs());
    } else {
        match lang {
            Lang::Zh => complain(&usage.in_chinese(error)),
            Lang::En => drop(error.print()),
        }
    }
    ExitCode::from(2)
}
