//! From what was typed to what the book takes; every complaint names its option.

use crate::failure::{Failure, Result};
use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, TimeZone};
use huben_domain::{Invalid, Json};
use std::collections::BTreeMap;
use std::str::FromStr;

/// An id, an area code: anything that reads itself from text, complained about under `field`.
pub fn read<T: FromStr<Err = Invalid>>(field: &'static str, text: &str) -> Result<T> {
    text.parse().map_err(|invalid: Invalid| invalid.on(field).into())
}

/// The same for something that may be absent.
pub fn maybe<T: FromStr<Err = Invalid>>(field: &'static str, text: Option<&str>) -> Result<Option<T>> {
    text.map(|text| read(field, text)).transpose()
}

/// A code of a closed list, complained about under `field`.
pub fn code<T>(
    field: &'static str,
    text: Option<&str>,
    parse: fn(&str) -> std::result::Result<T, Invalid>,
) -> Result<Option<T>> {
    text.map(|text| parse(text).map_err(|invalid| invalid.on(field).into())).transpose()
}

/// RFC 3339 with offset, or `2026-11-24 18:30` by this device's clock.
pub fn time(field: &'static str, text: Option<&str>) -> Result<Option<DateTime<FixedOffset>>> {
    let Some(text) = text else { return Ok(None) };
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(Some(time));
    }
    let local = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let local = local.and_then(|local| Local.from_local_datetime(&local).earliest());
    let unfit = || Failure::invalid(field, "a time like 2026-11-24T18:30:00+08:00 or 2026-11-24 18:30");
    local.map(|local| Some(local.fixed_offset())).ok_or_else(unfit)
}

/// `key=value` (a text) and `key=JSON`.
pub fn attributes(texts: &[String], jsons: &[String]) -> Result<BTreeMap<String, Json>> {
    let split = |field: &str, pair: &str| -> Result<(String, String)> {
        let unfit = || Failure::invalid(field, "write key=value");
        let (key, value) = pair.split_once('=').ok_or_else(unfit)?;
        Ok((huben_domain::validate::attribute_key(key)?, value.to_owned()))
    };
    let mut attributes = BTreeMap::new();
    for pair in texts {
        let (key, value) = split("attribute", pair)?;
        attributes.insert(key, Json::string(&value));
    }
    for pair in jsons {
        let (key, value) = split("attribute_json", pair)?;
        attributes.insert(key, Json::parse(&value)?);
    }
    Ok(attributes)
}
