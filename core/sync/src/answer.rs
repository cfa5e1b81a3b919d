//! What the office says.

use crate::{Cursor, Mark};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

/// What became of a chunk. Only exceptions are sent: a chunk without a verdict is at the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// In the log (now or before). Sent only about chunks that were held.
    AtOffice,
    /// It builds on changes the office does not have.
    Missing(Vec<ByteArray<32>>),
    /// Not taken.
    Refused {
        /// For programs: `not_allowed`, `immutable`, `forged`, `malformed`, `dropped`, `full`.
        code: String,
        /// Where in the document.
        path: String,
        /// Plain words.
        reason: String,
    },
    /// Kept at the office, unmerged, until a person decides.
    Held {
        /// Plain words.
        reason: String,
    },
    /// Another change of this actor has this number already.
    Forked,
    /// The document has ended; its work is void.
    Erased,
    /// Not judged yet: this request has taken its share of the office's time. To be offered again.
    Later,
    /// A verdict of a newer version, as it came: not understood, so the work stays unsent.
    #[serde(untagged)]
    Newer(ciborium::Value),
}

/// How the office sees this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Enrolled, active.
    #[default]
    Active,
    /// Revoked: what it sends is held, nothing comes down.
    Revoked,
    /// The office has forgotten it (a restored backup) and waits for a person to confirm it.
    Pending,
    /// The office does not know it: show the certificate.
    Unknown,
    /// Something a newer version says: update.
    #[serde(other)]
    Newer,
}

/// One scope that was granted: what the device may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// An area code; everything below it.
    #[serde(rename = "a")]
    pub area: String,
    /// `card`, `issue`, `issue_file`, `care`.
    #[serde(rename = "t")]
    pub tiers: Vec<String>,
}

/// One piece of the log or of a fill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// Changes of one document, dependencies first, after its snapshot if there is one.
    Document {
        /// The document.
        #[serde(rename = "d")]
        document: ByteArray<16>,
        /// Its kind.
        #[serde(rename = "k")]
        kind: String,
        /// The root it hangs on, where that is another document.
        #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
        root: Option<ByteArray<16>>,
        /// Its life number.
        #[serde(rename = "e", default, skip_serializing_if = "crate::answer::is_zero")]
        epoch: u32,
        /// The whole history up to some point, uncompressed.
        #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
        snapshot: Option<ByteBuf>,
        /// Uncompressed changes, as in a request.
        #[serde(rename = "c")]
        chunks: Vec<ByteBuf>,
    },
    /// This root has left: if no scope covers it at the end of the exchange, purge it.
    Leave {
        /// The root.
        #[serde(rename = "x")]
        leave: ByteArray<16>,
    },
    /// A kind of entry of a newer version, kept as it came.
    Newer(ciborium::Value),
}

pub(crate) fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One exchange, downwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Answer {
    /// [`crate::VERSION`].
    #[serde(rename = "v")]
    pub version: u16,
    /// How the office sees this device.
    #[serde(rename = "st", default)]
    pub standing: Standing,
    /// By position in the request's chunks; a position without a verdict is at the office.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<(u32, Verdict)>,
    /// What became of held chunks that were asked about; no entry: still held; missing: not here (any more).
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<(ByteArray<32>, Verdict)>,
    /// Changed areas, each an `Area` as JSON.
    #[serde(rename = "da", default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Changed users, each a `User` as JSON.
    #[serde(rename = "du", default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<String>,
    /// Who writes as which actor, for every actor that occurs below.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<(ByteArray<16>, ByteArray<16>)>,
    /// Entries, in order.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Where to go on. `None`: verdicts only, the cursor stays.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// The newest entry when the verdicts were given: what is at the office is in the history that this names.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<(u64, Mark)>,
    /// There is more to fetch now.
    #[serde(rename = "m", default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// The request's cursor names another history: name older marks.
    #[serde(rename = "q", default, skip_serializing_if = "std::ops::Not::not")]
    pub unknown_cursor: bool,
    /// The newest of the older marks that the office knows; (0, zeros) if none.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub common: Option<(u64, Mark)>,
    /// What this device may hold; `None` when nothing was read (verdicts only).
    #[serde(rename = "sc", default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<Scope>>,
    /// Another copy of this device's book is in use: take a new actor.
    #[serde(rename = "cl", default, skip_serializing_if = "std::ops::Not::not")]
    pub cloned: bool,
    /// The newest schema the office takes.
    #[serde(rename = "y", default)]
    pub schema: u16,
    /// The office's clock, in milliseconds of the Unix epoch.
    #[serde(rename = "t", default)]
    pub time_ms: i64,
}
