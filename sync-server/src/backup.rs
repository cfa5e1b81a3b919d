//! The whole office in one file, and an office out of such a file.

use crate::failure::Failure;
use crate::office::Office;
use crate::store;
use huben_domain::OfficeId;
use rusqlite::Connection;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Copies the office as of one moment, keys included, while it serves. Gives the size in bytes.
pub(crate) fn backup(db: &Connection, to: &Path) -> Result<u64, Failure> {
    let refuse = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::invalid("to", "a file of this name is there already"),
        std::io::ErrorKind::NotFound => Failure::invalid("to", "its directory is not there"),
        _ => Failure::from(error),
    };
    // The keys are inside: nobody else may read the file, from its first byte on.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(refuse)?;
    let path = to.to_str().ok_or_else(|| Failure::invalid("to", "not a name that can be written"))?;
    let written = (|| {
        db.execute("VACUUM INTO ?1", [path])?;
        let file = std::fs::File::open(to)?;
        file.sync_all()?;
        Ok(file.metadata()?.len())
    })();
    // What is not certainly whole is not left to be taken for a backup.
    if written.is_err() {
        drop(std::fs::remove_file(to));
    }
    written
}

/// Makes a new data directory out of a backup. What came after the backup the phones bring back.
pub(crate) fn restore(from: &Path, dir: &Path) -> Result<OfficeId, Failure> {
    if !from.is_file() {
        return Err(Failure::not_found("from", "no such file"));
    }
    store::checked_header(from)?;
    let source = Connection::open_with_flags(from, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let sound: String = source.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Failure::damaged("the backup is damaged; take another one"));
    }
    store::create_from(dir, &source)?;
    Ok(Office::read(&store::open(dir)?)?.id)
}
