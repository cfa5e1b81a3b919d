//! A command line beside its definition: how options are spelled, and what is told when it cannot be understood.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// What was typed, and everything that could have been.
pub struct Usage {
    program: clap::Command,
    typed: Vec<String>,
}

impl Usage {
    /// Of this command line.
    pub fn of(program: clap::Command, arguments: &[OsString]) -> Self {
        let typed = arguments.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
        Self { typed: typed.collect(), program }
    }

    /// Was this flag typed? Asked where the command line as a whole cannot be read.
    pub fn has(&self, flag: &str) -> bool {
        self.typed.iter().any(|word| word == flag)
    }

    /// What was typed for an option, as `--lang zh` or `--lang=zh`.
    pub fn value(&self, option: &str) -> Option<&str> {
        self.typed.iter().enumerate().find_map(|(at, word)| match word.strip_prefix(option)? {
            "" => self.typed.get(at + 1).map(String::as_str),
            rest => rest.strip_prefix('='),
        })
    }

    /// A field as people type it: `--birth-date`, or `<ID>` for an argument without a name.
    pub fn spelled(&self, field: &str) -> String {
        let command = self.commands().last().copied().unwrap_or(&self.program);
        let known = command.get_arguments().chain(self.program.get_arguments());
        match known.into_iter().find(|known| known.get_id() == field) {
            Some(known) => match known.get_long() {
                Some(long) => format!("--{long}"),
                None => format!("<{}>", known.to_string().trim_matches(['<', '>', '[', ']', '.'])),
            },
            None => field.replace('_', "-"),
        }
    }

    /// The misuse in English, as programs read it: about which field, and why.
    pub fn misunderstood(&self, error: &clap::Error) -> (Option<String>, String) {
        let mut about = said(error, ContextKind::InvalidArg).into_iter().next();
        if error.kind() == ErrorKind::UnknownArgument {
            // A word too many is no option; it may be what somebody wrote of a person.
            about = about.filter(|word| word.starts_with("--"));
        }
        let about = about.map(|arg| plain(&arg));
        let command = error.get(ContextKind::InvalidSubcommand).map(|_| "command".to_owned());
        let text = error.to_string();
        let reason = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        (about.or(command), format!("{reason}; see --help"))
    }

    /// The misuse in Chinese: about what, why, what would do, and where the help is.
    pub fn in_chinese(&self, error: &clap::Error) -> String {
        let said = |kind| said(error, kind).join("、");
        let kind = match error.kind() {
            ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => ErrorKind::TooFewValues,
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => ErrorKind::MissingSubcommand,
            kind => kind,
        };
        // Where a subcommand is missing, clap names the command that it is missing from; so does the last line.
        let unknown = if kind == ErrorKind::InvalidSubcommand {
            said(ContextKind::InvalidSubcommand)
        } else {
            String::new()
        };
        let why = kind.as_str().and_then(huben_domain::in_chinese);
        let parts = [
            ("", said(ContextKind::InvalidArg), "："),
            ("", unknown, "："),
            ("", why.unwrap_or_else(|| "命令写得不对".to_owned()), ""),
            ("：", said(ContextKind::InvalidValue), ""),
            ("：", said(ContextKind::PriorArg), ""),
            ("，可以写：", said(ContextKind::ValidValue), ""),
            ("，是不是 ", said(ContextKind::SuggestedArg), "？"),
            ("，是不是 ", said(ContextKind::SuggestedSubcommand), "？"),
        ];
        let said = parts.iter().filter(|(_, said, _)| !said.is_empty());
        let said: String = said.flat_map(|(before, said, after)| [*before, said, *after]).collect();
        let names: Vec<&str> = self.commands().into_iter().map(clap::Command::get_name).collect();
        format!("错误：{said}\n写法见：{} --help", names.join(" "))
    }

    /// The program and the subcommands that were typed, outermost first.
    fn commands(&self) -> Vec<&clap::Command> {
        let mut commands = vec![&self.program];
        for word in &self.typed {
            commands.extend(commands.last().and_then(|command| command.find_subcommand(word)));
        }
        commands
    }
}

/// What clap says of one side of an error.
fn said(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        _ => Vec::new(),
    }
}

/// `--birth-date <DATE>` as `birth_date`.
fn plain(arg: &str) -> String {
    let word = arg.split_whitespace().next().unwrap_or(arg);
    word.trim_start_matches('-').trim_matches(['<', '>', '[', ']', '.']).replace('-', "_").to_lowercase()
}
