//! Power cuts: the promise, at every single operation; and that the judge would notice if it were broken.

use crate::workload::*;
use huben_tests::chance::Chance;

/// What a cut in the n-th operation left, for every so-many-th n until the workload comes through. Gives their number.
fn cut(
    every: usize,
    keeping: Keeping,
    lying: bool,
    chance: &mut Chance,
    mut judge_cut: impl FnMut(Cut),
) -> u64 {
    for operation in (0..).step_by(every) {
        let place = Place::new();
        place.machine.faults(|faults| faults.syncs_lie = lying);
        place.machine.fail_after(operation);
        let mut acknowledged = 0;
        let (dead, ran) = run(&place, keeping, &mut acknowledged);
        if place.machine.has_power() {
            ran.expect("a workload that no power cut stopped");
            return operation / every as u64;
        }
        // Sometimes the process dies first, sometimes its connection outlives the cut.
        let outliving = if chance.below(2) == 0 { dead } else { None };
        let torn = (chance.below(4) > 0).then_some(&mut *chance);
        place.machine.crash(torn);
        if chance.below(4) == 0 {
            // Cut again while it recovers.
            place.machine.fail_after(chance.below(12));
            drop(place.open(keeping).and_then(|conn| prepare(&conn)));
            place.machine.crash(Some(chance));
        }
        let found = place.open(keeping).map_err(|error| error.to_string()).and_then(|conn| {
            drop(outliving);
            judge(&conn)
        });
        judge_cut(Cut { operation, acknowledged, found });
    }
    unreachable!("there is an end to the operations")
}

#[derive(Debug)]
#[allow(dead_code, reason = "a failure shows the number")]
struct Cut {
    operation: u64,
    acknowledged: u64,
    found: Result<u64, String>,
}

impl Cut {
    /// Every acknowledged transaction is there, and the one that was cut wholly or not at all.
    fn kept_the_promise(&self) -> bool {
        self.found.as_ref().is_ok_and(|found| *found == self.acknowledged || *found == self.acknowledged + 1)
    }
}

fn assert_durable(keeping: Keeping, seed: u64) {
    let mut chance = Chance::of_test(seed);
    let cuts = cut(1, keeping, false, &mut chance, |cut| {
        assert!(cut.kept_the_promise(), "{keeping:?}: {cut:?}");
    });
    println!("{cuts} cuts");
    assert!(cuts > 300, "only {cuts} operations");
}

fn assert_noticed(keeping: Keeping, lying: bool, seed: u64) {
    let mut broken = 0;
    let mut chance = Chance::of_test(seed);
    let cuts = cut(7, keeping, lying, &mut chance, |cut| broken += u64::from(!cut.kept_the_promise()));
    println!("{broken} of {cuts} cuts broke the promise");
    assert!(broken > cuts / 2, "{broken} of {cuts}");
}

#[test]
fn an_acknowledged_commit_survives_a_cut_in_any_operation() {
    assert_durable(PLAIN, 11);
}

#[test]
fn an_encrypted_commit_survives_a_cut_in_any_operation() {
    assert_durable(ENCRYPTED, 12);
}

#[test]
fn a_commit_with_a_rollback_journal_survives_a_cut_in_any_operation() {
    assert_durable(WITH_JOURNAL, 13);
}

#[test]
fn a_database_that_does_not_sync_is_found_out() {
    assert_noticed(Keeping { synchronous: "OFF", ..PLAIN }, false, 14);
    assert_noticed(Keeping { synchronous: "OFF", ..ENCRYPTED }, false, 15);
}

#[test]
fn a_log_that_is_synced_at_checkpoints_only_is_found_out() {
    assert_noticed(Keeping { synchronous: "NORMAL", ..PLAIN }, false, 16);
}

#[test]
fn a_disk_that_lies_about_syncs_is_found_out() {
    assert_noticed(PLAIN, true, 17);
    assert_noticed(ENCRYPTED, true, 18);
    assert_noticed(WITH_JOURNAL, true, 19);
}

#[test]
fn a_commit_that_is_cut_in_its_sync_is_there_or_not() {
    let with_one = || {
        let place = Place::new();
        let mut conn = place.open(PLAIN).expect("a database");
        prepare(&conn).expect("tables");
        transact(&mut conn, 1).expect("a commit");
        (place, conn)
    };
    let (place, mut conn) = with_one();
    let before = place.machine.work();
    transact(&mut conn, 2).expect("a commit");
    let operations = place.machine.work().operations() - before.operations();

    let mut chance = Chance::of_test(20);
    let mut left = [0, 0];
    for _ in 0..60 {
        let (place, mut conn) = with_one();
        place.machine.fail_after(operations - 1);
        transact(&mut conn, 2).expect_err("the power fails");
        assert_eq!(place.machine.work().syncs, before.syncs + 1, "in the sync");
        place.machine.crash(Some(&mut chance));
        let found = judge(&place.open(PLAIN).expect("it opens again")).expect("whole");
        left[found as usize - 1] += 1;
    }
    assert!(left[0] > 10 && left[1] > 2, "{left:?}");
}

#[test]
fn a_checkpoint_is_a_sync_of_its_own() {
    let place = Place::new();
    let mut conn = place.open(Keeping { synchronous: "NORMAL", ..PLAIN }).expect("a database");
    prepare(&conn).expect("tables");
    (1..=5).for_each(|n| transact(&mut conn, n).expect("a commit"));
    conn.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(())).expect("a checkpoint");
    transact(&mut conn, 6).expect("a commit");
    place.machine.crash(None);
    assert_eq!(
        judge(&place.open(PLAIN).expect("it opens again")),
        Ok(5),
        "what was checkpointed and no more"
    );
}

#[test]
fn a_connection_that_outlives_the_cut_can_neither_read_nor_write_nor_spoil() {
    let place = Place::new();
    let mut dead = place.open(PLAIN).expect("a database");
    prepare(&dead).expect("tables");
    transact(&mut dead, 1).expect("a commit");
    dead.execute_batch("BEGIN IMMEDIATE; UPDATE tally SET done = 77;").expect("an open transaction");
    place.machine.crash(None);

    let mut alive = place.open(PLAIN).expect("it opens again, and the dead hold no lock");
    transact(&mut alive, 2).expect("a commit");
    for statement in
        ["COMMIT", "SELECT * FROM entry", "PRAGMA wal_checkpoint", "INSERT INTO tally VALUES (1, 8)"]
    {
        let error = dead.query_row(statement, [], |_| Ok(())).expect_err(statement);
        assert_eq!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::SystemIoFailure),
            "{statement}: {error}"
        );
    }
    drop(dead);
    transact(&mut alive, 3).expect("a commit");
    place.machine.crash(None);
    assert_eq!(judge(&place.open(PLAIN).expect("it opens again")), Ok(3));
}

#[test]
fn one_machine_s_cut_is_not_another_s() {
    let (phone, hub) = (Place::new(), Place::new());
    let mut there = hub.open(PLAIN).expect("a database");
    prepare(&there).expect("tables");
    phone.machine.fail_after(0);
    assert!(phone.open(PLAIN).is_err(), "this one is off");
    phone.machine.crash(None);
    transact(&mut there, 1).expect("the other works on");
}

#[test]
fn a_commit_of_a_phone_costs_one_sync() {
    let place = Place::new();
    let mut conn = place.open(ENCRYPTED).expect("a database");
    prepare(&conn).expect("tables");
    let before = place.machine.work();
    (1..=10).for_each(|n| transact(&mut conn, n).expect("a commit"));
    let after = place.machine.work();
    assert_eq!(after.syncs - before.syncs, 10);
    assert!(after.bytes_written - before.bytes_written > 10 * 4096);
}
