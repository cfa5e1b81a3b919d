//! Standard output: whoever reads it may stop reading at any time.

use crate::failure::Result;
use std::io::{ErrorKind, Write};

/// Writes whole lines to standard output at once. A reader that has gone away is no failure of the command:
/// what it did is done.
pub fn print(text: &str) -> Result<Reader> {
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{end}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
        other => Ok(other.map(|()| Reader::There)?),
    }
}

/// Writes whole lines to standard error; there is nobody to tell when that fails.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", huben_domain::harmless(text));
}

/// Does anybody still read?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// As far as is known.
    There,
    /// The pipe is closed.
    Gone,
}
