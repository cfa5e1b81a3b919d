//! What people see: tables, cards and sentences, in Chinese or English, made for 80 columns. One file a subject.

mod attention;
mod contradictions;
mod directory;
mod households;
mod issues;
mod ledgers;
mod upkeep;
mod visits;
mod words;

pub use attention::{attention, record_status, resolved, status};
pub use contradictions::{contradictions, settled};
pub use directory::{areas, me, users};
pub use households::{household, households, resident};
pub use issues::{issue, issues};
pub use ledgers::{import, undo};
pub use upkeep::{hits, sync, verified};
pub use visits::{visit, visits};
