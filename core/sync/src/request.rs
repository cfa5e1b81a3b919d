//! What a device says.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

/// Eight random bytes drawn with each log entry: they tell one history from another.
pub type Mark = ByteArray<8>;

/// How far a device has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The last entry read; 0 before the first.
    #[serde(rename = "s")]
    pub seq: u64,
    /// That entry's mark; zeros at 0.
    #[serde(rename = "m")]
    pub mark: Mark,
    /// Set while the contents of newly granted scopes are being fetched page by page.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Fill>,
}

impl Cursor {
    /// Before the first entry.
    pub const START: Cursor = Cursor { seq: 0, mark: ByteArray::new([0; 8]), fill: None };
}

/// Where a fill stands: the contents of scopes that were granted between `base` and `upto`, page by page. Redelivery is
/// harmless, so nothing is frozen: pages show what is, and the log after the cursor repeats what changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// The cursor's seq when the fill began: what was granted then is held already.
    #[serde(rename = "b")]
    pub base: u64,
    /// The newest entry when the fill began.
    #[serde(rename = "u")]
    pub upto: u64,
    /// Which of the newly granted areas, in their fixed order, the last page ended in; [`Fill::DONE`] after the last.
    #[serde(rename = "a")]
    pub area: u32,
    /// The root of the last document delivered.
    #[serde(rename = "r")]
    pub root: ByteArray<16>,
    /// The last document delivered.
    #[serde(rename = "d")]
    pub document: ByteArray<16>,
}

impl Fill {
    /// Every page is delivered; the log up to `upto` is still being read.
    pub const DONE: u32 = u32::MAX;

    /// Before the first page.
    pub fn begin(base: u64, upto: u64) -> Self {
        Self { base, upto, area: 0, root: ByteArray::new([0; 16]), document: ByteArray::new([0; 16]) }
    }
}

/// One chunk offered to the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its document.
    #[serde(rename = "d")]
    pub document: ByteArray<16>,
    /// The document's kind.
    #[serde(rename = "k")]
    pub kind: String,
    /// The root it hangs on, where that is another document.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub root: Option<ByteArray<16>>,
    /// The document's life number.
    #[serde(rename = "e", default, skip_serializing_if = "is_zero")]
    pub epoch: u32,
    /// Somebody else's chunk that the office seems to have lost; it is held for a person.
    #[serde(rename = "o", default, skip_serializing_if = "is_false")]
    pub others: bool,
    /// The uncompressed change, without what follows from the rest: magic bytes and checksum.
    #[serde(rename = "b", with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// One exchange, upwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// [`crate::VERSION`].
    #[serde(rename = "v")]
    pub version: u16,
    /// Rises with every request; stored before sending. One number with two bodies is a clone.
    #[serde(rename = "n")]
    pub number: u64,
    /// How far this device has read.
    #[serde(rename = "c")]
    pub cursor: Cursor,
    /// After the office did not know the cursor's mark: older ones, newest first.
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub older: Vec<(u64, Mark)>,
    /// Actors used here for the first time.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<ByteArray<16>>,
    /// Unsent work, in the order it was made.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub chunks: Vec<Offer>,
    /// There is more unsent work: answer with verdicts only.
    #[serde(rename = "u", default, skip_serializing_if = "is_false")]
    pub more_up: bool,
    /// Documents to be sent whole.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub wanted: Vec<ByteArray<16>>,
    /// Held chunks: has anybody decided?
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<ByteArray<32>>,
    /// The documents of those held chunks, by position: with them the office can tell what came by another road.
    #[serde(rename = "hd", default, skip_serializing_if = "Vec::is_empty")]
    pub held_in: Vec<ByteArray<16>>,
    /// How many bytes (before compression) the answer's page may have.
    #[serde(rename = "p")]
    pub page_bytes: u32,
    /// The newest receipt this device holds: that entry and its mark. It can be ahead of the cursor, and tells a restored
    /// office as much.
    #[serde(rename = "rs", default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<(u64, Mark)>,
    /// This device has lost what it once sent: leave nothing out.
    #[serde(rename = "l", default, skip_serializing_if = "is_false")]
    pub state_lost: bool,
    /// The certificate of enrolment, for an office that has forgotten this device.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<crate::Certificate>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
