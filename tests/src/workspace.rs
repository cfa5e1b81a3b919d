//! Where the project's own files lie.

use std::path::PathBuf;

/// The root of the workspace.
pub fn root() -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests lies in the workspace").to_path_buf()
}

/// The real divisions of Danyang: code,name,level,parent.
pub fn divisions() -> PathBuf {
    root().join("tests/fixtures/danyang-divisions.csv")
}

/// The ledger of the demo: about 80 invented households in two grids.
pub fn ledger() -> PathBuf {
    root().join("tests/fixtures/ledgers/zhenxinglu.xlsx")
}
