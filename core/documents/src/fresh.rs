//! A document with one chunk beside its genesis, read from the chunk itself: most of what a phone fetches is so. It
//! says what [`Document`](crate::Document) would say, at a third of the cost, and is only for reading.

use crate::operation::of_first;
use crate::{Chunk, Kind, Path, Readable, Value, genesis};
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
        let first = chunk.seq() == 1
            && chunk.deps() == [genesis::hash(kind)?]
            && chunk.change().start_op().get() == genesis::maps(kind).len() as u64 + 1
            && chunk.actor().len() == 16
            && chunk.actor() != genesis::actor().to_bytes();
        let first = first && chunk.is_canonical_first();
        let operations = first.then(|| of_first(kind, chunk).ok())??;
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
