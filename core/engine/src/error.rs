//! The things that can go wrong, each saying what the user can do. Rich errors inside, one match here.

use huben_documents::{Damaged, policy::Refusal};
use huben_domain::Invalid;
use thiserror::Error;

/// The result of every call of the face.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in terms of what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// A field cannot be taken as it is.
    #[error("{field}: {reason}")]
    InvalidInput {
        /// The field's name in snake_case.
        field: String,
        /// What would be taken.
        reason: String,
    },
    /// Nothing here under this id, or no book in this directory.
    #[error("{what}")]
    NotFound {
        /// What was looked for, and what to do.
        what: String,
    },
    /// Not theirs to do.
    #[error("{reason}")]
    NotAllowed {
        /// Why, and who may.
        reason: String,
    },
    /// The office does not accept this device any more.
    #[error("{reason}")]
    SignInAgain {
        /// Why, and what to do.
        reason: String,
    },
    /// The office could not be reached, or the exchange did not finish; everything is kept.
    #[error("{reason}")]
    Offline {
        /// What was tried.
        reason: String,
    },
    /// Somebody else has the book, or its key, under lock for now.
    #[error("{reason}")]
    Locked {
        /// Who has it, and what to do.
        reason: String,
    },
    /// The book can't be read.
    #[error("{reason}")]
    Damaged {
        /// What is wrong, and what to do.
        reason: String,
    },
    /// No room left.
    #[error(
        "there is no room left on this device; free some space and do it again. Everything saved before is safe"
    )]
    StorageFull,
    /// The disk says no, or is not to be written. What became of the last record is not known.
    #[error(
        "the storage of this device did not write or read as it should; look whether your last entry is there before you enter it again. What was saved before was left alone: sync as soon as you can, and have the device looked at"
    )]
    StorageFailed,
    /// No right to a file or directory, or no handle for it. Nothing was written.
    #[error(
        "a file or directory could not be opened; see that you may read and write it (who owns it, and is this the same user?), and that not too many files are open (ulimit -n)"
    )]
    Unopened,
    /// The office needs a newer version of this program.
    #[error("this program is too old for the office; update it. Everything saved is kept")]
    UpdateRequired,
    /// A fault of ours.
    #[error("something went wrong inside: {reason}")]
    Internal {
        /// For the report to the makers.
        reason: String,
    },
}

impl Error {
    /// The error's name for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Error::InvalidInput { .. } => "invalid_input",
            Error::NotFound { .. } => "not_found",
            Error::NotAllowed { .. } => "not_allowed",
            Error::SignInAgain { .. } => "sign_in_again",
            Error::Offline { .. } => "offline",
            Error::Locked { .. } => "locked",
            Error::Damaged { .. } => "damaged",
            Error::StorageFull => "storage_full",
            Error::StorageFailed | Error::Unopened => "storage_failed",
            Error::UpdateRequired => "update_required",
            Error::Internal { .. } => "internal",
        }
    }

    pub(crate) fn invalid(field: &str, reason: impl Into<String>) -> Self {
        Error::InvalidInput { field: field.into(), reason: reason.into() }
    }

    pub(crate) fn not_found(what: impl Into<String>) -> Self {
        Error::NotFound { what: what.into() }
    }

    pub(crate) fn in_use() -> Self {
        let reason = "another program is using this book; close it or try again in a moment";
        Error::Locked { reason: reason.into() }
    }

    pub(crate) fn internal(reason: impl std::fmt::Display) -> Self {
        Error::Internal { reason: reason.to_string() }
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Error::invalid(invalid.field, invalid.reason)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::NotAllowed { reason: refusal.reason }
    }
}

impl From<Damaged> for Error {
    fn from(damage: Damaged) -> Self {
        Error::Damaged { reason: format!("{damage}; verify and rebuild the book, and tell the office") }
    }
}

/// SQLITE_IOERR_SHMSIZE.
const NO_ROOM_TO_SHARE: i32 = 4874;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked | FileLockingProtocolFailed) => Error::in_use(),
            Some(DiskFull) => Error::StorageFull,
            // A full disk shows in the shared-memory file first, which SQLite reports as a mere IO error.
            Some(SystemIoFailure)
                if error.sqlite_error().is_some_and(|inner| inner.extended_code == NO_ROOM_TO_SHARE) =>
            {
                Error::StorageFull
            }
            Some(CannotOpen | PermissionDenied) => Error::Unopened,
            Some(SystemIoFailure | ReadOnly) => Error::StorageFailed,
            Some(NotADatabase | DatabaseCorrupt) => Error::Damaged {
                reason: "this is not a readable Huben book, or the key is another one's; put both back from a copy, or enrol again into a new directory: what is at the office comes back. Nothing was changed"
                    .into(),
            },
            _ => Error::internal(error),
        }
    }
}

/// "Input/output error" on every Unix, which has no name in [`std::io::ErrorKind`].
const EIO: i32 = 5;
/// Too many open files, on the machine or in this process; nameless too.
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::StorageFull,
            std::io::ErrorKind::ReadOnlyFilesystem => Error::StorageFailed,
            std::io::ErrorKind::PermissionDenied => Error::Unopened,
            _ if matches!(error.raw_os_error(), Some(ENFILE | EMFILE)) => Error::Unopened,
            _ if error.raw_os_error() == Some(EIO) => Error::StorageFailed,
            _ => Error::internal(error),
        }
    }
}
