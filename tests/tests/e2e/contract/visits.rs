//! `visit` and `book`.

use huben_tests::phone::id;
use huben_tests::places::NOBODY;
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, household, settle_down, visit};

#[test]
fn recording_gives_the_visit_with_every_field() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let resident = id(&worker.ok(&["resident", "add", &home, "--name", "张建国"]));
    let recorded = worker.ok(&[
        "visit",
        "record",
        "--household",
        &home,
        "--text",
        "血压药还有一周的量",
        "--at",
        "2026-03-05T19:30:00+08:00",
        "--kind",
        "phone",
        "--outcome",
        "met",
        "--met",
        &resident,
        "--follow-up",
        "2026-03-12",
    ]);
    let fields = [
        "id",
        "household",
        "at",
        "by",
        "kind",
        "outcome",
        "met",
        "text",
        "follow_up_on",
        "attributes",
        "state",
    ];
    assert_fields(&recorded, &fields);
    assert_eq!(
        fields[1..].iter().map(|name| recorded[*name].clone()).collect::<Vec<_>>(),
        [
            json!(home),
            json!("2026-03-05T19:30:00+08:00"),
            json!({"id": worker.user, "name": "李红梅"}),
            json!("phone"),
            json!("met"),
            json!([resident]),
            json!("血压药还有一周的量"),
            json!("2026-03-12"),
            json!({}),
            json!("saved"),
        ]
    );
    assert_eq!(worker.ok(&["book", &home]), json!({"items": [recorded], "total": 1}));
}

#[test]
fn a_visit_is_at_the_office_once_its_receipt_is_there() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let visit = id(&visit(&worker, &id(&household(&worker, "3-2-501", "王秀英")), "敲门无人"));
    assert_eq!(worker.state(&visit), "saved");
    worker.sync();
    assert_eq!(worker.state(&visit), "at_office");
}

#[test]
fn the_author_amends_a_visit_and_the_earlier_words_stay_readable() {
    let world = World::open();
    let (worker, colleague) = (world.worker("李红梅"), world.worker("王志强"));
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let recorded = id(&visit(&worker, &home, "血压药还有一周的量"));
    settle_down(&[&worker, &colleague]);
    let amended = worker.ok(&["visit", "edit", &recorded, "--text", "血压药还有两周的量"]);
    assert_eq!(amended["text"], "血压药还有两周的量");
    settle_down(&[&worker, &colleague]);
    for phone in [&worker, &colleague] {
        let book = phone.ok(&["book", &home]);
        assert_eq!((&book["total"], &book["items"][0]["text"]), (&json!(1), &json!("血压药还有两周的量")));
        assert!(
            book.to_string().contains("血压药还有一周的量"),
            "{}: the earlier words are gone: {book}",
            phone.name
        );
    }
    let refused = colleague.run(&["visit", "edit", &recorded, "--text", "别人的话"]).failure();
    assert_eq!((refused.code, refused.kind.as_str()), (3, "not_allowed"));
}

#[test]
fn the_household_shows_when_it_was_visited_and_when_somebody_was_met() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let record = |at: &str, outcome: &str| {
        worker.ok(&[
            "visit",
            "record",
            "--household",
            &home,
            "--text",
            "走访",
            "--at",
            at,
            "--outcome",
            outcome,
        ]);
        let shown = worker.ok(&["household", "show", &home]);
        ["last_visit_at", "last_met_at"].map(|name| shown[name].as_str().map(str::to_owned))
    };
    let (met, after) = ("2026-03-05T19:30:00+08:00".to_owned(), "2026-04-01T09:00:00+08:00".to_owned());
    assert_eq!(record(&met, "met"), [Some(met.clone()), Some(met.clone())]);
    assert_eq!(record(&after, "nobody-home"), [Some(after.clone()), Some(met.clone())]);
    assert_eq!(record("2026-01-01T09:00:00+08:00", "met"), [Some(after), Some(met)]);
}

#[test]
fn bad_input_names_the_field_and_the_choices() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let record =
        |options: &[&str]| worker.run(&[&["visit", "record", "--household", &home], options].concat());
    record(&[]).fails(2, "invalid_input", Some("text"));
    record(&["--text", "  "]).fails(2, "invalid_input", Some("text"));
    record(&["--text", "走访", "--at", "yesterday"]).fails(2, "invalid_input", Some("at"));
    record(&["--text", "走访", "--at", "2026-03-05T19:30:00"]).fails(2, "invalid_input", Some("at"));
    let reason = record(&["--text", "走访", "--kind", "dream"]).fails(2, "invalid_input", Some("kind"));
    assert!(reason.contains("elsewhere"), "{reason}");
    let reason = record(&["--text", "走访", "--outcome", "good"]).fails(2, "invalid_input", Some("outcome"));
    assert!(reason.contains("nobody-home"), "{reason}");
    record(&["--text", "走访", "--follow-up", "soon"]).fails(2, "invalid_input", Some("follow_up"));
    let failure = record(&["--text", "走访", "--met", NOBODY]).failure();
    assert_eq!((failure.code, failure.field.as_deref()), (2, Some("met")));
    worker.run(&["visit", "record", "--household", NOBODY, "--text", "走访"]).fails(
        2,
        "not_found",
        Some("household"),
    );
    worker.run(&["visit", "edit", NOBODY, "--text", "走访"]).fails(2, "not_found", Some("id"));
    worker.run(&["book", NOBODY]).fails(2, "not_found", Some("household"));
    assert_eq!(worker.ok(&["book", &home])["total"], 0);
}

#[test]
fn a_visit_may_be_recorded_with_words_only() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let recorded = visit(&worker, &id(&household(&worker, "3-2-501", "王秀英")), "一切都好");
    assert_eq!(recorded["kind"], "home");
    assert_eq!((&recorded["met"], &recorded["follow_up_on"]), (&json!([]), &Value::Null));
    assert!(chrono::DateTime::parse_from_rfc3339(recorded["at"].as_str().unwrap()).is_ok(), "{recorded}");
}
