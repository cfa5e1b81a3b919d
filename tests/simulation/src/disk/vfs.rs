//! The file system as SQLite sees it: a table of C functions over [`Handle`]. Nothing is decided here.
//!
//! Each function is called by SQLite with what SQLite's documentation promises (<https://sqlite.org/c3ref/vfs.html>,
//! <https://sqlite.org/c3ref/io_methods.html>); that is what the SAFETY comments lean on.

#![allow(unsafe_code, reason = "SQLite asks for a file system through a table of C functions")]

use super::handle::{self, Answer, Handle};
use super::{drive_of, process};
use rusqlite::ffi::{self, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs};
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Once;

/// What SQLite keeps for an open file: its own part, then ours.
#[repr(C)]
struct OpenFile {
    base: sqlite3_file,
    handle: Option<Box<Handle>>,
}

/// Registers the file system as the default, once. Everything not said here is the system's own, and files that are no
/// machine's are left to it.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: a null name asks for the default, which lives as long as the process.
        let system = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
        // SAFETY: SQLite for Unix has one, or null, which is caught.
        let own = unsafe { system.as_ref() }.expect("SQLite has a file system");
        let ours = sqlite3_vfs {
            szOsFile: own.szOsFile.max(size_of::<OpenFile>() as c_int),
            pNext: std::ptr::null_mut(),
            zName: c"huben-simulation".as_ptr(),
            pAppData: system.cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xRandomness: Some(process::randomness),
            xSleep: Some(process::sleep),
            xCurrentTimeInt64: Some(process::now),
            ..*own
        };
        // SAFETY: leaked, so it lives as long as the process; its functions keep SQLite's contract. Those taken over
        // from the system (paths, libraries, system calls) don't look at the table they are called with.
        let registered = unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1) };
        assert_eq!(registered, ffi::SQLITE_OK, "SQLite takes the file system");
    });
}

/// The file system that was the default before.
///
/// # Safety
/// `vfs` is the one that [`install`] registered.
pub(super) unsafe fn system(vfs: *mut sqlite3_vfs) -> *mut sqlite3_vfs {
    // SAFETY: the caller's promise; `install` put it there.
    unsafe { (*vfs).pAppData.cast() }
}

/// # Safety
/// `name` is null or a C string that outlives the answer.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    // SAFETY: the caller's promise.
    (!name.is_null()).then(|| Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes())))
}

/// # Safety
/// `file` was opened by [`open`] as ours and is not closed.
unsafe fn handle<'a>(file: *mut sqlite3_file) -> &'a mut Handle {
    // SAFETY: so it is an `OpenFile`, and SQLite uses one from one thread at a time.
    let open = unsafe { &mut *file.cast::<OpenFile>() };
    open.handle.as_mut().expect("an open file has a handle")
}

fn code(answer: Answer<()>) -> c_int {
    answer.err().unwrap_or(ffi::SQLITE_OK)
}

/// # Safety
/// `into` is a place for a `T`.
unsafe fn give<T, U: Into<T>>(answer: Answer<U>, into: *mut T) -> c_int {
    // SAFETY: the caller's promise.
    code(answer.map(|value| unsafe { into.write(value.into()) }))
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite passes null or a C string.
    let drive = unsafe { path(name) }.and_then(|path| Some((path, drive_of(path)?)));
    let Some((path, drive)) = drive else {
        // SAFETY: the system's own function with its own file system and a file of at least its size.
        return unsafe {
            let system = system(vfs);
            (*system).xOpen.map_or(ffi::SQLITE_CANTOPEN, |open| open(system, name, file, flags, flags_out))
        };
    };
    let (methods, handle, answer) = match Handle::open(drive, path, flags) {
        Ok(handle) => (&raw const METHODS, Some(Box::new(handle)), ffi::SQLITE_OK),
        // Without methods SQLite does not close it.
        Err(code) => (std::ptr::null(), None, code),
    };
    // SAFETY: SQLite passes room for `szOsFile` bytes, aligned for any C type; and null or a place for the flags.
    unsafe {
        file.cast::<OpenFile>().write(OpenFile { base: sqlite3_file { pMethods: methods }, handle });
        if let Some(flags_out) = flags_out.as_mut() {
            *flags_out = flags;
        }
    }
    answer
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, sync_directory: c_int) -> c_int {
    // SAFETY: SQLite passes a C string.
    match unsafe { path(name) }.and_then(|path| Some((path, drive_of(path)?))) {
        Some((path, drive)) => code(handle::delete(&drive, path)),
        // SAFETY: the system's own function with its own file system.
        None => unsafe {
            let system = system(vfs);
            (*system).xDelete.map_or(ffi::SQLITE_IOERR_DELETE, |delete| delete(system, name, sync_directory))
        },
    }
}

unsafe extern "C" fn access(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    asked: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite passes a C string.
    match unsafe { path(name) }.and_then(|path| Some((path, drive_of(path)?))) {
        // SAFETY: SQLite passes a place for the answer.
        Some((path, drive)) if asked == ffi::SQLITE_ACCESS_EXISTS => unsafe {
            give(handle::exists(&drive, path), out)
        },
        // Whether it may be written is a question about the entry.
        // SAFETY: the system's own function with its own file system.
        _ => unsafe {
            let system = system(vfs);
            (*system).xAccess.map_or(ffi::SQLITE_IOERR_ACCESS, |access| access(system, name, asked, out))
        },
    }
}

/// The second version: with shared memory, without mapped files.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: an open file of ours; SQLite does not use it afterwards.
    unsafe { (*file.cast::<OpenFile>()).handle = None };
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    len: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: an open file of ours, and a buffer of this length that SQLite allocated.
    code(unsafe { handle(file).read(std::slice::from_raw_parts_mut(into.cast(), len as usize), at as usize) })
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    len: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: an open file of ours, and a buffer of this length that nobody changes meanwhile.
    code(unsafe { handle(file).write(std::slice::from_raw_parts(from.cast(), len as usize), at as usize) })
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, len: sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours.
    code(unsafe { handle(file) }.truncate(len as usize))
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: an open file of ours.
    code(unsafe { handle(file) }.sync())
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, out: *mut sqlite3_int64) -> c_int {
    // SAFETY: an open file of ours, and a place for the answer.
    unsafe { give(handle(file).len().map(|len| len as sqlite3_int64), out) }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: an open file of ours.
    code(unsafe { handle(file) }.lock(level))
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: an open file of ours.
    code(unsafe { handle(file) }.unlock(level))
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: an open file of ours, and a place for the answer.
    unsafe { give(handle(file).is_reserved(), out) }
}

/// Hints, none of which matters here.
unsafe extern "C" fn file_control(_: *mut sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

/// As SQLite assumes of every disk under Unix, so that it does here what it does on phones.
unsafe extern "C" fn sector_size(_: *mut sqlite3_file) -> c_int {
    4096
}

/// As under Unix: a write that the power cuts off spoils nothing beside it.
unsafe extern "C" fn device_characteristics(_: *mut sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE | ffi::SQLITE_IOCAP_SUBPAGE_READ
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    nth: c_int,
    size: c_int,
    make: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: an open file of ours.
    let region = unsafe { handle(file) }.map(nth as usize, size as usize, make != 0);
    // SAFETY: a place for the answer. The region is made of atomics, so it may be written through this pointer, and the
    // handle keeps it alive until `shm_unmap`.
    code(
        region.map(|region| unsafe { *out = region.map_or(std::ptr::null_mut(), |at| at.cast_mut().cast()) }),
    )
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, first: c_int, count: c_int, how: c_int) -> c_int {
    let mask = (1 << (first + count)) - (1 << first);
    // SAFETY: an open file of ours.
    let handle = unsafe { handle(file) };
    code(match how & ffi::SQLITE_SHM_UNLOCK {
        0 => handle.take_slots(mask, how & ffi::SQLITE_SHM_EXCLUSIVE != 0),
        _ => handle.give_slots(mask),
    })
}

unsafe extern "C" fn shm_barrier(_: *mut sqlite3_file) {
    std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: an open file of ours.
    unsafe { handle(file) }.unmap();
    ffi::SQLITE_OK
}
