//! The memory that connections to one write-ahead log share. No file: it dies with the last who has it mapped.

use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

use super::drive::locked;

/// Regions of equal size, made as they are asked for. SQLite reads and writes them from several threads by its own
/// rules, so they are made of atomics, and nobody here looks into them.
#[derive(Debug, Default)]
pub(super) struct SharedMemory(Mutex<Vec<Box<[AtomicU64]>>>);

impl SharedMemory {
    /// All bytes there are.
    pub fn len(&self) -> usize {
        locked(&self.0).iter().map(|region| size_of_val::<[AtomicU64]>(region)).sum()
    }

    /// Where a region begins, if it is there. It stays there as long as this lives.
    pub fn region(&self, nth: usize) -> Option<*const AtomicU64> {
        locked(&self.0).get(nth).map(|region| region.as_ptr())
    }

    /// Adds a region of zeros.
    pub fn grow(&self, size: usize) {
        locked(&self.0).push((0..size.div_ceil(size_of::<AtomicU64>())).map(|_| AtomicU64::new(0)).collect());
    }
}
