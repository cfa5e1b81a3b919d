//! Directories as a whole: copied, and compared byte by byte.

use std::collections::BTreeMap;
use std::path::Path;

/// Ends a program that plays worlds, where there is no directory for temporary files.
pub fn need_temporary_files() {
    if let Err(error) = tempfile::tempdir() {
        eprintln!("no directory for temporary files: {error}; set TMPDIR to one that is there");
        std::process::exit(2);
    }
}

/// Copies a directory with everything in it, rights included.
///
/// # Panics
/// When something cannot be read or written.
pub fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the copy's directory can be made");
    for entry in std::fs::read_dir(from).expect("a directory to copy").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// Every file below a directory with its bytes.
///
/// # Panics
/// When something cannot be read.
pub fn contents(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(directory, directory, &mut found);
    found
}

fn collect(root: &Path, directory: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(directory).expect("a directory to read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path.strip_prefix(root).expect("below the root").display().to_string();
            found.insert(name, std::fs::read(&path).expect("a file to read"));
        }
    }
}
