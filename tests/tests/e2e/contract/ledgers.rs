//! `household import`.

use std::fs;
use std::path::PathBuf;

use huben_tests::phone::{Phone, id};
use huben_tests::places::{GRID_1, GRID_2, NOBODY};
use huben_tests::replica::Replica;
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{assert_fields, visit};

const LEDGER: &str = "小区,地址,户主,联系电话,备注\n\
    振兴花园,3-2-501,王秀英,13805281234,晚上在家\n\
    振兴花园,3-2-502,张建国,１３９０５２８５６７８,\n\
    振兴花园,4幢1单元302,钱多多,,养狗\n";

struct Desk {
    world: World,
    desk: Phone,
}

impl Desk {
    fn open() -> Desk {
        let world = World::open();
        Desk { desk: world.desk(), world }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.world.directory().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn run(&self, file: &std::path::Path, more: &[&str]) -> huben_tests::outcome::Outcome {
        let import = ["household", "import", file.to_str().unwrap(), "--area", GRID_1];
        self.desk.run(&[&import[..], more].concat())
    }
}

fn counts(result: &Value) -> [u64; 2] {
    ["households", "unchanged"]
        .map(|name| result[name].as_u64().unwrap_or_else(|| panic!("no {name} in {result}")))
}

#[test]
fn a_ledger_is_imported_and_the_same_file_again_changes_nothing() {
    let office = Desk::open();
    let file = office.file("台账.csv", LEDGER.as_bytes());
    let first = office.run(&file, &[]).ok();
    assert_fields(&first, &["import", "households", "residents", "unchanged", "problems"]);
    assert_eq!((counts(&first), &first["problems"]), ([3, 0], &json!([])));
    let households = office.desk.items(&["household", "list"]);
    let part =
        |household: &Value| ["address", "contact", "phone", "note"].map(|name| household[name].clone());
    let mut rows: Vec<_> = households.iter().map(part).collect();
    rows.sort_by_key(|row| row[0].to_string());
    assert_eq!(
        rows,
        [
            [json!("3-2-501"), json!("王秀英"), json!("13805281234"), json!("晚上在家")],
            [json!("3-2-502"), json!("张建国"), json!("13905285678"), Value::Null],
            [json!("4幢1单元302"), json!("钱多多"), Value::Null, json!("养狗")],
        ]
    );
    let before = Replica::of(&office.desk);
    let again = office.run(&file, &[]).ok();
    assert_eq!(counts(&again), [0, 3]);
    assert_eq!(Replica::of(&office.desk), before);
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let office = Desk::open();
    let file = office.file("台账.csv", LEDGER.as_bytes());
    let dry = office.run(&file, &["--dry-run"]).ok();
    assert_eq!(counts(&dry), [3, 0]);
    assert_eq!(office.desk.ok(&["household", "list"])["total"], 0);
    assert_eq!(office.desk.ok(&["status"])["saved"], 0);
}

#[test]
fn with_a_bad_cell_nothing_is_imported_and_every_bad_cell_is_named() {
    let office = Desk::open();
    let bad = LEDGER.replace("13805281234", "12").replace("１３９０５２８５６７８", "34");
    let outcome = office.run(&office.file("台账.csv", bad.as_bytes()), &[]);
    let failure = outcome.failure();
    assert_eq!((failure.code, failure.kind.as_str()), (2, "invalid_input"), "{failure:?}");
    let result = outcome.json().expect("an import with problems has a result");
    let problems = result["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2, "{result}");
    problems
        .iter()
        .for_each(|problem| assert_fields(problem, &["sheet", "row", "column", "value", "reason"]));
    let part = |problem: &Value| (problem["row"].as_u64(), problem["value"].as_str().map(str::to_owned));
    assert_eq!(part(&problems[0]), (Some(2), Some("12".to_owned())), "{result}");
    assert_eq!(problems[1]["row"].as_u64(), Some(3), "{result}");
    assert_eq!(office.desk.ok(&["household", "list"])["total"], 0);
}

#[test]
fn an_undo_takes_back_what_nobody_touched_since_and_lists_the_rest() {
    let office = Desk::open();
    let import = office.run(&office.file("台账.csv", LEDGER.as_bytes()), &[]).ok();
    let import = import["import"].as_str().unwrap();
    let households = office.desk.items(&["household", "list"]);
    let at = |address: &str| id(households.iter().find(|household| household["address"] == address).unwrap());
    let (edited, visited, untouched) = (at("3-2-501"), at("3-2-502"), at("4幢1单元302"));
    office.desk.ok(&["household", "edit", &edited, "--note", "改过"]);
    visit(&office.desk, &visited, "一切都好");
    let undone = office.desk.ok(&["household", "import", "--undo", import]);
    let text = undone.to_string();
    assert!(text.contains(&edited) && text.contains(&visited), "what was touched is not listed: {undone}");
    let ended = |household: &str| !office.desk.ok(&["household", "show", household])["ended"].is_null();
    assert_eq!((ended(&edited), ended(&visited), ended(&untouched)), (false, false, true));
    let unknown = office.desk.run(&["household", "import", "--undo", NOBODY]).failure();
    assert_eq!((unknown.code, unknown.field.as_deref()), (2, Some("undo")));
}

#[test]
fn byte_order_mark_title_row_and_gbk_are_read() {
    let office = Desk::open();
    let marked = [b"\xef\xbb\xbf", LEDGER.as_bytes()].concat();
    assert_eq!(counts(&office.run(&office.file("bom.csv", &marked), &["--dry-run"]).ok()), [3, 0]);
    let titled = format!("振兴路社区住户台账,,,,\n{LEDGER}");
    assert_eq!(
        counts(&office.run(&office.file("title.csv", titled.as_bytes()), &["--dry-run"]).ok()),
        [3, 0]
    );
    // 小区,地址,户主 / 振兴花园,3-2-501,王秀英 in GBK.
    let gbk = b"\xd0\xa1\xc7\xf8,\xb5\xd8\xd6\xb7,\xbb\xa7\xd6\xf7\n\xd5\xf1\xd0\xcb\xbb\xa8\xd4\xb0,3-2-501,\xcd\xf5\xd0\xe3\xd3\xa2\n";
    assert_eq!(counts(&office.run(&office.file("gbk.csv", gbk), &[]).ok()), [1, 0]);
    assert_eq!(office.desk.items(&["household", "list"])[0]["contact"], "王秀英");
}

#[test]
fn a_file_that_is_no_ledger_is_refused_by_name() {
    let office = Desk::open();
    let files = [
        office.world.directory().join("absent.csv"),
        office.file("empty.csv", b""),
        office.file("other.csv", "颜色,大小\n红,大\n".as_bytes()),
        office.file("broken.xlsx", b"PK\x03\x04 not a workbook at all"),
        office.file("photo.jpg", &[0xff, 0xd8, 0xff, 0xe0]),
    ];
    for file in files {
        let failure = office.run(&file, &[]).failure();
        let got = (failure.code, failure.field.as_deref());
        assert_eq!(got, (2, Some("file")), "{}: {failure:?}", file.display());
    }
    assert_eq!(office.desk.ok(&["household", "list"])["total"], 0);
}

#[test]
fn the_ledger_of_the_demo_comes_in_whole_and_reaches_both_grids() {
    let office = Desk::open();
    let ledger = huben_tests::workspace::ledger();
    let import = ["household", "import", ledger.to_str().unwrap()];
    let first = office.desk.ok(&import);
    assert_eq!(first["problems"], json!([]), "{first}");
    let households = counts(&first)[0];
    assert!((70..=90).contains(&households), "{first}");
    let grids = [GRID_1, huben_tests::places::GRID_2];
    let split = grids.map(|grid| office.desk.items(&["household", "list", "--area", grid]).len() as u64);
    assert!(
        split[0] >= 25 && split[1] >= 20 && split[0] + split[1] == households,
        "{split:?} of {households}"
    );
    assert_eq!(counts(&office.desk.ok(&import)), [0, households]);
}

#[test]
fn a_household_that_came_again_after_it_ended_is_found_again_by_the_next_import() {
    let office = Desk::open();
    let file = office.file("台账.csv", LEDGER.as_bytes());
    let import = office.run(&file, &[]).ok()["import"].as_str().unwrap().to_owned();
    office.desk.ok(&["household", "import", "--undo", &import]);
    let again: Vec<_> = (0..3).map(|_| counts(&office.run(&file, &[]).ok())).collect();
    assert_eq!(again, [[3, 0], [0, 3], [0, 3]]);
}

#[test]
fn a_row_in_a_grid_that_its_reader_is_not_entrusted_with_is_named_and_nothing_is_taken() {
    let office = Desk::open();
    let worker = office.world.worker("李红梅");
    let text = format!("所属网格,地址,户主\n{GRID_1},8-8-801,甲\n{GRID_2},8-8-802,乙\n");
    let file = office.file("两个网格.csv", text.as_bytes());
    let outcome = worker.run(&["household", "import", file.to_str().unwrap()]);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    let report = outcome.json().unwrap();
    let problems = report["problems"].as_array().unwrap();
    assert_eq!((counts(&report), problems.len()), ([0, 0], 1), "{report}");
    assert_eq!((&problems[0]["row"], &problems[0]["value"]), (&json!(3), &json!(GRID_2)));
    assert!(worker.items(&["household", "list"]).is_empty());
}
