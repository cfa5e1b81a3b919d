//! An existing database: looked at before it is opened, so that what is not ours is not touched.

use super::{APPLICATION_ID, FILE, migrate};
use crate::failure::{Failure, FailureKind};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for another process.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the office in this directory.
pub(crate) fn open(dir: &Path) -> Result<Connection, Failure> {
    let file = dir.join(FILE);
    if !file.try_exists().or_else(absent)? {
        let anything = match std::fs::read_dir(dir) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) => absent(error)?,
        };
        return Err(if anything || dir.is_file() {
            Failure::damaged("this directory holds something else than an office; nothing in it was touched")
        } else {
            Failure::not_found("data", "no office here; run `huben-server init --data DIR` first")
        });
    }
    checked_header(&file)?;
    open_again(dir)
}

/// Nothing there, if that is what the error says.
fn absent(error: std::io::Error) -> Result<bool, Failure> {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Ok(false),
        _ => Err(error.into()),
    }
}

/// One more connection of a process that has this office open already, without looking at the file first: closing it
/// after the look would give up all locks that the process has on it (POSIX), and any other program that opens the
/// database and closes it would take the write-ahead log away from under this one, with what is committed from then on.
pub(crate) fn open_again(dir: &Path) -> Result<Connection, Failure> {
    let mut db = Connection::open(dir.join(FILE))?;
    settings(&db)?;
    migrate::migrate(&mut db)?;
    Ok(db)
}

/// Is this file an office's database of a version that this program reads? Only its first hundred bytes are read. Never
/// while this process has it open: see [`open_again`].
pub(crate) fn checked_header(file: &Path) -> Result<(), Failure> {
    let foreign =
        || Failure::damaged("this is not an office's database, or its head is damaged; nothing was touched");
    let mut head = [0; 100];
    File::open(file)?.read_exact(&mut head).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => foreign(),
        _ => error.into(),
    })?;
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if &head[..16] != b"SQLite format 3\0" || number(68) != APPLICATION_ID {
        return Err(foreign());
    }
    if number(60) > migrate::NEWEST {
        let reason = "this office was opened by a newer huben-server; update this one";
        return Err(Failure::new(FailureKind::UpdateRequired, None, reason));
    }
    Ok(())
}

/// What every connection needs: durable commits, and patience with other processes.
pub(crate) fn settings(db: &Connection) -> Result<(), Failure> {
    // Before 3.51.3 two connections on one WAL could corrupt it.
    if rusqlite::version_number() < 3_051_003 {
        return Err(Failure::internal("this program was built with a SQLite that can damage its files"));
    }
    db.busy_timeout(BUSY)?;
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Failure::damaged("the directory does not allow a write-ahead log"));
    }
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // Else a query is planned anew for every new value of its LIMIT.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}
