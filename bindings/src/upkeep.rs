//! The book's own health.

use crate::values::count;
use crate::{Book, Result, Words};
use huben_engine as engine;

/// What looking through the book found.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HealthReport {
    /// Is everything as it should be?
    pub sound: bool,
    /// Documents looked at.
    pub documents: i32,
    /// What is wrong.
    pub problems: Vec<Words>,
}

#[uniffi::export]
impl Book {
    /// Looks the whole book through; nothing is changed.
    pub fn verify(&self) -> Result<HealthReport> {
        Ok(self.engine.verify()?.into())
    }

    /// Makes lists and search anew from the documents, then looks the book through. What cannot be read is asked for at
    /// the next sync.
    pub fn rebuild(&self) -> Result<HealthReport> {
        Ok(self.engine.rebuild()?.into())
    }

    /// Versions, counts, states and times for whoever helps, as lines of text: nobody's name, address, words or number.
    pub fn diagnostics(&self) -> Result<String> {
        Ok(self.engine.diagnostics()?)
    }
}

/// The version of this library.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

impl From<engine::Verified> for HealthReport {
    fn from(found: engine::Verified) -> Self {
        let problems = found.problems.iter().map(|problem| Words::why(problem)).collect();
        Self { sound: found.ok, documents: count(found.documents), problems }
    }
}
