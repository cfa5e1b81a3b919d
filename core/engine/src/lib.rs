//! Where it lives on the phone: one encrypted SQLite file per enrolment, the sync driver, and the face of it all,
//! [`FieldBook`].
//!
//! Truth (chunks), intent, projection and search rows go into one transaction with one fsync; when a call returns,
//! its record is on disk. Methods block; whoever calls chooses the thread.

mod book;
mod contradictions;
#[cfg(test)]
mod costs;
mod diagnostics;
mod directory;
mod drafts;
mod enrol;
mod error;
mod household_overview;
mod household_rights;
mod households;
mod import;
mod issues;
pub mod ledger;
mod project;
mod residents;
mod search;
mod search_index;
pub mod search_keys;
mod status;
mod store;
mod surroundings;
mod sync;
mod today;
mod types;
mod vault;
mod verify;
mod visits;

pub use book::{ChangeNews, FieldBook};
pub use error::{Error, Result};
pub use huben_sync::{Advice, Waits, Why};
pub use surroundings::{Fault, Machine, Surroundings};
pub use sync::{Cancellation, Progress, Reply, Silent, Stage, SyncRun, Transport};
pub use types::*;
pub use vault::{KeyFile, KeyVault};
