//! How truth is written so that it merges: Automerge documents, intents, projections, and who may write what.
//!
//! One document per household card, visit, issue and issue file. An [`Intent`] (what a person meant) becomes one
//! change (a *chunk*) of one document; projections read a document back into the domain's records; the
//! [`policy`] judges operations, on the phone to refuse early and on the hub with authority.
//!
//! Pure: bytes in, bytes out. No IO, no clock, no randomness. Bytes from outside go through [`Chunk::parse`] and
//! [`accept`] only, and never panic past them.

mod accept;
mod bounds;
mod chunk;
mod contradiction;
mod document;
mod fresh;
mod genesis;
mod hash;
mod history;
mod intent;
mod kind;
mod operation;
mod path;
pub mod policy;
mod projection;
mod proof;
mod reading;
mod record_intents;
mod replay;
mod value;

pub use accept::{Rejection, accept, accept_decided, examine, rehearse};
pub use chunk::{Chunk, MAX_CHUNK_BYTES, NotAChunk, as_sent};
pub use contradiction::{Contender, Contradiction};
pub use document::{Damaged, Document, Written};
pub use fresh::Fresh;
pub use hash::Hash;
pub use history::{Earlier, earlier, words};
pub use intent::{Act, Intent, Put};
pub use kind::{Kind, issue_file_id};
pub use operation::{Operation, Verb, of_intent};
pub use path::Path;
pub use projection::{Readable, area, author, household, issue, issue_file, issue_readers, visit};
pub use reading::{Tier, tiers};
pub use record_intents::*;
pub use replay::{HeadMap, replay, replay_actor};
pub use value::Value;
