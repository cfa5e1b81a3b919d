//! A process whose clock is wrong: libfaketime, loaded by hand so that no wrapper process stands between.

use std::path::PathBuf;

/// How a process sees the time.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// As the machine does.
    #[default]
    Right,
    /// Off by this many days.
    OffByDays(i64),
}

impl Clock {
    /// What to set in the environment of a process, empty for a right clock.
    ///
    /// # Panics
    /// When libfaketime is not installed: `./check` installs it, and a clock test without it would prove nothing.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        match self {
            Clock::Right => Vec::new(),
            Clock::OffByDays(days) => {
                let library = library().expect(
                    "libfaketime.so.1 was not found under /usr/lib: the clock tests need Debian's package `faketime` \
                     (apt-get install faketime; ./check does it as root)",
                );
                vec![
                    ("LD_PRELOAD", library.display().to_string()),
                    ("FAKETIME", format!("{days:+}d")),
                    // Timers of the runtime keep working; only the date is wrong.
                    ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
                ]
            }
        }
    }
}

fn library() -> Option<PathBuf> {
    std::fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.exists())
}
