//! Several connections on one database: a phone's second reader, a hub's writer and readers.

use crate::workload::*;
use huben_simulation::disk::sleeps;
use rusqlite::{Connection, ErrorCode};
use std::time::{Duration, Instant};

fn done(conn: &Connection) -> u64 {
    conn.query_row("SELECT done FROM tally", [], |row| row.get(0)).expect("a tally")
}

#[test]
fn two_connections_see_each_other_s_commits_and_a_reader_keeps_its_moment() {
    for keeping in [PLAIN, ENCRYPTED] {
        let place = Place::new();
        let mut writer = place.open(keeping).expect("a database");
        prepare(&writer).expect("tables");
        let mut reader = place.open(keeping).expect("the same");
        transact(&mut writer, 1).expect("a commit");
        assert_eq!(done(&reader), 1);
        reader.execute_batch("BEGIN").expect("a moment");
        assert_eq!(done(&reader), 1);
        transact(&mut writer, 2).expect("a commit beside a reader");
        assert_eq!((done(&writer), done(&reader)), (2, 1));
        let busy: bool =
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).expect("an answer");
        assert!(busy, "a checkpoint cannot cut off what a reader looks at");
        reader.execute_batch("COMMIT").expect("the moment is over");
        assert_eq!(done(&reader), 2);
        transact(&mut reader, 3).expect("either may write");
        assert_eq!(done(&writer), 3);
        let busy: bool =
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).expect("an answer");
        assert!(!busy);
        assert_eq!(judge(&writer), Ok(3));
    }
}

#[test]
fn a_second_writer_waits_in_vain_but_no_time_passes() {
    for keeping in [PLAIN, WITH_JOURNAL] {
        let place = Place::new();
        let mut one = place.open(keeping).expect("a database");
        prepare(&one).expect("tables");
        let mut two = place.open(keeping).expect("the same");
        two.busy_timeout(Duration::from_secs(300)).expect("patience");
        one.execute_batch("BEGIN IMMEDIATE").expect("a writer");
        let (began, slept) = (Instant::now(), sleeps());
        let error = transact(&mut two, 1).expect_err("somebody writes");
        assert_eq!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy), "{error}");
        assert!(sleeps() > slept + 100 && began.elapsed() < Duration::from_secs(60));
        one.execute_batch("ROLLBACK").expect("nothing");
        transact(&mut two, 1).expect("now it may");
        transact(&mut one, 2).expect("and then the other");
    }
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let place = Place::new();
    let conn = place.open(PLAIN).expect("a database");
    conn.execute_batch("CREATE TABLE seen (who INTEGER, n INTEGER)").expect("a table");
    std::thread::scope(|scope| {
        for who in 0..4 {
            let place = &place;
            scope.spawn(move || {
                let conn = place.open(PLAIN).expect("a connection");
                for n in 0..50 {
                    // No time passes in waiting, so ask until it is free.
                    while let Err(error) = conn.execute("INSERT INTO seen VALUES (?1, ?2)", [who, n]) {
                        assert_eq!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy), "{error}");
                        std::thread::yield_now();
                    }
                }
            });
        }
    });
    let seen: u64 = conn
        .query_row("SELECT count(DISTINCT who * 50 + n) FROM seen", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(seen, 200);
}

#[test]
fn the_last_to_close_tidies_up() {
    let place = Place::new();
    let mut one = place.open(PLAIN).expect("a database");
    prepare(&one).expect("tables");
    let two = place.open(PLAIN).expect("the same");
    transact(&mut one, 1).expect("a commit");
    let log = place.machine.directory().join("some.db-wal");
    drop(one);
    assert!(log.exists());
    drop(two);
    assert!(!log.exists());
    assert_eq!(judge(&place.open(PLAIN).expect("it opens again")), Ok(1));
}
