//! `contradictions` and `contradictions settle`.

use std::collections::BTreeSet;

use huben_tests::phone::{Phone, id};
use huben_tests::places::NOBODY;
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, issue, settle_down, shared_household};

struct Two {
    _world: World,
    desk: Phone,
    li: Phone,
    wang: Phone,
    home: String,
}

impl Two {
    fn meet() -> Two {
        let world = World::open();
        let (desk, li, wang) = (world.desk(), world.worker("李红梅"), world.worker("王志强"));
        let home = shared_household(&desk, &[&li, &wang]);
        Two { desk, li, wang, home, _world: world }
    }

    /// Both edit without knowing of each other, then everybody syncs.
    fn disagree(&self, li: &[&str], wang: &[&str]) {
        for (phone, options) in [(&self.li, li), (&self.wang, wang)] {
            phone.ok(&[&["household", "edit", &self.home], options].concat());
        }
        self.exchange();
    }

    fn exchange(&self) {
        settle_down(&[&self.li, &self.wang, &self.desk]);
    }

    fn everybody(&self) -> [&Phone; 3] {
        [&self.desk, &self.li, &self.wang]
    }
}

#[test]
fn two_values_of_one_field_are_shown_with_who_and_when() {
    let two = Two::meet();
    two.disagree(&["--phone", "13805280011"], &["--phone", "13805280022"]);
    for phone in two.everybody() {
        let listed = phone.ok(&["contradictions"]);
        assert_eq!(listed["total"], 1, "{}: {listed}", phone.name);
        let found = &listed["items"][0];
        assert_fields(found, &["document", "kind", "field", "values"]);
        assert_eq!(
            (&found["document"], &found["kind"], &found["field"]),
            (&json!(two.home), &json!("household"), &json!("phone"))
        );
        let values = found["values"].as_array().unwrap();
        values.iter().for_each(|value| assert_fields(value, &["value", "by", "at"]));
        let told: BTreeSet<_> = values.iter().map(|v| (text(&v["value"]), person(&v["by"]))).collect();
        let expected = [("13805280011", &two.li), ("13805280022", &two.wang)];
        assert_eq!(
            told,
            expected.map(|(value, who)| (value.to_owned(), who.user.clone())).into_iter().collect()
        );
        let shown = phone.ok(&["household", "show", &two.home]);
        assert!(["13805280011", "13805280022"].contains(&shown["phone"].as_str().unwrap()), "{shown}");
    }
    let everywhere = two.everybody().map(|phone| phone.ok(&["household", "show", &two.home]));
    assert!(everywhere.iter().all(|shown| shown == &everywhere[0]), "{everywhere:?}");
    assert_eq!(two.li.ok(&["attention"])["total"], 0, "a contradiction is no matter for attention");
    assert_eq!(two.li.state(&two.home), "at_office");
}

#[test]
fn equal_values_and_different_fields_contradict_nothing() {
    let two = Two::meet();
    two.disagree(&["--phone", "13805280011"], &["--phone", "13805280011"]);
    two.disagree(&["--note", "有狗"], &["--occupancy", "rented"]);
    two.disagree(&["--attribute", "党员=是"], &["--attribute", "独居=是"]);
    for phone in two.everybody() {
        assert_eq!(phone.ok(&["contradictions"])["total"], 0, "{}", phone.name);
        let shown = phone.ok(&["household", "show", &two.home]);
        let part = ["phone", "note", "occupancy", "attributes"].map(|name| shown[name].clone());
        let expected =
            [json!("13805280011"), json!("有狗"), json!("rented"), json!({"党员": "是", "独居": "是"})];
        assert_eq!(part, expected, "{}", phone.name);
    }
}

#[test]
fn a_contradiction_is_settled_with_one_value_or_a_third() {
    let two = Two::meet();
    let rounds = [
        ("13805280011", "13805280022", "13805280022", &two.li),
        ("13805280033", "13805280044", "13805280099", &two.desk),
    ];
    for (one, other, settled, by) in rounds {
        two.disagree(&["--phone", one], &["--phone", other]);
        by.ok(&["contradictions", "settle", &two.home, "phone", "--value", settled]);
        two.exchange();
        for phone in two.everybody() {
            assert_eq!(phone.ok(&["contradictions"])["total"], 0, "{}", phone.name);
            assert_eq!(phone.ok(&["household", "show", &two.home])["phone"], settled, "{}", phone.name);
        }
    }
}

#[test]
fn an_attribute_is_named_by_its_path() {
    let two = Two::meet();
    two.disagree(&["--attribute", "党员=是"], &["--attribute", "党员=预备"]);
    assert_eq!(two.li.ok(&["contradictions"])["items"][0]["field"], "attributes.党员");
    two.wang.ok(&["contradictions", "settle", &two.home, "attributes.党员", "--value", "是"]);
    two.exchange();
    for phone in two.everybody() {
        assert_eq!(phone.ok(&["contradictions"])["total"], 0, "{}", phone.name);
        assert_eq!(phone.ok(&["household", "show", &two.home])["attributes"], json!({"党员": "是"}));
    }
}

#[test]
fn settling_asks_for_a_document_and_a_field_that_exist() {
    let two = Two::meet();
    two.disagree(&["--phone", "13805280011"], &["--phone", "13805280022"]);
    let settle = |document: &str, field: &str, value: &str| {
        two.li.run(&["contradictions", "settle", document, field, "--value", value])
    };
    settle(NOBODY, "phone", "13805280011").fails(2, "not_found", Some("document"));
    settle(&two.home, "colour", "red").fails(2, "invalid_input", Some("field"));
    let failure = settle(&two.home, "phone", "12").failure();
    assert_eq!(failure.code, 2, "{failure:?}");
    two.li.run(&["contradictions", "settle", &two.home, "phone"]).fails(2, "invalid_input", Some("value"));
    assert_eq!(two.li.ok(&["contradictions"])["total"], 1);
}

#[test]
fn steps_taken_apart_are_no_contradiction() {
    let two = Two::meet();
    let matter = id(&issue(&two.li, "灯不亮"));
    two.exchange();
    for phone in [&two.li, &two.wang] {
        phone.ok(&["issue", "step", &matter, "handle", "--text", "换了灯泡"]);
    }
    two.exchange();
    assert_eq!(two.desk.ok(&["contradictions"])["total"], 0);
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn person(by: &Value) -> String {
    by.as_str().or(by["id"].as_str()).unwrap().to_owned()
}

#[test]
fn a_third_value_is_checked_as_the_records_own_command_checks_it() {
    let two = Two::meet();
    let person = id(&two.li.ok(&["resident", "add", &two.home, "--name", "王小明"]));
    two.exchange();
    two.disagree(
        &["--occupancy", "rented", "--kind", "shop", "--note", "有狗", "--attribute-json", "n=1"],
        &["--occupancy", "vacant", "--kind", "organisation", "--note", "有猫", "--attribute-json", "n=2"],
    );
    for (phone, born) in [(&two.li, "1990-01-01"), (&two.wang, "1990-02-02")] {
        phone.ok(&["resident", "edit", &person, "--birth-date", born]);
    }
    two.exchange();
    let born = format!("residents.{person}.birth_date");
    let settle = |field: &str, value: &str| {
        two.li.run(&["contradictions", "settle", &two.home, field, "--value", value])
    };
    let bad = [
        ("occupancy", "palace"),
        ("kind", "castle"),
        (&born, "1990-13-01"),
        ("note", "x\u{1b}[31m"),
        ("attributes.n", "{"),
    ];
    for (field, value) in bad {
        settle(field, value).fails(2, "invalid_input", Some("value"));
    }
    assert_eq!(two.li.ok(&["contradictions"])["total"], 5);
    for (field, value) in [("occupancy", "owner"), (&born, "1990-03-03"), ("attributes.n", "{\"a\":3}")] {
        settle(field, value).ok();
    }
    let shown = two.li.ok(&["household", "show", &two.home]);
    assert_eq!((&shown["occupancy"], &shown["attributes"]["n"]), (&json!("owner"), &json!({"a": 3})));
    assert_eq!(shown["residents"][0]["birth_date"], "1990-03-03");
}
