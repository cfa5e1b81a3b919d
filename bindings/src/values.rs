//! Small values that several subjects share: words, times, numbers, attributes, parts of listings.

use crate::{BookError, Result};
use chrono::{DateTime, FixedOffset};
use huben_domain::Json;
use std::collections::{BTreeMap, HashMap};
use std::time::SystemTime;

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Words {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl From<huben_domain::Words> for Words {
    fn from(words: huben_domain::Words) -> Self {
        Self { zh: words.zh, en: words.en }
    }
}

impl Words {
    /// A reason as the engine gives it.
    pub(crate) fn why(reason: &str) -> Self {
        huben_domain::words::why(reason).into()
    }

    /// A value as people read it; times by the clock of whoever wrote them.
    pub(crate) fn value(record: &str, path: &str, json: &Json) -> Self {
        huben_domain::words::value(record, path, json, &|at| at.format("%Y-%m-%d %H:%M").to_string()).into()
    }
}

/// A field of the office's own.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Attribute {
    /// Its name, for programs and people.
    pub key: String,
    /// Its value as JSON, exactly as it was given.
    pub json: String,
    /// Its value as people read it.
    pub words: Words,
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PageRequest {
    /// At most so many; all where there is none.
    #[uniffi(default = None)]
    pub limit: Option<i32>,
    /// After so many.
    #[uniffi(default = 0)]
    pub offset: i32,
}

impl PageRequest {
    pub(crate) fn read(&self) -> Result<huben_engine::Slice> {
        let limit = self.limit.map(|limit| natural("limit", limit)).transpose()?;
        Ok(huben_engine::Slice { limit, offset: natural("offset", self.offset)? })
    }
}

/// A number that cannot be less than 0, as Kotlin and Swift write it.
pub(crate) fn natural<N: TryFrom<i32>>(field: &'static str, number: i32) -> Result<N> {
    let wrong = |_| BookError::invalid(field, "use a number of at least 0");
    u32::try_from(number).map_err(wrong)?;
    N::try_from(number).map_err(|_| BookError::invalid(field, "that is too much"))
}

pub(crate) fn attribute_list(own: BTreeMap<String, Json>) -> Vec<Attribute> {
    let one = |(key, json): (String, Json)| {
        let words = Words::value("", &format!("attributes.{key}"), &json);
        Attribute { key, json: json.as_str().to_owned(), words }
    };
    own.into_iter().map(one).collect()
}

/// Attributes to be written, as JSON by key.
pub(crate) fn attribute_values(given: HashMap<String, String>) -> Result<BTreeMap<String, Json>> {
    given
        .into_iter()
        .map(|(key, json)| Ok((huben_domain::validate::attribute_key(&key)?, Json::parse(&json)?)))
        .collect()
}

/// A moment in the offset that the device's user lives in.
pub(crate) fn moment(at: SystemTime, offset: FixedOffset) -> DateTime<FixedOffset> {
    DateTime::<chrono::Utc>::from(at).with_timezone(&offset)
}

/// A count as Kotlin's `Int` holds it; no phone has more records.
pub(crate) fn count(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Bytes, milliseconds, log positions.
pub(crate) fn long(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
