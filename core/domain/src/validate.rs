//! What input can be taken. Each check gives back the value as it is to be stored, or [`Invalid`] with the
//! field named as in `cli.md`.

use crate::limits::*;
use crate::{Invalid, Json};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

/// One line of text without the white space around it; control characters are refused.
pub fn trimmed(field: &'static str, text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(Invalid::new(field, "line breaks and control characters are not possible here"));
    }
    Ok(text.to_owned())
}

/// Several lines of text without the white space around them: line breaks and tabs stay, other control
/// characters are refused.
pub fn trimmed_lines(field: &'static str, text: &str) -> Result<String, Invalid> {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Invalid::new(field, "control characters are not possible here"));
    }
    Ok(text)
}

/// One line that must say something, of at most `max` characters.
pub fn required(field: &'static str, text: &str, max: usize) -> Result<String, Invalid> {
    within(field, not_blank(field, trimmed(field, text)?)?, max)
}

/// Lines that must say something, of at most `max` characters.
pub fn required_lines(field: &'static str, text: &str, max: usize) -> Result<String, Invalid> {
    within(field, not_blank(field, trimmed_lines(field, text)?)?, max)
}

/// One line of at most `max` characters; a blank one is none.
pub fn optional(field: &'static str, text: Option<&str>, max: usize) -> Result<Option<String>, Invalid> {
    let text = within(field, trimmed(field, text.unwrap_or_default())?, max)?;
    Ok((!text.is_empty()).then_some(text))
}

/// Lines of at most `max` characters; blank ones are none.
pub fn optional_lines(
    field: &'static str,
    text: Option<&str>,
    max: usize,
) -> Result<Option<String>, Invalid> {
    let text = within(field, trimmed_lines(field, text.unwrap_or_default())?, max)?;
    Ok((!text.is_empty()).then_some(text))
}

/// A name, on the field `name`.
pub fn name(text: &str) -> Result<String, Invalid> {
    required("name", text, NAME_CHARS)
}

/// An address as given, on the field `address`.
pub fn address(text: &str) -> Result<String, Invalid> {
    required("address", text, ADDRESS_CHARS)
}

/// What was said, is the matter or was done, on the field `text`.
pub fn text(text: &str) -> Result<String, Invalid> {
    required_lines("text", text, TEXT_CHARS)
}

/// A note, on the field `note`.
pub fn note(text: Option<&str>) -> Result<Option<String>, Invalid> {
    optional_lines("note", text, NOTE_CHARS)
}

/// Why, on the field `reason`.
pub fn reason(text: &str) -> Result<String, Invalid> {
    required_lines("reason", text, REASON_CHARS)
}

/// An issue's category, on the field `category`.
pub fn category(text: &str) -> Result<String, Invalid> {
    required("category", text, WORD_CHARS)
}

/// A date of birth, on the field `birth_date`: not after `today` and not before 1880.
pub fn birth_date(date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Invalid> {
    if date > today {
        return Err(Invalid::new("birth_date", "lies in the future"));
    }
    if date.year() < BIRTH_YEAR_MIN {
        return Err(Invalid::new("birth_date", format!("lies before {BIRTH_YEAR_MIN}")));
    }
    Ok(date)
}

/// A rating, on the field `score`: 1 to 5.
pub fn score(score: u8) -> Result<u8, Invalid> {
    if !(SCORE_MIN..=SCORE_MAX).contains(&score) {
        return Err(Invalid::new("score", format!("use {SCORE_MIN} to {SCORE_MAX}")));
    }
    Ok(score)
}

/// When a visit was made, on the field `at`: at most one day after `now`.
pub fn visit_at(
    at: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> Result<DateTime<FixedOffset>, Invalid> {
    if at.signed_duration_since(now) > TimeDelta::hours(VISIT_AHEAD_HOURS) {
        return Err(Invalid::new(
            "at",
            "lies more than a day in the future; a visit is recorded when it was made",
        ));
    }
    Ok(at)
}

/// An attribute's key, on the field `attribute`.
pub fn attribute_key(key: &str) -> Result<String, Invalid> {
    required("attribute", key, ATTRIBUTE_KEY_CHARS)
}

/// An attribute's value, on the field `attribute`: at most 16 kB of JSON text.
pub fn attribute_value(value: &Json) -> Result<(), Invalid> {
    if value.as_str().len() > ATTRIBUTE_VALUE_BYTES {
        return Err(Invalid::new("attribute", format!("longer than {ATTRIBUTE_VALUE_BYTES} bytes")));
    }
    if value.depth() > ATTRIBUTE_DEPTH {
        return Err(Invalid::new("attribute", format!("nested more than {ATTRIBUTE_DEPTH} deep")));
    }
    Ok(())
}

/// A record's attributes: keys, values and their number, on the field `attribute`.
pub fn attributes(attributes: &BTreeMap<String, Json>) -> Result<(), Invalid> {
    at_most("attribute", attributes.len(), ATTRIBUTES)?;
    for (key, value) in attributes {
        if attribute_key(key)? != *key {
            return Err(Invalid::new("attribute", "a key has white space around it"));
        }
        attribute_value(value)?;
    }
    Ok(())
}

/// A list's length.
pub fn at_most(field: &'static str, count: usize, max: usize) -> Result<(), Invalid> {
    if count > max {
        return Err(Invalid::new(field, format!("{count} are too many; at most {max}")));
    }
    Ok(())
}

fn not_blank(field: &'static str, text: String) -> Result<String, Invalid> {
    if text.is_empty() {
        return Err(Invalid::new(field, "must not be blank"));
    }
    Ok(text)
}

fn within(field: &'static str, text: String, max: usize) -> Result<String, Invalid> {
    let count = text.chars().count();
    if count > max {
        return Err(Invalid::new(field, format!("{count} characters are too many; at most {max}")));
    }
    Ok(text)
}
