//! Memory that is given back. The GNU library gives every busy thread a heap of its own; what one thread frees in its
//! heap the next thread cannot use, and after a busy hour the office held three times what it needed (measured:
//! `docs/benchmarks.md`). Two heaps are as fast for what this program does. The library reads the wish only when a
//! process begins, so the process begins once more, under the same number.

/// The wish, as the GNU library calls it.
const HEAPS: &str = "MALLOC_ARENA_MAX";

/// Begins this process once more, unless somebody has said already how many heaps there are to be. Where that does not
/// go, the program does without.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn few() {
    use std::os::unix::process::CommandExt;
    if std::env::var_os(HEAPS).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // Comes back only when it does not go.
        let _ = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(HEAPS, "2").exec();
    }
}

/// Other libraries do not have this trouble.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn few() {
    let _ = HEAPS;
}
