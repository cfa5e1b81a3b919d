//! The office's database file: made, opened, brought up to date. What stands in it is in `migrations/`.

mod create;
mod migrate;
mod open;

pub(crate) use create::{create, create_from};
pub(crate) use open::{checked_header, open, open_again};

/// The database's name inside the data directory.
pub(crate) const FILE: &str = "office.db";
/// "HuBn": told from any other SQLite file before it is opened.
pub(crate) const APPLICATION_ID: u32 = 0x4875_426e;
