//! `household`: add, edit, move, end, show.

use huben_tests::phone::{Phone, id};
use huben_tests::places::{GRID_1, GRID_2, NOBODY, NOWHERE};
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, household};

fn add(phone: &Phone, options: &[&str]) -> huben_tests::outcome::Outcome {
    phone.run(&[&["household", "add"], options].concat())
}

#[test]
fn adding_gives_the_household_with_every_field() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let added = add(
        &worker,
        &[
            "--area",
            GRID_1,
            "--estate",
            "振兴花园",
            "--address",
            "3-2-501",
            "--contact",
            "王秀英",
            "--phone",
            "13805281234",
            "--note",
            "晚上在家",
            "--kind",
            "home",
            "--occupancy",
            "owner",
            "--attribute",
            "党员户=是",
        ],
    )
    .ok();
    let fields = [
        "id",
        "area",
        "address",
        "door",
        "kind",
        "occupancy",
        "contact",
        "phone",
        "note",
        "attributes",
        "residents",
        "last_visit_at",
        "last_met_at",
        "ended",
        "state",
    ];
    assert_fields(&added, &fields);
    let part = |names: &[&str]| names.iter().map(|name| added[*name].clone()).collect::<Vec<_>>();
    assert_eq!(
        part(&["area", "address", "door", "kind", "occupancy", "contact", "phone", "note", "attributes"]),
        [
            json!(GRID_1),
            json!("3-2-501"),
            json!({"estate": "振兴花园", "building": "3", "unit": "2", "room": "501"}),
            json!("home"),
            json!("owner"),
            json!("王秀英"),
            json!("13805281234"),
            json!("晚上在家"),
            json!({"党员户": "是"}),
        ]
    );
    assert_eq!(
        part(&["last_visit_at", "last_met_at", "ended", "state"]),
        [json!(null), json!(null), json!(null), json!("saved")]
    );
    assert_eq!(worker.ok(&["household", "show", &id(&added)]), added);
}

#[test]
fn what_is_not_said_is_null_or_plainly_unknown() {
    let world = World::open();
    let added = household(&world.worker("李红梅"), "3-2-501", "王秀英");
    assert_eq!((&added["phone"], &added["note"]), (&Value::Null, &Value::Null));
    assert_eq!(
        (&added["kind"], &added["occupancy"], &added["attributes"]),
        (&json!("home"), &json!("unknown"), &json!({}))
    );
}

#[test]
fn bad_input_names_the_field_and_the_choices_and_writes_nothing() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let base = ["--area", GRID_1, "--address", "3-2-501", "--contact", "王秀英"];
    let with = |option: &str, value: &str| add(&worker, &[&base[..], &[option, value]].concat());
    with("--phone", "12").fails(2, "invalid_input", Some("phone"));
    with("--phone", "not a phone").fails(2, "invalid_input", Some("phone"));
    let reason = with("--kind", "castle").fails(2, "invalid_input", Some("kind"));
    assert!(reason.contains("shared-rental"), "{reason}");
    let reason = with("--occupancy", "haunted").fails(2, "invalid_input", Some("occupancy"));
    assert!(reason.contains("rented"), "{reason}");
    with("--attribute", "no equals sign").fails(2, "invalid_input", Some("attribute"));
    with("--attribute-json", "a={not json").fails(2, "invalid_input", Some("attribute_json"));
    add(&worker, &["--area", NOWHERE, "--address", "1", "--contact", "张"]).fails(
        2,
        "invalid_input",
        Some("area"),
    );
    add(&worker, &["--area", GRID_1, "--address", "", "--contact", "张"]).fails(
        2,
        "invalid_input",
        Some("address"),
    );
    add(&worker, &["--area", GRID_1, "--address", "1-1-101"]).fails(2, "invalid_input", Some("contact"));
    assert_eq!(worker.ok(&["household", "list"])["total"], 0);
    assert_eq!(worker.ok(&["status"])["saved"], 0);
}

#[test]
fn a_known_area_outside_ones_grants_is_not_allowed() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let failure = add(&worker, &["--area", GRID_2, "--address", "1-1-101", "--contact", "张三"]).failure();
    assert_eq!((failure.code, failure.kind.as_str()), (3, "not_allowed"), "{failure:?}");
}

#[test]
fn an_edit_changes_what_is_named_and_nothing_else() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let before = household(&worker, "3-2-501", "王秀英");
    let household = id(&before);
    let edited = worker.ok(&["household", "edit", &household, "--phone", "13805281234", "--note", "有狗"]);
    let mut expected = before.clone();
    expected["phone"] = json!("13805281234");
    expected["note"] = json!("有狗");
    assert_eq!(edited, expected);
    let readdressed =
        worker.ok(&["household", "edit", &household, "--address", "4幢1单元202", "--occupancy", "rented"]);
    assert_eq!(
        (&readdressed["address"], &readdressed["occupancy"]),
        (&json!("4幢1单元202"), &json!("rented"))
    );
    assert_eq!(
        readdressed["door"],
        json!({"estate": "振兴花园", "building": "4", "unit": "1", "room": "202"})
    );
    assert_eq!(readdressed["phone"], "13805281234");
    worker.run(&["household", "edit", &household, "--phone", "1"]).fails(2, "invalid_input", Some("phone"));
    assert_eq!(worker.ok(&["household", "show", &household]), readdressed);
}

#[test]
fn attributes_take_any_json_and_give_it_back_to_the_letter() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let household = id(&household(&worker, "3-2-501", "王秀英"));
    let exact =
        r#"{"嵌":[1,2.50,-0.0,null,true,"二\"引"],"大数":12345678901234567890.12345678901234567890,"":{}}"#;
    let attribute = format!("档案={exact}");
    let edit = ["household", "edit", &household, "--attribute-json", &attribute, "--attribute", "党员=是"];
    worker.ok(&edit);
    worker.sync();
    desk.sync();
    for phone in [&worker, &desk] {
        let shown = phone.run(&["household", "show", &household]);
        assert!(shown.stdout.contains(exact), "{}: not to the letter: {}", phone.name, shown.stdout);
        assert_eq!(shown.ok()["attributes"]["党员"], "是");
    }
    worker.ok(&["household", "edit", &household, "--attribute-json", "档案=null"]);
    let attributes = worker.ok(&["household", "show", &household])["attributes"].clone();
    assert_eq!(attributes, json!({"档案": null, "党员": "是"}));
}

#[test]
fn a_household_moves_where_both_areas_are_ones_own() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let household = id(&household(&worker, "3-2-501", "王秀英"));
    worker.sync();
    desk.sync();
    let refused = worker.run(&["household", "move", &household, "--area", GRID_2]).failure();
    assert_eq!((refused.code, refused.kind.as_str()), (3, "not_allowed"));
    desk.run(&["household", "move", &household, "--area", NOWHERE]).fails(2, "invalid_input", Some("area"));
    assert_eq!(desk.ok(&["household", "move", &household, "--area", GRID_2])["area"], GRID_2);
}

#[test]
fn a_household_ends_with_a_reason_and_never_disappears() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let first = id(&household(&worker, "3-2-501", "王秀英"));
    let twice = id(&household(&worker, "3幢2单元501", "王秀英"));
    let end = |more: &[&str]| worker.run(&[&["household", "end", &twice], more].concat());
    end(&[]).fails(2, "invalid_input", Some("reason"));
    let unknown = end(&["--reason", "重复录入", "--same-as", NOBODY]).failure();
    assert_eq!((unknown.code, unknown.field.as_deref()), (2, Some("same_as")));
    let ended = end(&["--reason", "重复录入", "--same-as", &first]).ok();
    assert_eq!((&ended["ended"]["reason"], &ended["ended"]["same_as"]), (&json!("重复录入"), &json!(first)));
    assert!(ended["ended"]["at"].is_string(), "{ended}");
    assert_eq!(worker.ok(&["household", "show", &twice]), ended);
}

#[test]
fn an_unknown_household_is_not_found_whatever_is_asked_of_it() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let asks: [&[&str]; 4] =
        [&["household", "show"], &["household", "edit"], &["household", "move"], &["household", "end"]];
    let options: [&[&str]; 4] = [&[], &["--note", "x"], &["--area", GRID_1], &["--reason", "x"]];
    for (ask, options) in asks.into_iter().zip(options) {
        worker.run(&[ask, &[NOBODY], options].concat()).fails(2, "not_found", Some("id"));
        let failure = worker.run(&[ask, &["not-an-id"], options].concat()).failure();
        assert_eq!((failure.code, failure.field.as_deref()), (2, Some("id")), "{ask:?}");
    }
}
