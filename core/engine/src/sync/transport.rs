//! How bytes get to the office and back: over HTTP, or by whatever else carries them.

use crate::Result;

/// A whole answer, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Carries one request and brings its answer. Whatever goes wrong under way is [`crate::Error::Offline`]: nothing is
/// known of what became of the request.
pub trait Transport {
    /// Posts a body.
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply>;
    /// A plain question.
    fn get(&self, path: &str) -> Result<Reply>;
}
