//! The frozen first change of each kind of document.
//!
//! Maps are created here and nowhere else, because two `put_object` under one key made apart would hide one
//! another. The bytes are part of the wire: copies of a document made apart only merge because their first change
//! is the same to the bit. They never change; a new kind gets a new file.

use crate::{Hash, Kind};
use automerge::{ActorId, AutoCommit, Change};
use std::sync::LazyLock;

/// The maps that a kind's genesis makes, in order: the n-th is made by operation n.
pub(crate) fn maps(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Household => &["residents", "attributes"],
        Kind::Visit => &["attributes"],
        Kind::Issue => &["steps", "attributes"],
        Kind::IssueFile => &["notes", "attributes"],
        Kind::Other(_) => &[],
    }
}

/// The uncompressed change bytes; `None` for a kind of a newer version.
pub(crate) fn bytes(kind: &Kind) -> Option<&'static [u8]> {
    match kind {
        Kind::Household => Some(include_bytes!("genesis/household.bin")),
        Kind::Visit => Some(include_bytes!("genesis/visit.bin")),
        Kind::Issue => Some(include_bytes!("genesis/issue.bin")),
        Kind::IssueFile => Some(include_bytes!("genesis/issue_file.bin")),
        Kind::Other(_) => None,
    }
}

/// A document with nothing but its genesis. The bytes are frozen, so each is read and merged once and then copied, at
/// a fraction of the cost.
pub(crate) fn document(kind: &Kind) -> Option<AutoCommit> {
    blank(kind).map(|(document, _)| document.clone())
}

/// The genesis's name.
pub(crate) fn hash(kind: &Kind) -> Option<Hash> {
    blank(kind).map(|(_, hash)| *hash)
}

type Blank = (AutoCommit, Hash);

fn blank(kind: &Kind) -> Option<&'static Blank> {
    static BLANK: LazyLock<[Option<Blank>; 4]> = LazyLock::new(|| Kind::KNOWN.map(|kind| merged(&kind)));
    let place = Kind::KNOWN.iter().position(|known| known == kind)?;
    BLANK[place].as_ref()
}

fn merged(kind: &Kind) -> Option<Blank> {
    // The bytes are our own; a test reads every one of them.
    let change = Change::try_from(bytes(kind)?).ok()?;
    let hash = Hash::from(change.hash());
    let mut document = AutoCommit::new().with_actor(actor());
    document.apply_changes([change]).ok()?;
    Some((document, hash))
}

/// The actor who signed every genesis.
pub(crate) fn actor() -> ActorId {
    ActorId::from(*b"huben genesis v1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::{ObjType, ROOT, transaction::CommitOptions, transaction::Transactable};

    /// How the frozen bytes were once made.
    fn make(kind: &Kind) -> Vec<u8> {
        let mut doc = AutoCommit::new();
        doc.set_actor(actor());
        for map in maps(kind) {
            doc.put_object(ROOT, *map, ObjType::Map).unwrap();
        }
        doc.commit_with(CommitOptions::default().with_time(0));
        doc.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    #[test]
    fn the_frozen_bytes_are_what_they_were() {
        for kind in Kind::KNOWN {
            assert_eq!(bytes(&kind).unwrap(), make(&kind), "{kind}");
            assert!(document(&kind).is_some(), "{kind}");
        }
    }
}
