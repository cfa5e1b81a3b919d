//! An open file, as SQLite uses it. Errors are SQLite's codes.

use super::drive::{Drive, FileNumber, SharedDrive, locked};
use super::faults::{AtSync, Reach};
use super::locks::HandleId;
use super::shared_memory::SharedMemory;
use rusqlite::ffi;
use std::ffi::c_int;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, MutexGuard};

/// What an operation answers.
pub(super) type Answer<T> = Result<T, c_int>;

/// One connection's hold on one file. Dead once its machine lost power: every operation is then an IO error.
#[derive(Debug)]
pub(super) struct Handle {
    drive: SharedDrive,
    file: FileNumber,
    id: HandleId,
    boot: u64,
    shm: Option<Arc<SharedMemory>>,
}

impl Handle {
    /// Opens the file of this name, making its entry in the real directory if SQLite wants it made.
    pub fn open(drive: SharedDrive, path: &Path, flags: c_int) -> Answer<Self> {
        let mut disk = locked(&drive);
        if !disk.has_power() {
            return Err(ffi::SQLITE_IOERR);
        }
        let asks = |flag: c_int| flags & flag != 0;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(asks(ffi::SQLITE_OPEN_CREATE)).mode(0o600);
        options.create_new(asks(ffi::SQLITE_OPEN_EXCLUSIVE));
        let opened = options.open(path).and_then(|entry| disk.open(entry, asks(ffi::SQLITE_OPEN_MAIN_DB)));
        let (file, id, boot) = opened.map_err(|_| ffi::SQLITE_CANTOPEN)?;
        drop(disk);
        Ok(Handle { drive, file, id, boot, shm: None })
    }

    /// Fills `into`; the rest is zeros when the file ends before.
    pub fn read(&self, into: &mut [u8], at: usize) -> Answer<()> {
        let mut disk = self.disk(ffi::SQLITE_IOERR_READ)?;
        disk.work.reads += 1;
        disk.work.bytes_read += into.len() as u64;
        if disk.faults.reads_fail {
            return Err(ffi::SQLITE_IOERR_READ);
        }
        let bytes = disk.file(self.file).image.bytes();
        let there = bytes.len().saturating_sub(at).min(into.len());
        let (filled, rest) = into.split_at_mut(there);
        filled.copy_from_slice(&bytes[at.min(bytes.len())..][..there]);
        rest.fill(0);
        if rest.is_empty() { Ok(()) } else { Err(ffi::SQLITE_IOERR_SHORT_READ) }
    }

    pub fn write(&self, bytes: &[u8], at: usize) -> Answer<()> {
        let mut disk = self.disk(ffi::SQLITE_IOERR_WRITE)?;
        disk.work.writes += 1;
        disk.work.bytes_written += bytes.len() as u64;
        let growth = (at + bytes.len()).saturating_sub(disk.file(self.file).len());
        let too_much = growth.saturating_sub(usize::try_from(disk.room()).unwrap_or(usize::MAX));
        let fitting = bytes.len().saturating_sub(too_much);
        let reach = if disk.loses_power() {
            Reach { bytes: fitting.min(bytes.len() / 2), then: Err(ffi::SQLITE_IOERR_WRITE) }
        } else {
            disk.faults.write(bytes.len(), fitting)
        };
        if reach.bytes > 0 {
            disk.file(self.file).image.write(at, &bytes[..reach.bytes]);
        }
        reach.then
    }

    pub fn truncate(&self, len: usize) -> Answer<()> {
        let mut disk = self.disk(ffi::SQLITE_IOERR_TRUNCATE)?;
        disk.work.truncates += 1;
        if disk.loses_power() {
            return Err(ffi::SQLITE_IOERR_TRUNCATE);
        }
        disk.file(self.file).image.set_len(len);
        Ok(())
    }

    pub fn sync(&self) -> Answer<()> {
        let mut disk = self.disk(ffi::SQLITE_IOERR_FSYNC)?;
        disk.work.syncs += 1;
        let cut = disk.faults.power_fails_at_sync();
        if disk.loses_power() || cut == Some(AtSync::Before) {
            disk.switch_off();
            return Err(ffi::SQLITE_IOERR_FSYNC);
        }
        if disk.faults.sync()? {
            disk.file(self.file).sync().map_err(|_| ffi::SQLITE_IOERR_FSYNC)?;
        }
        if cut == Some(AtSync::After) {
            disk.switch_off();
            return Err(ffi::SQLITE_IOERR_FSYNC);
        }
        Ok(())
    }

    pub fn len(&self) -> Answer<usize> {
        Ok(self.disk(ffi::SQLITE_IOERR_FSTAT)?.file(self.file).len())
    }

    pub fn lock(&self, level: c_int) -> Answer<()> {
        self.disk(ffi::SQLITE_IOERR_LOCK)?.file(self.file).locks.raise(self.id, level)
    }

    pub fn unlock(&self, level: c_int) -> Answer<()> {
        self.disk(ffi::SQLITE_IOERR_UNLOCK)?.file(self.file).locks.lower(self.id, level);
        Ok(())
    }

    pub fn is_reserved(&self) -> Answer<bool> {
        Ok(self.disk(ffi::SQLITE_IOERR_CHECKRESERVEDLOCK)?.file(self.file).locks.reserved())
    }

    /// A region of the memory shared beside the log; `None` when it is not there and not to be made. The memory stays
    /// until this handle unmaps it, even when the power fails: SQLite keeps the pointer.
    pub fn map(&mut self, nth: usize, size: usize, make: bool) -> Answer<Option<*const AtomicU64>> {
        let mut disk = locked(&self.drive);
        if !disk.serves(self.boot) {
            return Err(ffi::SQLITE_IOERR_SHMMAP);
        }
        let shm = self.shm.get_or_insert_with(|| {
            let file = disk.file(self.file);
            let shm = file.shm.upgrade().unwrap_or_default();
            file.shm = Arc::downgrade(&shm);
            shm
        });
        while make && shm.region(nth).is_none() {
            if disk.room() < size as u64 {
                return Err(ffi::SQLITE_IOERR_SHMSIZE);
            }
            shm.grow(size);
        }
        Ok(shm.region(nth))
    }

    pub fn take_slots(&self, mask: u32, exclusive: bool) -> Answer<()> {
        self.disk(ffi::SQLITE_IOERR_SHMLOCK)?.file(self.file).locks.take(self.id, mask, exclusive)
    }

    pub fn give_slots(&self, mask: u32) -> Answer<()> {
        self.disk(ffi::SQLITE_IOERR_SHMLOCK)?.file(self.file).locks.give(self.id, mask);
        Ok(())
    }

    pub fn unmap(&mut self) {
        self.shm = None;
        // On a dead machine there is nothing to give back.
        let _ = self.give_slots(!0);
    }

    fn disk(&self, when_dead: c_int) -> Answer<MutexGuard<'_, Drive>> {
        let disk = locked(&self.drive);
        if disk.serves(self.boot) { Ok(disk) } else { Err(when_dead) }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Ok(mut disk) = self.disk(ffi::SQLITE_IOERR_CLOSE) {
            disk.close(self.file, self.id);
        }
    }
}

/// Deletes a name, as SQLite does with journals and logs.
pub(super) fn delete(drive: &SharedDrive, path: &Path) -> Answer<()> {
    let mut disk = locked(drive);
    if !disk.has_power() {
        return Err(ffi::SQLITE_IOERR_DELETE);
    }
    disk.work.deletes += 1;
    if disk.loses_power() {
        return Err(ffi::SQLITE_IOERR_DELETE);
    }
    let removed = std::fs::remove_file(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ffi::SQLITE_IOERR_DELETE_NOENT,
        _ => ffi::SQLITE_IOERR_DELETE,
    });
    disk.sweep();
    removed
}

/// Whether there is a file of this name with anything in it; an empty journal or log counts as none.
pub(super) fn exists(drive: &SharedDrive, path: &Path) -> Answer<bool> {
    let disk = locked(drive);
    if !disk.has_power() {
        return Err(ffi::SQLITE_IOERR_ACCESS);
    }
    let Ok(entry) = std::fs::metadata(path) else { return Ok(false) };
    Ok(disk.len_of(&entry).map_or(entry.len() > 0, |len| len > 0))
}
