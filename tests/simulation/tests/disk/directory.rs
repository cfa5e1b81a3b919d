//! What programs do to a database behind SQLite's back, with `std::fs`.

use crate::workload::*;
use huben_simulation::disk::Machine;
use rusqlite::{Connection, OpenFlags};
use std::fs;

#[test]
fn a_database_is_made_under_another_name_and_renamed_as_the_hub_does() {
    let place = Place::new();
    let directory = place.machine.directory();
    let (partial, file) = (directory.join("office.db.partial"), directory.join("office.db"));
    fs::File::create_new(&partial).expect("an empty file");
    let mut conn = Connection::open(&partial).expect("a database");
    conn.pragma_update(None, "application_id", 0x4875_426e).expect("a mark");
    prepare(&conn).expect("tables");
    conn.pragma_update(None, "journal_mode", "WAL").expect("a log");
    transact(&mut conn, 1).expect("a commit");
    conn.close().expect("an orderly end");
    fs::rename(&partial, &file).expect("renamed");

    let head = fs::read(&file).expect("what the hub looks at before it opens");
    assert_eq!((&head[..16], &head[68..72]), (&b"SQLite format 3\0"[..], &b"HuBn"[..]));
    place.machine.crash(None);
    assert_eq!(judge(&open(&file, PLAIN).expect("it opens")), Ok(1));
    Connection::open_with_flags(&partial, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .expect_err("nothing under the old name");
}

#[test]
fn a_backup_is_a_whole_file_to_everybody() {
    let place = Place::new();
    let mut conn = place.open(PLAIN).expect("a database");
    prepare(&conn).expect("tables");
    (1..=5).for_each(|n| transact(&mut conn, n).expect("a commit"));
    let backup = place.machine.directory().join("backup.db");
    fs::File::create_new(&backup).expect("an empty file");
    conn.execute("VACUUM INTO ?1", [backup.to_str().expect("text")]).expect("a backup");
    let pages: u64 = conn
        .query_row(
            "SELECT page_count * page_size FROM pragma_page_count('main'), pragma_page_size",
            [],
            |row| row.get(0),
        )
        .expect("a size");
    assert!(fs::metadata(&backup).expect("it is there").len() <= pages);

    let elsewhere = tempfile::TempDir::new().expect("a directory of nobody's");
    let copy = elsewhere.path().join("copy.db");
    fs::copy(&backup, &copy).expect("a copy");
    assert_eq!(judge(&Connection::open(&copy).expect("on the real disk")), Ok(5));

    place.machine.crash(None);
    let source = Connection::open_with_flags(&backup, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the backup");
    let restored = place.machine.directory().join("restored.db");
    let mut target = Connection::open(&restored).expect("a new database");
    rusqlite::backup::Backup::new(&source, &mut target)
        .and_then(|copy| copy.run_to_completion(1024, Default::default(), None))
        .expect("copied");
    assert_eq!(judge(&target), Ok(5));
}

#[test]
fn a_removed_database_is_gone_and_its_name_is_free() {
    let place = Place::new();
    let mut conn = place.open(ENCRYPTED).expect("a database");
    prepare(&conn).expect("tables");
    transact(&mut conn, 1).expect("a commit");
    place.machine.crash(None);
    drop(conn);
    for name in ["some.db", "some.db-wal"] {
        fs::remove_file(place.machine.directory().join(name)).expect("it was there");
    }
    let conn = place.open(PLAIN).expect("a new one, under another key");
    assert_eq!(judge(&conn), Ok(0));
}

#[test]
fn a_removed_database_gives_its_room_back() {
    let place = Place::new();
    let mut conn = place.open(WITH_JOURNAL).expect("a database");
    prepare(&conn).expect("tables");
    (1..=20).for_each(|n| transact(&mut conn, n).expect("a commit"));
    place.machine.leave_room(0);
    transact(&mut conn, 21).expect_err("no room for a journal");
    drop(conn);
    fs::remove_file(place.file()).expect("it was there");
    let mut conn = place.open(WITH_JOURNAL).expect("there is room for another");
    prepare(&conn).expect("tables");
    transact(&mut conn, 1).expect("a commit");
}

#[test]
fn what_a_torn_cut_left_of_a_database_is_in_the_real_file_at_once() {
    let mut chance = huben_tests::chance::Chance::of_test(21);
    let mut changed = 0;
    for _ in 0..20 {
        let place = Place::new();
        let mut conn = place.open(WITH_JOURNAL).expect("a database");
        prepare(&conn).expect("tables");
        let synced = fs::read(place.file()).expect("it is there");
        conn.pragma_update(None, "synchronous", "OFF").expect("no syncs");
        transact(&mut conn, 1).expect("a commit");
        place.machine.crash(Some(&mut chance));
        let seen = fs::read(place.file()).expect("it is there");
        let file = place.file();
        drop(place.machine);
        assert!(seen == fs::read(file).expect("it is there"), "dropping the machine changed it");
        changed += u64::from(seen != synced);
    }
    assert!(changed > 10, "{changed} of 20 cuts left something");
}

#[test]
fn a_dropped_machine_leaves_what_was_durable_and_another_takes_it_up() {
    for keeping in [PLAIN, ENCRYPTED] {
        let directory = tempfile::TempDir::new().expect("a directory");
        let machine = Machine::at(directory.path()).expect("a machine");
        let file = machine.directory().join("some.db");
        let mut conn = open(&file, keeping).expect("a database");
        prepare(&conn).expect("tables");
        (1..=4).for_each(|n| transact(&mut conn, n).expect("a commit"));
        conn.execute_batch("BEGIN IMMEDIATE; UPDATE tally SET done = 9").expect("a change under way");
        drop(machine);
        drop(conn);
        let copy = tempfile::TempDir::new().expect("a directory of nobody's");
        huben_tests::files::copy_tree(directory.path(), copy.path());
        assert_eq!(judge(&open(&copy.path().join("some.db"), keeping).expect("on the real disk")), Ok(4));

        let machine = Machine::at(directory.path()).expect("a machine");
        let mut conn = open(&file, keeping).expect("taken up");
        transact(&mut conn, 5).expect("a commit");
        machine.crash(None);
        assert_eq!(judge(&open(&file, keeping).expect("it opens again")), Ok(5));
    }
}

#[test]
fn a_name_is_of_the_innermost_machine_and_other_files_are_nobody_s() {
    let outer = Place::new();
    let inner = Machine::at(&outer.machine.directory().join("inner")).expect("a machine in a machine");
    let conn = open(&inner.directory().join("some.db"), PLAIN).expect("a database");
    prepare(&conn).expect("tables");
    assert_eq!(outer.machine.work().operations(), 0);
    assert!(inner.work().operations() > 0);

    let elsewhere = tempfile::TempDir::new().expect("a directory of nobody's");
    let file = elsewhere.path().join("some.db");
    prepare(&open(&file, WITH_JOURNAL).expect("a database")).expect("tables");
    assert!(fs::metadata(&file).expect("a real file").len() > 4096);
}
