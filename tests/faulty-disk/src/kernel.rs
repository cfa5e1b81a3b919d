//! The kernel, asked without the C library: whose functions are ours while this is preloaded.

use std::ffi::{CStr, c_int, c_long, c_void};

const SOME: usize = 256;

/// The first bytes of a small file as text; empty without one.
pub(crate) fn read(path: &CStr) -> String {
    let mut buffer = [0_u8; SOME];
    // SAFETY: the path ends with a zero byte and lives through the call.
    let fd = unsafe { libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path.as_ptr(), libc::O_RDONLY) };
    if fd < 0 {
        return String::new();
    }
    // SAFETY: the buffer has as many bytes as are asked for; the descriptor is ours and closed once.
    let length = unsafe {
        let length = libc::syscall(libc::SYS_read, fd, buffer.as_mut_ptr(), SOME);
        libc::syscall(libc::SYS_close, fd);
        length
    };
    String::from_utf8_lossy(&buffer[..usize::try_from(length).unwrap_or(0)]).into_owned()
}

/// A line at the end of a file, which is made if it is not there.
pub(crate) fn append(path: &CStr, line: &str) {
    let flags = libc::O_WRONLY | libc::O_CREAT | libc::O_APPEND;
    // SAFETY: path and line live through the calls; the descriptor is ours and closed once.
    unsafe {
        let fd = libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path.as_ptr(), flags, 0o600);
        libc::syscall(libc::SYS_write, fd, line.as_ptr(), line.len());
        libc::syscall(libc::SYS_close, fd);
    }
}

/// The path that a descriptor was opened by; for a pipe or a socket something that no directory begins with.
pub(crate) fn path_of(fd: c_int) -> Vec<u8> {
    let link = format!("/proc/self/fd/{fd}\0");
    let mut buffer = [0_u8; 4096];
    // SAFETY: the link ends with a zero byte, and the buffer has as many bytes as are asked for.
    let length = unsafe {
        libc::syscall(libc::SYS_readlinkat, libc::AT_FDCWD, link.as_ptr(), buffer.as_mut_ptr(), buffer.len())
    };
    buffer[..usize::try_from(length).unwrap_or(0)].to_vec()
}

/// How long a file is.
pub(crate) fn length_of(fd: c_int) -> i64 {
    // SAFETY: all zeros is a valid `stat`, which `fstat` (not one of ours) fills.
    unsafe {
        let mut about: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &raw mut about) == 0 { about.st_size } else { 0 }
    }
}

/// A write at a place, or with -1 where the descriptor stands.
pub(crate) fn write(fd: c_int, bytes: *const c_void, count: usize, at: i64) -> isize {
    // SAFETY: whoever called the C library's function vouches for the bytes.
    let written: c_long = unsafe {
        if at < 0 {
            libc::syscall(libc::SYS_write, fd, bytes, count)
        } else {
            libc::syscall(libc::SYS_pwrite64, fd, bytes, count, at)
        }
    };
    written as isize
}

/// Where a descriptor stands.
pub(crate) fn standing(fd: c_int) -> i64 {
    // SAFETY: asks only.
    unsafe { libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR) }
}

/// The word for a call that did not go.
pub(crate) fn error(number: c_int) -> c_int {
    // SAFETY: every thread has its own errno.
    unsafe { *libc::__errno_location() = number };
    -1
}

/// SIGKILL to oneself: nothing runs after it, no destructor, no handler.
pub(crate) fn die() -> ! {
    // SAFETY: no memory is touched.
    unsafe { libc::syscall(libc::SYS_kill, libc::syscall(libc::SYS_getpid), libc::SIGKILL) };
    loop {
        std::hint::spin_loop();
    }
}
