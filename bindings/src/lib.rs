//! The engine's face for Kotlin, Swift and Python. Two long-lived objects, [`Book`] and [`SyncRun`]; everything else
//! is a record or an enum. Methods block; whoever calls chooses the thread.
//!
//! Thin on purpose: convert, call the engine, convert. No rule, no SQL, no protocol.

mod book;
mod codes;
mod contradictions;
mod directory;
mod drafts;
mod error;
mod foreign;
mod households;
mod ids;
mod issues;
mod ledgers;
mod records;
mod residents;
mod status;
mod steps;
mod sync;
mod today;
mod upkeep;
mod values;
mod visits;

pub use book::Book;
pub use codes::*;
pub use contradictions::*;
pub use directory::*;
pub use drafts::*;
pub use error::{BookError, Result};
pub use foreign::*;
pub use households::*;
pub use ids::*;
pub use issues::*;
pub use ledgers::*;
pub use records::*;
pub use residents::*;
pub use status::*;
pub use steps::*;
pub use sync::*;
pub use today::*;
pub use upkeep::*;
pub use values::*;
pub use visits::*;

uniffi::setup_scaffolding!("huben");
