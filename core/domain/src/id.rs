//! Ids as values: UUIDv7 (RFC 9562), sortable by creation, made without a network.

use crate::Invalid;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident, $field:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id from the milliseconds of the Unix epoch and ten random bytes.
            pub fn new(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }

            /// The id with exactly these bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The id's sixteen bytes.
            pub const fn to_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }
        }

        impl FromStr for $name {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> {
                Uuid::try_parse(text).map(Self).map_err(|_| {
                    Invalid::new($field, "not an id; copy it from a listing, like 01900000-0000-7000-8000-000000000000")
                })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )+};
}

ids! {
    /// An Automerge document; a record's id is its document's id.
    DocumentId, "id";
    /// A household.
    HouseholdId, "household";
    /// A resident; stays when the person moves house.
    ResidentId, "resident";
    /// A visit.
    VisitId, "id";
    /// An issue.
    IssueId, "id";
    /// One step of an issue.
    StepId, "id";
    /// A user of the office's directory.
    UserId, "user";
    /// One enrolment: one user, one key, one database file.
    DeviceId, "device";
    /// A community's log on a hub.
    OfficeId, "office";
    /// One import of a ledger.
    ImportId, "import";
    /// One intent: what somebody meant, from recording to receipt.
    IntentId, "id";
    /// A draft on this device.
    DraftId, "draft";
}

macro_rules! records {
    ($($name:ident),+) => {$(
        impl From<$name> for DocumentId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }

        impl From<DocumentId> for $name {
            fn from(id: DocumentId) -> Self {
                Self(id.0)
            }
        }
    )+};
}

records!(HouseholdId, VisitId, IssueId);
