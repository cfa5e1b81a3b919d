//! The one shape of "this input cannot be taken".

use thiserror::Error;

/// A value that cannot be taken, with the field named and words that say what would be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {reason}")]
pub struct Invalid {
    /// The field's name as `cli.md` and the projections spell it (`phone`, `birth_date`).
    pub field: &'static str,
    /// Lower-case plain words; no personal data.
    pub reason: String,
}

impl Invalid {
    /// An invalid `field` for `reason`.
    pub fn new(field: &'static str, reason: impl Into<String>) -> Self {
        Self { field, reason: reason.into() }
    }

    /// The same complaint about another field.
    pub fn on(mut self, field: &'static str) -> Self {
        self.field = field;
        self
    }
}
