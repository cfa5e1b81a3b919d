//! Telephone numbers as people write them.

use crate::Invalid;
use crate::width::plain_dashes;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// One telephone number in its usual written form: `13812345678`, `0511-86520000`, `0511-86520000-801`,
/// `86520000`, `+85221234567`. The Chinese numbering plan (YD/T 1000 series) is followed only as far as lengths.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Takes digits with spaces, hyphens, brackets, a leading +86, full-width digits and an extension (`转801`).
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = plain_dashes(text.trim()).to_lowercase();
        let (main, extension) = split_extension(&plain);
        let number = main_number(main).ok_or_else(not_a_number)?;
        let Some(extension) = extension else {
            return Ok(Self(number));
        };
        match digits_of(extension) {
            Some(digits) if (1..=6).contains(&digits.len()) => Ok(Self(format!("{number}-{digits}"))),
            _ => Err(not_a_number()),
        }
    }

    /// The number as stored and printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last `count` digits of the number itself, leaving out an extension: what people search by.
    pub fn tail(&self, count: usize) -> String {
        let mut parts: Vec<&str> = self.0.split('-').collect();
        if parts.len() > 1 && (parts.len() == 3 || !self.0.starts_with('0')) {
            parts.pop();
        }
        let digits: String = parts.concat().chars().filter(char::is_ascii_digit).collect();
        digits[digits.len().saturating_sub(count)..].to_owned()
    }
}

impl FromStr for Phone {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse(text)
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn not_a_number() -> Invalid {
    Invalid::new(
        "phone",
        "not a telephone number; use 11 digits for a mobile, 0511-86520000 for a landline, or a local number of at least 5 digits; one number only",
    )
}

/// Splits at a word or sign for an extension, or at a third hyphenated group after area code and number.
fn split_extension(plain: &str) -> (&str, Option<&str>) {
    for sign in ["分机", "转", "ext.", "ext", "x", "#", ","] {
        if let Some((main, extension)) = plain.split_once(sign) {
            return (main, Some(extension));
        }
    }
    if let Some((main, extension)) = plain.rsplit_once('-')
        && (1..=4).contains(&extension.trim().len())
        && digits_of(main).is_some_and(|digits| landline(&digits).is_some())
    {
        return (main, Some(extension));
    }
    (plain, None)
}

fn main_number(text: &str) -> Option<String> {
    let text = text.trim();
    let (abroad, rest) = match text.strip_prefix('+').or_else(|| text.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = digits_of(rest)?;
    if abroad {
        return match digits.strip_prefix("86") {
            Some(home) if home.starts_with(['1', '0']) => home_number(home),
            Some(home) => landline(&format!("0{home}")),
            None => (6..=15).contains(&digits.len()).then(|| format!("+{digits}")),
        };
    }
    match digits.strip_prefix("86") {
        Some(home) if home.len() == 11 && home.starts_with('1') => Some(home.to_owned()),
        _ => home_number(&digits),
    }
}

fn home_number(digits: &str) -> Option<String> {
    let local = match digits.len() {
        5..=8 => true,
        10 => digits.starts_with("400") || digits.starts_with("800"),
        11 => digits.starts_with('1'),
        _ => false,
    };
    if digits.starts_with('0') {
        return landline(digits);
    }
    local.then(|| digits.to_owned())
}

/// Area code and number: 010 and 02x have three digits, all others four; the number has seven or eight.
fn landline(digits: &str) -> Option<String> {
    let area = match digits.get(..2)? {
        "01" | "02" => 3,
        two if two.starts_with('0') => 4,
        _ => return None,
    };
    let number = digits.get(area..)?;
    ((7..=8).contains(&number.len()) && !number.starts_with('0'))
        .then(|| format!("{}-{number}", &digits[..area]))
}

/// The digits of a text that holds nothing else but spaces, hyphens, dots and brackets.
fn digits_of(text: &str) -> Option<String> {
    let digits: String =
        text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}')).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}
