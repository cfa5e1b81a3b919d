//! Faults that are not power cuts: an error is said, nothing that was acknowledged is lost, and work goes on afterwards.

use crate::workload::*;
use huben_simulation::disk::Faults;
use rusqlite::ErrorCode;
use rusqlite::ffi;

/// Commits until something goes wrong; what went wrong, and how many were acknowledged.
fn until_an_error(conn: &mut rusqlite::Connection, from: u64) -> (u64, Option<rusqlite::Error>) {
    for n in from..=TRANSACTIONS {
        if let Err(error) = transact(conn, n) {
            return (n - 1, Some(error));
        }
    }
    (TRANSACTIONS, None)
}

/// A database with tables, on a disk that goes wrong afterwards in the n-th way.
fn with_fault(keeping: Keeping, plant: impl Fn(&Place, u64), expected: &[i32], steps: std::ops::Range<u64>) {
    let mut struck = 0;
    for nth in steps {
        let place = Place::new();
        let mut conn = place.open(keeping).expect("a database");
        prepare(&conn).expect("tables");
        plant(&place, nth);
        let (done, error) = until_an_error(&mut conn, 1);
        let Some(error) = error else { continue };
        struck += 1;
        let code = error.sqlite_error().expect("an answer of SQLite's").extended_code;
        assert!(expected.contains(&code), "{nth}: {error}");
        assert_eq!(judge(&conn), Ok(done), "{nth}: after the error");
        place.machine.faults(|faults| *faults = Faults::default());
        let (all, error) = until_an_error(&mut conn, done + 1);
        assert_eq!((all, error), (TRANSACTIONS, None), "{nth}: when it is mended, work goes on");
        place.machine.crash(None);
        assert_eq!(judge(&place.open(keeping).expect("it opens again")), Ok(TRANSACTIONS), "{nth}");
    }
    assert!(struck > 20, "the fault struck {struck} times only");
}

#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    for keeping in [PLAIN, ENCRYPTED, WITH_JOURNAL] {
        let plant = |place: &Place, nth| place.machine.leave_room(nth * 2345);
        with_fault(keeping, plant, &[ffi::SQLITE_FULL], 0..60);
    }
}

#[test]
fn a_failed_sync_is_said_and_what_was_there_stays() {
    for keeping in [PLAIN, ENCRYPTED, WITH_JOURNAL] {
        let plant = |place: &Place, nth| place.machine.faults(|faults| faults.sync_fails_in = Some(nth));
        with_fault(keeping, plant, &[ffi::SQLITE_IOERR_FSYNC], 0..29);
    }
}

#[test]
fn a_write_that_breaks_off_is_said_and_what_was_there_stays() {
    for keeping in [PLAIN, ENCRYPTED, WITH_JOURNAL] {
        let plant = |place: &Place, nth| place.machine.faults(|faults| faults.write_breaks_in = Some(nth));
        with_fault(keeping, plant, &[ffi::SQLITE_IOERR_WRITE], 0..150);
    }
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_lost() {
    let place = Place::new();
    let mut conn = place.open(ENCRYPTED).expect("a database");
    prepare(&conn).expect("tables");
    transact(&mut conn, 1).expect("a commit");
    place.machine.faults(|faults| faults.reads_fail = true);
    let error = place.open(ENCRYPTED).and_then(|other| prepare(&other)).expect_err("nothing can be read");
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::SystemIoFailure), "{error}");
    place.machine.faults(|faults| faults.reads_fail = false);
    assert_eq!(judge(&place.open(ENCRYPTED).expect("it opens")), Ok(1));
}

#[test]
fn a_full_disk_has_no_room_for_the_memory_beside_a_log_but_one_reader_needs_none() {
    let place = Place::new();
    let mut conn = place.open(PLAIN).expect("a database");
    prepare(&conn).expect("tables");
    transact(&mut conn, 1).expect("a commit");
    conn.close().expect("an orderly end");
    place.machine.leave_room(100);
    let error = place.open(PLAIN).and_then(|conn| prepare(&conn)).expect_err("no room");
    assert_eq!(
        error.sqlite_error().map(|inner| inner.extended_code),
        Some(ffi::SQLITE_IOERR_SHMSIZE),
        "{error}"
    );
    let alone = rusqlite::Connection::open(place.file()).expect("it opens");
    alone.pragma_update(None, "locking_mode", "EXCLUSIVE").expect("alone");
    assert_eq!(judge(&alone), Ok(1));
}
