//! Ids as values: each kind its own type, so that a household's is never taken for a visit's.

use crate::{BookError, Result};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
        pub struct $name {
            /// As stored, sent and printed.
            pub text: String,
        }

        impl $name {
            pub(crate) fn read(&self) -> Result<huben_domain::$name> {
                self.text.parse().map_err(BookError::from)
            }
        }

        impl From<huben_domain::$name> for $name {
            fn from(id: huben_domain::$name) -> Self {
                Self { text: id.to_string() }
            }
        }
    )+};
}

ids! {
    /// Any record: a household, a visit, an issue.
    DocumentId;
    /// A household.
    HouseholdId;
    /// A resident; stays when the person moves house.
    ResidentId;
    /// A visit.
    VisitId;
    /// An issue.
    IssueId;
    /// One step of an issue.
    StepId;
    /// A user of the office.
    UserId;
    /// One enrolment: one user on one device.
    DeviceId;
    /// One import of a ledger.
    ImportId;
    /// One entry that needs attention.
    IntentId;
    /// A draft on this device.
    DraftId;
    /// A statistical division code, 6 to 17 digits; its prefix is its parent.
    AreaCode;
}

/// The engine's id, where there is one.
pub(crate) fn maybe<T, U>(id: Option<T>, read: impl Fn(&T) -> Result<U>) -> Result<Option<U>> {
    id.as_ref().map(read).transpose()
}
