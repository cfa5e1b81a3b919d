//! An issue of the workload as an issue: its title is the category, it is reported at its own time, and what the office
//! appends is a dispatch. The steps it began with are an attribute, like everything else that the domain does not know.

use crate::card::{attributes, rest};
use crate::content::Fields;
use crate::workload::{Doc, text};
use crate::{Result, places, time};
use chrono::{DateTime, FixedOffset};
use huben_domain::{HouseholdId, Json, StepInput, StepKind};
use huben_engine::{IssueInput, IssueView};
use serde_json::{Value, json};

const KNOWN: [&str; 6] = ["type", "grid", "household", "at", "title", "text"];

/// When it is reported, and what is said.
pub fn input(id: &str, issue: &Doc, household: HouseholdId) -> Result<(DateTime<FixedOffset>, IssueInput)> {
    let mut attributes = rest(issue, &KNOWN);
    attributes.insert("id".into(), Json::string(id));
    let input = IssueInput {
        category: text(issue, "title")?.to_owned(),
        text: text(issue, "text")?.to_owned(),
        household: Some(household),
        attributes,
        ..IssueInput::default()
    };
    Ok((time::parsed(text(issue, "at")?)?, input))
}

/// When the office dispatches it, and what it says. Who signs is the desk's user; the name that the workload gives
/// stands where a dispatch names somebody.
pub fn dispatch(step: &Doc) -> Result<(DateTime<FixedOffset>, StepInput)> {
    let input = StepInput {
        to: Some(text(step, "by")?.to_owned()),
        text: Some(text(step, "text")?.to_owned()),
        ..StepInput::default()
    };
    Ok((time::parsed(text(step, "at")?)?, input))
}

/// The workload's id and issue.
pub fn shown(issue: &IssueView, household: &str) -> Option<(String, Fields)> {
    let (id, mut doc) = attributes(&issue.attributes)?;
    let reported = issue.steps.iter().find(|step| step.step == StepKind::Report)?;
    doc.insert("type".into(), Json::string("issue"));
    doc.insert("grid".into(), places::shown(&issue.area)?);
    doc.insert("household".into(), Json::string(household));
    doc.insert("at".into(), Json::string(&time::shown(reported.at)));
    doc.insert("title".into(), Json::string(&issue.category));
    doc.insert("text".into(), Json::string(&issue.text));
    let dispatched = issue.steps.iter().filter(|step| step.step == StepKind::Dispatch);
    let dispatched =
        dispatched.map(|step| json!({ "at": time::shown(step.at), "by": step.to, "text": step.text }));
    if let Some(Value::Array(mut steps)) = doc.get("steps").map(Json::to_value) {
        steps.extend(dispatched);
        doc.insert("steps".into(), Json::from(Value::Array(steps)));
    }
    Some((id, doc))
}
