//! Issues: reported, moved step by step, shown with what their user may do next.

use crate::ids::maybe;
use crate::values::{attribute_values, attributes, count};
use crate::{
    AreaCode, Attribute, Book, Capacity, CheckResult, DraftId, HouseholdId, IssueId, IssueSource, IssueStage,
    PageRequest, Person, RecordState, Result, StepId, StepKind, VisitId,
};
use huben_domain::StepNeeds;
use huben_engine as engine;
use std::collections::HashMap;
use std::time::SystemTime;

/// An issue as people see it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Issue {
    /// Its id.
    pub id: IssueId,
    /// For people to refer to.
    pub case_number: String,
    /// Where.
    pub area: AreaCode,
    /// Free words.
    pub category: String,
    /// What is the matter.
    pub text: String,
    /// The household it concerns.
    pub household: Option<HouseholdId>,
    /// The visit it came of.
    pub visit: Option<VisitId>,
    /// Where exactly.
    pub place: Option<String>,
    /// Does it brook no delay?
    pub urgent: bool,
    /// Who brought it up.
    pub source: IssueSource,
    /// Who complained, where this device's user may know.
    pub complainant: Option<Complainant>,
    /// 首问负责
    pub first_asked: Person,
    /// Where it stands.
    pub stage: IssueStage,
    /// Does the clock stand still?
    pub suspended: bool,
    /// By when.
    pub due_at: Option<SystemTime>,
    /// With whom it is, by name.
    pub addressee: Option<String>,
    /// Its road so far, in order.
    pub steps: Vec<IssueStep>,
    /// The steps that this device's user may take now.
    pub next: Vec<NextStep>,
    /// The office's own fields.
    pub attributes: Vec<Attribute>,
    /// Where the record stands.
    pub state: RecordState,
}

/// Whom to call back.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Complainant {
    /// As they gave it.
    pub name: String,
    /// Their telephone, if they left one.
    #[uniffi(default = None)]
    pub phone: Option<String>,
}

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
    /// Verify: what was found.
    #[uniffi(default = None)]
    pub result: Option<CheckResult>,
    /// Rate: 1 to 5.
    #[uniffi(default = None)]
    pub score: Option<i32>,
}

/// An issue or hazard to be reported.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct IssueInput {
    /// Free words.
    pub category: String,
    /// What is the matter.
    pub text: String,
    /// Does it brook no delay?
    #[uniffi(default = false)]
    pub urgent: bool,
    /// Where exactly.
    #[uniffi(default = None)]
    pub place: Option<String>,
    /// The household it concerns.
    #[uniffi(default = None)]
    pub household: Option<HouseholdId>,
    /// The visit it came of.
    #[uniffi(default = None)]
    pub visit: Option<VisitId>,
    /// Where; the household's, else the user's only area.
    #[uniffi(default = None)]
    pub area: Option<AreaCode>,
    /// Who complained; the reporter does not see it again.
    #[uniffi(default = None)]
    pub complainant: Option<Complainant>,
    /// The office's own fields, as JSON by name.
    #[uniffi(default)]
    pub attributes: HashMap<String, String>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    #[uniffi(default = None)]
    pub draft: Option<DraftId>,
}

/// Which issues.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct IssueFilter {
    /// At this stage.
    #[uniffi(default = None)]
    pub stage: Option<IssueStage>,
    /// In this area and below.
    #[uniffi(default = None)]
    pub area: Option<AreaCode>,
    /// About this household.
    #[uniffi(default = None)]
    pub household: Option<HouseholdId>,
}

/// A part of a list of issues.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct IssuePage {
    /// The part.
    pub items: Vec<Issue>,
    /// How many there are in all.
    pub total: i32,
}

#[uniffi::export]
impl Book {
    /// Reports an issue or hazard; it has its case number at once, without a network.
    pub fn report_issue(&self, issue: IssueInput) -> Result<Issue> {
        Ok(self.engine.report_issue(issue.read()?)?.into())
    }

    /// Takes one step.
    pub fn take_step(&self, id: IssueId, kind: StepKind, step: StepInput) -> Result<Issue> {
        Ok(self.engine.take_step(id.try_into()?, kind.try_into()?, self.step_input(step)?)?.into())
    }

    /// The issues on this device: urgent ones first, then the newest.
    pub fn issues(&self, filter: IssueFilter, page: PageRequest) -> Result<IssuePage> {
        Ok(self.engine.issues(&filter.read()?, page.read()?)?.into())
    }

    /// One issue with its road.
    pub fn issue(&self, id: IssueId) -> Result<Issue> {
        Ok(self.engine.issue(id.try_into()?)?.into())
    }
}

impl Book {
    fn step_input(&self, given: StepInput) -> Result<huben_domain::StepInput> {
        Ok(huben_domain::StepInput {
            to: given.to,
            text: given.text,
            note: given.note,
            until: given.until.map(|at| self.moment(at)),
            result: maybe(given.result)?,
            // What is no score at all is refused as one.
            score: given.score.map(|score| u8::try_from(score).unwrap_or(0)),
        })
    }
}

impl IssueFilter {
    fn read(self) -> Result<engine::IssueFilter> {
        Ok(engine::IssueFilter {
            stage: maybe(self.stage)?,
            area: maybe(self.area)?,
            household: maybe(self.household)?,
        })
    }
}

impl IssueInput {
    fn read(self) -> Result<engine::IssueInput> {
        Ok(engine::IssueInput {
            area: maybe(self.area)?,
            category: self.category,
            text: self.text,
            household: maybe(self.household)?,
            visit: maybe(self.visit)?,
            place: self.place,
            urgent: self.urgent,
            complainant: self.complainant.map(|who| (who.name, who.phone)),
            attributes: attribute_values(self.attributes)?,
            draft: maybe(self.draft)?,
        })
    }
}

impl From<engine::IssueView> for Issue {
    fn from(view: engine::IssueView) -> Self {
        Self {
            id: view.id.into(),
            case_number: view.case_number,
            area: view.area.into(),
            category: view.category,
            text: view.text,
            household: view.household.map(Into::into),
            visit: view.visit.map(Into::into),
            place: view.place,
            urgent: view.urgent,
            source: view.source.into(),
            complainant: view.complainant.map(|who| Complainant { name: who.name, phone: who.phone }),
            first_asked: view.first_asked.into(),
            stage: view.stage.into(),
            suspended: view.suspended,
            due_at: view.due_at.map(Into::into),
            addressee: view.addressee_name,
            steps: view.steps.into_iter().map(IssueStep::from).collect(),
            next: view.possible.into_iter().map(NextStep::from).collect(),
            attributes: attributes(view.attributes),
            state: view.state.into(),
        }
    }
}

impl From<engine::StepView> for IssueStep {
    fn from(step: engine::StepView) -> Self {
        Self {
            id: step.id.into(),
            kind: step.step.into(),
            at: step.at.into(),
            by: step.by.into(),
            capacity: step.hat.into(),
            to: step.to_name,
            text: step.text,
            note: step.note,
            until: step.until.map(Into::into),
            result: step.result.map(Into::into),
            score: step.score.map(i32::from),
            counted: step.counted,
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
            needs_words: needs.words,
        }
    }
}

impl From<engine::Page<engine::IssueView>> for IssuePage {
    fn from(page: engine::Page<engine::IssueView>) -> Self {
        Self { items: page.items.into_iter().map(Issue::from).collect(), total: count(page.total) }
    }
}
