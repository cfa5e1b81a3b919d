//! Statistical divisions: real streets and communities with their codes, from a file or compiled in.

use crate::failure::Failure;
use huben_domain::{Area, AreaCode};
use std::collections::BTreeMap;
use std::path::Path;

/// The divisions of 丹阳市, as published.
const DANYANG: &[u8] = include_bytes!("../../data/danyang-divisions.csv");

/// Codes and names.
pub(crate) struct Divisions(BTreeMap<AreaCode, String>);

/// One row of a file.
#[derive(serde::Deserialize)]
struct Row {
    code: String,
    name: String,
    #[allow(dead_code, reason = "the level follows from the code; the column may be there")]
    level: Option<String>,
    parent: Option<String>,
}

impl Divisions {
    /// From a file with the columns code, name, level, parent; or the ones compiled in.
    pub(crate) fn read(file: Option<&Path>) -> Result<Self, Failure> {
        let areas = match file {
            Some(file) => {
                read_areas(&std::fs::read(file).map_err(|_| unreadable("divisions"))?, "divisions")?
            }
            None => read_areas(DANYANG, "divisions")?,
        };
        Ok(Self(areas.into_iter().map(|area| (area.code, area.name)).collect()))
    }

    /// The area of this code.
    pub(crate) fn area(&self, code: &AreaCode) -> Option<Area> {
        self.0.get(code).map(|name| Self::named(code, name))
    }

    /// An area of this name.
    pub(crate) fn named(code: &AreaCode, name: &str) -> Area {
        Area {
            code: code.clone(),
            name: name.to_owned(),
            level: code.level(),
            parent: code.parent(),
            outline: None,
            ended: None,
        }
    }

    /// A few codes that would do, for a hint.
    pub(crate) fn examples(&self) -> Vec<String> {
        let communities = self.0.iter().filter(|(code, _)| code.as_str().len() == 12);
        communities.take(3).map(|(code, name)| format!("{code} ({name})")).collect()
    }
}

/// The areas in a CSV file (UTF-8 with or without BOM, or GBK would be a ledger's business): parents first.
pub(crate) fn read_areas(bytes: &[u8], field: &str) -> Result<Vec<Area>, Failure> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let mut areas = Vec::new();
    for (place, row) in reader.deserialize::<Row>().enumerate() {
        let line = place + 2;
        let bad = |reason: &str| Failure::invalid(field, format!("line {line}: {reason}"));
        let row = row.map_err(|_| bad("needs the columns code, name, level, parent in UTF-8"))?;
        let code: AreaCode = row.code.parse().map_err(|error: huben_domain::Invalid| bad(&error.reason))?;
        let name = huben_domain::validate::name(&row.name).map_err(|error| bad(&error.reason))?;
        let parent = row.parent.filter(|parent| !parent.is_empty() && code.parent().is_some());
        if parent.is_some() && parent.as_deref() != code.parent().as_ref().map(AreaCode::as_str) {
            return Err(bad("the parent must be the beginning of the code"));
        }
        areas.push(Divisions::named(&code, &name));
    }
    if areas.is_empty() {
        return Err(Failure::invalid(
            field,
            "holds no areas; it needs the columns code, name, level, parent",
        ));
    }
    areas.sort_by(|a, b| a.code.as_str().len().cmp(&b.code.as_str().len()).then(a.code.cmp(&b.code)));
    Ok(areas)
}

pub(crate) fn unreadable(field: &str) -> Failure {
    Failure::not_found(field, "no such file, or it cannot be read")
}
