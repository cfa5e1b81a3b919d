//! Thirty transactions whose every state can be told from any other, and the judge of what is left of them.

use huben_simulation::disk::{Machine, directory};
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::path::Path;

/// How many transactions there are.
pub const TRANSACTIONS: u64 = 30;

/// How the database is kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    pub encrypted: bool,
    pub journal: &'static str,
    pub synchronous: &'static str,
}

/// As phones keep it.
pub const ENCRYPTED: Keeping = Keeping { encrypted: true, ..PLAIN };
/// As the hub keeps it.
pub const PLAIN: Keeping = Keeping { encrypted: false, journal: "WAL", synchronous: "FULL" };
/// As the hub keeps it while it is being made.
pub const WITH_JOURNAL: Keeping = Keeping { journal: "DELETE", ..PLAIN };

/// A machine in a directory of its own, removed with it.
pub struct Place {
    pub machine: Machine,
    _directory: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Place {
        let directory = directory().expect("a directory");
        Place { machine: Machine::at(directory.path()).expect("a machine"), _directory: directory }
    }

    pub fn file(&self) -> std::path::PathBuf {
        self.machine.directory().join("some.db")
    }

    pub fn open(&self, keeping: Keeping) -> Result<Connection> {
        open(&self.file(), keeping)
    }
}

pub fn open(file: &Path, keeping: Keeping) -> Result<Connection> {
    let conn = Connection::open(file)?;
    if keeping.encrypted {
        conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        conn.pragma_update(None, "key", format!("x'{}'", "42".repeat(32)))?;
    }
    conn.pragma_update(None, "journal_mode", keeping.journal)?;
    conn.pragma_update(None, "synchronous", keeping.synchronous)?;
    Ok(conn)
}

/// Makes the tables if they are not there.
pub fn prepare(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "BEGIN IMMEDIATE;
         CREATE TABLE IF NOT EXISTS tally (id INTEGER PRIMARY KEY CHECK (id = 1), done INTEGER NOT NULL);
         CREATE TABLE IF NOT EXISTS entry (n INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL);
         CREATE INDEX IF NOT EXISTS entry_part ON entry (part, n);
         INSERT OR IGNORE INTO tally (id, done) VALUES (1, 0);
         COMMIT;",
    )
}

/// The n-th transaction, from 1.
pub fn transact(conn: &mut Connection, n: u64) -> Result<()> {
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for part in 0..3 {
        tx.execute(
            "INSERT INTO entry (n, part, bytes) VALUES (?1, ?2, ?3)",
            params![n, part, bytes(n, part)],
        )?;
    }
    tx.execute("DELETE FROM entry WHERE n = ?1", [n as i64 - 12])?;
    tx.execute("UPDATE tally SET done = ?1 WHERE done = ?1 - 1", [n])?;
    tx.commit()
}

/// Everything, with two checkpoints of both kinds and an orderly end. `done` is raised when a commit is acknowledged.
pub fn run(place: &Place, keeping: Keeping, done: &mut u64) -> (Option<Connection>, Result<()>) {
    let mut conn = match place.open(keeping) {
        Ok(conn) => conn,
        Err(error) => return (None, Err(error)),
    };
    let mut all = || {
        prepare(&conn)?;
        for n in 1..=TRANSACTIONS {
            transact(&mut conn, n)?;
            *done = n;
            if n == 10 || n == 20 {
                let how = if n == 10 { "PASSIVE" } else { "TRUNCATE" };
                conn.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))?;
            }
        }
        Ok(())
    };
    let ran = all();
    if ran.is_err() {
        return (Some(conn), ran);
    }
    match conn.close() {
        Ok(()) => (None, Ok(())),
        Err((conn, error)) => (Some(conn), Err(error)),
    }
}

/// How many transactions are there, if they are there wholly, one after the other, and nothing is damaged.
pub fn judge(conn: &Connection) -> std::result::Result<u64, String> {
    let said = |error: rusqlite::Error| error.to_string();
    let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(said)?;
    if sound != "ok" {
        return Err(sound);
    }
    let tables = "SELECT 1 FROM sqlite_schema WHERE name = 'tally'";
    if conn.query_row(tables, [], |_| Ok(())).optional().map_err(said)?.is_none() {
        return Ok(0);
    }
    let done: u64 = conn.query_row("SELECT done FROM tally", [], |row| row.get(0)).map_err(said)?;
    let mut query = conn.prepare("SELECT n, part, bytes FROM entry ORDER BY n, part").map_err(said)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(said)?;
    let found: Vec<(u64, u64, Vec<u8>)> = rows.collect::<Result<_>>().map_err(said)?;
    let kept = done.saturating_sub(11).max(1)..=done;
    let wanted: Vec<_> = kept.flat_map(|n| (0..3).map(move |part| (n, part, bytes(n, part)))).collect();
    if found == wanted { Ok(done) } else { Err(format!("{} entries after {done} transactions", found.len())) }
}

fn bytes(n: u64, part: u64) -> Vec<u8> {
    (0..500).map(|at: u64| (at.wrapping_mul(n + 7) >> 3) as u8 ^ part as u8).collect()
}
