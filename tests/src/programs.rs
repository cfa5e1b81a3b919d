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

fn program(name: &str) -> PathBuf {
    let me = std::env::current_exe().expect("a running program has a path");
    let mut directory = me.parent().expect("a program lies in a directory");
    // Tests run from target/debug/deps, the demo from target/debug.
    if directory.ends_with("deps") {
        directory = directory.parent().expect("deps lies in a directory");
    }
    let path = directory.join(name);
    assert!(
        path.exists(),
        "{} is not built; run `cargo build -p huben-cli -p huben-server` first",
        path.display()
    );
    path
}
