//! Records for tests that care about something else.

use std::collections::BTreeSet;

use huben_tests::phone::{Phone, id};
use huben_tests::places::GRID_1;
use huben_tests::replica::Replica;
use serde_json::Value;

/// A household of 第1网格.
#[track_caller]
pub fn household(phone: &Phone, address: &str, contact: &str) -> Value {
    let door = ["--area", GRID_1, "--estate", "振兴花园", "--address", address];
    phone.ok(&[&["household", "add"], &door[..], &["--contact", contact]].concat())
}

/// A visit of now.
#[track_caller]
pub fn visit(phone: &Phone, household: &str, text: &str) -> Value {
    phone.ok(&["visit", "record", "--household", household, "--text", text])
}

/// An issue of the user's only area.
#[track_caller]
pub fn issue(phone: &Phone, text: &str) -> Value {
    phone.ok(&["issue", "report", "--category", "公共照明", "--text", text])
}

/// A step with its options.
#[track_caller]
pub fn step(phone: &Phone, issue: &str, step: &str, options: &[&str]) -> Value {
    phone.ok(&[&["issue", "step", issue, step], options].concat())
}

/// A household of the desk that everybody in `phones` has; gives its id.
#[track_caller]
pub fn shared_household(desk: &Phone, phones: &[&Phone]) -> String {
    let household = id(&household(desk, "3-2-501", "王秀英"));
    desk.sync();
    sync_all(phones);
    household
}

/// Each syncs once, in this order.
#[track_caller]
pub fn sync_all(phones: &[&Phone]) {
    for phone in phones {
        phone.sync();
    }
}

/// Each syncs twice, so that what the last one sent reaches the first.
#[track_caller]
pub fn settle_down(phones: &[&Phone]) {
    sync_all(phones);
    sync_all(phones);
}

/// Asserts that a phone shows exactly what the desk shows below these areas.
#[track_caller]
pub fn assert_same(desk: &Phone, phone: &Phone, areas: &[&str]) {
    let differences = Replica::of(desk).below(areas).differences(&Replica::of(phone));
    assert!(differences.is_empty(), "{} differs from the desk:\n{}", phone.name, differences.join("\n"));
}

/// The texts of a household's book, newest first.
#[track_caller]
pub fn texts(phone: &Phone, household: &str) -> Vec<String> {
    let visits = phone.items(&["book", household]);
    visits.iter().map(|visit| visit["text"].as_str().expect("a visit has a text").to_owned()).collect()
}

/// The texts as a set; asserts that none stands twice.
#[track_caller]
pub fn text_set(phone: &Phone, household: &str) -> BTreeSet<String> {
    let texts = texts(phone, household);
    let set: BTreeSet<_> = texts.iter().cloned().collect();
    assert_eq!(set.len(), texts.len(), "{}: something is doubled: {texts:?}", phone.name);
    set
}

/// Asserts that an object has these fields at least: programs may add some.
#[track_caller]
pub fn assert_fields(object: &Value, fields: &[&str]) {
    let missing: Vec<_> = fields.iter().filter(|field| object.get(**field).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?} missing in {object}");
}

/// The ids of items.
pub fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(id).collect()
}
