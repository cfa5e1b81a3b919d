//! The two outputs: whoever reads them may stop reading at any time.

use std::io::{self, ErrorKind, Write};

/// What is told when [`print()`] failed: whatever was to be done stands already.
pub const UNWRITTEN: &str = "it is done, but what came of it could not be written out; make room there, and look whether it is there before you do it again";

/// Writes whole lines to standard output at once. A reader that has gone away is no failure of the command:
/// what it did is done.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{end}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes whole lines to standard error; there is nobody to tell when that fails.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", huben_domain::harmless(text));
}
