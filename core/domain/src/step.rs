//! One move of an issue: written once, never changed.

use crate::{CheckResult, Hat, Json, StepId, StepKind, UserId};
use chrono::{DateTime, FixedOffset};
use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// One step, stored as one JSON text. Absent fields are left out; keys of a newer version come back to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Made by the author's device.
    pub id: StepId,
    /// Logical number: one more than the highest its author had seen. Orders the steps, ties by id.
    pub n: u64,
    /// What was done.
    pub step: StepKind,
    /// When, by the author's clock; orders nothing.
    pub at: DateTime<FixedOffset>,
    /// Who did it.
    pub by: UserId,
    /// In which capacity; that they held it is the write policy's to check.
    pub hat: Hat,
    /// The author's unit at that time; what makes "anyone of the unit" an addressee.
    pub unit: Option<String>,
    /// Dispatch: a user's id as text, or a unit's name; other words kept.
    pub to: Option<String>,
    /// Told to the reporter. Internal words are in [`crate::IssueFile::notes`].
    pub text: Option<String>,
    /// Dispatch: by when. Postpone: until when is asked. Approve: until when is granted.
    pub until: Option<DateTime<FixedOffset>>,
    /// Verify: what was found.
    pub result: Option<CheckResult>,
    /// Rate: 1 to 5.
    pub score: Option<u8>,
    /// What a newer version wrote beside, as it came.
    pub more: BTreeMap<String, Json>,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("n", &self.n)?;
        map.serialize_entry("step", &self.step)?;
        map.serialize_entry("at", &self.at)?;
        map.serialize_entry("by", &self.by)?;
        map.serialize_entry("hat", &self.hat)?;
        entry(&mut map, "unit", &self.unit)?;
        entry(&mut map, "to", &self.to)?;
        entry(&mut map, "text", &self.text)?;
        entry(&mut map, "until", &self.until)?;
        entry(&mut map, "result", &self.result)?;
        entry(&mut map, "score", &self.score)?;
        for (key, value) in &self.more {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Step {
    /// By hand, because serde's `flatten` would read numbers of `more` as `f64`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = BTreeMap::<String, Json>::deserialize(deserializer)?;
        Ok(Step {
            id: needed(&mut map, "id")?,
            n: needed(&mut map, "n")?,
            step: needed(&mut map, "step")?,
            at: needed(&mut map, "at")?,
            by: needed(&mut map, "by")?,
            hat: needed(&mut map, "hat")?,
            unit: optional(&mut map, "unit")?,
            to: optional(&mut map, "to")?,
            text: optional(&mut map, "text")?,
            until: optional(&mut map, "until")?,
            result: optional(&mut map, "result")?,
            score: optional(&mut map, "score")?,
            more: map,
        })
    }
}

fn entry<M: SerializeMap>(map: &mut M, key: &str, value: &Option<impl Serialize>) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}

fn needed<T: DeserializeOwned, E: serde::de::Error>(
    map: &mut BTreeMap<String, Json>,
    key: &'static str,
) -> Result<T, E> {
    optional(map, key)?.ok_or_else(|| E::missing_field(key))
}

fn optional<T: DeserializeOwned, E: serde::de::Error>(
    map: &mut BTreeMap<String, Json>,
    key: &'static str,
) -> Result<Option<T>, E> {
    match map.remove(key) {
        Some(json) => {
            serde_json::from_str(json.as_str()).map_err(|error| E::custom(format_args!("{key}: {error}")))
        }
        None => Ok(None),
    }
}
