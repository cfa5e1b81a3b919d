//! One file: its bytes in memory, its locks, and its entry in the real directory.

use super::image::Image;
use super::locks::Locks;
use super::shared_memory::SharedMemory;
use huben_tests::chance::Chance;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::iter::once;
use std::ops::Range;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::sync::Weak;

/// A file, open or not.
#[derive(Debug)]
pub(super) struct MemoryFile {
    pub image: Image,
    pub locks: Locks,
    /// Lives as long as somebody has it mapped.
    pub shm: Weak<SharedMemory>,
    /// Living handles.
    pub open: u32,
    /// The entry in the real directory. Held open, so that no other file gets its inode number.
    entry: File,
    inode: Inode,
    /// Whether synced bytes also go into the real file.
    is_database: bool,
}

/// What stays the same when a file is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inode(u64, u64);

impl Inode {
    pub fn of(entry: &Metadata) -> Self {
        Inode(entry.dev(), entry.ino())
    }
}

impl MemoryFile {
    /// Takes up a file as it is.
    pub fn new(entry: File) -> io::Result<Self> {
        let inode = Inode::of(&entry.metadata()?);
        let mut bytes = Vec::new();
        (&entry).read_to_end(&mut bytes)?;
        Ok(MemoryFile {
            image: Image::durable(bytes),
            locks: Locks::default(),
            shm: Weak::new(),
            open: 0,
            entry,
            inode,
            is_database: false,
        })
    }

    pub fn is(&self, inode: Inode) -> bool {
        self.inode == inode
    }

    pub fn is_a_database(&mut self) {
        self.is_database = true;
    }

    /// Whether anybody can still get at it.
    pub fn is_reachable(&self) -> bool {
        self.open > 0 || self.entry.metadata().is_ok_and(|entry| entry.nlink() > 0)
    }

    pub fn len(&self) -> usize {
        self.image.bytes().len()
    }

    pub fn sync(&mut self) -> io::Result<()> {
        let written = if self.is_database { self.image.unsynced() } else { Vec::new() };
        self.image.sync();
        if self.is_database { self.publish(written) } else { Ok(()) }
    }

    /// The power is cut; handles, locks and shared memory die with their processes.
    pub fn crash(&mut self, torn: Option<&mut Chance>) {
        (self.locks, self.shm, self.open) = (Locks::default(), Weak::new(), 0);
        // Without chance nothing new reached the disk, and the real file has what was there.
        let perhaps = if torn.is_some() { self.image.unsynced() } else { Vec::new() };
        self.image.crash(torn);
        if self.is_database {
            self.publish(perhaps).expect("a real file of the simulation can be written");
        }
    }

    /// Everything into the real file.
    pub fn write_out(&self) -> io::Result<()> {
        self.publish(once(0..self.len()))
    }

    fn publish(&self, ranges: impl IntoIterator<Item = Range<usize>>) -> io::Result<()> {
        let bytes = self.image.bytes();
        self.entry.set_len(bytes.len() as u64)?;
        for range in ranges {
            let range = range.start.min(bytes.len())..range.end.min(bytes.len());
            self.entry.write_all_at(&bytes[range.clone()], range.start as u64)?;
        }
        Ok(())
    }
}
