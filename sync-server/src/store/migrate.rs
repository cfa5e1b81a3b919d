//! Schema versions. Migrations are only ever added; `tests/fixtures/dumps/` holds a dump of every version before.

use crate::failure::Failure;
use rusqlite::{Connection, TransactionBehavior};

/// The migration from version n to n + 1 stands at place n.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/1.sql"),
    include_str!("../../migrations/2.sql"),
    include_str!("../../migrations/3.sql"),
];

/// The newest version this program knows.
pub(crate) const NEWEST: u32 = MIGRATIONS.len() as u32;

/// Brings the schema up to date, all in one transaction.
pub(crate) fn migrate(db: &mut Connection) -> Result<(), Failure> {
    if version(db)? == NEWEST {
        return Ok(());
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let from = version(&transaction)? as usize;
    for migration in MIGRATIONS.iter().skip(from) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", NEWEST)?;
    transaction.commit()?;
    Ok(())
}

fn version(db: &Connection) -> Result<u32, Failure> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}
