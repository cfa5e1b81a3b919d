//! Visits, and the book: a household's visits, newest first.

use crate::ids::maybe;
use crate::values::{attribute_list, attribute_values, count};
use crate::{
    Attribute, Book, BookError, DraftId, HouseholdId, IssueId, PageRequest, Person, RecordState, ResidentId,
    Result, VisitId, VisitKind, VisitOutcome,
};
use huben_domain::Json;
use huben_engine as engine;
use std::collections::HashMap;
use std::time::SystemTime;

/// A visit as the book shows it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// Whose book it stands in.
    pub household: HouseholdId,
    /// When.
    pub at: SystemTime,
    /// Who made it.
    pub by: Person,
    /// How.
    pub kind: VisitKind,
    /// What it found.
    pub outcome: VisitOutcome,
    /// Whom they met.
    pub met: Vec<ResidentId>,
    /// Who came along.
    pub companions: Vec<String>,
    /// Why.
    pub purpose: Option<String>,
    /// What was said and done.
    pub text: String,
    /// Words that the author has put right since, oldest first.
    pub earlier: Vec<EarlierText>,
    /// Checklist answers, as JSON.
    pub answers: Option<String>,
    /// The day to call again, like `2026-12-01`.
    pub follow_up_on: Option<String>,
    /// Issues that came of it.
    pub issues: Vec<IssueId>,
    /// The office's own fields.
    pub attributes: Vec<Attribute>,
    /// Where it stands.
    pub state: RecordState,
}

/// Words that a visit's author has put right since.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EarlierText {
    /// What stood there.
    pub text: String,
    /// When it was written.
    pub at: SystemTime,
}

/// A visit to be recorded or put right: what is absent is left alone.
#[derive(Debug, Clone, Default, PartialEq, uniffi::Record)]
pub struct VisitInput {
    /// What was said and done; a new visit needs it.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// What it found; met, if a new visit does not say.
    #[uniffi(default = None)]
    pub outcome: Option<VisitOutcome>,
    /// How; at home, if a new visit does not say.
    #[uniffi(default = None)]
    pub kind: Option<VisitKind>,
    /// When; now, if a new visit does not say.
    #[uniffi(default = None)]
    pub at: Option<SystemTime>,
    /// Whom they met.
    #[uniffi(default = None)]
    pub met: Option<Vec<ResidentId>>,
    /// Who came along.
    #[uniffi(default = None)]
    pub companions: Option<Vec<String>>,
    /// Why; blank empties it.
    #[uniffi(default = None)]
    pub purpose: Option<String>,
    /// Checklist answers, as JSON.
    #[uniffi(default = None)]
    pub answers: Option<String>,
    /// The day to call again, like `2026-12-01`; blank empties it.
    #[uniffi(default = None)]
    pub follow_up: Option<String>,
    /// The office's own fields, as JSON by name.
    #[uniffi(default)]
    pub attributes: HashMap<String, String>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    #[uniffi(default = None)]
    pub draft: Option<DraftId>,
}

/// A part of a book.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct VisitPage {
    /// The part.
    pub items: Vec<Visit>,
    /// How many there are in all.
    pub total: i32,
}

#[uniffi::export]
impl Book {
    /// Records a visit. It is on disk when this returns.
    pub fn record_visit(&self, household: HouseholdId, visit: VisitInput) -> Result<Visit> {
        Ok(self.engine.record_visit(household.try_into()?, self.visit_input(visit)?)?.into())
    }

    /// Puts one's own visit right; its earlier words stay readable.
    pub fn edit_visit(&self, id: VisitId, visit: VisitInput) -> Result<Visit> {
        Ok(self.engine.edit_visit(id.try_into()?, self.visit_input(visit)?)?.into())
    }

    /// A household's visits, newest first.
    pub fn visits(&self, household: HouseholdId, page: PageRequest) -> Result<VisitPage> {
        Ok(self.engine.book(household.try_into()?, page.read()?)?.into())
    }

    /// One visit.
    pub fn visit(&self, id: VisitId) -> Result<Visit> {
        Ok(self.engine.visit(id.try_into()?)?.into())
    }
}

impl Book {
    fn visit_input(&self, given: VisitInput) -> Result<engine::VisitInput> {
        let met = given.met.map(|met| met.into_iter().map(TryInto::try_into).collect::<Result<_>>());
        let answers = given.answers.map(|json| Json::parse(&json).map_err(|invalid| invalid.on("answers")));
        Ok(engine::VisitInput {
            at: given.at.map(|at| self.moment(at)),
            kind: maybe(given.kind)?,
            outcome: maybe(given.outcome)?,
            met: met.transpose()?,
            companions: given.companions,
            purpose: given.purpose,
            text: given.text,
            answers: answers.transpose().map_err(BookError::from)?,
            follow_up: given.follow_up,
            attributes: attribute_values(given.attributes)?,
            draft: maybe(given.draft)?,
        })
    }
}

impl From<engine::VisitView> for Visit {
    fn from(view: engine::VisitView) -> Self {
        let engine::VisitView {
            id,
            household,
            at,
            by,
            kind,
            outcome,
            met,
            companions,
            purpose,
            text,
            earlier,
            answers,
            follow_up_on,
            issues,
            attributes,
            state,
        } = view;
        let earlier = earlier.into_iter().map(|word| EarlierText { text: word.text, at: word.at.into() });
        Self {
            id: id.into(),
            household: household.into(),
            at: at.into(),
            by: by.into(),
            kind: kind.into(),
            outcome: outcome.into(),
            met: met.into_iter().map(ResidentId::from).collect(),
            companions,
            purpose,
            text,
            earlier: earlier.collect(),
            answers: answers.map(|json| json.as_str().to_owned()),
            follow_up_on: follow_up_on.map(|day| day.to_string()),
            issues: issues.into_iter().map(IssueId::from).collect(),
            attributes: attribute_list(attributes),
            state: state.into(),
        }
    }
}

impl From<engine::Page<engine::VisitView>> for VisitPage {
    fn from(page: engine::Page<engine::VisitView>) -> Self {
        Self { items: page.items.into_iter().map(Visit::from).collect(), total: count(page.total) }
    }
}
