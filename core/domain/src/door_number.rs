//! Numbers in addresses: where they end, how they are spelled, and when two are the same.

use crate::width::plain_dashes;

/// Chinese numerals, in the order of their values from 1.
pub(crate) const NUMERALS: &str = "一二三四五六七八九十";

/// A part as it is compared: lower case, no spaces, every number without leading zeros.
pub(crate) fn fold_part(part: &str) -> String {
    let mut out = String::new();
    let mut chars = plain_dashes(part)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    while let Some(c) = chars.next() {
        let starts_number = !out.ends_with(|last: char| last.is_ascii_digit());
        let more_digits = chars.peek().is_some_and(char::is_ascii_digit);
        if !(c == '0' && starts_number && more_digits) {
            out.push(c);
        }
    }
    out
}

/// An estate as it is compared: as [`fold_part`], and 一期 is 1期, 三组 is 3组.
pub(crate) fn fold_estate(estate: &str) -> String {
    let mut text = fold_part(estate);
    for mark in ["期", "组", "区", "队"] {
        if let Some(at) = text.find(mark) {
            let (head, number) = split_number(&text[..at]);
            text = format!("{head}{number}{}", &text[at..]);
        }
    }
    text
}

/// Splits the number at the end from what stands before it: 锦绣花园3A gives 锦绣花园 and 3A;
/// 三 gives 3; SOHO3 gives SOHO and 3, because one letter belongs to a number and a word does not.
pub(crate) fn split_number(text: &str) -> (&str, String) {
    let head = text.trim_end_matches(is_number_char);
    let number = &text[head.len()..];
    if number.is_empty() {
        let head = text.trim_end_matches(|c| NUMERALS.contains(c));
        return match spelled_number(&text[head.len()..]) {
            Some(value) => (head, value.to_string()),
            None => (text, String::new()),
        };
    }
    let letters = number.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
    let cut = if letters > 1 { head.len() + letters } else { head.len() };
    (text[..cut].trim_end(), text[cut..].to_owned())
}

/// Digits, letters, and the old letters of Chinese houses.
pub(crate) fn is_number_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '甲' | '乙' | '丙' | '丁')
}

/// 三, 十, 十二, 二十, 二十三.
fn spelled_number(text: &str) -> Option<usize> {
    let digit = |c: char| NUMERALS.chars().position(|n| n == c).map(|at| at + 1);
    let chars: Vec<char> = text.chars().collect();
    match *chars.as_slice() {
        [one] => digit(one),
        ['十', ones] if ones != '十' => Some(10 + digit(ones)?),
        [tens, '十'] if tens != '十' => Some(10 * digit(tens)?),
        [tens, '十', ones] if tens != '十' && ones != '十' => Some(10 * digit(tens)? + digit(ones)?),
        _ => None,
    }
}
