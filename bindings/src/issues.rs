//! Issues: reported, and shown with their road and what their user may do next.

use crate::ids::maybe;
use crate::values::{attribute_list, attribute_values, count};
use crate::{
    AreaCode, Attribute, Book, DraftId, HouseholdId, IssueId, IssueSource, IssueStage, IssueStep, NextStep,
    PageRequest, Person, RecordState, Result, VisitId,
};
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
    /// Only those whose next move is the user's: to handle, verify, close, or to decide. As `today` counts them.
    #[uniffi(default = false)]
    pub waiting_for_me: bool,
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

    /// The issues on this device: urgent ones first, then the newest.
    pub fn issues(&self, filter: IssueFilter, page: PageRequest) -> Result<IssuePage> {
        Ok(self.engine.issues(&filter.read()?, page.read()?)?.into())
    }

    /// One issue with its road.
    pub fn issue(&self, id: IssueId) -> Result<Issue> {
        Ok(self.engine.issue(id.try_into()?)?.into())
    }
}

impl IssueFilter {
    fn read(self) -> Result<engine::IssueFilter> {
        Ok(engine::IssueFilter {
            stage: maybe(self.stage)?,
            area: maybe(self.area)?,
            household: maybe(self.household)?,
            waiting_for_me: self.waiting_for_me,
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
        let engine::IssueView {
            id,
            case_number,
            area,
            category,
            text,
            household,
            visit,
            place,
            urgent,
            source,
            complainant,
            first_asked,
            stage,
            suspended,
            due_at,
            addressee: _,
            addressee_name,
            steps,
            possible,
            attributes,
            state,
        } = view;
        Self {
            id: id.into(),
            case_number,
            area: area.into(),
            category,
            text,
            household: household.map(Into::into),
            visit: visit.map(Into::into),
            place,
            urgent,
            source: source.into(),
            complainant: complainant.map(|who| Complainant { name: who.name, phone: who.phone }),
            first_asked: first_asked.into(),
            stage: stage.into(),
            suspended,
            due_at: due_at.map(Into::into),
            addressee: addressee_name,
            steps: steps.into_iter().map(IssueStep::from).collect(),
            next: possible.into_iter().map(NextStep::from).collect(),
            attributes: attribute_list(attributes),
            state: state.into(),
        }
    }
}

impl From<engine::Page<engine::IssueView>> for IssuePage {
    fn from(page: engine::Page<engine::IssueView>) -> Self {
        Self { items: page.items.into_iter().map(Issue::from).collect(), total: count(page.total) }
    }
}
