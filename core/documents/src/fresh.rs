//! A document with one chunk beside its genesis, read from the chunk itself: most of what a phone fetches is so. It
//! says what [`Document`](crate::Document) would say, at a third of the cost, and is only for reading.

use crate::accept::is_a_time;
use crate::operation::{decoded, of_first};
use crate::proof::is_as_written;
use crate::{Chunk, Kind, Operation, Path, Readable, Value, genesis};
use std::collections::BTreeMap;

/// What the first chunk of a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    kind: Kind,
    values: BTreeMap<Path, Value>,
}

impl Fresh {
    /// `None` for anything but an honest first chunk: then the document has to be hydrated to know.
    pub fn read(kind: &Kind, chunk: &Chunk) -> Option<Self> {
        Self::of(kind, honest(kind, chunk)?)
    }

    /// The same with the operations for the policy to judge. `None` unless they are to
    /// the bit what Automerge itself writes when an honest phone puts these values into a new document. Such a change
    /// merges, loads and takes further edits as any of our own does: nothing is left for a trial to find.
    pub fn proven(kind: &Kind, chunk: &Chunk) -> Option<(Self, Vec<Operation>)> {
        let operations = honest(kind, chunk)?;
        Some((Self::of(kind, operations.clone())?, operations))
    }

    fn of(kind: &Kind, operations: Vec<Operation>) -> Option<Self> {
        let mut values = BTreeMap::new();
        for operation in operations {
            // Twice under one key is nothing an honest phone writes.
            if values.insert(operation.path, operation.value).is_some() {
                return None;
            }
        }
        Some(Self { kind: kind.clone(), values })
    }
}

/// What an honest first chunk does.
fn honest(kind: &Kind, chunk: &Chunk) -> Option<Vec<Operation>> {
    let change = is_first(kind, chunk).then(|| decoded(chunk).ok())??;
    let first = change.operations.iter().all(|operation| operation.pred.is_empty());
    let operations = first.then(|| of_first(kind, &change).ok())??;
    is_as_written(chunk, change).then_some(operations)
}

/// Do its numbers say that it follows the genesis and nothing else?
fn is_first(kind: &Kind, chunk: &Chunk) -> bool {
    chunk.seq() == 1
        && genesis::hash(kind).is_some_and(|genesis| chunk.deps() == [genesis])
        && chunk.change().start_op().get() == genesis::maps(kind).len() as u64 + 1
        && is_a_time(chunk.at())
        && chunk.actor().len() == 16
        && chunk.actor() != genesis::actor().to_bytes()
}

impl Readable for Fresh {
    fn kind(&self) -> &Kind {
        &self.kind
    }

    fn value(&self, path: &Path) -> Option<Value> {
        self.values.get(path).cloned()
    }

    fn entries_of(&self, map: &str) -> BTreeMap<String, String> {
        let entries = self.values.iter().filter_map(|(path, value)| match (path, value) {
            (Path::Entry(head, key), Value::Text(text)) if head == map => Some((key.clone(), text.clone())),
            _ => None,
        });
        entries.collect()
    }

    fn records_of(&self, map: &str) -> Vec<String> {
        let keys = self.values.keys().filter_map(|path| match path {
            Path::Part(head, key, _) if head == map => Some(key.clone()),
            _ => None,
        });
        let mut keys: Vec<String> = keys.collect();
        keys.dedup();
        keys
    }
}
