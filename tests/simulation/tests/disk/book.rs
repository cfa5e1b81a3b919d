//! A real field book on the disk in memory. It is enrolled with a hub that is another process, on the real disk.

use huben_domain::HouseholdId;
use huben_engine::{CardFields, Error, FieldBook, KeyFile, Silent, Slice, SyncRun, VisitInput};
use huben_simulation::disk::Machine;
use huben_tests::chance::Chance;
use huben_tests::places::GRID_1;
use huben_tests::world::World;
use std::path::Path;
use std::sync::Arc;

fn vault(data: &Path) -> Arc<KeyFile> {
    Arc::new(KeyFile::in_directory(data))
}

fn open(data: &Path) -> Result<FieldBook, Error> {
    FieldBook::open(data, vault(data), Arc::new(huben_engine::Machine))
}

fn household(book: &FieldBook) -> HouseholdId {
    let fields = CardFields {
        area: Some(GRID_1.parse().expect("a grid's code")),
        address: Some("3-2-501".into()),
        estate: Some("锦绣花苑".into()),
        contact: Some("王秀英".into()),
        ..CardFields::default()
    };
    book.add_household(fields).expect("a household is added").household.id
}

fn record(book: &FieldBook, household: HouseholdId, n: u64) -> Result<(), Error> {
    let input = VisitInput { text: Some(format!("第{n}次走访，血压偏高")), ..VisitInput::default() };
    book.record_visit(household, input).map(drop)
}

/// The numbers of the visits in a household's book, ascending.
fn recorded(book: &FieldBook, household: HouseholdId) -> Vec<u64> {
    let visits = book.book(household, Slice::ALL).expect("the household's book").items;
    let number = |text: &str| text.trim_start_matches('第').split('次').next().and_then(|n| n.parse().ok());
    let mut numbers: Vec<u64> =
        visits.iter().map(|visit| number(&visit.text).expect("a numbered visit")).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_visit_that_was_recorded_survives_a_cut_in_any_operation_and_reaches_the_office() {
    let world = World::open();
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let directory = tempfile::TempDir::new().expect("a directory");
    let machine = Machine::at(directory.path()).expect("a machine");
    let data = machine.directory().join("book");
    let clock = Arc::new(huben_engine::Machine);
    let book = FieldBook::enrol(&data, vault(&data), clock, &world.office.invite(&user)).expect("enrolled");
    book.sync(&SyncRun::new(Arc::new(Silent))).1.expect("the office answers");
    let household = household(&book);
    drop(book);

    let mut chance = Chance::of_test(31);
    let mut acknowledged: Vec<u64> = Vec::new();
    let mut came_through = 0;
    for n in 0..120 {
        let book = open(&data).expect("the book opens");
        machine.fail_after(n % 60);
        let answer = record(&book, household, n);
        came_through += u64::from(answer.is_ok());
        machine.crash(Some(&mut chance));
        let book = open(&data).expect("the book opens again");
        let there = recorded(&book, household);
        assert!(there.iter().filter(|there| **there != n).eq(&acknowledged), "{n}: {there:?}");
        assert!(answer.is_err() || there.contains(&n), "{n}: acknowledged and lost");
        acknowledged = there;
    }
    assert!(came_through > 10 && came_through < 110, "{came_through} of 120 came through");

    let book = open(&data).expect("the book opens");
    book.sync(&SyncRun::new(Arc::new(Silent))).1.expect("the office takes it all");
    let desk = world.desk();
    desk.sync();
    let id = household.to_string();
    assert_eq!(desk.items(&["book", &id]).len(), acknowledged.len(), "the desk has every visit");
}

#[test]
fn a_full_phone_says_so_and_opens_all_the_same() {
    let world = World::open();
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let directory = tempfile::TempDir::new().expect("a directory");
    let machine = Machine::at(directory.path()).expect("a machine");
    let data = machine.directory().join("book");
    let clock = Arc::new(huben_engine::Machine);
    let book = FieldBook::enrol(&data, vault(&data), clock, &world.office.invite(&user)).expect("enrolled");
    book.sync(&SyncRun::new(Arc::new(Silent))).1.expect("the office answers");
    let household = household(&book);
    machine.leave_room(0);
    let full = (0..).find_map(|n| record(&book, household, n).err());
    assert_eq!(full, Some(Error::StorageFull));
    let before = recorded(&book, household);
    drop(book);
    assert_eq!(recorded(&open(&data).expect("it opens without room"), household), before);
    machine.faults(|faults| faults.capacity = None);
    record(&open(&data).expect("it opens"), household, 1000).expect("there is room again");
}
