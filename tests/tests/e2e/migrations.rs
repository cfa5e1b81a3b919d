//! Every schema version that ever was still opens: from a dump of it, brought up to date, with everything in it.

use std::fmt::Write;
use std::path::PathBuf;

use huben_tests::office::Office;
use huben_tests::phone::Phone;
use huben_tests::{database, workspace};
use serde_json::Value;
use tempfile::TempDir;

/// The dumps of one database, oldest first: version and file.
fn dumps(name: &str) -> Vec<(u32, PathBuf)> {
    let directory = workspace::root().join("tests/fixtures/dumps");
    let versions = (1..).map(|version| (version, directory.join(format!("{name}-{version}.sql"))));
    versions.take_while(|(_, file)| file.exists()).collect()
}

#[test]
fn an_office_of_every_version_opens_whole() {
    for (version, file) in dumps("office") {
        let directory = TempDir::new().unwrap();
        let data = directory.path().join("office");
        std::fs::create_dir(&data).unwrap();
        let made = rusqlite::Connection::open(data.join("office.db")).unwrap();
        made.execute_batch(&std::fs::read_to_string(file).unwrap()).unwrap();
        drop(made);
        let mut office = Office::at(&data);
        let sound = office.ok(&["verify"]);
        assert_eq!(
            (&sound["ok"], &sound["documents"]),
            (&true.into(), &3.into()),
            "version {version}: {sound}"
        );
        assert_eq!(office.ok(&["user", "list"])["items"][0]["name"], "李红梅");
        // What was there goes to somebody new, and what they write is taken.
        office.serve();
        let user = office.add_user("周建华", "supervisor", &[huben_tests::places::COMMUNITY], &[]);
        let desk = Phone::at(&directory.path().join("desk"), "周建华", &user);
        desk.enrol(&office.invite(&user));
        let card = desk.ok(&["household", "list"])["items"][0].clone();
        assert_eq!(card["contact"], "王秀英", "version {version}");
        desk.ok(&["household", "edit", card["id"].as_str().unwrap(), "--note", "新版本写的"]);
        assert_eq!(desk.sync()["sent"], 1);
        assert_eq!(office.ok(&["verify"])["ok"], true);
    }
}

#[test]
fn a_book_of_every_version_opens_whole() {
    for (version, file) in dumps("book") {
        let directory = TempDir::new().unwrap();
        let data = directory.path().join("phone");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(data.join("key"), [version as u8; 32]).unwrap();
        let mut sql = "PRAGMA auto_vacuum = INCREMENTAL;\n".to_owned();
        write!(sql, "{}", std::fs::read_to_string(&file).unwrap()).unwrap();
        database::book(&data).execute_batch(&sql).unwrap();
        let phone = Phone::at(&data, "李红梅", "");
        let expected: Value =
            serde_json::from_slice(&std::fs::read(file.with_extension("json")).unwrap()).unwrap();
        assert_still(&phone.ok(&["household", "list"]), &expected["households"], version);
        assert_still(&phone.ok(&["issue", "list"]), &expected["issues"], version);
        assert_still(&phone.ok(&["status"]), &expected["status"], version);
        if version == 1 {
            // What it filed by arrival is filed anew when the book is opened. (The index of a dump is empty.)
            assert_eq!(phone.ok(&["search", "wxy"])["total"], 1, "version {version}");
        }
        assert_eq!(phone.ok(&["verify"])["problems"], serde_json::json!([]), "version {version}");
        assert_eq!(phone.ok(&["rebuild"])["ok"], true, "version {version}");
        assert_eq!(phone.ok(&["search", "wxy"])["total"], 1, "version {version}");
        phone.ok(&[
            "household",
            "edit",
            expected["households"]["items"][0]["id"].as_str().unwrap(),
            "--note",
            "新",
        ]);
        assert_eq!(phone.ok(&["verify"])["ok"], true, "version {version}");
    }
}

#[test]
fn the_newest_schema_has_its_dump() {
    let newest = |name: &str| dumps(name).last().map(|(version, _)| *version);
    let count =
        |directory: &str| std::fs::read_dir(workspace::root().join(directory)).unwrap().count() as u32;
    assert_eq!(
        newest("office"),
        Some(count("sync-server/migrations")),
        "run make-newer and check its dumps in"
    );
    assert_eq!(
        newest("book"),
        Some(count("core/engine/migrations")),
        "run make-newer and check its dumps in"
    );
}

/// Everything that was shown then is shown now; a newer version may show more beside it.
fn assert_still(now: &Value, then: &Value, version: u32) {
    match (now, then) {
        (Value::Object(fields), Value::Object(then)) => {
            for (name, then) in then {
                assert_still(fields.get(name).unwrap_or(&Value::Null), then, version);
            }
        }
        (Value::Array(items), Value::Array(then)) => {
            assert_eq!(items.len(), then.len(), "version {version}");
            items.iter().zip(then).for_each(|(now, then)| assert_still(now, then, version));
        }
        _ => assert_eq!(now, then, "version {version}"),
    }
}
