//! What a change does, operation by operation: what the policy judges. A diff is no authorisation, because a
//! forbidden write that loses a conflict is invisible now and can surface later.

use crate::document::guarded;
use crate::genesis;
use crate::{Chunk, Document, Intent, Kind, Path, Value};
use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{ExpandedChange, ObjId, ObjType, ReadDoc};
use std::collections::{BTreeMap, BTreeSet};

/// How an operation touches its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verb {
    /// Part of the document's first change.
    Create,
    /// A new key inside a map.
    Insert,
    /// A value over what stands there, or over nothing.
    Set,
}

/// One write, resolved to the words of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Where.
    pub path: Path,
    /// How.
    pub verb: Verb,
    /// What.
    pub value: Value,
}

/// What an intent will do to a document, judged before it is written.
pub fn of_intent(document: &mut Document, intent: &Intent) -> Vec<Operation> {
    let blank = document.is_blank();
    let puts = intent.puts.iter();
    puts.map(|put| Operation {
        path: put.path.clone(),
        verb: verb(document, blank, &put.path),
        value: put.value.clone(),
    })
    .collect()
}

/// What a chunk does to a document that does not hold it yet. `Err` names an operation that is never allowed:
/// a deletion, a list, a counter, a map where none belongs.
pub(crate) fn of_chunk(document: &mut Document, chunk: &Chunk) -> Result<Vec<Operation>, String> {
    let blank = document.is_blank();
    let objects = objects(document);
    resolved(&decoded(chunk)?, objects, |path| verb(document, blank, path))
}

/// What a change says that is the first of its document.
pub(crate) fn of_first(kind: &Kind, change: &ExpandedChange) -> Result<Vec<Operation>, String> {
    resolved(change, maps(kind), |_| Verb::Create)
}

/// A chunk's operations as Automerge reads them.
pub(crate) fn decoded(chunk: &Chunk) -> Result<ExpandedChange, String> {
    guarded(|| chunk.change().decode()).map_err(|error| error.0)
}

fn resolved(
    change: &ExpandedChange,
    mut objects: BTreeMap<OpId, Place>,
    verb: impl Fn(&Path) -> Verb,
) -> Result<Vec<Operation>, String> {
    let mut operations = Vec::with_capacity(change.operations.len());
    let mut made_here = BTreeSet::new();
    for (made, op) in (change.start_op.get()..).zip(&change.operations) {
        match resolve(op, &objects)? {
            Write::Entry(map, key) => {
                let path = Path::Part(map.clone(), key.clone(), String::new());
                readable(&path)?;
                if verb(&path) == Verb::Set || !made_here.insert((map.clone(), key.clone())) {
                    return Err(format!("{map}.{key} stands already and cannot be made anew"));
                }
                objects.insert(OpId(made, change.actor_id.clone()), Place::Entry(map, key));
            }
            Write::Value(path, value) => {
                readable(&path)?;
                let verb = verb(&path);
                operations.push(Operation { path, verb, value });
            }
        }
    }
    // The policy judges values: what brings none would be judged by nobody.
    let filled: BTreeSet<(&str, &str)> = operations
        .iter()
        .filter_map(|operation| match &operation.path {
            Path::Part(map, key, _) => Some((map.as_str(), key.as_str())),
            _ => None,
        })
        .collect();
    match made_here.iter().find(|(map, key)| !filled.contains(&(map.as_str(), key.as_str()))) {
        Some((map, key)) => Err(format!("{map}.{key}: there is nothing in it")),
        None => Ok(operations),
    }
}

/// A path is shown, stored and asked for as text.
fn readable(path: &Path) -> Result<(), String> {
    if path.reads_back() { Ok(()) } else { Err(format!("{path}: reads like another place")) }
}

fn verb(document: &Document, blank: bool, path: &Path) -> Verb {
    if blank {
        return Verb::Create;
    }
    let seen = |map: &str, key: &str| {
        let map = document.map(map);
        map.is_some_and(|map| document.doc.get(map, key).ok().flatten().is_some())
    };
    match path {
        Path::Field(_) => Verb::Set,
        Path::Entry(map, key) | Path::Part(map, key, _) if seen(map, key) => Verb::Set,
        _ => Verb::Insert,
    }
}

enum Place {
    Map(String),
    Entry(String, String),
}

enum Write {
    Entry(String, String),
    Value(Path, Value),
}

fn resolve(op: &Op, objects: &BTreeMap<OpId, Place>) -> Result<Write, String> {
    let Key::Map(key) = &op.key else {
        return Err("lists are not written here".into());
    };
    if op.insert {
        return Err("lists are not written here".into());
    }
    let key = key.to_string();
    let place = match &op.obj {
        ObjectId::Root => None,
        ObjectId::Id(id) => Some(objects.get(id).ok_or("writes into an object that is not there")?),
    };
    match (&op.action, place) {
        (OpType::Make(ObjType::Map), Some(Place::Map(map))) if map == "residents" => {
            Ok(Write::Entry(map.clone(), key))
        }
        (OpType::Put(scalar), None)
            if !matches!(key.as_str(), "residents" | "attributes" | "steps" | "notes") =>
        {
            Ok(Write::Value(Path::Field(key), Value::from_scalar(scalar)))
        }
        (OpType::Put(scalar), Some(Place::Map(map))) if map != "residents" => {
            Ok(Write::Value(Path::Entry(map.clone(), key), Value::from_scalar(scalar)))
        }
        (OpType::Put(scalar), Some(Place::Entry(map, entry))) => {
            Ok(Write::Value(Path::Part(map.clone(), entry.clone(), key), Value::from_scalar(scalar)))
        }
        (OpType::Delete, _) => Err(format!("{key}: fields are emptied, never deleted")),
        _ => Err(format!("{key}: not a value that is written here")),
    }
}

/// Every object of the document by the operation that made it.
fn objects(document: &Document) -> BTreeMap<OpId, Place> {
    let mut objects = maps(document.kind());
    if let Some(residents) = document.map("residents") {
        let keys: Vec<String> = document.doc.keys(&residents).collect();
        for key in keys {
            for (_, id) in document.doc.get_all(&residents, key.as_str()).unwrap_or_default() {
                if let ObjId::Id(counter, actor, _) = id {
                    objects.insert(OpId(counter, actor), Place::Entry("residents".into(), key.clone()));
                }
            }
        }
    }
    objects
}

/// The objects that the genesis made.
fn maps(kind: &Kind) -> BTreeMap<OpId, Place> {
    let maps = genesis::maps(kind).iter().enumerate();
    maps.map(|(place, map)| (OpId(place as u64 + 1, genesis::actor()), Place::Map((*map).to_owned())))
        .collect()
}
