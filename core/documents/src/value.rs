//! What stands at a path.

use automerge::ScalarValue;
use huben_domain::{AreaCode, Json};
use serde::{Deserialize, Serialize};

/// A value as documents hold it. Lists and maps are one JSON text: they merge as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing stands here (any more); fields are emptied, never deleted.
    Null,
    /// Text: words, codes, times (RFC 3339), dates, JSON text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// An id's sixteen bytes.
    Id([u8; 16]),
    /// Something a newer version wrote; shown as this text, never written by this one.
    Newer(String),
}

impl Value {
    /// Text, or nothing for blank text.
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The sixteen bytes, if it is an id.
    pub fn as_id(&self) -> Option<[u8; 16]> {
        match self {
            Value::Id(bytes) => Some(*bytes),
            _ => None,
        }
    }

    /// The value as people and programs see it at `path`: attributes are JSON already, ids are UUID text.
    pub fn to_json(&self, path: &crate::Path) -> Json {
        let json_inside =
            matches!(path.head(), "attributes" | "steps" | "ended" | "met" | "answers" | "companions");
        match self {
            Value::Null => Json::from(serde_json::Value::Null),
            Value::Text(text) if json_inside => Json::parse(text).unwrap_or_else(|_| Json::string(text)),
            Value::Text(text) | Value::Newer(text) => Json::string(text),
            Value::Flag(flag) => Json::from(serde_json::Value::Bool(*flag)),
            Value::Id(bytes) => Json::string(&huben_domain::DocumentId::from_bytes(*bytes).to_string()),
        }
    }

    pub(crate) fn to_scalar(&self) -> Option<ScalarValue> {
        match self {
            Value::Null => Some(ScalarValue::Null),
            Value::Text(text) => Some(ScalarValue::Str(text.as_str().into())),
            Value::Flag(flag) => Some(ScalarValue::Boolean(*flag)),
            Value::Id(bytes) => Some(ScalarValue::Bytes(bytes.to_vec())),
            Value::Newer(_) => None,
        }
    }

    pub(crate) fn from_scalar(scalar: &ScalarValue) -> Self {
        match scalar {
            ScalarValue::Null => Value::Null,
            ScalarValue::Str(text) => Value::Text(text.to_string()),
            ScalarValue::Boolean(flag) => Value::Flag(*flag),
            ScalarValue::Bytes(bytes) => match <[u8; 16]>::try_from(bytes.as_slice()) {
                Ok(id) => Value::Id(id),
                Err(_) => Value::Newer(format!("{} bytes", bytes.len())),
            },
            other => Value::Newer(other.to_string()),
        }
    }
}

impl From<&AreaCode> for Value {
    fn from(code: &AreaCode) -> Self {
        Value::Text(code.as_str().to_owned())
    }
}

impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        Value::Text(json.as_str().to_owned())
    }
}

macro_rules! ids {
    ($($name:ident),+) => {$(
        impl From<huben_domain::$name> for Value {
            fn from(id: huben_domain::$name) -> Self {
                Value::Id(id.to_bytes())
            }
        }
    )+};
}

ids!(HouseholdId, VisitId, IssueId, UserId);
