//! One virtual time for everybody, a seeded chance for each, clocks that are wrong, and planted faults.

use chrono::{DateTime, FixedOffset, TimeZone};
use huben_engine::Cancellation;
use huben_tests::chance::Chance;
use std::io;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// When every simulation begins: 2026-11-27, in milliseconds of the Unix epoch.
const BEGINNING_MS: i64 = 1_795_737_600_000;
/// Where everybody lives: UTC+8, in seconds.
const OFFSET_S: i32 = 8 * 3600;

/// A fault of the engine or of the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// On every phone.
    Engine(huben_engine::Fault),
    /// At the office.
    Hub(huben_server::Fault),
}

impl Fault {
    /// Every fault that can be planted, by name.
    pub const ALL: [(&'static str, Fault); 10] = [
        ("early-receipt", Fault::Hub(huben_server::Fault::EarlyReceipt)),
        ("cursor-first", Fault::Engine(huben_engine::Fault::CursorFirst)),
        ("dropped-leave", Fault::Engine(huben_engine::Fault::DroppedLeave)),
        ("wrong-chunk", Fault::Engine(huben_engine::Fault::WrongChunk)),
        ("log-gap", Fault::Hub(huben_server::Fault::LogGap)),
        ("resurrection", Fault::Hub(huben_server::Fault::Resurrection)),
        ("wrong-heads", Fault::Engine(huben_engine::Fault::WrongHeads)),
        ("mark-unchecked", Fault::Hub(huben_server::Fault::MarkUnchecked)),
        ("actor-reused", Fault::Engine(huben_engine::Fault::ActorReused)),
        ("early-purge", Fault::Engine(huben_engine::Fault::EarlyPurge)),
    ];
}

/// The time that really is, milliseconds of the Unix epoch.
#[derive(Debug, Clone)]
pub struct Time(Arc<AtomicI64>);

impl Time {
    /// The beginning.
    pub fn begin() -> Time {
        Time(Arc::new(AtomicI64::new(BEGINNING_MS)))
    }

    /// Now.
    pub fn now_ms(&self) -> i64 {
        self.0.load(Relaxed)
    }

    /// Time passes.
    pub fn pass(&self, how_long: Duration) {
        self.0.fetch_add(i64::try_from(how_long.as_millis()).unwrap_or(i64::MAX), Relaxed);
    }
}

/// What one phone or the office is given.
pub struct Surroundings {
    time: Time,
    /// How wrong its clock is, in milliseconds.
    wrong_ms: AtomicI64,
    chance: Mutex<Chance>,
    planted: Option<Fault>,
}

impl Surroundings {
    /// With a clock that is right, for now.
    pub fn new(time: Time, seed: u64, planted: Option<Fault>) -> Arc<Surroundings> {
        let chance = Mutex::new(Chance::seeded(seed));
        Arc::new(Surroundings { time, wrong_ms: AtomicI64::new(0), chance, planted })
    }

    /// From now on its clock is so wrong.
    pub fn set_wrong(&self, ms: i64) {
        self.wrong_ms.store(ms, Relaxed);
    }

    fn clock_ms(&self) -> i64 {
        self.time.now_ms() + self.wrong_ms.load(Relaxed)
    }

    fn draw(&self, bytes: &mut [u8]) {
        let mut chance = self.chance.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&chance.draw().to_le_bytes()[..part.len()]);
        }
    }
}

impl huben_engine::Surroundings for Surroundings {
    fn now(&self) -> DateTime<FixedOffset> {
        // Every record is made a little later than the one before.
        self.time.pass(Duration::from_millis(7));
        let offset = FixedOffset::east_opt(OFFSET_S).expect("an offset within a day");
        offset.timestamp_millis_opt(self.clock_ms()).earliest().unwrap_or_default()
    }

    fn fill(&self, bytes: &mut [u8]) -> huben_engine::Result<()> {
        self.draw(bytes);
        Ok(())
    }

    fn pause(&self, how_long: Duration, _cancelled: &Cancellation) {
        self.time.pass(how_long);
    }

    fn planted(&self, fault: huben_engine::Fault) -> bool {
        self.planted == Some(Fault::Engine(fault))
    }
}

impl huben_server::Surroundings for Surroundings {
    fn now_ms(&self) -> i64 {
        self.time.pass(Duration::from_millis(3));
        self.clock_ms()
    }

    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        self.draw(bytes);
        Ok(())
    }

    fn planted(&self, fault: huben_server::Fault) -> bool {
        self.planted == Some(Fault::Hub(fault))
    }
}
