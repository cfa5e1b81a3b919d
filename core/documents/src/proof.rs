//! An edit that proves itself: to the bit what Automerge's own writer makes when somebody puts these values into the
//! document as it stood at the heads that the change names. Such a change merges, loads and takes further edits as any of
//! our own does, and a trial has nothing to find. It errs towards the trial only. First changes: [`Fresh`](crate::Fresh).

use crate::document::guarded;
use crate::genesis;
use crate::operation::decoded;
use crate::{Chunk, Document};
use automerge::legacy::{Key, ObjectId, OpId, OpType};
use automerge::{Change, ChangeHash, ExpandedChange, ObjId, ObjType, ReadDoc, ScalarValue, Value};
use std::collections::BTreeMap;

/// Operations of an edit that is looked at so closely; a phone's edit has some ten. Each goes through the document's history,
/// and a trial of all of them at once costs no more than that.
const MOST: usize = 64;

impl Document {
    /// Does a chunk that [`examine`](crate::examine) has passed prove itself?
    pub fn proves(&self, chunk: &Chunk) -> bool {
        if chunk.change().len() > MOST {
            return false;
        }
        let Ok(change) = decoded(chunk) else { return false };
        let honest = guarded(|| overwrites_what_stood(self, &change));
        honest == Ok(Some(())) && change.deps.is_sorted_by(|a, b| a < b) && is_as_written(chunk, change)
    }
}

/// Is there nothing beside operations in a change, and is it encoded as Automerge encodes it?
pub(crate) fn is_as_written(chunk: &Chunk, change: ExpandedChange) -> bool {
    let nothing_else = change.message.is_none()
        && change.extra_bytes.is_empty()
        && change.author.is_none()
        && !change.operations.is_empty();
    nothing_else && guarded(|| Change::from(change)).is_ok_and(|written| written.raw_bytes() == chunk.bytes())
}

/// `None` unless its operations put plain values, each over exactly what stood there then.
fn overwrites_what_stood(document: &Document, change: &ExpandedChange) -> Option<()> {
    // What this change itself has put so far, and the maps that it has made.
    let mut put: BTreeMap<(Option<OpId>, &str), OpId> = BTreeMap::new();
    let mut made: Vec<OpId> = Vec::new();
    for (counter, op) in (change.start_op.get()..).zip(&change.operations) {
        let Key::Map(key) = &op.key else { return None };
        let object = match &op.obj {
            ObjectId::Root => None,
            ObjectId::Id(id) => Some(id.clone()),
        };
        let here = OpId(counter, change.actor_id.clone());
        match &op.action {
            OpType::Put(value) if is_plain(value) => {}
            OpType::Make(ObjType::Map) => made.push(here.clone()),
            _ => return None,
        }
        let stood = match put.insert((object.clone(), key.as_str()), here) {
            Some(before) => vec![before],
            None if object.as_ref().is_some_and(|object| made.contains(object)) => Vec::new(),
            None => standing(document, object, key, &change.deps)?,
        };
        if !op.pred.iter().eq(&stood) || op.insert {
            return None;
        }
    }
    Some(())
}

/// The operations whose plain values stood under a key at these heads; `None` where something else stood.
fn standing(document: &Document, object: Option<OpId>, key: &str, heads: &[ChangeHash]) -> Option<Vec<OpId>> {
    let made_later = object.as_ref().is_some_and(|OpId(_, actor)| *actor != genesis::actor());
    let object = object.map_or(ObjId::Root, |OpId(counter, actor)| ObjId::Id(counter, actor, 0));
    if made_later && !document.doc.parents_at(&object, heads).ok()?.next()?.visible {
        return None;
    }
    let standing = document.doc.get_all_at(&object, key, heads).ok()?;
    let plain = standing.into_iter().map(|(value, id)| match (value, id) {
        (Value::Scalar(value), ObjId::Id(counter, actor, _)) if is_plain(&value) => {
            Some(OpId(counter, actor))
        }
        _ => None,
    });
    plain.collect()
}

/// The values that this version writes. Counters would count as standing when they are added to.
fn is_plain(value: &ScalarValue) -> bool {
    use ScalarValue::{Boolean, Bytes, Null, Str};
    matches!(value, Null | Str(_) | Boolean(_) | Bytes(_))
}
