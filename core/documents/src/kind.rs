//! The kinds of document.

use huben_domain::{DocumentId, IssueId};
use sha2::{Digest, Sha256};
use std::fmt;

/// What a document holds. Stored and sent as text; an unknown kind (from a newer version) is kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A household's card and its residents.
    Household,
    /// One visit.
    Visit,
    /// An issue, as its reporter may read it.
    Issue,
    /// What the reporter of an issue may not read: complainant, internal notes.
    IssueFile,
    /// A kind of a newer version.
    Other(String),
}

impl Kind {
    /// Every kind this version knows.
    pub const KNOWN: [Kind; 4] = [Kind::Household, Kind::Visit, Kind::Issue, Kind::IssueFile];

    /// The kind as stored and sent.
    pub fn as_str(&self) -> &str {
        match self {
            Kind::Household => "household",
            Kind::Visit => "visit",
            Kind::Issue => "issue",
            Kind::IssueFile => "issue_file",
            Kind::Other(text) => text,
        }
    }

    /// Does a document of this kind hang on itself, or on another record?
    pub fn is_root(&self) -> bool {
        matches!(self, Kind::Household | Kind::Issue)
    }
}

impl From<&str> for Kind {
    fn from(text: &str) -> Self {
        match text {
            "household" => Kind::Household,
            "visit" => Kind::Visit,
            "issue" => Kind::Issue,
            "issue_file" => Kind::IssueFile,
            other => Kind::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The id of an issue's file. It follows from the issue's, so that two people who open the file apart write the
/// same document.
pub fn issue_file_id(issue: IssueId) -> DocumentId {
    let digest = Sha256::new().chain_update(b"huben issue_file").chain_update(issue.to_bytes()).finalize();
    let mut bytes = issue.to_bytes();
    // The time part stays (files sort beside their issues); version and variant bits stay those of UUIDv7.
    bytes[9..].copy_from_slice(&digest[..7]);
    DocumentId::from_bytes(bytes)
}
