//! From what a person entered (already validated) to an intent: the one place that knows which field of a record
//! stands where in its document.

use crate::{Act, Intent, Path, Value};
use huben_domain::*;
use std::collections::BTreeMap;

/// Card fields to write; `None` leaves a field alone, blank text empties it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardFields {
    /// A grid or micro-grid.
    pub area: Option<AreaCode>,
    /// The words as given.
    pub address: Option<String>,
    /// Estate, where the address does not say it.
    pub estate: Option<String>,
    /// What kind of place it is.
    pub kind: Option<HouseholdKind>,
    /// Name of a shop or organisation.
    pub name: Option<String>,
    /// Who lives there, by right.
    pub occupancy: Option<Occupancy>,
    /// The person to ask for.
    pub contact: Option<String>,
    /// The household's telephone.
    pub phone: Option<String>,
    /// Free words.
    pub note: Option<String>,
    /// The office's own fields.
    pub attributes: BTreeMap<String, Json>,
}

/// Resident fields to write; `None` leaves a field alone, blank text empties it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResidentFields {
    /// As they are called.
    pub name: Option<String>,
    /// GB/T 2261.1.
    pub sex: Option<Sex>,
    /// ISO date text, or blank.
    pub birth_date: Option<String>,
    /// What they are to the contact.
    pub relation: Option<String>,
    /// Their own telephone.
    pub phone: Option<String>,
    /// Where they are registered.
    pub residence: Option<Residence>,
}

/// Writes card fields.
pub fn card(act: Act, fields: &CardFields) -> Intent {
    let mut intent = Intent::new(act);
    if let Some(area) = &fields.area {
        intent = intent.field("area", area);
    }
    intent = intent.text("address", fields.address.as_deref()).text("estate", fields.estate.as_deref());
    if let Some(kind) = &fields.kind {
        intent = intent.field("kind", Value::text(kind.as_str()));
    }
    intent = intent.text("name", fields.name.as_deref());
    if let Some(occupancy) = &fields.occupancy {
        intent = intent.field("occupancy", Value::text(occupancy.as_str()));
    }
    intent = intent.text("contact", fields.contact.as_deref()).text("phone", fields.phone.as_deref());
    attributes(intent.text("note", fields.note.as_deref()), &fields.attributes)
}

/// Writes one resident's fields.
pub fn resident(intent: Intent, id: ResidentId, fields: &ResidentFields) -> Intent {
    let sex = fields.sex.as_ref().map(|sex| sex.as_str());
    let residence = fields.residence.as_ref().map(|residence| residence.as_str());
    let texts = [
        ("name", fields.name.as_deref()),
        ("sex", sex),
        ("birth_date", fields.birth_date.as_deref()),
        ("relation", fields.relation.as_deref()),
        ("phone", fields.phone.as_deref()),
        ("residence", residence),
    ];
    texts.into_iter().fold(intent, |intent, (field, text)| match text {
        Some(text) => intent.put(Path::resident(id, field), Value::text(text)),
        None => intent,
    })
}

/// The household is no more.
pub fn end_household(ended: &Ended) -> Intent {
    Intent::new(Act::EndHousehold).field("ended", json(ended))
}

/// A resident left.
pub fn end_resident(id: ResidentId, ended: &Ended) -> Intent {
    Intent::new(Act::EndResident).put(Path::resident(id, "ended"), json(ended))
}

/// Writes a whole visit.
pub fn record_visit(visit: &Visit) -> Intent {
    let mut intent = Intent::new(Act::RecordVisit)
        .field("household", visit.household)
        .field("at", Value::Text(visit.at.to_rfc3339()))
        .field("by", visit.by)
        .field("kind", Value::text(visit.kind.as_str()))
        .field("outcome", Value::text(visit.outcome.as_str()))
        .field("text", Value::text(&visit.text));
    if !visit.met.is_empty() {
        intent = intent.field("met", json(&visit.met));
    }
    if !visit.companions.is_empty() {
        intent = intent.field("companions", json(&visit.companions));
    }
    intent = intent.text("purpose", visit.purpose.as_deref());
    if let Some(answers) = &visit.answers {
        intent = intent.field("answers", answers);
    }
    if let Some(day) = visit.follow_up_on {
        intent = intent.field("follow_up_on", Value::Text(day.to_string()));
    }
    attributes(intent, &visit.attributes)
}

/// Writes what differs between two readings of one visit.
pub fn amend_visit(before: &Visit, after: &Visit) -> Intent {
    let mut intent = Intent::new(Act::AmendVisit);
    let mut texts = vec![
        ("at", before.at.to_rfc3339(), after.at.to_rfc3339()),
        ("kind", before.kind.to_string(), after.kind.to_string()),
        ("outcome", before.outcome.to_string(), after.outcome.to_string()),
        ("text", before.text.clone(), after.text.clone()),
    ];
    texts.retain(|(_, before, after)| before != after);
    for (field, _, after) in texts {
        intent = intent.field(field, Value::text(&after));
    }
    let mut changed = after.attributes.clone();
    changed.retain(|key, value| before.attributes.get(key) != Some(value));
    if before.met != after.met {
        intent = intent.field("met", json(&after.met));
    }
    if before.companions != after.companions {
        intent = intent.field("companions", json(&after.companions));
    }
    if before.purpose != after.purpose {
        intent = intent.text("purpose", Some(after.purpose.as_deref().unwrap_or("")));
    }
    if before.answers != after.answers {
        intent = intent.field("answers", after.answers.as_ref().map_or(Value::Null, Value::from));
    }
    if before.follow_up_on != after.follow_up_on {
        let day = after.follow_up_on.map(|day| day.to_string()).unwrap_or_default();
        intent = intent.field("follow_up_on", Value::text(&day));
    }
    attributes(intent, &changed)
}

/// Writes a whole issue, its first steps included.
pub fn report_issue(issue: &Issue) -> Intent {
    let mut intent = Intent::new(Act::ReportIssue)
        .field("area", &issue.area)
        .field("case_number", Value::text(&issue.case_number))
        .field("category", Value::text(&issue.category))
        .field("text", Value::text(&issue.text))
        .field("source", Value::text(issue.source.as_str()))
        .field("first_asked", issue.first_asked);
    if let Some(household) = issue.household {
        intent = intent.field("household", household);
    }
    if let Some(visit) = issue.visit {
        intent = intent.field("visit", visit);
    }
    intent = intent.text("place", issue.place.as_deref());
    if issue.urgent {
        intent = intent.field("urgent", Value::Flag(true));
    }
    let intent = issue.steps.iter().fold(intent, step);
    attributes(intent, &issue.attributes)
}

/// Adds one step.
pub fn take_step(taken: &Step) -> Intent {
    step(Intent::new(Act::TakeStep), taken)
}

fn step(intent: Intent, step: &Step) -> Intent {
    intent.put(Path::Entry("steps".into(), step.id.to_string()), json(step))
}

/// Writes into an issue's file: the complainant, or the internal note that belongs to a step.
pub fn write_file(
    issue: IssueId,
    complainant: (Option<&str>, Option<&str>),
    note: Option<(StepId, &str)>,
) -> Intent {
    let intent = Intent::new(Act::WriteFile).field("issue", issue);
    let intent = intent.text("complainant_name", complainant.0).text("complainant_phone", complainant.1);
    match note {
        Some((step, note)) => intent.put(Path::Entry("notes".into(), step.to_string()), Value::text(note)),
        None => intent,
    }
}

/// Writes attributes.
pub fn attributes(intent: Intent, attributes: &BTreeMap<String, Json>) -> Intent {
    attributes.iter().fold(intent, |intent, (key, value)| intent.put(Path::attribute(key), value))
}

fn json(value: &impl serde::Serialize) -> Value {
    // Our own records always serialise.
    Value::Text(serde_json::to_string(value).unwrap_or_default())
}
