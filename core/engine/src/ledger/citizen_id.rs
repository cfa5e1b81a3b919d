//! The citizen's ID number (GB 11643): read for sex and birth date, checked, never kept.

use super::cells::Cell;
use chrono::NaiveDate;
use huben_domain::{Sex, half_width, validate};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// What an ID number says about a person.
pub(super) fn read(cell: &Cell, today: NaiveDate) -> Result<(Sex, NaiveDate), String> {
    if let Cell::Number(_) = cell {
        return Err("kept as a number, so the last digits are lost; format the column as text".to_owned());
    }
    let text = plain(&cell.to_text());
    if text.len() == 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("the old number of 15 digits cannot be checked; use the one of 18".to_owned());
    }
    if !has_form(&text) {
        return Err("an ID number has 18 digits, the last of which may be X".to_owned());
    }
    if !check_digit_fits(&text) {
        return Err("the check digit is wrong: a digit is mistyped".to_owned());
    }
    let birth = NaiveDate::parse_from_str(&text[6..14], "%Y%m%d")
        .map_err(|_| "its birth date is not in the calendar")?;
    let birth =
        validate::birth_date(birth, today).map_err(|invalid| format!("its birth date {}", invalid.reason))?;
    let sex = if text.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female };
    Ok((sex, birth))
}

/// Is an ID number among these words, wherever it was written?
pub(super) fn is_inside(text: &str) -> bool {
    // Looked for in every cell: most have too few digits to need a closer look.
    text.len() >= 18 && {
        let text = plain(text);
        numbers(&text).any(|(from, to)| check_digit_fits(&text[from..to]))
    }
}

/// The words with the middle of everything like an ID number hidden: a problem is printed, logged and sent around.
pub(super) fn masked(text: &str) -> String {
    let squeezed = plain(text);
    let mut out = squeezed.clone();
    for (from, to) in numbers(&squeezed) {
        out.replace_range(from + 6..to - 4, &"*".repeat(to - from - 10));
    }
    if out == squeezed { text.to_owned() } else { out }
}

/// Runs of 17 or 18 digits, the last of which may be X: as many bytes as characters. (15 digits are a grid's code.)
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let from = at;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            if at - from == 17 && bytes.get(at).is_some_and(|byte| *byte == b'X') {
                at += 1;
            }
            if (17..=18).contains(&(at - from)) {
                return Some((from, at));
            }
            at += usize::from(at == from);
        }
        None
    })
}

fn plain(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
}

fn has_form(text: &str) -> bool {
    text.len() == 18
        && text.as_bytes()[..17].iter().all(u8::is_ascii_digit)
        && matches!(text.as_bytes()[17], b'0'..=b'9' | b'X')
}

fn check_digit_fits(text: &str) -> bool {
    has_form(text) && {
        let sum: u32 =
            text.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        CHECKS[sum as usize % 11] == text.as_bytes()[17]
    }
}
