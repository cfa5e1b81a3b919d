//! A faulty disk for real programs: preloaded (`LD_PRELOAD`), it stands between a program and the C library and lets
//! the disk below one directory go wrong. The programs under test know nothing of it.
//!
//! Two variables say where: `FAULTY_DISK_UNDER` is the directory, `FAULTY_DISK` a file with the plan, read anew at
//! every operation, so that the disk of a running program breaks and is mended. What struck is written beside it, into
//! `FAULTY_DISK` + `.struck`. `huben_tests::faulty_disk` is the other end. Linux with 64 bits only.
//!
//! `calls` has the C library's functions, `plan` decides, `kernel` does what is really done.

#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod calls;
mod kernel;
mod plan;
