//! Signed and compressed: what travels. The same bytes travel over HTTP and in a courier's file.
//!
//! Request: version (1), algorithm (1), device (16), signature (64), zstd CBOR.
//! Answer: version (1), algorithm (1), signature (64), zstd CBOR; signed over the request's SHA-256 too, so that
//! another request's answer is no answer.

use crate::{Malformed, from_cbor, limits, to_cbor};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::io::Read;

const ENVELOPE: u8 = 1;
const ED25519: u8 = 1;
const REQUEST_DOMAIN: &[u8] = b"huben request 1";
const ANSWER_DOMAIN: &[u8] = b"huben answer 1";
/// Bytes are dearer than time on a phone's line: 3 to 5 % less than level 3, for a third of a millisecond a request and
/// five a page of 512 kB (measured on one EPYC core). Anything above costs several times that for one more percent.
const LEVEL: i32 = 9;

/// A request that was opened: who says it is who, still to be verified.
pub struct Opened<'a> {
    /// The device that claims to have signed.
    pub device: [u8; 16],
    signature: Signature,
    body: &'a [u8],
}

/// A request, signed by its device.
pub fn seal_request<T: Serialize>(key: &SigningKey, device: [u8; 16], request: &T) -> Vec<u8> {
    let body = compress(&to_cbor(request));
    let signature = key.sign(&[REQUEST_DOMAIN, &device, &body].concat());
    [&[ENVELOPE, ED25519], &device[..], &signature.to_bytes(), &body].concat()
}

/// Splits a request's envelope; nothing is decompressed before [`Opened::verify`].
pub fn open_request(bytes: &[u8]) -> Result<Opened<'_>, Malformed> {
    if bytes.len() > limits::REQUEST_BYTES + 1024 {
        return Err(Malformed::TooLarge);
    }
    let (head, rest) = bytes.split_at_checked(2).ok_or(Malformed::Envelope)?;
    let (device, rest) = rest.split_at_checked(16).ok_or(Malformed::Envelope)?;
    let (signature, body) = rest.split_at_checked(64).ok_or(Malformed::Envelope)?;
    if head != [ENVELOPE, ED25519] {
        return Err(Malformed::Envelope);
    }
    Ok(Opened {
        device: device.try_into().map_err(|_| Malformed::Envelope)?,
        signature: Signature::from_slice(signature).map_err(|_| Malformed::Envelope)?,
        body,
    })
}

impl Opened<'_> {
    /// Reads the body once the signature holds.
    pub fn verify<T: DeserializeOwned>(&self, key: &VerifyingKey) -> Result<T, Malformed> {
        let signed = [REQUEST_DOMAIN, &self.device, self.body].concat();
        key.verify_strict(&signed, &self.signature).map_err(|_| Malformed::Signature)?;
        self.body()
    }

    /// Reads the body without looking at the signature: only to learn the key to verify with (a certificate).
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Malformed> {
        from_cbor(&decompress(self.body, limits::REQUEST_RAW_BYTES)?)
    }
}

/// An answer to exactly this request.
pub fn seal_answer<T: Serialize>(key: &SigningKey, request: &[u8], answer: &T) -> Vec<u8> {
    let body = compress(&to_cbor(answer));
    let signature = key.sign(&[ANSWER_DOMAIN, &Sha256::digest(request), &body].concat());
    [&[ENVELOPE, ED25519], &signature.to_bytes()[..], &body].concat()
}

/// Reads an answer if it is the office's and belongs to `request`. Anything else is no answer.
pub fn open_answer<T: DeserializeOwned>(
    key: &VerifyingKey,
    request: &[u8],
    bytes: &[u8],
) -> Result<T, Malformed> {
    if bytes.len() > limits::ANSWER_BYTES {
        return Err(Malformed::TooLarge);
    }
    let (head, rest) = bytes.split_at_checked(2).ok_or(Malformed::Envelope)?;
    let (signature, body) = rest.split_at_checked(64).ok_or(Malformed::Envelope)?;
    if head != [ENVELOPE, ED25519] {
        return Err(Malformed::Envelope);
    }
    let signature = Signature::from_slice(signature).map_err(|_| Malformed::Envelope)?;
    let signed = [ANSWER_DOMAIN, &Sha256::digest(request), body].concat();
    key.verify_strict(&signed, &signature).map_err(|_| Malformed::Signature)?;
    from_cbor(&decompress(body, limits::ANSWER_RAW_BYTES)?)
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    // Writing to memory cannot fail.
    zstd::bulk::compress(bytes, LEVEL).unwrap_or_default()
}

/// A bounded decoder: stops at `limit` bytes, and takes no window larger than 8 MB.
fn decompress(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Malformed> {
    let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(|_| Malformed::Body)?;
    decoder.window_log_max(23).map_err(|_| Malformed::Body)?;
    let mut raw = Vec::new();
    decoder.take(limit as u64 + 1).read_to_end(&mut raw).map_err(|_| Malformed::Body)?;
    if raw.len() > limit { Err(Malformed::TooLarge) } else { Ok(raw) }
}
