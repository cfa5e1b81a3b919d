//! What went through.

use std::ops::Sub;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use super::line::Direction;

/// Sums since the proxy was made; subtract two readings for what lay between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Connections accepted.
    pub connections: u64,
    /// HTTP requests begun.
    pub requests: u64,
    /// Connections that the line cut.
    pub cuts: u64,
    /// Bytes from phones that passed.
    pub bytes_up: u64,
    /// Bytes to phones that passed.
    pub bytes_down: u64,
}

impl Sub for Counts {
    type Output = Counts;

    fn sub(self, earlier: Counts) -> Counts {
        Counts {
            connections: self.connections - earlier.connections,
            requests: self.requests - earlier.requests,
            cuts: self.cuts - earlier.cuts,
            bytes_up: self.bytes_up - earlier.bytes_up,
            bytes_down: self.bytes_down - earlier.bytes_down,
        }
    }
}

/// The sums, as threads add to them.
#[derive(Debug, Default)]
pub(super) struct Counters {
    connections: AtomicU64,
    requests: AtomicU64,
    cuts: AtomicU64,
    bytes: [AtomicU64; 2],
}

impl Counters {
    pub(super) fn connection(&self) {
        self.connections.fetch_add(1, SeqCst);
    }

    pub(super) fn requests(&self, begun: u64) {
        self.requests.fetch_add(begun, SeqCst);
    }

    pub(super) fn cut(&self, by_us: bool) {
        self.cuts.fetch_add(u64::from(by_us), SeqCst);
    }

    pub(super) fn bytes(&self, way: Direction, length: usize) {
        self.bytes[way as usize].fetch_add(length as u64, SeqCst);
    }

    pub(super) fn read(&self) -> Counts {
        Counts {
            connections: self.connections.load(SeqCst),
            requests: self.requests.load(SeqCst),
            cuts: self.cuts.load(SeqCst),
            bytes_up: self.bytes[Direction::Up as usize].load(SeqCst),
            bytes_down: self.bytes[Direction::Down as usize].load(SeqCst),
        }
    }
}
