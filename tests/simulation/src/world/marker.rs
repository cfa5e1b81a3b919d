//! Markers: each thing that is written bears a number that can be found again in bytes and on screens.

use std::collections::BTreeSet;

/// The text of a marker: told from any other text by what surrounds its digits.
pub fn marker(number: u32) -> String {
    format!("«{number}»")
}

/// The numbers of the markers in a text.
pub fn markers(text: &str) -> BTreeSet<u32> {
    markers_in(text.as_bytes())
}

/// The numbers of the markers in bytes.
pub fn markers_in(bytes: &[u8]) -> BTreeSet<u32> {
    let (open, close) = ("«".as_bytes(), "»".as_bytes());
    let mut found = BTreeSet::new();
    let mut rest = bytes;
    while let Some(at) = position(rest, open) {
        rest = &rest[at + open.len()..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0
            && rest[digits..].starts_with(close)
            && let Some(number) = std::str::from_utf8(&rest[..digits]).ok().and_then(|text| text.parse().ok())
        {
            found.insert(number);
        }
    }
    found
}

fn position(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}
