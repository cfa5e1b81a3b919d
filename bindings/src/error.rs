//! What can go wrong, each saying what the user can do.

use crate::Words;

/// What a call comes to.
pub type Result<T> = std::result::Result<T, BookError>;

/// What went wrong, in terms of what to do next. Every reason is a sentence for people, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum BookError {
    /// Correct the field.
    #[error("{field}: {}", reason.en)]
    InvalidInput {
        /// The field's name in snake_case, as the record given spells it.
        field: String,
        /// The same for people.
        label: Words,
        /// What would be taken.
        reason: Words,
    },
    /// Look for something else: nothing here under this id, or no book in this directory.
    #[error("{}", reason.en)]
    NotFound {
        /// What was looked for, and what to do.
        reason: Words,
    },
    /// Somebody else may.
    #[error("{}", reason.en)]
    NotAllowed {
        /// Why, and who may.
        reason: Words,
    },
    /// Ask the office for a new invitation.
    #[error("{}", reason.en)]
    SignInAgain {
        /// Why, and what to do.
        reason: Words,
    },
    /// Try again with a network; everything is kept.
    #[error("{}", reason.en)]
    Offline {
        /// What was tried.
        reason: Words,
    },
    /// Unlock the phone, or wait: the book or its key is somebody else's for now.
    #[error("{}", reason.en)]
    Locked {
        /// Who has it, and what to do.
        reason: Words,
    },
    /// Verify, rebuild, tell the office.
    #[error("{}", reason.en)]
    Damaged {
        /// What is wrong, and what to do.
        reason: Words,
    },
    /// Free some space.
    #[error("{}", reason.en)]
    StorageFull {
        /// What to do.
        reason: Words,
    },
    /// Look whether the last entry is there; sync; have the device looked at.
    #[error("{}", reason.en)]
    StorageFailed {
        /// What to do.
        reason: Words,
    },
    /// Update this program.
    #[error("{}", reason.en)]
    UpdateRequired {
        /// What to do.
        reason: Words,
    },
    /// Tell the makers.
    #[error("{}", reason.en)]
    Internal {
        /// For the report.
        reason: Words,
    },
}

impl BookError {
    pub(crate) fn invalid(field: &str, reason: &str) -> Self {
        let label = huben_domain::words::field(field).into();
        BookError::InvalidInput { field: field.to_owned(), label, reason: Words::why(reason) }
    }

    /// A coded value of a newer version, which this one cannot write.
    pub(crate) fn unknown(field: &str) -> Self {
        Self::invalid(field, "this value is of a newer version; leave it as it is, or choose another")
    }
}

/// The one place where the engine's errors become the shells'.
impl From<huben_engine::Error> for BookError {
    fn from(error: huben_engine::Error) -> Self {
        use huben_engine::Error::*;
        let reason = Words::why(&error.to_string());
        match error {
            InvalidInput { field, reason } => Self::invalid(&field, &reason),
            NotFound { .. } => BookError::NotFound { reason },
            NotAllowed { .. } => BookError::NotAllowed { reason },
            SignInAgain { .. } => BookError::SignInAgain { reason },
            Offline { .. } => BookError::Offline { reason },
            Locked { .. } => BookError::Locked { reason },
            Damaged { .. } => BookError::Damaged { reason },
            StorageFull => BookError::StorageFull { reason },
            StorageFailed => BookError::StorageFailed { reason },
            UpdateRequired => BookError::UpdateRequired { reason },
            Internal { .. } => BookError::Internal { reason },
        }
    }
}

impl From<huben_domain::Invalid> for BookError {
    fn from(invalid: huben_domain::Invalid) -> Self {
        Self::invalid(invalid.field, &invalid.reason)
    }
}
