//! A household card of the workload as a household: address, telephone and notes are the domain's own fields, the grid
//! is its area, everything else is an attribute under its own name.

use crate::content::Fields;
use crate::workload::{Doc, text};
use crate::{Result, places};
use huben_domain::{Household, Json};
use huben_engine::CardFields;
use serde_json::Value;
use std::collections::BTreeMap;

/// The workload's names of the fields that the domain has, and the domain's.
const KNOWN: [(&str, &str); 3] = [("address", "address"), ("phone", "phone"), ("notes", "note")];

/// A whole card. The domain asks for a contact, which the workload has not: it is the first member's name.
pub fn fields(id: &str, card: &Doc) -> Result<CardFields> {
    let mut fields = edit(card)?;
    fields.attributes.retain(|key, _| key != "type" && key != "grid");
    fields.attributes.insert("id".into(), Json::string(id));
    let grid = card.get("grid").and_then(Value::as_u64).ok_or("a card without a grid")?;
    fields.area = Some(places::area(usize::try_from(grid)?)?);
    fields.contact = card["members"][0]["name"].as_str().map(str::to_owned);
    Ok(fields)
}

/// Some fields of a card.
pub fn edit(set: &Doc) -> Result<CardFields> {
    let given =
        |field: &str| set.contains_key(field).then(|| text(set, field).map(str::to_owned)).transpose();
    Ok(CardFields {
        address: given("address")?,
        phone: given("phone")?,
        note: given("notes")?,
        attributes: rest(set, &KNOWN.map(|(field, _)| field)),
        ..CardFields::default()
    })
}

/// The workload's id and card.
pub fn shown(card: &Household) -> Option<(String, Fields)> {
    let (id, mut doc) = attributes(&card.attributes)?;
    doc.insert("type".into(), Json::string("household"));
    doc.insert("grid".into(), places::shown(&card.area)?);
    doc.insert("address".into(), Json::string(&card.address));
    doc.extend(card.phone.as_ref().map(|phone| ("phone".to_owned(), Json::string(phone))));
    doc.extend(card.note.as_ref().map(|note| ("notes".to_owned(), Json::string(note))));
    Some((id, doc))
}

/// The workload's name of a field of ours: `attributes.level` is `level`.
pub fn field_of(path: &str) -> &str {
    let known = KNOWN.iter().find(|(_, ours)| *ours == path);
    known.map_or_else(|| path.strip_prefix("attributes.").unwrap_or(path), |(theirs, _)| theirs)
}

/// The fields that the domain does not know, as attributes.
pub(crate) fn rest(doc: &Doc, known: &[&str]) -> BTreeMap<String, Json> {
    let unknown = doc.iter().filter(|(field, _)| !known.contains(&field.as_str()));
    unknown.map(|(field, value)| (field.clone(), Json::from(value.clone()))).collect()
}

/// The workload's id among the attributes, and the others as fields again.
pub(crate) fn attributes(attributes: &Fields) -> Option<(String, Fields)> {
    let mut doc = attributes.clone();
    let id = doc.remove("id")?.to_value().as_str()?.to_owned();
    Some((id, doc))
}
