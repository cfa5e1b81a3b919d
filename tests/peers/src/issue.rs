//! An issue of the workload as an issue: its title is the category, it is reported at its own time, and what the office
//! appends is a dispatch. The steps it began with are an attribute, like everything else that the domain does not know.

use crate::card::{attributes, rest};
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
pub fn shown(issue: &IssueView, household: &str) -> Option<(String, Doc)> {
    let (id, mut doc) = attributes(&issue.attributes)?;
    let reported = issue.steps.iter().find(|step| step.step == StepKind::Report)?;
    doc.insert("type".into(), "issue".into());
    doc.insert("grid".into(), places::grid(&issue.area)?.into());
    doc.insert("household".into(), household.into());
    doc.insert("at".into(), time::shown(reported.at).into());
    doc.insert("title".into(), issue.category.clone().into());
    doc.insert("text".into(), issue.text.clone().into());
    let dispatched = issue.steps.iter().filter(|step| step.step == StepKind::Dispatch);
    let dispatched =
        dispatched.map(|step| json!({ "at": time::shown(step.at), "by": step.to, "text": step.text }));
    if let Some(Value::Array(steps)) = doc.get_mut("steps") {
        steps.extend(dispatched);
    }
    Some((id, doc))
}
