//! `sync`, `status`, `attention`.

use huben_tests::phone::id;
use huben_tests::places::NOBODY;
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, household, visit};

#[test]
fn a_sync_tells_what_it_did() {
    let world = World::open();
    let worker = world.worker("李红梅");
    visit(&worker, &id(&household(&worker, "3-2-501", "王秀英")), "一切都好");
    let result = worker.sync();
    let numbers =
        ["round_trips", "sent", "received", "refused", "held", "bytes_up", "bytes_down", "elapsed_ms"];
    assert_fields(&result, &numbers);
    assert!(numbers.iter().all(|name| result[name].is_u64()), "{result}");
    let part = ["complete", "round_trips", "sent", "refused", "held"].map(|name| result[name].clone());
    assert_eq!(part, [json!(true), json!(1), json!(2), json!(0), json!(0)]);
    assert!(result["bytes_up"].as_u64() > Some(0) && result["bytes_down"].as_u64() > Some(0));
    let again = worker.sync();
    assert_eq!(
        (&again["sent"], &again["received"], &again["round_trips"]),
        (&json!(0), &json!(0), &json!(1))
    );
}

#[test]
fn without_the_office_a_sync_ends_offline_and_says_so() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    world.office.stop();
    let outcome = worker.run(&["sync"]);
    outcome.fails(4, "offline", None);
    if let Some(result) = outcome.json() {
        assert_eq!(result["complete"], false, "{result}");
    }
    assert_eq!(worker.state(&home), "saved");
}

#[test]
fn status_counts_what_this_device_recorded() {
    let world = World::open();
    let (worker, colleague) = (world.worker("李红梅"), world.worker("王志强"));
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let count = |phone: &huben_tests::phone::Phone| {
        let status = phone.ok(&["status"]);
        assert_fields(&status, &["saved", "at_office", "needs_attention", "last_contact_at"]);
        ["saved", "at_office", "needs_attention"].map(|name| status[name].as_u64().unwrap())
    };
    assert_eq!(count(&worker), [1, 0, 0]);
    worker.sync();
    visit(&worker, &home, "一切都好");
    assert_eq!(count(&worker), [1, 1, 0]);
    worker.sync();
    colleague.sync();
    assert_eq!((count(&worker), count(&colleague)), ([0, 2, 0], [0, 0, 0]));
    let contact = worker.ok(&["status"])["last_contact_at"].clone();
    assert!(chrono::DateTime::parse_from_rfc3339(contact.as_str().unwrap()).is_ok());
}

#[test]
fn the_status_of_one_record_follows_it_and_a_colleagues_is_at_the_office_by_nature() {
    let world = World::open();
    let (worker, colleague) = (world.worker("李红梅"), world.worker("王志强"));
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let status = |phone: &huben_tests::phone::Phone| phone.ok(&["status", &home]);
    assert_eq!(status(&worker), json!({"id": home, "state": "saved", "reason": Value::Null}));
    worker.sync();
    colleague.sync();
    assert_eq!(
        (status(&worker)["state"].as_str(), status(&colleague)["state"].as_str()),
        (Some("at_office"), Some("at_office"))
    );
    worker.ok(&["household", "edit", &home, "--note", "有狗"]);
    assert_eq!(worker.state(&home), "saved", "an unsent edit makes the record unsent");
    assert_eq!(worker.ok(&["household", "show", &home])["state"], "saved");
    worker.run(&["status", NOBODY]).fails(2, "not_found", Some("id"));
}

#[test]
fn attention_is_empty_on_a_good_day_and_knows_no_unknown_matter() {
    let world = World::open();
    let worker = world.worker("李红梅");
    assert_eq!(worker.ok(&["attention"]), json!({"items": [], "total": 0}));
    worker.run(&["attention", "resolve", NOBODY, "--drop"]).fails(2, "not_found", Some("id"));
    assert_eq!(worker.run(&["attention", "resolve", NOBODY]).failure().code, 2);
}

#[test]
fn two_who_record_the_same_door_apart_both_keep_their_words() {
    let world = World::open();
    let (worker, colleague) = (world.worker("李红梅"), world.worker("王志强"));
    household(&worker, "3-2-501", "王秀英");
    household(&colleague, "3-2-501", "王秀英");
    crate::make::settle_down(&[&worker, &colleague]);
    assert_eq!(worker.ok(&["household", "list"])["total"], 2);
    assert_eq!(worker.items(&["household", "list"]), colleague.items(&["household", "list"]));
}
