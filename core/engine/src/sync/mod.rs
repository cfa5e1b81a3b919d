//! The sync driver: builds a request from the book, sends it, stores the answer in one transaction.
//!
//! What to say next is `huben-sync`'s ([`huben_sync::Session`]); this module is its hands. No transaction stays
//! open across the network, and recording goes on meanwhile.

mod advice;
mod apply;
mod cancellation;
mod entries;
mod line;
mod outbox;
mod pin;
mod purge;
mod rebuild;
mod rollback;
mod run;
mod tell;
mod transport;
mod verdicts;

pub use cancellation::Cancellation;
pub(crate) use line::Line;
pub(crate) use rebuild::{rebuild_document, replay_intent};
pub use run::{Progress, Silent, Stage, SyncRun};
pub use transport::{Reply, Transport};
