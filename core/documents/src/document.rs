//! One document in memory: hydrated to edit or merge, then let go.

use crate::bounds::document_unfolds_within_reason;
use crate::genesis;
use crate::{Chunk, Hash, Intent, Kind, Path, Put, Value};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// A document that can't be read or a change that can't be applied; other documents are not affected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("damaged document: {0}")]
pub struct Damaged(pub String);

/// What an intent became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The change's name.
    pub hash: Hash,
    /// The uncompressed change.
    pub bytes: Vec<u8>,
    /// The heads it was made at.
    pub base: Vec<Hash>,
}

/// One Automerge document of a known kind.
pub struct Document {
    kind: Kind,
    pub(crate) doc: AutoCommit,
}

impl Document {
    /// A document with nothing but its genesis. A kind of a newer version cannot be opened, only kept.
    pub fn new(kind: &Kind) -> Result<Self, Damaged> {
        let doc = genesis::document(kind).ok_or_else(|| Damaged(format!("unknown kind {kind}")))?;
        Ok(Self { kind: kind.clone(), doc })
    }

    pub(crate) fn from_parts(kind: Kind, doc: AutoCommit) -> Self {
        Self { kind, doc }
    }

    /// A document from its snapshot (if it has one) and the chunks since, in any order that respects dependencies.
    /// The bytes are our own, from our own store: damage is reported, never a panic.
    pub fn load<'a>(
        kind: &Kind,
        snapshot: Option<&[u8]>,
        chunks: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, Damaged> {
        let mut document = match snapshot {
            None => Self::new(kind)?,
            Some(bytes) => {
                let doc = guarded(|| AutoCommit::load(bytes))?.map_err(damaged)?;
                Self { kind: kind.clone(), doc }
            }
        };
        let changes: Result<Vec<Change>, Damaged> =
            chunks.into_iter().map(|bytes| Change::try_from(bytes).map_err(damaged)).collect();
        document.apply_all(changes?)?;
        Ok(document)
    }

    /// A document from a snapshot that the office sent: never compressed, and measured before it is unfolded.
    pub fn received(kind: &Kind, snapshot: &[u8]) -> Result<Self, Damaged> {
        if !document_unfolds_within_reason(snapshot) {
            return Err(Damaged("its snapshot is compressed, or larger than any record".into()));
        }
        Self::load(kind, Some(snapshot), [])
    }

    /// Merges one chunk. Its dependencies must be here. Automerge takes changes that it cannot give back afterwards, and
    /// panics when it is asked for the history: after an error this copy is spoilt, let it go.
    pub fn apply(&mut self, chunk: &Chunk) -> Result<(), Damaged> {
        self.apply_all([chunk.change().clone()])?;
        match guarded(|| self.chunk(chunk.hash()))? {
            Some(bytes) if bytes == chunk.bytes() => Ok(()),
            _ => Err(Damaged("a change does not read back".into())),
        }
    }

    pub(crate) fn apply_all(&mut self, changes: impl IntoIterator<Item = Change>) -> Result<(), Damaged> {
        let changes: Vec<Change> = changes.into_iter().collect();
        if changes.is_empty() {
            return Ok(());
        }
        // Automerge swallows a change whose dependencies it lacks; here that is damage, said aloud.
        let wanted: Vec<ChangeHash> = changes.iter().map(Change::hash).collect();
        guarded(|| self.doc.apply_changes(changes))?.map_err(damaged)?;
        match wanted.iter().find(|hash| self.doc.get_change_meta_by_hash(hash).is_none()) {
            Some(hash) => Err(Damaged(format!("change {hash} lacks dependencies"))),
            None => Ok(()),
        }
    }

    /// Writes an intent as one change. `None` when every value already stands there undisputed.
    /// `at` is in seconds of the Unix epoch; advisory.
    pub fn write(&mut self, intent: &Intent, actor: [u8; 16], at: i64) -> Result<Option<Written>, Damaged> {
        let base = self.heads();
        self.doc.set_actor(ActorId::from(actor));
        for put in &intent.puts {
            self.put(put, intent.act.inserts())?;
        }
        if self.doc.pending_ops() == 0 {
            return Ok(None);
        }
        self.doc.commit_with(CommitOptions::default().with_time(at));
        let change = self.doc.get_last_local_change().ok_or_else(|| Damaged("nothing was written".into()))?;
        Ok(Some(Written { hash: change.hash().into(), bytes: change.raw_bytes().to_vec(), base }))
    }

    fn put(&mut self, put: &Put, inserts: bool) -> Result<(), Damaged> {
        let missing = || Damaged(format!("nothing at {}", put.path));
        let scalar = put.value.to_scalar().ok_or_else(|| Damaged(format!("cannot write {}", put.path)))?;
        let (object, key) = match &put.path {
            Path::Field(name) => (ROOT, name),
            Path::Entry(map, key) => (self.map(map).ok_or_else(missing)?, key),
            Path::Part(map, key, field) => {
                let map = self.map(map).ok_or_else(missing)?;
                let entry = match self.doc.get(&map, key.as_str()).map_err(damaged)? {
                    Some((value, id)) if value.is_object() => id,
                    None if inserts => {
                        self.doc.put_object(&map, key.as_str(), ObjType::Map).map_err(damaged)?
                    }
                    _ => return Err(missing()),
                };
                (entry, field)
            }
        };
        let standing = self.doc.get_all(&object, key.as_str()).map_err(damaged)?;
        let standing: Vec<ScalarValue> =
            standing.iter().filter_map(|(value, _)| value.as_scalar().cloned()).collect();
        let stands = !standing.is_empty() && standing.iter().all(|now| *now == scalar);
        let never = standing.is_empty() && put.value == Value::Null;
        if stands || never {
            return Ok(());
        }
        // Automerge writes nothing over a winner of the same value, and the contradiction would stay: what lost is
        // written first, so that the value chosen stands over both.
        let winner = self.doc.get(&object, key.as_str()).map_err(damaged)?;
        let wins = winner.is_some_and(|(winner, _)| winner.as_scalar() == Some(&scalar));
        if let Some(lost) = standing.iter().find(|now| **now != scalar).filter(|_| wins) {
            self.doc.put(&object, key.as_str(), lost.clone()).map_err(damaged)?;
        }
        self.doc.put(&object, key.as_str(), scalar).map_err(damaged)?;
        Ok(())
    }

    /// The map of this name, as its genesis made it.
    pub(crate) fn map(&self, name: &str) -> Option<ObjId> {
        let place = genesis::maps(&self.kind).iter().position(|map| *map == name)?;
        Some(ObjId::Id(place as u64 + 1, genesis::actor(), 0))
    }

    /// What kind of document this is.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The changes nothing follows yet, sorted.
    pub fn heads(&mut self) -> Vec<Hash> {
        let mut heads: Vec<Hash> = self.doc.get_heads().into_iter().map(Hash::from).collect();
        heads.sort();
        heads
    }

    /// Does the document hold this change?
    pub fn has(&mut self, hash: Hash) -> bool {
        self.doc.get_change_meta_by_hash(&hash.into()).is_some()
    }

    /// How many operations it holds, its genesis's among them: what loading and saving it costs.
    pub fn length(&self) -> u64 {
        self.doc.stats().num_ops
    }

    /// Does it hold anything beside its genesis?
    pub fn is_blank(&mut self) -> bool {
        self.doc.get_changes_meta(&[]).len() <= 1
    }

    /// The uncompressed bytes of one change, out of the history.
    pub fn chunk(&mut self, hash: Hash) -> Option<Vec<u8>> {
        self.doc.get_change_by_hash(&hash.into()).map(|change| change.raw_bytes().to_vec())
    }

    /// Every change beside the genesis, dependencies first, with its hash.
    pub fn chunks(&mut self) -> Vec<(Hash, Vec<u8>)> {
        let changes = self.doc.get_changes(&[]);
        let after_genesis = changes.into_iter().filter(|change| *change.actor_id() != genesis::actor());
        after_genesis.map(|change| (change.hash().into(), change.raw_bytes().to_vec())).collect()
    }

    /// The whole document with its history, uncompressed: the transport compresses better than a document alone.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.doc.save_nocompress()
    }
}

/// Automerge can panic on bytes that only look right. The panic ends here, and the document is not used again.
pub(crate) fn guarded<T>(act: impl FnOnce() -> T) -> Result<T, Damaged> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|_| Damaged("automerge gave up on these bytes".into()))
}

pub(crate) fn damaged(error: impl std::fmt::Display) -> Damaged {
    Damaged(error.to_string())
}
