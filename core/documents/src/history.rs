//! What stood at a field before: a visit's earlier words stay readable.

use crate::{Document, Path, Value};
use automerge::legacy::OpType;
use automerge::legacy::{Key, ObjectId};

/// A value that has been overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What stood there.
    pub value: Value,
    /// Who wrote it.
    pub actor: Vec<u8>,
    /// When, by their clock, in seconds of the Unix epoch.
    pub at: i64,
}

/// Every value ever written at one of the record's own fields, oldest first, without the ones that stand now.
pub fn earlier(document: &mut Document, field: &str) -> Vec<Earlier> {
    let standing = document.values(&Path::field(field));
    let mut found = Vec::new();
    for change in document.doc.get_changes(&[]) {
        let expanded = change.decode();
        for op in &expanded.operations {
            let (ObjectId::Root, Key::Map(key), OpType::Put(scalar)) = (&op.obj, &op.key, &op.action) else {
                continue;
            };
            let value = Value::from_scalar(scalar);
            if key == field && !standing.contains(&value) {
                found.push(Earlier {
                    value,
                    actor: change.actor_id().to_bytes().to_vec(),
                    at: change.timestamp(),
                });
            }
        }
    }
    found
}

/// The texts that a chunk writes, for a person who must decide on it without a document to look at.
pub fn words(chunk: &crate::Chunk) -> String {
    let Ok(expanded) = crate::document::guarded(|| chunk.change().decode()) else { return String::new() };
    let texts = expanded.operations.iter().filter_map(|op| match (&op.key, &op.action) {
        (Key::Map(key), OpType::Put(scalar)) => Some((key.to_string(), Value::from_scalar(scalar))),
        _ => None,
    });
    let lines = texts.filter_map(|(key, value)| Some(format!("{key}: {}", value.as_text()?)));
    lines.collect::<Vec<_>>().join("\n")
}
