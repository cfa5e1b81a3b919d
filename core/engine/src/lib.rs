//! Where it lives on the phone: one encrypted SQLite file per enrolment, the sync driver, and the face of it all,
//! [`FieldBook`].
//!
//! Truth (chunks), intent, projection and search rows go into one transaction with one fsync; when a call returns,
//! its record is on disk. Methods block; whoever calls chooses the thread.

mod error;
pub mod ledger;
pub mod search_keys;
mod types;

pub use error::{Error, Result};
pub use types::*;
