//! The C library's functions that change a disk, as SQLite and Rust's library call them.

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};

use crate::kernel::{self, die, error, path_of};
use crate::plan::{Fate, Wish, fate, fate_of_name};

fn written(fd: c_int, bytes: *const c_void, count: usize, at: i64) -> isize {
    let path = path_of(fd);
    let end = if at < 0 { kernel::standing(fd) } else { at } + count as i64;
    let half = |count: usize| kernel::write(fd, bytes, count.div_ceil(2), at);
    match fate(&path, Wish::Write { longer: end > kernel::length_of(fd) }) {
        Fate::Done | Fate::Watched => kernel::write(fd, bytes, count, at),
        Fate::Half => half(count),
        Fate::HalfThen(number) => {
            half(count);
            error(number) as isize
        }
        Fate::Refused(number) => error(number) as isize,
        Fate::KilledHalfway => {
            half(count);
            die()
        }
        Fate::Killed => die(),
    }
}

/// Anything but a write: done by `act`, or not at all.
fn other(fate: Fate, act: impl FnOnce() -> c_int) -> c_int {
    match fate {
        Fate::Done | Fate::Watched | Fate::Half => act(),
        Fate::Refused(number) | Fate::HalfThen(number) => error(number),
        Fate::KilledHalfway | Fate::Killed => die(),
    }
}

/// `write(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, bytes: *const c_void, count: usize) -> isize {
    written(fd, bytes, count, -1)
}

/// `pwrite(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite(fd: c_int, bytes: *const c_void, count: usize, at: i64) -> isize {
    written(fd, bytes, count, at)
}

/// `pwrite(2)` under its other name.
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(fd: c_int, bytes: *const c_void, count: usize, at: i64) -> isize {
    written(fd, bytes, count, at)
}

/// `fsync(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    // SAFETY: a descriptor is a number; a wrong one is an error.
    other(fate(&path_of(fd), Wish::Sync), || unsafe { libc::syscall(libc::SYS_fsync, fd) as c_int })
}

/// `fdatasync(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    // SAFETY: a descriptor is a number; a wrong one is an error.
    other(fate(&path_of(fd), Wish::Sync), || unsafe { libc::syscall(libc::SYS_fdatasync, fd) as c_int })
}

/// `ftruncate(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(fd: c_int, length: i64) -> c_int {
    // SAFETY: a descriptor is a number; a wrong one is an error.
    let act = || unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) as c_int };
    other(fate(&path_of(fd), Wish::Other), act)
}

/// `open(2)`; only making a file changes a disk.
///
/// # Safety
/// As the C library's. It takes a mode whether there is one or not: where arguments go in registers, as on every
/// machine with 64 bits, one that was not given is just not looked at.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    // SAFETY: the caller gives a path that ends with a zero byte.
    let name = unsafe { CStr::from_ptr(path) };
    // SAFETY: as above.
    let act = || unsafe { libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path, flags, mode) as c_int };
    // SAFETY: as above.
    let makes = flags & libc::O_CREAT != 0
        && unsafe { libc::syscall(libc::SYS_faccessat, libc::AT_FDCWD, path, libc::F_OK) } != 0;
    if makes { other(fate_of_name(name, Wish::Other), act) } else { act() }
}

/// `open(2)` under its other name.
///
/// # Safety
/// See [`open64`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    // SAFETY: the caller's promise is passed on.
    unsafe { open64(path, flags, mode) }
}

/// `unlink(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: the caller gives a path that ends with a zero byte.
    let name = unsafe { CStr::from_ptr(path) };
    // SAFETY: as above.
    let act = || unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, 0) as c_int };
    other(fate_of_name(name, Wish::Other), act)
}

/// `rename(2)`
///
/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: the caller gives paths that end with a zero byte.
    let name = unsafe { CStr::from_ptr(to) };
    let here = libc::AT_FDCWD;
    // SAFETY: as above.
    let act = || unsafe { libc::syscall(libc::SYS_renameat2, here, from, here, to, 0) as c_int };
    other(fate_of_name(name, Wish::Other), act)
}
