//! A disk that goes wrong below one directory, for real programs: `tests/faulty-disk`, preloaded. What it does is
//! changed at any time, under running programs too.

use std::fs;
use std::path::{Path, PathBuf};

use crate::programs;

/// What goes wrong. Each is planted with a number: how many operations that it could strike go well before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing; every operation is told by [`FaultyDisk::struck`].
    Watch,
    /// SIGKILL before an operation.
    Kill,
    /// SIGKILL in the middle of a write.
    Tear,
    /// One write stores its first half and fails with EIO.
    Torn,
    /// The same, and SIGKILL before the next operation, whatever it is.
    Collapse,
    /// From then on every write stores its first half and says so: no error, the program must go on by itself.
    Short,
    /// From then on no file grows: the first write does its half, and all say ENOSPC.
    Full,
    /// One sync fails with EIO.
    Unsynced,
    /// From then on everything that changes the disk fails with EIO.
    Broken,
    /// From then on everything that changes the disk fails with EROFS, as after an error that Linux has seen.
    ReadOnly,
}

impl Fault {
    fn word(self) -> &'static str {
        match self {
            Fault::Watch => "watch",
            Fault::Kill => "kill",
            Fault::Tear => "tear",
            Fault::Torn => "torn",
            Fault::Collapse => "collapse",
            Fault::Short => "short",
            Fault::Full => "full",
            Fault::Unsynced => "unsynced",
            Fault::Broken => "broken",
            Fault::ReadOnly => "readonly",
        }
    }

    /// Whether it could strike an operation that [`Fault::Watch`] told of.
    pub fn strikes(self, told: &str) -> bool {
        match self {
            Fault::Tear | Fault::Torn | Fault::Collapse | Fault::Short => told.contains(": Write"),
            Fault::Full => told.contains(": Write { longer: true }"),
            Fault::Unsynced => told.contains(": Sync"),
            Fault::Watch | Fault::Kill | Fault::Broken | Fault::ReadOnly => true,
        }
    }
}

/// The disk below one directory.
#[derive(Debug, Clone)]
pub struct FaultyDisk {
    under: PathBuf,
    plan: PathBuf,
}

impl FaultyDisk {
    /// The disk below this directory, which need not be there yet.
    pub fn under(directory: &Path) -> FaultyDisk {
        // A path that ends with a slash: a neighbour's name may begin the same way.
        FaultyDisk { under: directory.join(""), plan: directory.with_extension("fault") }
    }

    /// From now on this goes wrong, after `nth` operations of its sort, counted in every process from now on.
    ///
    /// # Panics
    /// When the plan cannot be written.
    pub fn plant(&self, fault: Fault, nth: u64) {
        self.write(&format!("{} {nth}", fault.word()));
    }

    /// From now on all goes well.
    ///
    /// # Panics
    /// When the plan cannot be written.
    pub fn mend(&self) {
        self.write("");
    }

    /// What struck since the fault was planted, a line an operation.
    pub fn struck(&self) -> Vec<String> {
        let told = fs::read_to_string(self.told()).unwrap_or_default();
        told.lines().map(str::to_owned).collect()
    }

    /// What a program needs to have this disk.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", programs::faulty_disk().display().to_string()),
            ("FAULTY_DISK", self.plan.display().to_string()),
            ("FAULTY_DISK_UNDER", self.under.display().to_string()),
        ]
    }

    fn write(&self, fault: &str) {
        drop(fs::remove_file(self.told()));
        let before = fs::read_to_string(&self.plan).unwrap_or_default();
        let generation: u64 = before.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0);
        fs::write(&self.plan, format!("{} {fault}", generation + 1)).expect("a plan can be written");
    }

    fn told(&self) -> PathBuf {
        self.plan.with_extension("fault.struck")
    }
}
