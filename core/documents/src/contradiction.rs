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
        for (object, key, path) in self.disputed() {
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

    /// Every place that holds several plain values, equal ones perhaps: its object, key and path.
    fn disputed(&self) -> Vec<(ObjId, String, Path)> {
        let mut places = Vec::new();
        for (name, object, disputed) in self.range(&ROOT) {
            let Some(map) = object else {
                if disputed {
                    places.push((ROOT, name.clone(), Path::Field(name)));
                }
                continue;
            };
            for (key, entry, disputed) in self.range(&map) {
                match entry {
                    None if disputed => {
                        places.push((map.clone(), key.clone(), Path::Entry(name.clone(), key)));
                    }
                    None => {}
                    Some(entry) => places.extend(
                        self.range(&entry)
                            .into_iter()
                            .filter(|(_, inner, disputed)| inner.is_none() && *disputed)
                            .map(|(field, _, _)| {
                                let path = Path::Part(name.clone(), key.clone(), field.clone());
                                (entry.clone(), field, path)
                            }),
                    ),
                }
            }
        }
        places
    }

    /// The keys of a map, each with the object under it if there is one.
    pub(crate) fn entries(&self, map: &ObjId) -> Vec<(String, Option<ObjId>)> {
        self.range(map).into_iter().map(|(key, object, _)| (key, object)).collect()
    }

    /// The same, and whether several values stand there.
    fn range(&self, map: &ObjId) -> Vec<(String, Option<ObjId>, bool)> {
        let range = self.doc.map_range(map, ..);
        range
            .map(|item| {
                let object = matches!(item.value, ValueRef::Object(_)).then(|| item.id());
                (item.key.to_string(), object, item.conflict)
            })
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
