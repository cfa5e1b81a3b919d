//! Two people wrote one field apart from one another: every distinct value, with who and when.

use crate::{Document, Path, Value};
use automerge::{ObjId, ROOT, ReadDoc, ValueRef};

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contender {
    /// What they wrote.
    pub value: Value,
    /// The actor who wrote it: sixteen bytes that the directory of actors turns into a user.
    pub actor: Vec<u8>,
    /// When, by their clock, in seconds of the Unix epoch.
    pub at: i64,
}

/// A field that holds more than one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Where.
    pub path: Path,
    /// The distinct values; the one shown meanwhile comes first.
    pub values: Vec<Contender>,
}

impl Document {
    /// Every contradiction in the document, by path. Equal values written apart are none.
    pub fn contradictions(&mut self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (object, key, path) in self.places() {
            let mut values: Vec<Contender> = Vec::new();
            let standing = self.doc.get_all(&object, key.as_str()).unwrap_or_default();
            let read = |(value, id): (automerge::Value<'_>, ObjId)| {
                Some((Value::from_scalar(value.as_scalar()?), id))
            };
            let standing: Vec<(Value, ObjId)> = standing.into_iter().filter_map(read).collect();
            // Automerge lists the winner last.
            for (value, id) in standing.into_iter().rev() {
                if values.iter().any(|contender| contender.value == value) {
                    continue;
                }
                values.push(Contender { value, actor: actor_of(&id), at: self.time_of(&id) });
            }
            if values.len() > 1 {
                found.push(Contradiction { path, values });
            }
        }
        found
    }

    /// Every place that holds a plain value: its object, key and path.
    pub(crate) fn places(&self) -> Vec<(ObjId, String, Path)> {
        let mut places = Vec::new();
        let root: Vec<(String, Option<ObjId>)> = self.entries(&ROOT);
        for (name, object) in root {
            let Some(map) = object else {
                places.push((ROOT, name.clone(), Path::Field(name)));
                continue;
            };
            for (key, entry) in self.entries(&map) {
                match entry {
                    None => places.push((map.clone(), key.clone(), Path::Entry(name.clone(), key))),
                    Some(entry) => places.extend(
                        self.entries(&entry).into_iter().filter(|(_, inner)| inner.is_none()).map(
                            |(field, _)| {
                                (entry.clone(), field.clone(), Path::Part(name.clone(), key.clone(), field))
                            },
                        ),
                    ),
                }
            }
        }
        places
    }

    /// The keys of a map, each with the object under it if there is one.
    pub(crate) fn entries(&self, map: &ObjId) -> Vec<(String, Option<ObjId>)> {
        let range = self.doc.map_range(map, ..);
        range
            .map(|item| (item.key.to_string(), matches!(item.value, ValueRef::Object(_)).then(|| item.id())))
            .collect()
    }

    fn time_of(&mut self, id: &ObjId) -> i64 {
        let hash = self.doc.hash_for_opid(id);
        hash.and_then(|hash| self.doc.get_change_meta_by_hash(&hash).map(|meta| meta.timestamp)).unwrap_or(0)
    }
}

pub(crate) fn actor_of(id: &ObjId) -> Vec<u8> {
    match id {
        ObjId::Root => Vec::new(),
        ObjId::Id(_, actor, _) => actor.to_bytes().to_vec(),
    }
}
