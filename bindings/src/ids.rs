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

        impl TryFrom<$name> for huben_domain::$name {
            type Error = BookError;

            fn try_from(id: $name) -> Result<Self> {
                id.text.parse().map_err(BookError::from)
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

/// The engine's value, where there is one.
pub(crate) fn maybe<T, U: TryFrom<T, Error = BookError>>(given: Option<T>) -> Result<Option<U>> {
    given.map(U::try_from).transpose()
}
