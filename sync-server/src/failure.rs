//! What can go wrong, in the words of `docs/cli.md`: a kind, an exit code, and what the person can do.

use huben_domain::Invalid;

/// A command or request that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Failure {
    /// What kind of trouble.
    pub kind: FailureKind,
    /// The option or argument at fault, in snake_case.
    pub field: Option<String>,
    /// Plain words, what to do next.
    pub reason: String,
}

/// The kinds, as `--json` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// An option or argument cannot be taken.
    InvalidInput,
    /// What an option or argument names is not there.
    NotFound,
    /// Not theirs to do.
    NotAllowed,
    /// Another process is writing.
    Locked,
    /// The store is damaged, or not ours.
    Damaged,
    /// No room left.
    StorageFull,
    /// The disk says no, or is not to be written.
    StorageFailed,
    /// A newer version has written here.
    UpdateRequired,
    /// A fault of ours.
    Internal,
}

impl FailureKind {
    /// The kind as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            FailureKind::InvalidInput => "invalid_input",
            FailureKind::NotFound => "not_found",
            FailureKind::NotAllowed => "not_allowed",
            FailureKind::Locked => "locked",
            FailureKind::Damaged => "damaged",
            FailureKind::StorageFull => "storage_full",
            FailureKind::StorageFailed => "storage_failed",
            FailureKind::UpdateRequired => "update_required",
            FailureKind::Internal => "internal",
        }
    }

    pub(crate) fn exit_code(self) -> u8 {
        match self {
            FailureKind::InvalidInput | FailureKind::NotFound => 2,
            FailureKind::NotAllowed => 3,
            FailureKind::Locked | FailureKind::Damaged => 5,
            FailureKind::StorageFull
            | FailureKind::StorageFailed
            | FailureKind::UpdateRequired
            | FailureKind::Internal => 1,
        }
    }
}

impl Failure {
    pub(crate) fn new(kind: FailureKind, field: Option<&str>, reason: impl Into<String>) -> Self {
        Self { kind, field: field.map(str::to_owned), reason: reason.into() }
    }

    pub(crate) fn invalid(field: &str, reason: impl Into<String>) -> Self {
        Self::new(FailureKind::InvalidInput, Some(field), reason)
    }

    pub(crate) fn not_found(field: &str, reason: impl Into<String>) -> Self {
        Self::new(FailureKind::NotFound, Some(field), reason)
    }

    pub(crate) fn not_allowed(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::NotAllowed, None, reason)
    }

    pub(crate) fn damaged(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::Damaged, None, reason)
    }

    pub(crate) fn locked(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::Locked, None, reason)
    }

    fn storage_full() -> Self {
        Self::new(FailureKind::StorageFull, None, "the disk is full; make room and try again")
    }

    fn storage_failed() -> Self {
        let reason = "the disk did not write or read as it should; look whether it was done before you do it again, make a backup elsewhere, and have the disk looked at";
        Self::new(FailureKind::StorageFailed, None, reason)
    }

    fn cannot_open() -> Self {
        let reason = "a file or directory could not be opened; see that you may read and write it (who owns it, and is this the same user?), and that not too many files are open (ulimit -n)";
        Self::new(FailureKind::StorageFailed, None, reason)
    }

    pub(crate) fn internal(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::Internal, None, reason)
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Failure::invalid(invalid.field, invalid.reason)
    }
}

/// SQLITE_IOERR_SHMSIZE.
const NO_ROOM_TO_SHARE: i32 = 4874;
/// "Input/output error" on every Unix, which has no name in [`std::io::ErrorKind`].
const EIO: i32 = 5;
/// Too many open files, on the machine or in this process; nameless too.
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => {
                Failure::locked("another process is writing in this directory; try again")
            }
            Some(DiskFull) => Failure::storage_full(),
            // A full disk shows in the shared-memory file first, which SQLite reports as a mere IO error.
            Some(SystemIoFailure)
                if error.sqlite_error().is_some_and(|inner| inner.extended_code == NO_ROOM_TO_SHARE) =>
            {
                Failure::storage_full()
            }
            Some(CannotOpen | PermissionDenied) => Failure::cannot_open(),
            Some(SystemIoFailure) => Failure::storage_failed(),
            Some(NotADatabase | DatabaseCorrupt) => {
                Failure::damaged("the office's database is damaged; restore it from a backup")
            }
            Some(ReadOnly) => Failure::damaged("the office's database cannot be written"),
            _ => Failure::internal(format!("database: {error}")),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Failure::storage_full(),
            std::io::ErrorKind::ReadOnlyFilesystem => Failure::storage_failed(),
            std::io::ErrorKind::PermissionDenied => Failure::cannot_open(),
            _ if matches!(error.raw_os_error(), Some(ENFILE | EMFILE)) => Failure::cannot_open(),
            _ if error.raw_os_error() == Some(EIO) => Failure::storage_failed(),
            _ => Failure::internal(format!("something went wrong inside: {error}")),
        }
    }
}
