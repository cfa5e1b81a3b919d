//! `cargo metadata`, the one source about who depends on whom under which licence.

use std::process::Command;

use serde_json::Value;

/// The packages of the workspace and everything they need.
pub fn packages() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1"]).current_dir(huben_tests::workspace::root());
    let output = command.output().expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("metadata lists packages").clone()
}

/// A package's name.
pub fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a package has a name")
}
