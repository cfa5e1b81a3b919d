//! One machine's disk: its files, its power, its faults.

use super::faults::{Faults, Work};
use super::file::{Inode, MemoryFile};
use super::locks::HandleId;
use huben_tests::chance::Chance;
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

/// A drive, shared by its machine and by every open handle.
pub(super) type SharedDrive = Arc<Mutex<Drive>>;
/// A file's number, in the order in which files were first opened: so chance meets them in the same order in every
/// run, which inode numbers would not grant.
pub(super) type FileNumber = u64;

/// A panic elsewhere is a failed test; it need not become a second one here.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// A disk.
#[derive(Debug, Default)]
pub(super) struct Drive {
    pub faults: Faults,
    pub work: Work,
    files: BTreeMap<FileNumber, MemoryFile>,
    /// Numbers given to files and handles so far.
    given: u64,
    /// How often the power was cut: handles of an earlier time are dead.
    boot: u64,
    off: bool,
}

impl Drive {
    pub fn has_power(&self) -> bool {
        !self.off
    }

    /// Whether a handle of that boot still works.
    pub fn serves(&self, boot: u64) -> bool {
        !self.off && self.boot == boot
    }

    /// Counts an operation towards the power cut; `true` when it comes in this one.
    pub fn loses_power(&mut self) -> bool {
        let fails = self.faults.power_fails();
        self.off |= fails;
        fails
    }

    /// From now on nothing works.
    pub fn switch_off(&mut self) {
        self.off = true;
    }

    /// Opens the file behind an entry, taking it up if it is new here: its number, the handle's id, the boot.
    pub fn open(&mut self, entry: File, is_database: bool) -> io::Result<(FileNumber, HandleId, u64)> {
        self.sweep();
        let number = match self.find(&entry.metadata()?) {
            Some(number) => number,
            None => {
                let number = self.give();
                self.files.insert(number, MemoryFile::new(entry)?);
                number
            }
        };
        let file = self.file(number);
        file.open += 1;
        if is_database {
            file.is_a_database();
        }
        Ok((number, self.give(), self.boot))
    }

    pub fn close(&mut self, number: FileNumber, handle: HandleId) {
        let file = self.file(number);
        file.locks.forget(handle);
        file.open -= 1;
        self.sweep();
    }

    /// A file that a living handle has open.
    pub fn file(&mut self, number: FileNumber) -> &mut MemoryFile {
        self.files.get_mut(&number).expect("a file stays while it is open")
    }

    /// How long the file behind an entry is; `None` when it was never opened here.
    pub fn len_of(&self, entry: &Metadata) -> Option<usize> {
        self.find(entry).map(|number| self.files[&number].len())
    }

    /// Bytes in all files, and in the memory that connections share beside their logs.
    pub fn used(&self) -> u64 {
        let shared = |file: &MemoryFile| file.shm.upgrade().map_or(0, |shm| shm.len());
        self.files.values().map(|file| file.len() + shared(file)).sum::<usize>() as u64
    }

    /// Bytes for which there is still room.
    pub fn room(&self) -> u64 {
        self.faults.capacity.map_or(u64::MAX, |capacity| capacity.saturating_sub(self.used()))
    }

    /// See [`super::Machine::crash`].
    pub fn crash(&mut self, mut torn: Option<&mut Chance>) {
        self.boot += 1;
        self.off = false;
        self.faults.power_fails_in = None;
        self.faults.power_fails_at_sync = None;
        for file in self.files.values_mut() {
            file.crash(torn.as_deref_mut());
        }
        self.sweep();
    }

    /// The end: everything durable goes into the real files, and nothing here answers any more.
    pub fn write_out(&mut self) {
        self.crash(None);
        self.off = true;
        for file in std::mem::take(&mut self.files).values() {
            file.write_out().expect("a real file of the simulation can be written");
        }
    }

    /// Forgets files that nobody has open and whose last name is gone.
    pub fn sweep(&mut self) {
        self.files.retain(|_, file| file.is_reachable());
    }

    fn find(&self, entry: &Metadata) -> Option<FileNumber> {
        let inode = Inode::of(entry);
        self.files.iter().find(|(_, file)| file.is(inode)).map(|(number, _)| *number)
    }

    fn give(&mut self) -> u64 {
        self.given += 1;
        self.given
    }
}
