//! Where the programs under test lie: beside this one, in the target directory that cargo was told to use.

use std::path::PathBuf;

/// `huben`, a phone without a screen.
pub fn huben() -> PathBuf {
    program("huben")
}

/// `huben-server`, the office.
pub fn huben_server() -> PathBuf {
    program("huben-server")
}

/// The library that makes a disk go wrong: see `tests/faulty-disk`.
pub fn faulty_disk() -> PathBuf {
    program("libhuben_faulty_disk.so")
}

fn program(name: &str) -> PathBuf {
    let me = std::env::current_exe().expect("a running program has a path");
    let mut directory = me.parent().expect("a program lies in a directory");
    // Tests run from target/debug/deps, examples from target/debug/examples, the demo from target/debug.
    if directory.ends_with("deps") || directory.ends_with("examples") {
        directory = directory.parent().expect("it lies in a directory");
    }
    let path = directory.join(name);
    assert!(
        path.exists(),
        "{} is not built; run `cargo build --workspace --lib --bins` first",
        path.display()
    );
    path
}
