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

/// No code is longer, in bytes; an address has its 2 kB in it.
const LONGEST: usize = 4096;

/// The letters of a code: RFC 4648, section 5.
fn is_code(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// White space, and what cannot be seen at all.
fn is_dropped(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

impl Invitation {
    /// As text.
    pub fn to_text(&self) -> String {
        format!("huben:{}", URL_SAFE_NO_PAD.encode(to_cbor(self)))
    }

    /// From whatever people paste: the code itself, or a message that has it in the middle. White space and invisible
    /// signs that copying brought along are dropped; the colon may be a Chinese one.
    pub fn parse(text: &str) -> Result<Self, BadInvitation> {
        let small = text.to_ascii_lowercase();
        let after = small.match_indices("huben").map(|(at, word)| &text[at + word.len()..]);
        after.filter_map(Self::beginning_of).next().ok_or(BadInvitation)
    }

    /// The longest beginning that is a code: words may follow it after a space.
    fn beginning_of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(is_dropped).strip_prefix([':', '：'])?;
        let end = text.find(|letter| !is_code(letter) && !is_dropped(letter)).unwrap_or(text.len());
        let text = &text[..end.min(LONGEST)];
        let ends = text.match_indices(is_dropped).map(|(at, _)| at).chain([text.len()]);
        ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| {
            let code: String = text[..end].chars().filter(|letter| !is_dropped(*letter)).collect();
            from_cbor(&URL_SAFE_NO_PAD.decode(code).ok()?).ok()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            url: "https://10.0.0.2:8443".into(),
            identity: ByteArray::new([7; 32]),
            token: ByteArray::new([9; 16]),
        }
    }

    #[test]
    fn what_people_paste_is_read() {
        let code = invitation().to_text();
        let (head, tail) = code.split_at(30);
        for pasted in [
            code.clone(),
            code.replace(':', "："),
            code.replacen("huben", "HUBEN", 1),
            format!("  {head}\n {tail}\u{200b} "),
            format!("“{code}”"),
            format!("社区的邀请码：{code} 请在十分钟内使用"),
            format!("Huben invitation for Li: {code} please use it today"),
            format!("{code}。"),
        ] {
            assert_eq!(Invitation::parse(&pasted).as_ref(), Ok(&invitation()), "{pasted}");
        }
    }

    #[test]
    fn half_a_code_and_words_about_codes_are_no_invitation() {
        let code = invitation().to_text();
        for pasted in
            ["", "huben:", "huben", "the huben: code", &code[..40], &code[6..], &"huben: a ".repeat(9000)]
        {
            assert_eq!(Invitation::parse(pasted), Err(BadInvitation), "{pasted}");
        }
    }
}
