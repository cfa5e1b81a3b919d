//! The same seed, the same bytes. SQLite has one source of chance for the process, so this test has a process alone.

#[path = "disk/workload.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod workload;

use huben_simulation::disk::{seed, set_time};
use huben_tests::chance::Chance;
use workload::*;

/// All files' bytes after a run that is cut somewhere, is torn, and goes on.
fn bytes(keeping: Keeping, number: u64) -> Vec<(String, Vec<u8>)> {
    seed(number);
    let mut chance = Chance::seeded(number);
    let directory = tempfile::TempDir::new().expect("a directory");
    let place = Place::new();
    place.machine.fail_after(100 + chance.below(100));
    let mut done = 0;
    let (conn, _) = run(&place, keeping, &mut done);
    place.machine.crash(Some(&mut chance));
    let mut again = place.open(keeping).expect("it opens again");
    let from = judge(&again).expect("whole");
    (from + 1..TRANSACTIONS).for_each(|n| transact(&mut again, n).expect("a commit"));
    let copied = directory.path().join("copy");
    let from = place.machine.directory().to_owned();
    drop(place.machine);
    huben_tests::files::copy_tree(&from, &copied);
    drop((conn, again));
    huben_tests::files::contents(&copied).into_iter().collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    for keeping in [PLAIN, ENCRYPTED, WITH_JOURNAL] {
        for number in 0..5 {
            let (once, twice) = (bytes(keeping, number), bytes(keeping, number));
            assert!(once.iter().any(|(name, bytes)| name == "some.db" && !bytes.is_empty()));
            assert!(once == twice, "{keeping:?}, seed {number}");
            // A rollback journal's nonce goes with the journal; nothing else in a plain database is chance.
            let differs = once != bytes(keeping, number + 5);
            assert!(differs || keeping.journal == "DELETE", "{keeping:?}, seed {number}: chance has no say");
        }
    }
    sql_sees_the_time_and_the_chance_it_is_given();
}

fn sql_sees_the_time_and_the_chance_it_is_given() {
    let conn = rusqlite::Connection::open_in_memory().expect("a database");
    let ask = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0)).expect("an answer");
    set_time(Some(-86_399_877));
    assert_eq!(ask("SELECT strftime('%F %H:%M:%f', 'now')"), "1969-12-31 00:00:00.123");
    set_time(None);
    assert_ne!(ask("SELECT date('now')"), "1969-12-31");
    let draw = |number| {
        seed(number);
        ask("SELECT hex(randomblob(16))")
    };
    assert_eq!(draw(3), draw(3));
    assert_ne!(draw(3), draw(4));
}
