//! What is at the office, what is only here, and what waits for a decision.

use crate::values::{count, long};
use crate::{Book, IntentId, PageRequest, RecordRef, RecordState, Result, Words};
use huben_domain::words::{self, NOBODY_READS};
use huben_engine as engine;
use std::time::SystemTime;

/// What this device recorded, by where it stands. Counts records, however often each was touched.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookStatus {
    /// On this device only.
    pub saved: i32,
    /// With the office's receipt.
    pub at_office: i32,
    /// Somebody must decide.
    pub needs_attention: i32,
    /// When the office last answered, by this device's clock.
    pub last_contact_at: Option<SystemTime>,
}

/// Where one record stands, and why.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RecordStatus {
    /// Where it stands.
    pub state: RecordState,
    /// Nothing when there is nothing to explain.
    pub reason: Option<Words>,
}

/// What became of one record that this device wrote to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Receipt {
    /// The record.
    pub record: RecordRef,
    /// What people call it; empty where it is no longer on this device.
    pub title: String,
    /// Where it stands.
    pub state: RecordState,
    /// Nothing when there is nothing to explain.
    pub reason: Option<Words>,
    /// When this device last wrote to it.
    pub at: SystemTime,
    /// The number under which the office has the newest of it; nothing while any of it is not there.
    pub number: Option<i64>,
}

/// A part of the receipts.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReceiptPage {
    /// The part.
    pub items: Vec<Receipt>,
    /// How many there are in all.
    pub total: i32,
}

/// Something that waits for a decision, with its full text.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AttentionEntry {
    /// Names this entry for `retry` and `give_up`.
    pub id: IntentId,
    /// The record.
    pub record: RecordRef,
    /// What was done.
    pub act: Words,
    /// How it stands with the office.
    pub standing: Standing,
    /// Why.
    pub reason: Words,
    /// Everything that was written, field by field.
    pub text: Vec<WrittenField>,
    /// When it was recorded.
    pub at: SystemTime,
    /// May it be offered once more? What is held is at the office already, what is lost has no words any more.
    pub can_retry: bool,
}

/// Why something waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Standing {
    /// The office did not take it.
    Refused,
    /// It is at the office and waits for a decision there.
    Held,
    /// It cannot be offered before something else is settled.
    Stuck,
    /// A restored office has lost it, and it is no longer on this device.
    Lost,
}

/// One field that was written.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WrittenField {
    /// What people call the field.
    pub label: Words,
    /// What was written.
    pub words: Words,
}

/// A part of what waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AttentionPage {
    /// The part.
    pub items: Vec<AttentionEntry>,
    /// How many there are in all.
    pub total: i32,
}

#[uniffi::export]
impl Book {
    /// Counts of what this device recorded.
    pub fn status(&self) -> Result<BookStatus> {
        Ok(self.engine.status()?.into())
    }

    /// Where one record stands, and why.
    pub fn status_of(&self, record: RecordRef) -> Result<RecordStatus> {
        let status = self.engine.status_of(record.try_into()?)?;
        Ok(RecordStatus { state: status.state.into(), reason: status.reason.as_deref().map(Words::why) })
    }

    /// What became of every record that this device wrote to: what needs attention first, then what is only here, then
    /// the rest, each the newest first.
    pub fn receipts(&self, page: PageRequest) -> Result<ReceiptPage> {
        let page = self.engine.receipts(page.read()?)?;
        Ok(ReceiptPage {
            items: page.items.into_iter().map(Receipt::from).collect(),
            total: count(page.total),
        })
    }

    /// What was refused, is held, is stuck or was lost, with its full text.
    pub fn attention(&self, page: PageRequest) -> Result<AttentionPage> {
        let page = self.engine.attention(page.read()?)?;
        Ok(AttentionPage {
            items: page.items.into_iter().map(AttentionEntry::from).collect(),
            total: count(page.total),
        })
    }

    /// Offers an entry to the office once more, with the next sync.
    pub fn retry(&self, entry: IntentId) -> Result<()> {
        Ok(self.engine.retry(entry.try_into()?)?)
    }

    /// Gives an entry up for good.
    pub fn give_up(&self, entry: IntentId) -> Result<()> {
        Ok(self.engine.drop_attention(entry.try_into()?)?)
    }
}

impl From<engine::Status> for BookStatus {
    fn from(status: engine::Status) -> Self {
        let engine::Status { saved, at_office, needs_attention, last_contact_at } = status;
        Self {
            saved: count(saved),
            at_office: count(at_office),
            needs_attention: count(needs_attention),
            last_contact_at: last_contact_at.map(Into::into),
        }
    }
}

impl From<engine::Receipt> for Receipt {
    fn from(receipt: engine::Receipt) -> Self {
        let engine::Receipt { record, kind, title, state, reason, at, number } = receipt;
        Self {
            record: RecordRef::of(&kind, record),
            title,
            state: state.into(),
            reason: reason.as_deref().map(Words::why),
            at: at.into(),
            number: number.map(long),
        }
    }
}

impl From<engine::Attention> for AttentionEntry {
    fn from(entry: engine::Attention) -> Self {
        let engine::Attention { id, record, kind, act, standing, reason, text, at } = entry;
        let written = text.iter().filter(|(path, _)| !NOBODY_READS.contains(&path.as_str()));
        let written = written.map(|(path, json)| WrittenField {
            label: words::field(path).into(),
            words: Words::value(&kind, path, json),
        });
        Self {
            id: id.into(),
            record: RecordRef::of(&kind, record),
            act: words::name(act).into(),
            standing: standing.into(),
            reason: Words::why(&reason),
            text: written.collect(),
            at: at.into(),
            can_retry: standing.can_retry(),
        }
    }
}

impl From<engine::Standing> for Standing {
    fn from(standing: engine::Standing) -> Self {
        match standing {
            engine::Standing::Refused => Standing::Refused,
            engine::Standing::Held => Standing::Held,
            engine::Standing::Stuck => Standing::Stuck,
            engine::Standing::Lost => Standing::Lost,
        }
    }
}
