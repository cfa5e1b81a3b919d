//! The encrypted file: opened, migrated, its single values.

mod documents;
mod meta;

pub(crate) use documents::*;
pub(crate) use meta::*;

use crate::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// The version that the newest migration leads to.
const VERSION: i64 = 2;
const MIGRATIONS: [&str; VERSION as usize] =
    [include_str!("../../migrations/1.sql"), include_str!("../../migrations/2.sql")];
/// SQLite before this one can corrupt a WAL with two connections.
const SQLITE_AT_LEAST: i32 = 3_051_003;
/// "HUBN": tells a book from any other encrypted database with this key.
const APPLICATION_ID: i64 = 0x4855_424e;
/// Pages of 4 kB in the write-ahead log before they are copied into the file: a first sync or a day's records with their
/// sync fit without a copy in between. A phone that was switched off reads as much back at its next opening.
const CHECKPOINT_PAGES: i64 = 2_000;

/// Makes a new book file.
pub(crate) fn create(file: &Path, key: &[u8; 32]) -> Result<Connection> {
    // Nobody else may read it, nor what SQLite puts beside it (which takes the file's mode).
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    let conn = unlocked(file, OpenFlags::default(), key)?;
    conn.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    settle(&conn)?;
    migrate(&conn)?;
    Ok(conn)
}

/// Opens a book file that must be there, and changes nothing in one that is not ours.
pub(crate) fn open(file: &Path, key: &[u8; 32]) -> Result<Connection> {
    let conn = unlocked(file, THERE, key)?;
    let id: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(Error::Damaged { reason: "this file is not a Huben book; nothing was changed".into() });
    }
    settle(&conn)?;
    migrate(&conn)?;
    Ok(conn)
}

/// Opens it for this process alone: what is there can be read even when the disk is full.
pub(crate) fn open_alone(file: &Path, key: &[u8; 32]) -> Result<Connection> {
    let conn = unlocked(file, THERE, key)?;
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    settle(&conn)?;
    Ok(conn)
}

/// A file that must be there.
const THERE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// How often a file is opened and given its key at most: SQLCipher 4.19 now and then fails to take one (about
/// 1 in 20,000) while other threads open and close books, and what failed once fails again, or can only be read. Whether the
/// key is right is told later, at the first page.
const OPENINGS: u32 = 8;

fn unlocked(file: &Path, flags: OpenFlags, key: &[u8; 32]) -> Result<Connection> {
    let once = || unlock(Connection::open_with_flags(file, flags)?, key);
    (1..OPENINGS).map(|_| once()).find(Result::is_ok).unwrap_or_else(once)
}

fn unlock(conn: Connection, key: &[u8; 32]) -> Result<Connection> {
    if rusqlite::version_number() < SQLITE_AT_LEAST {
        return Err(Error::internal("the SQLite in this program is too old to be trusted with a WAL"));
    }
    // A wrong key is an answer, not a noise on standard error. A raw key needs no derivation (95 ms an open).
    conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    conn.pragma_update(None, "key", format!("x'{hex}'"))?;
    conn.busy_timeout(Duration::from_secs(5))?;
    Ok(conn)
}

fn settle(conn: &Connection) -> Result<()> {
    conn.pragma_update(None, "journal_mode", "WAL")?;
    // An acknowledged record survives a power cut.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "cache_size", -8_000)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // Else a query is planned anew for every new value of its LIMIT.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn migrate(conn: &Connection) -> Result<()> {
    let at: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if at > VERSION {
        return Err(Error::UpdateRequired);
    }
    if at == VERSION {
        return Ok(());
    }
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let at: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for migration in &MIGRATIONS[usize::try_from(at).unwrap_or(0)..] {
        conn.execute_batch(migration)?;
    }
    conn.pragma_update(None, "user_version", VERSION)?;
    conn.execute_batch("COMMIT")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_books_of_one_process_open_and_close_at_once() {
        let directory = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let file = directory.path().join(format!("book-{thread}.db"));
                scope.spawn(move || {
                    create(&file, &[7; 32]).unwrap();
                    for _ in 0..300 {
                        open(&file, &[7; 32]).unwrap();
                    }
                });
            }
        });
    }
}
