//! A disk in memory that SQLite works on, and that goes wrong when it is told to.
//!
//! Making the first [`Machine`] registers a virtual file system as SQLite's default in this process, so engine and hub
//! run on it unchanged. Files below a machine's directory are that machine's; all others stay where they are.
//!
//! **Names are real, bytes are in memory.** Each file keeps an entry in the real directory, and its memory is found by
//! the entry's inode. So what programs do to a database with `std::fs` (make it first with narrow rights, rename it,
//! remove it, ask whether it is there) holds here too. No read or write of SQLite's leaves the memory, but one: what is
//! synced of a *database* also goes into its real file, because programs look at its head, ask its length, and hand a
//! backup on. In WAL mode that is once a checkpoint. Journals and logs stay empty in the directory until the machine
//! is dropped; then everything durable is written out, and the directory is as a disk would be found.
//! A file that is there before SQLite first opens it is taken up as it is; later the memory is what counts, and bytes
//! that `std::fs` writes into it go unnoticed.
//!
//! **What a power cut takes** are the bytes since a file's last sync. Making, renaming and deleting a file is durable at
//! once. That is kinder than a real disk to one bug only, a missing sync of the *directory*; SQLite's own are well
//! known, and the hub's stands in `store/create.rs`, where a reader sees it. What `std::fs` itself does is beyond the
//! power too: it works on a machine that is off.
//!
//! **Chance and time** that SQLite asks for come from [`seed`] and [`set_time`]; they belong to the process, so runs
//! that are to be the same byte for byte do not share one with others. Bytes differ then, answers don't.
//!
//! `image` holds a file's bytes, `locks` who may do what to it, `file` both and its entry; `drive` is one machine's disk,
//! `faults` what goes wrong there, `handle` what SQLite does to an open file. `vfs` and `process` speak C.

mod drive;
mod faults;
mod file;
mod handle;
mod image;
mod locks;
mod process;
mod shared_memory;
mod vfs;

pub use faults::{AtSync, Faults, Work};
pub use process::{seed, set_time, sleeps};

use drive::{SharedDrive, locked};
use huben_tests::chance::Chance;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// SQLite has one list of file systems for the process, so there is one list of machines.
static MACHINES: Mutex<BTreeMap<PathBuf, SharedDrive>> = Mutex::new(BTreeMap::new());

/// A phone or a hub, as far as its disk goes: everything below one directory. Dropping it cuts the power for good and
/// leaves what was durable in the real files.
#[derive(Debug)]
pub struct Machine {
    directory: PathBuf,
    drive: SharedDrive,
}

impl Machine {
    /// A machine whose files lie below this directory, which is made if it is not there.
    ///
    /// # Panics
    /// When the directory is a machine already.
    pub fn at(directory: &Path) -> io::Result<Machine> {
        vfs::install();
        std::fs::create_dir_all(directory)?;
        // SQLite asks for files by the path without links.
        let directory = directory.canonicalize()?;
        let drive = SharedDrive::default();
        let before = locked(&MACHINES).insert(directory.clone(), Arc::clone(&drive));
        assert!(before.is_none(), "{} is a machine already", directory.display());
        Ok(Machine { directory, drive })
    }

    /// Where its files lie, without links.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Lets the power fail in the middle of an operation, after so many more that go well. From then on everything is
    /// an IO error, until [`Machine::crash`].
    pub fn fail_after(&self, operations: u64) {
        self.faults(|faults| faults.power_fails_in = Some(operations));
    }

    /// Changes what goes wrong from now on.
    pub fn faults(&self, change: impl FnOnce(&mut Faults)) {
        change(&mut locked(&self.drive).faults);
    }

    /// Leaves room for so many more bytes; see [`Faults::capacity`].
    pub fn leave_room(&self, bytes: u64) {
        let mut drive = locked(&self.drive);
        drive.faults.capacity = Some(drive.used() + bytes);
    }

    /// Whether the power is on.
    pub fn has_power(&self) -> bool {
        locked(&self.drive).has_power()
    }

    /// Cuts the power and brings it back: files are as they were last synced, or with chance, some of the sectors
    /// written since survive too. Whoever still holds a connection from before gets IO errors only, and closing it
    /// changes nothing. Other faults stay as they are.
    pub fn crash(&self, torn: Option<&mut Chance>) {
        locked(&self.drive).crash(torn);
    }

    /// What the disk had to do since the machine was made.
    pub fn work(&self) -> Work {
        locked(&self.drive).work
    }
}

/// A new directory for machines, where the system keeps directories in memory if it does; removed when dropped.
pub fn directory() -> io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }
}

impl Drop for Machine {
    fn drop(&mut self) {
        locked(&MACHINES).remove(&self.directory);
        locked(&self.drive).write_out();
    }
}

/// The drive that a full path lies on.
fn drive_of(path: &Path) -> Option<SharedDrive> {
    let machines = locked(&MACHINES);
    path.ancestors().find_map(|directory| machines.get(directory).cloned())
}
