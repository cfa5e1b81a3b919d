//! `resident`: add, edit, end.

use huben_tests::phone::{Phone, id};
use huben_tests::places::NOBODY;
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, household};

fn shown<'a>(household: &'a Value, resident: &str) -> &'a Value {
    let residents = household["residents"].as_array().expect("a household has residents");
    residents
        .iter()
        .find(|one| one["id"] == resident)
        .unwrap_or_else(|| panic!("{resident} not in {household}"))
}

fn home(phone: &Phone) -> String {
    id(&household(phone, "3-2-501", "王秀英"))
}

#[test]
fn a_resident_is_added_edited_and_ended() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = home(&worker);
    let options = [
        "--name",
        "张建国",
        "--sex",
        "male",
        "--birth-date",
        "1948-03-05",
        "--relation",
        "父亲",
        "--phone",
        "13805281234",
    ];
    let added = worker.ok(&[&["resident", "add", &home], &options[..]].concat());
    assert_fields(&added, &["id", "name", "sex", "birth_date", "relation", "phone", "ended"]);
    let resident = id(&added);
    let part = |value: &Value| {
        ["name", "sex", "birth_date", "relation", "phone", "ended"].map(|name| value[name].clone())
    };
    let mut expected = [
        json!("张建国"),
        json!("male"),
        json!("1948-03-05"),
        json!("父亲"),
        json!("13805281234"),
        Value::Null,
    ];
    assert_eq!(part(&added), expected);
    let household = worker.ok(&["household", "show", &home]);
    assert_eq!(part(shown(&household, &resident)), expected);
    worker.ok(&["resident", "edit", &resident, "--phone", "13805285678", "--name", "张建帼"]);
    expected[0] = json!("张建帼");
    expected[4] = json!("13805285678");
    let household = worker.ok(&["household", "show", &home]);
    assert_eq!(part(shown(&household, &resident)), expected);
    worker.ok(&["resident", "end", &resident, "--reason", "去世"]);
    let household = worker.ok(&["household", "show", &home]);
    assert_eq!(shown(&household, &resident)["ended"]["reason"], "去世");
}

#[test]
fn what_is_not_known_stays_null() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let added = worker.ok(&["resident", "add", &home(&worker), "--name", "张建国"]);
    assert_eq!(
        [&added["birth_date"], &added["relation"], &added["phone"], &added["ended"]],
        [&Value::Null; 4]
    );
}

#[test]
fn bad_input_names_the_field() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = home(&worker);
    let add = |options: &[&str]| worker.run(&[&["resident", "add", &home], options].concat());
    add(&["--sex", "male"]).fails(2, "invalid_input", Some("name"));
    add(&["--name", ""]).fails(2, "invalid_input", Some("name"));
    let reason = add(&["--name", "张", "--sex", "tall"]).fails(2, "invalid_input", Some("sex"));
    assert!(reason.contains("female"), "{reason}");
    add(&["--name", "张", "--birth-date", "1948-13-05"]).fails(2, "invalid_input", Some("birth_date"));
    add(&["--name", "张", "--phone", "1"]).fails(2, "invalid_input", Some("phone"));
    worker.run(&["resident", "add", NOBODY, "--name", "张"]).fails(2, "not_found", Some("household"));
    worker.run(&["resident", "edit", NOBODY, "--name", "张"]).fails(2, "not_found", Some("id"));
    worker.run(&["resident", "end", NOBODY, "--reason", "搬走"]).fails(2, "not_found", Some("id"));
}
