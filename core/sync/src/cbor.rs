//! The codec: CBOR (RFC 8949) with unknown keys ignored.

use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

/// Bytes that are no message of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Malformed {
    /// Not the envelope, or a version or algorithm this one does not know.
    #[error("not a huben message of this version")]
    Envelope,
    /// The signature does not hold.
    #[error("the signature does not hold")]
    Signature,
    /// Larger than the limits, as sent or once decompressed.
    #[error("larger than allowed")]
    TooLarge,
    /// Not the CBOR that was expected.
    #[error("not the message that was expected")]
    Body,
}

/// A message as bytes.
pub fn to_cbor<T: Serialize>(message: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, and our messages hold nothing that CBOR cannot say.
    let _ = ciborium::into_writer(message, &mut bytes);
    bytes
}

/// A message out of bytes; nothing may follow it.
pub fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    let mut rest = bytes;
    let message =
        ciborium::de::from_reader_with_recursion_limit(&mut rest, 32).map_err(|_| Malformed::Body)?;
    if rest.is_empty() { Ok(message) } else { Err(Malformed::Body) }
}
