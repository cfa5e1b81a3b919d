//! After a refusal or a fork: intents written once more, at the heads they were made on, so that what was concurrent
//! stays concurrent and no contradiction is swallowed.

use crate::{Damaged, Document, Hash, Intent, Written};
use automerge::ChangeHash;
use huben_domain::IntentId;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Where the changes that are gone led back to: the refused ones to what they were made on, the replayed ones to
/// their successors.
#[derive(Debug, Default, Clone)]
pub struct HeadMap(BTreeMap<Hash, Vec<Hash>>);

impl HeadMap {
    /// `old` stands no more; what built on it builds on `instead`.
    pub fn replace(&mut self, old: Hash, instead: &[Hash]) {
        let instead = self.resolve(instead);
        self.0.insert(old, instead);
    }

    /// These heads in terms of what stands.
    pub fn resolve(&self, heads: &[Hash]) -> Vec<Hash> {
        let mut resolved: Vec<Hash> =
            heads.iter().flat_map(|head| self.0.get(head).cloned().unwrap_or_else(|| vec![*head])).collect();
        resolved.sort();
        resolved.dedup();
        resolved
    }
}

/// The actor that an intent is written anew as: the same for the same intent at the same heads. So two copies of one
/// phone's directory, which carry the same unsent work, write the same change, and it stands once.
pub fn replay_actor(intent: IntentId, base: &[Hash]) -> [u8; 16] {
    let mut text = Sha256::new_with_prefix(b"huben replay 1");
    text.update(intent.to_bytes());
    base.iter().for_each(|head| text.update(head.0));
    let digest: [u8; 32] = text.finalize().into();
    *digest.first_chunk().unwrap_or(&[0; 16])
}

/// Writes `intent` at `base` (resolved heads), merges the change into the document and returns it.
/// `Ok(None)`: at those heads it changes nothing. `Err`: it makes no sense there (its record is gone).
pub fn replay(
    document: &mut Document,
    intent: &Intent,
    base: &[Hash],
    actor: [u8; 16],
    at: i64,
) -> Result<Option<Written>, Damaged> {
    if let Some(gone) = base.iter().find(|head| !document.has(**head)) {
        return Err(Damaged(format!("{gone} is not here")));
    }
    let heads: Vec<ChangeHash> = base.iter().map(|head| (*head).into()).collect();
    let fork = document.doc.fork_at(&heads).map_err(crate::document::damaged)?;
    let mut then = Document::from_parts(document.kind().clone(), fork);
    let Some(written) = then.write(intent, actor, at)? else { return Ok(None) };
    let chunk = crate::Chunk::parse(&written.bytes).map_err(crate::document::damaged)?;
    document.apply(&chunk)?;
    Ok(Some(written))
}
