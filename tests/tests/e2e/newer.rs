//! What a newer version wrote opens, takes edits, syncs and comes back unchanged.

use std::path::PathBuf;

use ed25519_dalek::VerifyingKey;
use huben_documents::{Kind, Path, Value};
use huben_domain::DocumentId;
use huben_sync::{Answer, Verdict, open_answer};
use huben_tests::office::Office;
use huben_tests::phone::{Phone, id};
use huben_tests::{database, wire, workspace};
use rusqlite::params;
use serde_json::Value as Shown;
use tempfile::TempDir;

struct Back {
    office: Office,
    worker: Phone,
    expected: Shown,
    request: Vec<u8>,
    _directory: TempDir,
}

impl Back {
    /// The office and the phone that have met a newer version, brought back to this one.
    fn to_this_version() -> Back {
        let directory = TempDir::new().unwrap();
        let fixture =
            |name: &str| std::fs::read(workspace::root().join("tests/fixtures/newer").join(name)).unwrap();
        let place = |data: PathBuf, files: &[&str]| {
            std::fs::create_dir_all(&data).unwrap();
            files.iter().for_each(|name| std::fs::write(data.join(name), fixture(name)).unwrap());
            data
        };
        let mut office = Office::at(&place(directory.path().join("office"), &["office.db"]));
        let data = place(directory.path().join("phone"), &["book.db", "key"]);
        let expected: Shown = serde_json::from_slice(&fixture("expected.json")).unwrap();
        let worker = Phone::at(&data, "李红梅", expected["user"].as_str().unwrap());
        let url = format!("http://{}", office.serve());
        database::book(&data)
            .execute("UPDATE meta SET value = ?1 WHERE key = 'url'", [url.as_bytes()])
            .unwrap();
        Back { office, worker, expected, request: fixture("request.bin"), _directory: directory }
    }

    fn id(&self, name: &str) -> DocumentId {
        self.expected[name].as_str().unwrap().parse().unwrap()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        self.expected[name].as_array().unwrap().iter().map(|byte| byte.as_u64().unwrap() as u8).collect()
    }

    /// Everything that a newer version wrote stands as it came, at the office and on the phone.
    #[track_caller]
    fn assert_unchanged(&self) {
        let office = database::office(self.office.data());
        let card = database::document(&office, self.id("household"), &Kind::Household);
        let text = |name: &str| Some(Value::text(self.expected[name].as_str().unwrap()));
        assert_eq!(card.value(&Path::field("colour")), text("colour"));
        assert_eq!(card.value(&Path::field("occupancy")), text("occupancy"));
        let issue = database::document(&office, self.id("issue"), &Kind::Issue);
        let step: Shown = serde_json::from_str(self.expected["step"].as_str().unwrap()).unwrap();
        let path = Path::from(format!("steps.{}", id(&step)).as_str());
        assert_eq!(issue.value(&path), text("step"), "to the letter");
        let book = database::book(self.worker.data());
        let deliberation = self.id("deliberation").to_bytes();
        for (database, table) in [(&office, "change"), (&book, "chunk")] {
            let sql = format!("SELECT bytes FROM {table} WHERE document = ?1");
            let kept: Vec<u8> = database.query_row(&sql, params![deliberation], |row| row.get(0)).unwrap();
            assert_eq!(kept, self.bytes("deliberation_bytes"), "{table}");
        }
        let entries: i64 = book.query_row("SELECT COUNT(*) FROM newer", [], |row| row.get(0)).unwrap();
        assert_eq!(entries, 1);
        let entries: i64 =
            office.query_row("SELECT COUNT(*) FROM log WHERE kind = 'bell'", [], |row| row.get(0)).unwrap();
        assert_eq!(entries, 1);
    }
}

#[test]
fn what_a_newer_version_wrote_is_shown_edited_synced_and_kept_to_the_letter() {
    let back = Back::to_this_version();
    let (home, matter) = (back.id("household").to_string(), back.id("issue").to_string());
    back.assert_unchanged();
    for sound in [back.worker.ok(&["verify"]), back.office.ok(&["verify"])] {
        assert_eq!(sound["ok"], true, "{sound}");
    }
    let shown = back.worker.ok(&["household", "show", &home]);
    assert_eq!((&shown["occupancy"], &shown["contact"]), (&"co-living".into(), &"王秀英".into()));
    assert_eq!(shown["attributes"]["网格长"]["since"], 2031);
    let issue = back.worker.ok(&["issue", "show", &matter]);
    let last = issue["steps"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["step"], &last["counted"]), (&"inspect".into(), &false.into()), "{issue}");

    back.worker.ok(&["household", "edit", &home, "--note", "旧版本写的", "--phone", "13805280099"]);
    back.worker.ok(&["visit", "record", "--household", &home, "--text", "换了软管"]);
    back.worker.ok(&["issue", "step", &matter, "handle", "--text", "换了灯泡"]);
    let result = back.worker.sync();
    assert_eq!(
        (&result["sent"], &result["refused"], &result["held"]),
        (&3.into(), &0.into(), &0.into()),
        "{result}"
    );
    assert_eq!(back.worker.ok(&["rebuild"])["ok"], true);
    back.assert_unchanged();

    // Somebody who begins now, with today's version, gets it all and passes it on.
    let desk = Phone::at(&back.worker.data().with_file_name("desk"), "周建华", "");
    let user = back.office.add_user("周建华", "supervisor", &[huben_tests::places::COMMUNITY], &[]);
    desk.enrol(&back.office.invite(&user));
    assert_eq!(desk.ok(&["household", "show", &home])["occupancy"], "co-living");
    assert_eq!(desk.ok(&["issue", "show", &matter])["stage"], "handled");
    desk.ok(&["household", "edit", &home, "--note", "新来的写的"]);
    desk.sync();
    back.worker.sync();
    assert_eq!(back.worker.ok(&["household", "show", &home])["note"], "新来的写的");
    back.assert_unchanged();
    assert_eq!(back.office.ok(&["verify"])["ok"], true);
}

#[test]
fn what_a_newer_phone_sends_and_the_office_does_not_know_is_kept_for_later() {
    let back = Back::to_this_version();
    let answer_key = VerifyingKey::from_bytes(&back.bytes("answer_key").try_into().unwrap()).unwrap();
    for _ in 0..2 {
        let reply = wire::post(back.office.address(), "/v1/exchange", &back.request).unwrap();
        let answer: Answer = open_answer(&answer_key, &back.request, &reply.body).unwrap();
        let places: Vec<u32> = answer.verdicts.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [0, 1], "{answer:?}");
        assert!(answer.verdicts.iter().all(|(_, verdict)| matches!(verdict, Verdict::Held { .. })));
        assert!(!answer.cloned, "the same request again is no copy");
    }
    let held = back.office.ok(&["held", "list"]);
    assert_eq!(held["total"], 2, "{held}");
    assert!(held.to_string().contains("加装电梯") && held.to_string().contains("拍照存档"), "{held}");
    back.assert_unchanged();
}

#[test]
fn a_database_of_a_newer_schema_is_left_alone_and_says_so() {
    let mut back = Back::to_this_version();
    back.office.stop();
    for database in [database::office(back.office.data()), database::book(back.worker.data())] {
        database.pragma_update(None, "user_version", 99).unwrap();
        database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    }
    let before = [back.office.data(), back.worker.data()].map(huben_tests::files::contents);
    back.office.run(&["user", "list"]).fails(1, "update_required", None);
    back.worker.run(&["status"]).fails(1, "update_required", None);
    back.worker
        .run(&["visit", "record", "--household", &back.id("household").to_string(), "--text", "x"])
        .fails(1, "update_required", None);
    assert_eq!([back.office.data(), back.worker.data()].map(huben_tests::files::contents), before);
}
