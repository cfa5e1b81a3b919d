//! (e) A refused intent lands under attention with its text, its siblings are accepted, and `--retry` works once the
//! office allows it.
//!
//! From outside one road leads there: the office is restored from a backup of a time when the user had fewer rights.

use huben_tests::office::Office;
use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::world::World;

use crate::make::{household, issue};

#[test]
fn work_that_the_office_does_not_allow_waits_with_its_text_and_is_taken_later() {
    let mut world = World::open();
    let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
    let person = world.phone("李红梅", "volunteer", &[GRID_1]);
    desk.sync();
    person.sync();
    let backup = world.directory().join("office.backup");
    world.office.ok(&["backup", "--to", backup.to_str().unwrap()]);

    // Promoted after the backup; the phone learns of it and records as a grid worker.
    world.office.ok(&["user", "set", "--user", &person.user, "--role", "grid-worker", "--area", GRID_1]);
    person.sync();
    let home = id(&household(&person, "3-2-501", "王秀英"));
    let sibling = id(&issue(&person, "盲道被占"));

    world.office.stop();
    let restored = world.directory().join("restored");
    Office::at(&restored).ok(&["restore", "--from", backup.to_str().unwrap()]);
    let office = std::mem::replace(&mut world.office, Office::at(&restored));
    world.office = office.moved_to(&restored);
    world.office.serve();

    let result = person.run(&["sync"]);
    assert_eq!(result.code, Some(0), "{}{}", result.stdout, result.stderr);
    assert_eq!(person.state(&sibling), "at_office", "a sibling was stopped");
    let attention = person.ok(&["attention"]);
    assert!(attention["total"].as_u64() >= Some(1), "{attention}");
    assert!(attention.to_string().contains("王秀英"), "the text is not there: {attention}");
    assert!(person.ok(&["status"])["needs_attention"].as_u64() >= Some(1));

    world.office.ok(&["user", "set", "--user", &person.user, "--role", "grid-worker", "--area", GRID_1]);
    person.sync();
    for item in person.items(&["attention"]) {
        person.ok(&["attention", "resolve", &id(&item), "--retry"]);
    }
    person.sync();
    assert_eq!(person.ok(&["attention"])["total"], 0);
    desk.sync();
    assert_eq!(desk.ok(&["household", "show", &home])["contact"], "王秀英");
    assert_eq!(desk.ok(&["issue", "show", &sibling])["text"], "盲道被占");
}
