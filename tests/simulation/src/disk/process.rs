//! What SQLite asks for once a process: chance, time, and patience.

#![allow(unsafe_code, reason = "SQLite and SQLCipher ask for chance and time through C functions")]

use super::drive::locked;
use super::vfs;
use huben_tests::chance::Chance;
use rusqlite::ffi::{self, sqlite3_int64, sqlite3_vfs};
use std::ffi::{c_char, c_int, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// `None`: the system's own.
static CHANCE: Mutex<Option<Chance>> = Mutex::new(None);
/// Milliseconds of the Unix epoch; `None`: the system's own.
static TIME: Mutex<Option<i64>> = Mutex::new(None);
static SLEEPS: AtomicU64 = AtomicU64::new(0);

/// Milliseconds from the Julian epoch, from which SQLite counts, to the Unix epoch.
const UNIX_EPOCH_MS: i64 = 210_866_760_000_000;

/// From here on SQLite and SQLCipher draw everything random from this seed: salts, nonces, `random()`.
pub fn seed(seed: u64) {
    vfs::install();
    *locked(&CHANCE) = Some(Chance::seeded(seed));
    // SAFETY: no bytes are asked for; this only makes SQLite's generator ask for its seed again.
    unsafe { ffi::sqlite3_randomness(0, std::ptr::null_mut()) };
    // SAFETY: SQLite is initialised (`install`), so SQLCipher has a provider, whose table lives as long as the process
    // and may be changed by the application (says `sqlcipher.c`). `Provider` is its beginning. SQLCipher reads the
    // field without a lock; a stale read by another thread gives the system's function, which stays valid.
    unsafe { (*sqlcipher_get_provider()).random = seeded };
}

/// What time SQLite's date functions see: milliseconds of the Unix epoch, or the system's again.
pub fn set_time(ms: Option<i64>) {
    vfs::install();
    *locked(&TIME) = ms;
}

/// How often SQLite wanted to wait, for a lock as a rule. It never does: nobody could come meanwhile in one thread.
pub fn sleeps() -> u64 {
    SLEEPS.load(Relaxed)
}

/// The beginning of SQLCipher's `sqlcipher_provider`.
#[repr(C)]
struct Provider {
    init: *const c_void,
    shutdown: *const c_void,
    name: *const c_void,
    add_random: *const c_void,
    random: unsafe extern "C" fn(*mut c_void, *mut c_void, c_int) -> c_int,
}

unsafe extern "C" {
    fn sqlcipher_get_provider() -> *mut Provider;
}

unsafe extern "C" fn seeded(_: *mut c_void, into: *mut c_void, len: c_int) -> c_int {
    // SAFETY: SQLCipher passes a buffer of this length.
    let into = unsafe { std::slice::from_raw_parts_mut(into.cast::<u8>(), len as usize) };
    match &mut *locked(&CHANCE) {
        Some(chance) => fill(chance, into),
        None => return ffi::SQLITE_ERROR,
    }
    ffi::SQLITE_OK
}

pub(super) unsafe extern "C" fn randomness(vfs: *mut sqlite3_vfs, len: c_int, into: *mut c_char) -> c_int {
    match &mut *locked(&CHANCE) {
        Some(chance) => {
            // SAFETY: SQLite passes a buffer of this length.
            fill(chance, unsafe { std::slice::from_raw_parts_mut(into.cast(), len as usize) });
            len
        }
        // SAFETY: the system's own function with its own file system.
        None => unsafe {
            let system = vfs::system(vfs);
            (*system).xRandomness.map_or(0, |randomness| randomness(system, len, into))
        },
    }
}

pub(super) unsafe extern "C" fn now(vfs: *mut sqlite3_vfs, into: *mut sqlite3_int64) -> c_int {
    match *locked(&TIME) {
        Some(ms) => {
            // SAFETY: SQLite passes a place for the answer.
            unsafe { *into = UNIX_EPOCH_MS + ms };
            ffi::SQLITE_OK
        }
        // SAFETY: the system's own function with its own file system.
        None => unsafe {
            let system = vfs::system(vfs);
            (*system).xCurrentTimeInt64.map_or(ffi::SQLITE_ERROR, |now| now(system, into))
        },
    }
}

pub(super) unsafe extern "C" fn sleep(_: *mut sqlite3_vfs, micros: c_int) -> c_int {
    SLEEPS.fetch_add(1, Relaxed);
    // Where there are more threads after all, let them have a turn.
    std::thread::yield_now();
    micros
}

fn fill(chance: &mut Chance, into: &mut [u8]) {
    for part in into.chunks_mut(8) {
        part.copy_from_slice(&chance.draw().to_le_bytes()[..part.len()]);
    }
}
