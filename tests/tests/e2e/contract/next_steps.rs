//! Words that help: what stands in the way, and what to do next.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use huben_tests::call::call;
use huben_tests::office::Office;
use huben_tests::outcome::Outcome;
use huben_tests::phone::{Phone, id};
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::programs::huben_server;
use huben_tests::world::World;

use crate::make::{household, issue};

/// The same command in other hands: of root without root's powers, if it is root who tests; or with few file handles.
fn under(shell: &str, command: &Command) -> Outcome {
    let mut other = Command::new("setpriv");
    other.args([
        "--bounding-set=-all",
        "--inh-caps=-all",
        "sh",
        "-c",
        &format!("{shell} exec \"$0\" \"$@\""),
    ]);
    other.arg(command.get_program()).args(command.get_args());
    call(other.env("LANG", "C.UTF-8"))
}

fn server(office: &Office, arguments: &[&str]) -> Command {
    let mut command = Command::new(huben_server());
    command.args(arguments).args(["--json", "--data"]).arg(office.data());
    command
}

#[test]
fn who_may_not_read_is_told_so_and_not_that_there_is_nothing() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    world.office.stop();
    let book = worker.command(&["household", "list"]);
    let office = server(&world.office, &["user", "list"]);
    let closed = |path: &std::path::Path, command: &Command| {
        let before = fs::metadata(path).unwrap().permissions();
        fs::set_permissions(path, Permissions::from_mode(0o000)).unwrap();
        let reason = under("", command).fails(1, "storage_failed", None);
        fs::set_permissions(path, before).unwrap();
        assert!(reason.contains("you may read and write it"), "{}: {reason}", path.display());
    };
    closed(worker.data(), &book);
    closed(&worker.data().join("key"), &book);
    closed(&worker.data().join("book.db"), &book);
    closed(world.office.data(), &office);
    closed(&world.office.data().join("office.db"), &office);
    assert_eq!((under("", &book).code, under("", &office).code), (Some(0), Some(0)));
}

#[test]
fn too_few_file_handles_are_no_damage() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    world.office.stop();
    for command in [worker.command(&["household", "list"]), server(&world.office, &["user", "list"])] {
        let outcomes: Vec<Outcome> =
            (3..12).map(|files| under(&format!("ulimit -n {files};"), &command)).collect();
        let told = outcomes.iter().filter(|outcome| outcome.code == Some(1));
        let reasons: Vec<String> = told.map(|outcome| outcome.fails(1, "storage_failed", None)).collect();
        assert!(reasons.iter().any(|reason| reason.contains("ulimit -n")), "{outcomes:?}");
        // With too few to start there is no program; otherwise it goes or says so.
        let others = outcomes.iter().filter(|outcome| !matches!(outcome.code, Some(0 | 1 | 127)));
        assert_eq!(others.map(|outcome| &outcome.stderr).collect::<Vec<_>>(), <[&String; 0]>::default());
    }
    assert_eq!(worker.ok(&["verify"])["ok"], true);
}

#[test]
fn a_book_without_its_key_or_with_another_says_what_to_do() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let key = worker.data().join("key");
    let right = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    let missing = worker.run(&["household", "list"]).fails(5, "damaged", None);
    assert!(missing.contains("put the file `key` back") && missing.contains("enrol again"), "{missing}");
    fs::write(&key, [9; 32]).unwrap();
    let another = worker.run(&["household", "list"]).fails(5, "damaged", None);
    assert!(another.contains("put both back") && another.contains("enrol again"), "{another}");
    fs::write(&key, right).unwrap();
    assert_eq!(worker.ok(&["verify"])["ok"], true);
}

#[test]
fn to_verify_what_cannot_even_be_read_is_answered() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    world.office.stop();
    let spoil = |file: std::path::PathBuf| fs::write(file, [b'x'; 4096]).unwrap();
    spoil(worker.data().join("book.db"));
    spoil(world.office.data().join("office.db"));
    for outcome in [worker.run(&["verify"]), worker.run(&["rebuild"]), world.office.run(&["verify"])] {
        let reason = outcome.fails(5, "damaged", None);
        let found = outcome.json().expect("a result beside the failure");
        assert_eq!((&found["ok"], &found["documents"]), (&false.into(), &0.into()), "{found}");
        assert_eq!(found["problems"], serde_json::json!([reason]));
    }
}

#[test]
fn a_pause_of_nothing_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let phone = Phone::at(directory.path(), "nobody", "");
    for wrong in ["0", "86401"] {
        let watch = ["sync", "--watch", "--every-seconds", wrong];
        phone.run(&watch).fails(2, "invalid_input", Some("every_seconds"));
    }
}

#[test]
fn what_is_to_be_done_until_a_time_that_has_passed_is_refused() {
    let world = World::open();
    let (worker, desk) = (world.worker("李红梅"), world.desk());
    let matter = id(&issue(&worker, "灯不亮"));
    worker.sync();
    desk.sync();
    let dispatch =
        |until| desk.run(&["issue", "step", &matter, "dispatch", "--to", "物业", "--until", until]);
    dispatch("2020-01-01 18:00").fails(2, "invalid_input", Some("until"));
    dispatch("2131-01-01 18:00").ok();
}

#[test]
fn hints_can_be_typed_as_they_stand() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("office");
    let office = Office::open(&data);
    office.ok(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
    let mut add = Command::new(huben_server());
    add.args(["user", "add", "--name", "李红梅", "--role", "supervisor", "--area", COMMUNITY, "--data"])
        .arg(&data);
    for lang in ["zh", "en"] {
        let told = call(Command::new(huben_server()).args(add.get_args()).args(["--lang", lang]));
        let hint = format!("huben-server user invite --data {} --user ", data.display());
        assert!(told.stdout.contains(&hint), "{}{}", told.stdout, told.stderr);
    }
}
