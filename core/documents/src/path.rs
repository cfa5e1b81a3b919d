//! Where in a document a value stands.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a document, as people and JSON write it: `phone`, `attributes.党员`, `residents.<id>.name`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Path {
    /// A field of the record itself.
    Field(String),
    /// One entry of a map that holds plain values: an attribute, a step, a note.
    Entry(String, String),
    /// A field of one entry of a map that holds records: a resident's name.
    Part(String, String, String),
}

/// Maps whose entries are records of their own; every other map holds plain values.
const RECORD_MAPS: [&str; 1] = ["residents"];
/// Maps that exist in some kind of document.
const MAPS: [&str; 4] = ["residents", "attributes", "steps", "notes"];

impl Path {
    /// A field of the record itself.
    pub fn field(name: &str) -> Self {
        Path::Field(name.to_owned())
    }

    /// The attribute under `key`.
    pub fn attribute(key: &str) -> Self {
        Path::Entry("attributes".to_owned(), key.to_owned())
    }

    /// `field` of the resident with this id.
    pub fn resident(id: huben_domain::ResidentId, field: &str) -> Self {
        Path::Part("residents".to_owned(), id.to_string(), field.to_owned())
    }

    /// Does it read as itself where it is written as text? A field named `attributes.党员` would be taken for the attribute.
    pub(crate) fn reads_back(&self) -> bool {
        let of_records = |map: &str| RECORD_MAPS.contains(&map);
        match self {
            Path::Field(name) => name.split_once('.').is_none_or(|(map, _)| !MAPS.contains(&map)),
            Path::Entry(map, key) => MAPS.contains(&map.as_str()) && !(of_records(map) && key.contains('.')),
            Path::Part(map, key, _) => of_records(map) && !key.contains('.'),
        }
    }

    /// The first word: the field or the map.
    pub fn head(&self) -> &str {
        match self {
            Path::Field(name) | Path::Entry(name, _) | Path::Part(name, _, _) => name,
        }
    }
}

impl From<&str> for Path {
    fn from(text: &str) -> Self {
        let Some((map, rest)) = text.split_once('.').filter(|(map, _)| MAPS.contains(map)) else {
            return Path::Field(text.to_owned());
        };
        match rest.split_once('.') {
            Some((key, field)) if RECORD_MAPS.contains(&map) => {
                Path::Part(map.into(), key.into(), field.into())
            }
            _ => Path::Entry(map.into(), rest.into()),
        }
    }
}

impl From<String> for Path {
    fn from(text: String) -> Self {
        Path::from(text.as_str())
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.to_string()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Field(name) => f.write_str(name),
            Path::Entry(map, key) => write!(f, "{map}.{key}"),
            Path::Part(map, key, field) => write!(f, "{map}.{key}.{field}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_back_as_text_is_told_without_writing_it() {
        let words = [
            "",
            ".",
            "phone",
            "residents",
            "attributes",
            "steps",
            "a.b",
            "notes.x",
            "residents.x",
            "residents.x.y",
            "x.residents",
        ];
        let mut paths: Vec<Path> = words.iter().map(|name| Path::field(name)).collect();
        for (map, key) in
            words.iter().flat_map(|map| words.iter().map(move |key| (map.to_string(), key.to_string())))
        {
            paths.extend(words.iter().map(|field| Path::Part(map.clone(), key.clone(), field.to_string())));
            paths.push(Path::Entry(map, key));
        }
        for path in paths {
            assert_eq!(path.reads_back(), Path::from(path.to_string()) == path, "{path:?}");
        }
    }
}
