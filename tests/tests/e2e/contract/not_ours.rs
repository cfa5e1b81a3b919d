//! Directories that hold nothing, something else, or a damaged book.

use std::fs;
use std::path::{Path, PathBuf};

use huben_tests::chance::Chance;
use huben_tests::files::contents;
use huben_tests::office::Office;
use huben_tests::phone::Phone;
use huben_tests::world::World;

use crate::make::household;

/// A way to spoil a file.
type Damage = fn(&mut Chance, &Path);

/// Reading, writing, syncing and mending: none of them may touch what is not ours.
const COMMANDS: [&[&str]; 7] = [
    &["household", "list"],
    &["status"],
    &["search", "王"],
    &["sync"],
    &["verify"],
    &["rebuild"],
    &["issue", "report", "--category", "消防隐患", "--text", "灭火器压力不足"],
];

#[test]
fn an_absent_or_empty_directory_says_enrol_first() {
    let directory = tempfile::tempdir().unwrap();
    let absent = Phone::at(&directory.path().join("absent"), "nobody", "");
    let empty = Phone::at(&directory.path().join("empty"), "nobody", "");
    fs::create_dir(empty.data()).unwrap();
    for phone in [absent, empty] {
        for command in COMMANDS {
            let failure = phone.run(command).failure();
            assert_eq!((failure.code, failure.kind.as_str()), (2, "not_found"), "{command:?}: {failure:?}");
            assert!(failure.reason.contains("enrol"), "{command:?}: {failure:?}");
        }
    }
    assert!(!directory.path().join("absent").exists(), "reading made a directory");
    assert!(contents(&directory.path().join("empty")).is_empty(), "reading left files behind");
}

#[test]
fn a_foreign_directory_is_refused_and_left_byte_for_byte() {
    let directory = tempfile::tempdir().unwrap();
    let foreign = directory.path().join("photos");
    fs::create_dir_all(foreign.join("2026")).unwrap();
    fs::write(foreign.join("2026/a.jpg"), [0xff, 0xd8, 0xff, 0xe0]).unwrap();
    fs::write(foreign.join("letter.txt"), "亲爱的").unwrap();
    let before = contents(&foreign);
    let phone = Phone::at(&foreign, "nobody", "");
    for command in COMMANDS.into_iter().chain([&["enrol", "huben:nonsense"][..]]) {
        let failure = phone.run(command).failure();
        // An invitation that is none may be told first.
        let expected = if command[0] == "enrol" { [2, 5] } else { [5, 5] };
        assert!(expected.contains(&failure.code), "{command:?}: {failure:?}");
        assert_eq!(contents(&foreign), before, "{command:?} touched the directory");
    }
}

#[test]
fn enrolling_into_a_foreign_directory_is_refused_and_spends_no_invitation() {
    let world = World::open();
    let user = world.office.add_user("李红梅", "grid-worker", &[huben_tests::places::GRID_1], &[]);
    let invitation = world.office.invite(&user);
    let foreign = world.new_phone("李红梅", &user);
    fs::create_dir(foreign.data()).unwrap();
    fs::write(foreign.data().join("letter.txt"), "亲爱的").unwrap();
    let before = contents(foreign.data());
    assert_eq!(foreign.run(&["enrol", &invitation]).failure().code, 5);
    assert_eq!(contents(foreign.data()), before);
    world.new_phone("李红梅", &user).enrol(&invitation);
}

#[test]
fn a_damaged_book_is_refused_and_left_byte_for_byte() {
    let world = World::open();
    let worker = world.worker("李红梅");
    household(&worker, "3-2-501", "王秀英");
    let mut chance = Chance::of_test(7);
    let damages: [(&str, Damage); 3] = [
        ("overwritten", |chance, book| {
            let mut bytes = fs::read(book).unwrap();
            bytes.iter_mut().for_each(|byte| *byte = chance.draw() as u8);
            fs::write(book, bytes).unwrap();
        }),
        ("cut in the head", |_, book| fs::write(book, &fs::read(book).unwrap()[..100]).unwrap()),
        ("another SQLite file", |_, book| {
            fs::remove_file(book).unwrap();
            let other = rusqlite::Connection::open(book).unwrap();
            other
                .execute_batch("CREATE TABLE cookies (name TEXT); INSERT INTO cookies VALUES ('a')")
                .unwrap();
        }),
    ];
    for (what, damage) in damages {
        let copy = worker.copied_to(&world.new_directory("damaged"));
        damage(&mut chance, &largest_file(copy.data()));
        let before = contents(copy.data());
        for command in COMMANDS {
            let failure = copy.run(command).failure();
            assert_eq!(
                (failure.code, failure.kind.as_str()),
                (5, "damaged"),
                "{what}, {command:?}: {failure:?}"
            );
        }
        assert_eq!(contents(copy.data()), before, "{what}: a file was touched");
    }
}

#[test]
fn the_office_keeps_off_what_is_not_its_own() {
    let directory = tempfile::tempdir().unwrap();
    let foreign = directory.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("letter.txt"), "亲爱的").unwrap();
    let before = contents(&foreign);
    let office = Office::at(&foreign);
    assert_eq!(office.run(&["init", "--name", "振兴路社区", "--area", "321181001025"]).failure().code, 5);
    assert_eq!(office.run(&["user", "list"]).failure().code, 5);
    assert_eq!(office.run(&["verify"]).failure().code, 5);
    assert_eq!(contents(&foreign), before);
    let absent = Office::at(&directory.path().join("absent"));
    let failure = absent.run(&["user", "list"]).failure();
    assert_eq!((failure.code, failure.kind.as_str()), (2, "not_found"), "{failure:?}");
}

/// The book itself, whatever it is called.
fn largest_file(directory: &Path) -> PathBuf {
    let names = contents(directory);
    let (name, _) = names.iter().max_by_key(|(_, bytes)| bytes.len()).expect("a book has files");
    directory.join(name)
}
