//! Real programs on a disk that goes wrong: a sample of what `cargo run -p huben-tests --bin disk-sweep` plays whole.

use huben_tests::chance::Chance;
use huben_tests::disk_sweep::{Backup, Enrol, Import, Init, Scene, UserAdd, Visits, What, play};

/// Drawn operations for each fault.
const SAMPLE: usize = 2;

#[track_caller]
fn sample(scene: &mut dyn Scene) {
    let report = play(scene, Some(SAMPLE), &mut Chance::of_test(12));
    println!("{report}");
    assert!(report.untrue.is_empty(), "{report}");
    assert!(report.struck >= SAMPLE as u64 * 5, "the disk hardly ever went wrong: {report}");
}

#[test]
fn a_visit_recorded_on_a_bad_disk_is_acknowledged_only_when_it_is_there() {
    sample(&mut Visits::open(What::Record));
}

#[test]
fn a_sync_on_a_bad_disk_loses_nothing_and_claims_nothing() {
    sample(&mut Visits::open(What::Sync));
}

#[test]
fn an_office_with_a_bad_disk_acknowledges_nothing_that_is_not_there() {
    sample(&mut Visits::open(What::Hub));
}

#[test]
fn an_import_on_a_bad_disk_is_all_there_or_nothing_of_it() {
    sample(&mut Import::open());
}

#[test]
fn an_enrolment_that_a_bad_disk_broke_off_can_be_repeated() {
    sample(&mut Enrol::open());
}

#[test]
fn an_office_opened_on_a_bad_disk_is_whole_or_can_be_opened_again() {
    sample(&mut Init::open());
}

#[test]
fn somebody_added_on_a_bad_disk_is_there_once_if_it_was_said() {
    sample(&mut UserAdd::open());
}

#[test]
fn a_backup_on_a_bad_disk_is_whole_or_not_there() {
    sample(&mut Backup::open());
}
