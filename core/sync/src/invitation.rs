//! `huben:…`: what a supervisor hands to a new device, as text, link or QR code.

use crate::{from_cbor, to_cbor};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use thiserror::Error;

/// An invitation, one device's way in, for ten minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Where the office listens.
    #[serde(rename = "u")]
    pub url: String,
    /// The office's identity key: pinned, it signs TLS and answer keys.
    #[serde(rename = "k")]
    pub identity: ByteArray<32>,
    /// The secret.
    #[serde(rename = "t")]
    pub token: ByteArray<16>,
}

/// Text that is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an invitation; ask the office for a new one, it begins with huben: and is copied whole")]
pub struct BadInvitation;

impl Invitation {
    /// As text.
    pub fn to_text(&self) -> String {
        format!("huben:{}", URL_SAFE_NO_PAD.encode(to_cbor(self)))
    }

    /// From text; white space that copying brought along is dropped.
    pub fn parse(text: &str) -> Result<Self, BadInvitation> {
        let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let code = text.strip_prefix("huben:").ok_or(BadInvitation)?;
        let bytes = URL_SAFE_NO_PAD.decode(code).map_err(|_| BadInvitation)?;
        from_cbor(&bytes).map_err(|_| BadInvitation)
    }
}
