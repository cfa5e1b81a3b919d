//! An issue: a matter in the closed loop, and the file that its reporter does not see.

use crate::{AreaCode, HouseholdId, IssueId, IssueState, Json, Source, Step, StepId, UserId, VisitId, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An issue as its document stands after merging. Its stage is not here: it follows from the steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Its document's id.
    pub id: IssueId,
    /// Given at the report without a network: see [`crate::case_number`].
    pub case_number: String,
    /// Where it is.
    pub area: AreaCode,
    /// Free words until the office has a table of categories.
    pub category: String,
    /// What is the matter.
    pub text: String,
    /// The household it concerns.
    pub household: Option<HouseholdId>,
    /// The visit it came of.
    pub visit: Option<VisitId>,
    /// Where exactly, in words.
    pub place: Option<String>,
    /// Does it brook no delay?
    pub urgent: bool,
    /// Who brought it up.
    pub source: Source,
    /// 首问负责: stays to the end.
    pub first_asked: UserId,
    /// Every step that ever arrived, those that came too late as well; in no promised order.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// The office's own fields: any JSON, merged as a whole per key.
    #[serde(default)]
    pub attributes: BTreeMap<String, Json>,
}

impl Issue {
    /// Where it stands now.
    pub fn state(&self) -> IssueState {
        fold(&self.steps)
    }
}

/// What belongs to an issue and its reporter may not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueFile {
    /// The issue.
    pub issue: IssueId,
    /// Who complained.
    pub complainant_name: Option<String>,
    /// How to reach them.
    pub complainant_phone: Option<String>,
    /// Internal notes, each by the step it belongs to.
    #[serde(default)]
    pub notes: BTreeMap<StepId, String>,
}
