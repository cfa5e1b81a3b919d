//! Records whatever their kind: which one is meant, where it stands, who made it.

use crate::{BookError, DocumentId, HouseholdId, IssueId, Result, UserId, VisitId};
use huben_domain as domain;

/// Which record is meant, so that a screen knows where to lead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum RecordRef {
    /// A household's card.
    HouseholdCard {
        /// Its id.
        household: HouseholdId,
    },
    /// A visit, in its household's book.
    BookEntry {
        /// Its id.
        visit: VisitId,
    },
    /// An issue, its file included.
    IssueCase {
        /// Its id.
        issue: IssueId,
    },
    /// A record of a newer version.
    NewerRecord {
        /// Its id.
        document: DocumentId,
    },
}

impl RecordRef {
    /// A record by its kind as the engine spells it.
    pub(crate) fn of(kind: &str, id: domain::DocumentId) -> Self {
        match kind {
            "household" => RecordRef::HouseholdCard { household: domain::HouseholdId::from(id).into() },
            "visit" => RecordRef::BookEntry { visit: domain::VisitId::from(id).into() },
            "issue" | "issue_file" => RecordRef::IssueCase { issue: domain::IssueId::from(id).into() },
            _ => RecordRef::NewerRecord { document: id.into() },
        }
    }
}

impl TryFrom<RecordRef> for domain::DocumentId {
    type Error = BookError;

    fn try_from(record: RecordRef) -> Result<Self> {
        Ok(match record {
            RecordRef::HouseholdCard { household } => domain::HouseholdId::try_from(household)?.into(),
            RecordRef::BookEntry { visit } => domain::VisitId::try_from(visit)?.into(),
            RecordRef::IssueCase { issue } => domain::IssueId::try_from(issue)?.into(),
            RecordRef::NewerRecord { document } => document.try_into()?,
        })
    }
}

/// Where a record stands. "At the office" only with the office's receipt on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum RecordState {
    /// On this device, durably.
    Saved,
    /// The office's receipt is here; a colleague's record is at the office by nature.
    AtOffice,
    /// Somebody must decide: see `attention`.
    NeedsAttention,
}

impl From<huben_engine::State> for RecordState {
    fn from(state: huben_engine::State) -> Self {
        match state {
            huben_engine::State::Saved => RecordState::Saved,
            huben_engine::State::AtOffice => RecordState::AtOffice,
            huben_engine::State::NeedsAttention => RecordState::NeedsAttention,
        }
    }
}

/// A user by id and name; no name until the directory has brought it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Person {
    /// The user.
    pub id: UserId,
    /// As printed on the card.
    pub name: Option<String>,
}

impl From<huben_engine::Person> for Person {
    fn from(person: huben_engine::Person) -> Self {
        Self { id: person.id.into(), name: person.name }
    }
}
