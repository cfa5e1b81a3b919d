//! How a command fails: kind, field and reason for whoever reads, and the exit code.

use huben_domain::Invalid;
use huben_engine::Error;
use huben_terminal::Complaint;

/// What a command comes to.
pub type Result<T> = std::result::Result<T, Failure>;

/// A failure, as `docs/cli.md` spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// `invalid_input`, `not_found`, ….
    pub kind: &'static str,
    /// The option's or argument's name in snake_case.
    pub field: Option<String>,
    /// Plain words, what to do next; English until people are told it: see [`huben_terminal::Lang::reason`].
    pub reason: String,
}

impl Failure {
    /// An option or argument that cannot be taken.
    pub fn invalid(field: &str, reason: impl Into<String>) -> Self {
        Failure { kind: "invalid_input", field: Some(field.to_owned()), reason: reason.into() }
    }

    /// A failure of this kind that no single option is to blame for.
    pub fn of(kind: &'static str, reason: impl Into<String>) -> Self {
        Failure { kind, field: None, reason: reason.into() }
    }

    /// What was not found is what this option or argument names.
    pub fn missing(mut self, field: &str) -> Self {
        if self.kind == "not_found" && self.field.is_none() {
            self.field = Some(field.to_owned());
        }
        self
    }

    /// As it is told.
    pub fn complaint(&self) -> Complaint<'_> {
        Complaint { kind: self.kind, field: self.field.as_deref(), reason: &self.reason }
    }

    /// The exit code of this kind.
    pub fn code(&self) -> u8 {
        match self.kind {
            "invalid_input" | "not_found" => 2,
            "not_allowed" | "sign_in_again" => 3,
            "offline" => 4,
            "locked" | "damaged" => 5,
            _ => 1,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = error.kind();
        match error {
            Error::InvalidInput { field, reason } => {
                Failure { kind, field: Some(field), reason: with_command(reason) }
            }
            other => Failure::of(kind, with_command(other.to_string())),
        }
    }
}

/// What the engine's reasons speak of, and the command that shows or does it: the engine speaks to phones too.
const COMMANDS: [(&str, &str); 10] = [
    ("; join with an invitation first", "enrol"),
    (", or look it up in the list", "household list"),
    (", or look at the household again", "household show"),
    (", or look in the household's book", "book"),
    (", or look among the issues", "issue list"),
    ("; look among its people", "users"),
    ("; look again at what differs", "contradictions"),
    ("; somebody may have settled it", "contradictions"),
    ("; it may be settled already", "attention"),
    ("; verify and rebuild the book", "verify"),
];

/// The reason with the command that helps.
fn with_command(reason: String) -> String {
    match COMMANDS.iter().find(|(spoken_of, _)| reason.contains(spoken_of)) {
        Some((_, command)) => format!("{reason}: huben {command}"),
        None => reason,
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Failure::invalid(invalid.field, invalid.reason)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::of("internal", format!("something went wrong inside: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_gets_a_command_is_still_said() {
        for (spoken_of, command) in COMMANDS {
            let said = huben_domain::reasons().any(|(english, _)| english.contains(spoken_of));
            assert!(said, "no reason says {spoken_of:?} any more: huben {command}");
        }
    }
}
