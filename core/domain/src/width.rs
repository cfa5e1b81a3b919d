//! Full-width forms: what Chinese keyboards and ledgers mix in.

/// Full-width ASCII (U+FF01 to U+FF5E) as half-width, the ideographic space as a space; the rest untouched.
pub fn half_width(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// As [`half_width`], and every dash that stands between numbers as a hyphen.
pub(crate) fn plain_dashes(text: &str) -> String {
    text.chars()
        .map(|c| match narrow(c) {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
            other => other,
        })
        .collect()
}

fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}
