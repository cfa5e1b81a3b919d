//! What a person gives with a step, before it becomes one.

use crate::{CheckResult, Invalid, StepKind, limits, validate};
use chrono::{DateTime, Days, FixedOffset, NaiveTime};

/// The words and values given with a step; the fields are those of `huben issue step`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepInput {
    /// Dispatch: a user's id or a unit's name.
    pub to: Option<String>,
    /// Told to the reporter.
    pub text: Option<String>,
    /// Internal; becomes part of the file.
    pub note: Option<String>,
    /// Dispatch, postpone: until when.
    pub until: Option<DateTime<FixedOffset>>,
    /// Verify: what was found.
    pub result: Option<CheckResult>,
    /// Rate: 1 to 5.
    pub score: Option<u8>,
}

impl StepInput {
    /// The input as it is to be stored, if `step` has all it cannot do without: dispatch an addressee, verify a
    /// result, rate a score, postpone a date, and the side moves a reason (a text or a note). What is to be done until
    /// then cannot be done before `now`.
    pub fn checked(self, step: &StepKind, now: DateTime<FixedOffset>) -> Result<StepInput, Invalid> {
        let input = StepInput {
            to: validate::optional("to", self.to.as_deref(), limits::WORD_CHARS)?,
            text: validate::optional_lines("text", self.text.as_deref(), limits::TEXT_CHARS)?,
            note: validate::note(self.note.as_deref())?,
            score: self.score.map(validate::score).transpose()?,
            ..self
        };
        let needs = StepNeeds::of(step);
        match step {
            kind if *kind != StepKind::Verify && input.result.is_some() => {
                Err(Invalid::new("result", "belongs to verify"))
            }
            kind if *kind != StepKind::Rate && input.score.is_some() => {
                Err(Invalid::new("score", "belongs to rate"))
            }
            _ if input.until.is_some_and(|until| until <= now) => {
                Err(Invalid::new("until", "has passed already; write a time to come"))
            }
            _ if needs.to && input.to.is_none() => {
                Err(Invalid::new("to", "say who is to handle it: a user's id or a unit's name"))
            }
            _ if needs.result && input.result.is_none() => {
                Err(Invalid::new("result", "say what was found: passed or failed"))
            }
            _ if needs.score && input.score.is_none() => Err(Invalid::new("score", "use 1 to 5")),
            _ if needs.until && input.until.is_none() => Err(Invalid::new("until", "say until when")),
            _ if needs.words && input.text.is_none() && input.note.is_none() => {
                Err(Invalid::new("text", "give a reason, as a text for the reporter or an internal note"))
            }
            _ => Ok(input),
        }
    }
}

/// The end of the day so many days from now. Offices close at 18:00, and what is granted until a day is granted
/// until then.
pub fn close_of_day(now: DateTime<FixedOffset>, days: u16) -> DateTime<FixedOffset> {
    let closes = NaiveTime::from_hms_opt(18, 0, 0).unwrap_or_default();
    let close = (now.date_naive() + Days::new(days.into())).and_time(closes);
    // A fixed offset has neither gaps nor repetitions.
    close.and_local_timezone(*now.offset()).single().unwrap_or(now)
}

/// What a step cannot do without, beside what may be said with any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StepNeeds {
    /// To whom.
    pub to: bool,
    /// What was found.
    pub result: bool,
    /// 1 to 5.
    pub score: bool,
    /// Until when.
    pub until: bool,
    /// Until when may be said: what is dispatched may have a day by which it is to be done.
    pub takes_until: bool,
    /// A text or a note: what leaves the straight road says why.
    pub words: bool,
}

impl StepNeeds {
    /// The needs of this step.
    pub fn of(step: &StepKind) -> Self {
        use StepKind::*;
        StepNeeds {
            to: *step == Dispatch,
            result: *step == Verify,
            score: *step == Rate,
            until: *step == Postpone,
            takes_until: matches!(step, Dispatch | Postpone),
            words: matches!(step, Decline | Postpone | Suspend | Cancel | Escalate | Reopen),
        }
    }
}
