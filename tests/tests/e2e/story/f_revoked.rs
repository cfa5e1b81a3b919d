//! (f) A revoked device's unsent work is held at the office and can be taken or dropped there.

use huben_tests::phone::{Phone, id};
use huben_tests::world::World;
use serde_json::Value;

use crate::make::{assert_fields, shared_household, text_set, visit};

/// A lost phone with three visits nobody has; revoked, then found again by its network.
fn revoked() -> (World, Phone, Phone, String) {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    for text in ["第一条未送出", "第二条未送出", "第三条未送出"] {
        visit(&worker, &home, text);
    }
    let devices = world.office.ok(&["device", "list"]);
    let device = devices["items"].as_array().unwrap().iter().find(|device| of(device, &worker.user)).unwrap();
    world.office.ok(&["device", "revoke", "--device", &id(device)]);
    (world, desk, worker, home)
}

fn of(device: &Value, user: &str) -> bool {
    device["user"].as_str().or(device["user"]["id"].as_str()) == Some(user)
}

#[test]
fn its_work_is_held_with_author_and_text_and_it_is_told_so() {
    let (world, desk, worker, home) = revoked();
    let outcome = worker.run(&["sync"]);
    let failure = outcome.failure();
    assert_eq!((failure.code, failure.kind.as_str()), (3, "sign_in_again"), "{failure:?}");
    let result = outcome.json().expect("a revoked device still has a result");
    assert_eq!((&result["held"], &result["refused"]), (&3.into(), &0.into()), "{result}");
    let held = world.office.ok(&["held", "list"]);
    assert_eq!(held["total"], 3, "{held}");
    for item in held["items"].as_array().unwrap() {
        assert_fields(item, &["id"]);
        let told = item.to_string();
        assert!(
            told.contains("未送出") && (told.contains("李红梅") || told.contains(&worker.user)),
            "{item}"
        );
    }
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 0, "held work is not merged");
}

#[test]
fn a_person_takes_or_drops_each_piece() {
    let (world, desk, worker, home) = revoked();
    assert_eq!(worker.run(&["sync"]).failure().code, 3);
    // Again and again changes nothing.
    assert_eq!(worker.run(&["sync"]).failure().code, 3);
    let held = world.office.ok(&["held", "list"]);
    assert_eq!(held["total"], 3, "{held}");
    for item in held["items"].as_array().unwrap() {
        let verb = if item.to_string().contains("第二条") { "drop" } else { "accept" };
        world.office.ok(&["held", verb, &id(item)]);
    }
    assert_eq!(world.office.ok(&["held", "list"])["total"], 0);
    desk.sync();
    let expected = ["第一条未送出", "第三条未送出"].map(str::to_owned).into_iter().collect();
    assert_eq!(text_set(&desk, &home), expected);
}

#[test]
fn a_revoked_phone_keeps_its_book_and_records_on() {
    let (_world, _, worker, home) = revoked();
    assert_eq!(worker.run(&["sync"]).failure().code, 3);
    visit(&worker, &home, "还能写");
    assert_eq!(text_set(&worker, &home).len(), 4);
    assert_eq!(worker.ok(&["status"])["at_office"], 0, "held is not at the office");
}

#[test]
fn what_waits_is_counted_through_a_request_so_that_no_device_has_more_waiting_than_it_may() {
    let (world, _desk, worker, _home) = revoked();
    let devices = world.office.ok(&["device", "list"]);
    let device = devices["items"].as_array().unwrap().iter().find(|device| of(device, &worker.user)).unwrap();
    let device = id(device).parse::<huben_domain::DeviceId>().unwrap().to_bytes();
    let office = huben_tests::database::office(world.office.data());
    office
        .execute(
            "INSERT INTO held (id, document, hash, kind, root, epoch, bytes, device, reason, received_at_ms)
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 19998)
             SELECT randomblob(16), randomblob(16), randomblob(32), 'visit', randomblob(16), 0, x'00', ?1, 'waits', 0 FROM n",
            [device],
        )
        .unwrap();
    // Three come in one request, and there is room for two.
    let outcome = worker.run(&["sync"]);
    let result = outcome.json().expect("a revoked device still has a result");
    assert_eq!((&result["held"], &result["refused"]), (&2.into(), &1.into()), "{result}");
    let waiting: i64 = office.query_row("SELECT COUNT(*) FROM held", [], |row| row.get(0)).unwrap();
    assert_eq!(waiting, 20_000);
    let refused = worker.items(&["attention"]);
    let full = refused.iter().filter(|one| one["state"] == "refused");
    assert_eq!(full.map(|one| one["text"]["text"].clone()).collect::<Vec<_>>(), ["第三条未送出"]);
}
