//! A visit of the workload as a visit: household, time, kind, text and checklist are the domain's own, everything else
//! is an attribute under its own name.

use crate::card::{attributes, rest};
use crate::content::Fields;
use crate::workload::{Doc, text};
use crate::{Result, time};
use huben_domain::{Json, Outcome, VisitKind};
use huben_engine::{VisitInput, VisitView};

const KINDS: [(&str, VisitKind); 3] =
    [("入户", VisitKind::Home), ("电话", VisitKind::Phone), ("巡查", VisitKind::Elsewhere)];
const KNOWN: [&str; 7] = ["type", "grid", "household", "at", "kind", "text", "checks"];
/// The only result that is one of the domain's outcomes.
const NOBODY_HOME: &str = "无人应答";

/// What to record, beside the household.
pub fn input(id: &str, visit: &Doc) -> Result<VisitInput> {
    let kind = text(visit, "kind")?;
    let kind = KINDS.iter().find(|(word, _)| *word == kind).ok_or_else(|| format!("a visit by {kind}"))?;
    let nobody = text(visit, "result")? == NOBODY_HOME;
    let mut attributes = rest(visit, &KNOWN);
    attributes.insert("id".into(), Json::string(id));
    Ok(VisitInput {
        at: Some(time::parsed(text(visit, "at")?)?),
        kind: Some(kind.1.clone()),
        outcome: Some(if nobody { Outcome::NobodyHome } else { Outcome::Met }),
        text: Some(text(visit, "text")?.to_owned()),
        answers: visit.get("checks").cloned().map(Json::from),
        attributes,
        ..VisitInput::default()
    })
}

/// The workload's id and visit, in the book of this household of this grid.
pub fn shown(visit: &VisitView, grid: &Json, household: &str) -> Option<(String, Fields)> {
    let (id, mut doc) = attributes(&visit.attributes)?;
    let (kind, _) = KINDS.iter().find(|(_, kind)| *kind == visit.kind)?;
    doc.insert("type".into(), Json::string("visit"));
    doc.insert("grid".into(), grid.clone());
    doc.insert("household".into(), Json::string(household));
    doc.insert("at".into(), Json::string(&time::shown(visit.at)));
    doc.insert("kind".into(), Json::string(kind));
    doc.insert("text".into(), Json::string(&visit.text));
    doc.extend(visit.answers.as_ref().map(|answers| ("checks".to_owned(), answers.clone())));
    Some((id, doc))
}
