//! What goes wrong on a machine's disk, and when; and what the disk had to do so far.

use rusqlite::ffi;
use std::ffi::c_int;

/// What is wrong with a disk. A count says how many more operations of that sort go well before the one that doesn't:
/// `Some(0)` is the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// The power fails in the middle of this operation (see [`Work::operations`]): half of a write is done, and nothing
    /// of any other.
    pub power_fails_in: Option<u64>,
    /// The power fails at this sync: what is committed by it is there afterwards, or it is not.
    pub power_fails_at_sync: Option<(u64, AtSync)>,
    /// All files together never grow beyond so many bytes; a write does what fits, then says the disk is full. While
    /// less than 32 kB are left, no connection can be the first to open a write-ahead log.
    pub capacity: Option<u64>,
    /// This sync fails, once, and nothing of it is done. A later one that goes well makes up for it, as on a disk that
    /// keeps unwritten pages; those of Linux are sometimes forgotten.
    pub sync_fails_in: Option<u64>,
    /// This write stores its first half and fails, once.
    pub write_breaks_in: Option<u64>,
    /// Nothing can be read.
    pub reads_fail: bool,
    /// A sync says that all is well and does nothing: the disk that a simulation must notice.
    pub syncs_lie: bool,
}

/// When the power fails at a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtSync {
    /// Before anything of it is done.
    Before,
    /// When all of it is done, and whoever asked for it does not hear of it.
    After,
}

/// What a machine's disk was asked to do, failures included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Reads.
    pub reads: u64,
    /// Writes.
    pub writes: u64,
    /// Syncs: what costs a phone its battery.
    pub syncs: u64,
    /// Files cut off or lengthened.
    pub truncates: u64,
    /// Files deleted by SQLite.
    pub deletes: u64,
    /// Bytes that reads asked for.
    pub bytes_read: u64,
    /// Bytes that writes brought.
    pub bytes_written: u64,
}

impl Work {
    /// Everything that changes the disk: the moments between which the power can fail.
    pub fn operations(&self) -> u64 {
        self.writes + self.syncs + self.truncates + self.deletes
    }
}

/// How far a write comes.
pub(super) struct Reach {
    pub bytes: usize,
    pub then: Result<(), c_int>,
}

impl Faults {
    /// The fate of a write of `len` bytes, of which `fitting` find room. The power is looked at by the caller.
    pub(super) fn write(&mut self, len: usize, fitting: usize) -> Reach {
        if strikes(&mut self.write_breaks_in) {
            return Reach { bytes: fitting.min(len / 2), then: Err(ffi::SQLITE_IOERR_WRITE) };
        }
        let then = if fitting < len { Err(ffi::SQLITE_FULL) } else { Ok(()) };
        Reach { bytes: fitting, then }
    }

    /// The fate of a sync: whether anything is to be done.
    pub(super) fn sync(&mut self) -> Result<bool, c_int> {
        if strikes(&mut self.sync_fails_in) { Err(ffi::SQLITE_IOERR_FSYNC) } else { Ok(!self.syncs_lie) }
    }

    /// Whether and when the power fails at this sync.
    pub(super) fn power_fails_at_sync(&mut self) -> Option<AtSync> {
        match &mut self.power_fails_at_sync {
            Some((0, when)) => {
                let when = *when;
                self.power_fails_at_sync = None;
                Some(when)
            }
            Some((more, _)) => {
                *more -= 1;
                None
            }
            None => None,
        }
    }

    /// Whether the power fails in this operation.
    pub(super) fn power_fails(&mut self) -> bool {
        strikes(&mut self.power_fails_in)
    }
}

fn strikes(left: &mut Option<u64>) -> bool {
    match left {
        None => false,
        Some(0) => left.take().is_some(),
        Some(more) => {
            *more -= 1;
            false
        }
    }
}
