//! The hub's judgement of one chunk against one document: bytes, structure, rights, and a trial.

use crate::document::{damaged, guarded};
use crate::operation::of_chunk;
use crate::policy::{Code, Record, Refusal, Signer, judge};
use crate::{Chunk, Damaged, Document, Hash, Operation, Path};
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, Change, ROOT};

/// Operations of one document at most: well below what a phone takes of a document (`bounds`). Ten years of daily visits to one household are
/// documents of their own; a card or an issue has some hundreds.
const MOST_OPERATIONS: u64 = 256 * 1024;

/// Why a chunk is not merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// It builds on changes that are not here.
    Missing(Vec<Hash>),
    /// Another change of this actor already has this number: a copied data directory, or a refused predecessor.
    Forked,
    /// Not allowed, or not well-formed.
    Refused(Refusal),
}

/// Judges a chunk that the document does not hold yet. The document is not changed; merge the chunk with
/// [`Document::apply`] after `Ok`.
pub fn accept(
    document: &mut Document,
    chunk: &Chunk,
    record: &Record,
    signer: &Signer,
) -> Result<(), Rejection> {
    let operations = examine(document, chunk)?;
    judge(document.kind(), record, signer, &operations).map_err(Rejection::Refused)?;
    rehearse(document, chunk).map_err(|damage| malformed(damage.0))
}

/// The first half of [`accept`]: bytes and structure. What it gives is for [`judge`], in as many readings of the
/// signer's rights as are to be tried; [`Document::merge`] is the rest.
pub fn examine(document: &mut Document, chunk: &Chunk) -> Result<Vec<Operation>, Rejection> {
    structure(document, chunk)?;
    of_chunk(document, chunk).map_err(malformed)
}

/// The same without the question of rights: for work that a person at the office has decided to take.
pub fn accept_decided(document: &mut Document, chunk: &Chunk) -> Result<(), Rejection> {
    examine(document, chunk)?;
    rehearse(document, chunk).map_err(|damage| malformed(damage.0))
}

/// The numbers that every honest change satisfies. Automerge itself takes changes that break them and panics later.
fn structure(document: &mut Document, chunk: &Chunk) -> Result<(), Rejection> {
    if chunk.actor().len() != 16 {
        return Err(malformed("an actor is sixteen bytes"));
    }
    let mut missing = Vec::new();
    let mut highest_op = 0;
    let deps = chunk.deps();
    for dep in &deps {
        match document.doc.get_change_meta_by_hash(&(*dep).into()) {
            Some(meta) => highest_op = highest_op.max(meta.max_op),
            None => missing.push(*dep),
        }
    }
    if !missing.is_empty() {
        return Err(Rejection::Missing(missing));
    }
    let actor = ActorId::from(chunk.actor());
    let seen = document.doc.get_changes_meta(&[]);
    let last = seen.iter().filter(|meta| *meta.actor == actor).map(|meta| meta.seq).max().unwrap_or(0);
    if chunk.seq() <= last {
        return Err(Rejection::Forked);
    }
    let change: &Change = chunk.change();
    let honest = !deps.is_empty()
        && !change.is_empty()
        && change.start_op().get() == highest_op + 1
        && change.seq() == last + 1
        && is_a_time(chunk.at())
        && chunk.actor() != crate::genesis::actor().to_bytes();
    if document.length() + change.len() as u64 > MOST_OPERATIONS {
        return Err(malformed("its record has become too long to take more; end it and begin a new one"));
    }
    if honest { Ok(()) } else { Err(malformed("its numbers do not follow from what it builds on")) }
}

/// Automerge stores times as differences: beyond this one it overflows, and the document saves but never loads again. 34,000
/// years either way of 1970, which no clock shows however wrong it is.
pub(crate) fn is_a_time(seconds: i64) -> bool {
    seconds.unsigned_abs() < 1 << 40
}

/// Does the document, with this chunk merged, still load and take an edit? Tried on a copy.
pub fn rehearse(document: &mut Document, chunk: &Chunk) -> Result<(), Damaged> {
    let doc = guarded(|| document.doc.fork())?;
    Document::from_parts(document.kind().clone(), doc).merge_on_trial(chunk)
}

impl Document {
    /// Merges a chunk that [`examine`] has passed: without a trial where its bytes prove themselves, else on trial.
    pub fn merge(&mut self, chunk: &Chunk) -> Result<(), Damaged> {
        if self.proves(chunk) { self.apply_all([chunk.change().clone()]) } else { self.merge_on_trial(chunk) }
    }

    /// Merges a chunk, and tries whether the document then still loads and takes an edit. After an error this copy of
    /// the document is spoilt: let it go, and load it again.
    pub fn merge_on_trial(&mut self, chunk: &Chunk) -> Result<(), Damaged> {
        // Loading the copy reads everything back.
        self.apply_all([chunk.change().clone()])?;
        guarded(|| -> Result<(), Damaged> {
            let mut again = AutoCommit::load(&self.doc.save_nocompress()).map_err(damaged)?;
            if again.get_heads() != self.doc.get_heads() {
                return Err(Damaged("reads back differently".into()));
            }
            again.put(ROOT, "huben_trial", true).map_err(damaged)?;
            again.commit();
            again.get_last_local_change().map(|_| ()).ok_or_else(|| Damaged("takes no edit any more".into()))
        })?
    }
}

fn malformed(reason: impl Into<String>) -> Rejection {
    Rejection::Refused(Refusal { code: Code::Malformed, path: Path::field(""), reason: reason.into() })
}
