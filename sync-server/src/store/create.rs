//! A new database, complete or not there at all: filled under another name, then renamed.

use super::{APPLICATION_ID, FILE, migrate::migrate, open::settings};
use crate::failure::Failure;
use rusqlite::Connection;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Makes the directory (0700) and in it the database (0600), filled by `fill`. A directory that is not empty is
/// refused and left alone.
pub(crate) fn create<T>(
    dir: &Path,
    fill: impl FnOnce(&mut Connection) -> Result<T, Failure>,
) -> Result<T, Failure> {
    prepare(dir)?;
    let partial = dir.join("office.db.partial");
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    let filled = (|| {
        let mut db = Connection::open(&partial)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate(&mut db)?;
        let filled = fill(&mut db)?;
        settings(&db)?;
        db.close().map_err(|(_, error)| error)?;
        fs::rename(&partial, dir.join(FILE))?;
        File::open(dir)?.sync_all()?;
        Ok(filled)
    })();
    if filled.is_err() {
        for rest in [
            "office.db.partial",
            "office.db.partial-journal",
            "office.db.partial-wal",
            "office.db.partial-shm",
        ] {
            drop(fs::remove_file(dir.join(rest)));
        }
    }
    filled
}

/// A directory with a copy of this database.
pub(crate) fn create_from(dir: &Path, source: &Connection) -> Result<(), Failure> {
    prepare(dir)?;
    let partial = dir.join("office.db.partial");
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    let copied = (|| {
        let mut copy = Connection::open(&partial)?;
        rusqlite::backup::Backup::new(source, &mut copy)?.run_to_completion(
            1024,
            std::time::Duration::ZERO,
            None,
        )?;
        settings(&copy)?;
        copy.close().map_err(|(_, error)| error)?;
        fs::rename(&partial, dir.join(FILE))?;
        Ok(File::open(dir)?.sync_all()?)
    })();
    if copied.is_err() {
        drop(fs::remove_file(&partial));
    }
    copied
}

fn prepare(dir: &Path) -> Result<(), Failure> {
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(fs::set_permissions(dir, fs::Permissions::from_mode(0o700))?),
            Some(_) => Err(Failure::damaged("the directory is not empty; choose a new one")),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Ok(DirBuilder::new().recursive(true).mode(0o700).create(dir)?)
        }
        Err(_) => Err(Failure::damaged("not a directory that can be written")),
    }
}
