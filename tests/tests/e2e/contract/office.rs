//! `huben-server`: areas, users, invitations, devices, backups.

use std::fs;

use chrono::{DateTime, Utc};
use huben_tests::files::contents;
use huben_tests::office::Office;
use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1, NOBODY, NOWHERE};
use huben_tests::workspace::divisions;
use huben_tests::world::World;

use crate::make::{assert_fields, household, visit};

#[test]
fn init_makes_the_area_and_its_ancestors_and_refuses_a_full_directory() {
    let directory = tempfile::tempdir().unwrap();
    let office = Office::at(&directory.path().join("office"));
    let made = office.ok(&["init", "--name", "振兴路社区", "--area", COMMUNITY]);
    assert_fields(&made, &["office", "area"]);
    assert_eq!(made["area"], COMMUNITY);
    office.ok(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
    office.add_user("周建华", "dispatcher", &["321181001"], &[]);
    let before = contents(office.data());
    assert_eq!(office.run(&["init", "--name", "又一个", "--area", COMMUNITY]).failure().code, 5);
    assert_eq!(contents(office.data()), before, "a refused init touched the office");
}

#[test]
fn init_takes_only_a_statistical_code() {
    let directory = tempfile::tempdir().unwrap();
    for code in ["12", "32118100102x", ""] {
        let office = Office::at(&directory.path().join(format!("office-{code}")));
        office.run(&["init", "--name", "振兴路社区", "--area", code]).fails(2, "invalid_input", Some("area"));
        assert!(!office.data().exists() || contents(office.data()).is_empty(), "{code:?} left files behind");
    }
}

#[test]
fn an_area_needs_its_parent() {
    let world = World::open();
    let add = |code: &str| world.office.run(&["area", "add", "--code", code, "--name", "第9网格"]);
    add("321181001999001").fails(2, "invalid_input", Some("code"));
    add("3211810010250").fails(2, "invalid_input", Some("code"));
    assert_fields(&add("321181001025009").ok(), &["areas"]);
}

#[test]
fn divisions_are_imported_from_a_table() {
    let directory = tempfile::tempdir().unwrap();
    let office = Office::at(&directory.path().join("office"));
    office.ok(&["init", "--name", "振兴路社区", "--area", COMMUNITY]);
    let imported = office.ok(&["area", "import", divisions().to_str().unwrap()]);
    assert!(imported["areas"].as_u64().is_some_and(|areas| areas > 200), "{imported}");
    office.add_user("刘主任", "supervisor", &["321181100"], &[]);
    let failure = office.run(&["area", "import", "/no/such/file.csv"]).failure();
    assert_eq!((failure.code, failure.field.as_deref()), (2, Some("file")));
    let wrong = directory.path().join("wrong.csv");
    fs::write(&wrong, "颜色,大小\n红,大\n").unwrap();
    let failure = office.run(&["area", "import", wrong.to_str().unwrap()]).failure();
    assert_eq!((failure.code, failure.field.as_deref()), (2, Some("file")));
}

#[test]
fn an_unknown_role_or_area_is_named_with_the_valid_ones() {
    let world = World::open();
    let add = |role: &str, area: &str| {
        world.office.run(&["user", "add", "--name", "李红梅", "--role", role, "--area", area])
    };
    let reason = add("king", GRID_1).fails(2, "invalid_input", Some("role"));
    assert!(reason.contains("grid-worker") && reason.contains("supervisor"), "{reason}");
    let reason = add("grid-worker", NOWHERE).fails(2, "invalid_input", Some("area"));
    assert!(reason.contains(GRID_1), "{reason}");
}

#[test]
fn users_are_listed_and_changed() {
    let world = World::open();
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &["--phone", "13905280101"]);
    let listed = world.office.ok(&["user", "list"]);
    let item = &listed["items"][0];
    assert_eq!(
        (listed["total"].as_u64(), item["id"].as_str(), item["name"].as_str()),
        (Some(1), Some(&*user), Some("李红梅"))
    );
    let changed =
        world.office.ok(&["user", "set", "--user", &user, "--role", "supervisor", "--area", COMMUNITY]);
    assert_eq!(changed["user"], user.as_str());
    let failure = world.office.run(&["user", "set", "--user", NOBODY, "--active", "false"]).failure();
    assert_eq!((failure.code, failure.field.as_deref()), (2, Some("user")));
    world.office.run(&["user", "set", "--user", &user, "--active", "perhaps"]).fails(
        2,
        "invalid_input",
        Some("active"),
    );
}

#[test]
fn somebody_who_left_is_told_to_sign_in_again() {
    let world = World::open();
    let worker = world.worker("李红梅");
    world.office.ok(&["user", "set", "--user", &worker.user, "--active", "false"]);
    assert_eq!(worker.run(&["sync"]).failure().code, 3);
}

#[test]
fn an_invitation_lasts_ten_minutes() {
    let world = World::open();
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let answer = world.office.ok(&["user", "invite", "--user", &user]);
    assert!(answer["invitation"].as_str().unwrap().starts_with("huben:"), "{answer}");
    let expires = DateTime::parse_from_rfc3339(answer["expires_at"].as_str().unwrap()).unwrap();
    let seconds = (expires.to_utc() - Utc::now()).num_seconds();
    assert!((540..=600).contains(&seconds), "expires in {seconds} s");
    let failure = world.office.run(&["user", "invite", "--user", NOBODY]).failure();
    assert_eq!((failure.code, failure.field.as_deref()), (2, Some("user")));
}

#[test]
fn devices_are_listed_and_revoked_while_the_office_serves() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let devices = world.office.ok(&["device", "list"]);
    assert_eq!(devices["total"], 1, "{devices}");
    let device = id(&devices["items"][0]);
    world.office.ok(&["device", "revoke", "--device", &device]);
    assert_eq!(worker.run(&["sync"]).failure().code, 3);
    let failure = world.office.run(&["device", "revoke", "--device", NOBODY]).failure();
    assert_eq!((failure.code, failure.field.as_deref()), (2, Some("device")));
}

#[test]
fn nothing_is_held_at_first_and_unknown_work_cannot_be_taken() {
    let world = World::open();
    let held = world.office.ok(&["held", "list"]);
    assert_eq!((held["total"].as_u64(), held["items"].as_array().map(Vec::len)), (Some(0), Some(0)));
    for verb in ["accept", "drop"] {
        assert_eq!(world.office.run(&["held", verb, NOBODY]).failure().code, 2);
    }
}

#[test]
fn a_backup_made_while_serving_opens_as_the_same_office() {
    let world = World::open();
    let worker = world.worker("李红梅");
    visit(&worker, &id(&household(&worker, "3-2-501", "王秀英")), "敲门无人");
    worker.sync();
    let file = world.directory().join("office.backup");
    let to = file.to_str().unwrap();
    let bytes = world.office.ok(&["backup", "--to", to])["bytes"].as_u64();
    assert_eq!(bytes, Some(fs::metadata(&file).unwrap().len()));
    let restored = Office::at(&world.directory().join("restored"));
    let office = restored.ok(&["restore", "--from", to]);
    assert!(office["office"].is_string(), "{office}");
    let (here, there) = (world.office.ok(&["verify"]), restored.ok(&["verify"]));
    assert_eq!((here["ok"].as_bool(), there["ok"].as_bool()), (Some(true), Some(true)));
    assert_eq!(here["documents"], there["documents"]);
    assert_eq!(restored.ok(&["user", "list"])["items"], world.office.ok(&["user", "list"])["items"]);
}

#[test]
fn a_restore_keeps_off_a_full_directory_and_a_file_that_is_no_backup() {
    let world = World::open();
    let file = world.directory().join("office.backup");
    world.office.ok(&["backup", "--to", file.to_str().unwrap()]);
    let before = contents(world.office.data());
    assert_eq!(world.office.run(&["restore", "--from", file.to_str().unwrap()]).failure().code, 5);
    // The server is open beside it, so only what the office knows is compared.
    assert_eq!(before.keys().collect::<Vec<_>>(), contents(world.office.data()).keys().collect::<Vec<_>>());
    let nonsense = world.directory().join("nonsense");
    fs::write(&nonsense, "不是备份").unwrap();
    let fresh = Office::at(&world.directory().join("fresh"));
    assert_ne!(fresh.run(&["restore", "--from", nonsense.to_str().unwrap()]).failure().code, 0);
    assert!(
        !fresh.data().exists() || contents(fresh.data()).is_empty(),
        "a refused restore left files behind"
    );
}

#[test]
fn serve_says_where_it_listens_and_stops_when_asked() {
    let mut world = World::open();
    let first = world.office.address();
    assert!(first.ip().is_loopback() && first.port() != 0);
    world.office.stop();
    assert_eq!(world.office.serve(), first);
    world.office.stop();
}

/// Each busy thread would have a heap of its own, and the office would hold three times what it needs.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn an_open_office_has_two_heaps() {
    let world = World::open();
    let pid = world.office.serving().pid();
    let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap();
    let wish = environment.split(|byte| *byte == 0).find(|entry| entry.starts_with(b"MALLOC_ARENA_MAX="));
    assert_eq!(wish, Some(b"MALLOC_ARENA_MAX=2".as_slice()));
}

#[test]
fn another_program_that_looks_into_the_database_does_not_take_the_log_away_from_under_the_open_office() {
    let world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    worker.sync();
    // A SQLite before 3.51 that finds no lock on the file when it leaves takes the write-ahead log away. (Ours looks twice.)
    let file = world.office.data().join("office.db");
    let inode = std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(file).unwrap());
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    let ours = |lock: &&str| lock.contains("POSIX") && lock.contains(&format!(":{inode} "));
    assert!(locks.lines().any(|lock| ours(&lock)), "no lock on {inode}:\n{locks}");
}
