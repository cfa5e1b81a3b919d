//! An issue's road: the steps taken, and the next ones.

use crate::ids::maybe;
use crate::values::natural;
use crate::{
    Book, BookError, Capacity, CheckResult, DraftId, Issue, IssueId, Person, Result, StepId, StepKind,
};
use huben_domain::{StepNeeds, close_of_day};
use huben_engine as engine;
use std::time::SystemTime;

/// One step of an issue's road.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct IssueStep {
    /// Its id.
    pub id: StepId,
    /// What was done.
    pub kind: StepKind,
    /// When, by the author's clock.
    pub at: SystemTime,
    /// Who.
    pub by: Person,
    /// In which capacity.
    pub capacity: Capacity,
    /// To whom, by name.
    pub to: Option<String>,
    /// Words for the reporter.
    pub text: Option<String>,
    /// Internal words, where this device's user may read them.
    pub note: Option<String>,
    /// By when.
    pub until: Option<SystemTime>,
    /// What a verification found.
    pub result: Option<CheckResult>,
    /// 1 to 5.
    pub score: Option<i32>,
    /// False: it came too late, or is from a newer version; kept, not counted.
    pub counted: bool,
}

/// A step that may be taken now, and what it cannot do without.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NextStep {
    /// The step.
    pub kind: StepKind,
    /// To whom: see `addressees`.
    pub needs_addressee: bool,
    /// Passed or failed.
    pub needs_result: bool,
    /// 1 to 5.
    pub needs_score: bool,
    /// Until when.
    pub needs_until: bool,
    /// Until when may be said.
    pub takes_until: bool,
    /// A text or a note.
    pub needs_words: bool,
}

/// What is given with a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct StepInput {
    /// Told to the reporter.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// Internal.
    #[uniffi(default = None)]
    pub note: Option<String>,
    /// Dispatch: what an addressee's `to` says.
    #[uniffi(default = None)]
    pub to: Option<String>,
    /// Dispatch, postpone: until when.
    #[uniffi(default = None)]
    pub until: Option<SystemTime>,
    /// The same as so many days from now, until offices close; 0 is today.
    #[uniffi(default = None)]
    pub until_days: Option<i32>,
    /// Verify: what was found.
    #[uniffi(default = None)]
    pub result: Option<CheckResult>,
    /// Rate: 1 to 5.
    #[uniffi(default = None)]
    pub score: Option<i32>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    #[uniffi(default = None)]
    pub draft: Option<DraftId>,
}

#[uniffi::export]
impl Book {
    /// Takes one step.
    pub fn take_step(&self, id: IssueId, kind: StepKind, step: StepInput) -> Result<Issue> {
        Ok(self.engine.take_step(id.try_into()?, kind.try_into()?, step.read(self)?)?.into())
    }
}

impl StepInput {
    fn read(self, book: &Book) -> Result<engine::FromDraft<huben_domain::StepInput>> {
        let until = match (self.until, self.until_days) {
            (Some(_), Some(_)) => {
                return Err(BookError::invalid("until", "give a time or a number of days, not both"));
            }
            (None, Some(days)) => Some(close_of_day(book.now(), natural("until", days)?)),
            (at, None) => at.map(|at| book.moment(at)),
        };
        let fields = huben_domain::StepInput {
            to: self.to,
            text: self.text,
            note: self.note,
            until,
            result: maybe(self.result)?,
            score: self.score.map(|score| natural("score", score)).transpose()?,
        };
        Ok(engine::FromDraft { fields, draft: maybe(self.draft)? })
    }
}

impl From<engine::StepView> for IssueStep {
    fn from(step: engine::StepView) -> Self {
        let engine::StepView {
            id,
            step,
            at,
            by,
            hat,
            to: _,
            to_name,
            text,
            note,
            until,
            result,
            score,
            counted,
        } = step;
        Self {
            id: id.into(),
            kind: step.into(),
            at: at.into(),
            by: by.into(),
            capacity: hat.into(),
            to: to_name,
            text,
            note,
            until: until.map(Into::into),
            result: result.map(Into::into),
            score: score.map(i32::from),
            counted,
        }
    }
}

impl From<huben_domain::StepKind> for NextStep {
    fn from(kind: huben_domain::StepKind) -> Self {
        let needs = StepNeeds::of(&kind);
        Self {
            kind: kind.into(),
            needs_addressee: needs.to,
            needs_result: needs.result,
            needs_score: needs.score,
            needs_until: needs.until,
            takes_until: needs.takes_until,
            needs_words: needs.words,
        }
    }
}
