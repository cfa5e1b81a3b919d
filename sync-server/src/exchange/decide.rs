//! Held work that a person takes.

use super::append::{Documents, append_change, document};
use super::judge::{Incoming, placed};
use crate::failure::Failure;
use crate::held::Held;
use crate::log::Log;
use huben_documents::{Chunk, Kind, Rejection, accept_decided, words};
use huben_sync::{Offer, Verdict};
use rusqlite::Connection;
use serde_bytes::ByteArray;

/// Merges it, if its bytes still fit the record.
pub(crate) fn accept_held(db: &Connection, log: &mut Log<'_>, held: &Held) -> Result<(), Failure> {
    let unfit = |reason: String| Failure::invalid("id", format!("it cannot be merged: {reason}"));
    let chunk = Chunk::parse(&held.bytes).map_err(|error| unfit(error.to_string()))?;
    let offer = Offer {
        document: ByteArray::new(held.document),
        kind: held.kind.clone(),
        root: None,
        epoch: held.epoch,
        others: false,
        bytes: Vec::new(),
    };
    let kind = Kind::from(held.kind.as_str());
    if let Kind::Other(_) = kind {
        return Err(unfit("this office does not know this kind of record yet; update it first".to_owned()));
    }
    let incoming =
        Incoming { chunk, document: held.document, kind, root: held.root, epoch: held.epoch, offer: &offer };
    let mut documents = Documents::new();
    let here = document(db, &mut documents, &incoming)?;
    if incoming.chunk.deps().iter().any(|dep| !here.has(*dep)) {
        return Err(unfit("it builds on other held work; take that first".to_owned()));
    }
    match placed(db, &incoming, i64::MAX)? {
        Some(Some(_)) => {}
        Some(None) => return Err(unfit("the record it belongs to is not at the office; drop it".to_owned())),
        None => return Err(unfit("it does not belong where it says".to_owned())),
    }
    let here = document(db, &mut documents, &incoming)?;
    accept_decided(here, &incoming.chunk).map_err(|rejection| match rejection {
        Rejection::Refused(refusal) => unfit(refusal.reason),
        Rejection::Forked => unfit("another change of its author has this number".to_owned()),
        Rejection::Missing(_) => unfit("it builds on other held work; take that first".to_owned()),
    })?;
    match append_change(db, log, &mut documents, None, &incoming, None)? {
        Some(Verdict::Refused { reason, .. }) => Err(unfit(reason)),
        _ => Ok(()),
    }
}

/// What a chunk says, for a person to read.
pub(crate) fn words_of(bytes: &[u8]) -> String {
    Chunk::parse(bytes).map(|chunk| words(&chunk)).unwrap_or_default()
}
