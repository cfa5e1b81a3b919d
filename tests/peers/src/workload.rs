//! The benchmark's workload file: what each grid holds at first, what is done to it offline and by the office.

use crate::Result;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// One document as the benchmark knows it, by field.
pub type Doc = Map<String, Value>;
/// Documents by the benchmark's own ids.
pub type Docs = BTreeMap<String, Doc>;

/// The whole file.
#[derive(Debug, Deserialize)]
pub struct Workload {
    /// One a grid.
    pub workers: Vec<Grid>,
}

/// One grid and its worker.
#[derive(Debug, Deserialize)]
pub struct Grid {
    /// Its number, from 0.
    pub grid: usize,
    /// What the office holds at first.
    pub initial: Docs,
    /// What the worker does without a network.
    pub offline: Offline,
}

/// A worker's day.
#[derive(Debug, Deserialize)]
pub struct Offline {
    /// New documents.
    pub create: Docs,
    /// Fields of documents that are there.
    pub set: Docs,
}

/// What the office does to one grid meanwhile.
#[derive(Debug, Deserialize)]
pub struct OfficeDay {
    /// The grid's number.
    pub grid: usize,
    /// The edits.
    pub office: Office,
}

/// The office's edits.
#[derive(Debug, Deserialize)]
pub struct Office {
    /// Fields of documents that are there.
    pub set: Docs,
    /// One more element of a list.
    pub append: BTreeMap<String, Append>,
}

/// One more element of a list.
#[derive(Debug, Deserialize)]
pub struct Append {
    /// Which list.
    pub path: String,
    /// The element.
    pub value: Doc,
}

/// Reads one of the benchmark's files.
pub fn read<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T> {
    let text = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

/// A text field that must be there.
pub fn text<'d>(doc: &'d Doc, field: &str) -> Result<&'d str> {
    doc.get(field).and_then(Value::as_str).ok_or_else(|| format!("{field} is no text in {doc:?}").into())
}
