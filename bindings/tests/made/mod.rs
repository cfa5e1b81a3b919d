//! The library under test, and what the generator makes of it.

use std::path::{Path, PathBuf};

/// The library as cargo has just built it: beside a test, next door to an example.
pub fn library() -> PathBuf {
    let me = std::env::current_exe().expect("a running test has a path");
    let library = me.with_file_name("../deps/libhuben_bindings.so");
    assert!(library.is_file(), "{} is not built", library.display());
    library
}

/// The bindings of one language, in `directory`.
pub fn bindings(language: &str, directory: &Path) -> PathBuf {
    let language = match language {
        "kotlin" => uniffi::TargetLanguage::Kotlin,
        "swift" => uniffi::TargetLanguage::Swift,
        _ => uniffi::TargetLanguage::Python,
    };
    let text = |path: PathBuf| path.into_os_string().into_string().expect("paths of the project are text");
    std::fs::create_dir_all(directory).expect("a directory");
    uniffi::generate(uniffi::GenerateOptions {
        languages: vec![language],
        source: text(library()).into(),
        out_dir: text(directory.to_owned()).into(),
        config_override: None,
        format: false,
        crate_filter: None,
        metadata_no_deps: true,
    })
    .expect("bindings are made");
    directory.to_owned()
}
