//! `enrol`: one invitation, one device.

use huben_tests::chance::Chance;
use huben_tests::clock::Clock;
use huben_tests::phone::{Phone, id};
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2};
use huben_tests::proxy::{Direction, Line};
use huben_tests::world::World;

use crate::make::{assert_fields, household, texts, visit};

fn invited(world: &World) -> (Phone, String) {
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let invitation = world.office.invite(&user);
    (world.new_phone("李红梅", &user), invitation)
}

#[test]
fn enrolling_tells_who_one_is_and_for_which_areas() {
    let world = World::open();
    let (phone, invitation) = invited(&world);
    let enrolled = phone.enrol(&invitation);
    assert_fields(&enrolled, &["user", "device", "areas"]);
    assert_eq!(enrolled["user"]["id"], phone.user.as_str());
    assert_eq!(enrolled["user"]["name"], "李红梅");
    let areas: Vec<_> =
        enrolled["areas"].as_array().unwrap().iter().map(|a| a["code"].as_str().or(a.as_str())).collect();
    assert!(areas.contains(&Some(GRID_1)), "{enrolled}");
    let listed = world.office.ok(&["device", "list"]);
    assert_eq!(listed["items"][0]["id"], enrolled["device"]);
}

#[test]
fn an_invitation_serves_one_device_only() {
    let world = World::open();
    let (phone, invitation) = invited(&world);
    phone.enrol(&invitation);
    let other = world.new_phone("李红梅", &phone.user);
    assert_eq!(other.run(&["enrol", &invitation]).failure().code, 3);
}

#[test]
fn a_device_whose_answer_was_lost_gets_the_same_answer_again() {
    let mut world = World::open();
    let proxy = world.proxy();
    world.office.announce_as(Some(proxy.url()));
    let (phone, invitation) = invited(&world);
    proxy.set(Line::CutOnce { direction: Direction::Down, after: 40 });
    let first = phone.run(&["enrol", &invitation]);
    assert_eq!(proxy.counts().cuts, 1);
    if first.code != Some(0) {
        assert_eq!(first.failure().code, 4);
        phone.enrol(&invitation);
    }
    assert_eq!(world.office.ok(&["device", "list"])["total"], 1);
}

#[test]
fn an_invitation_that_ran_out_is_refused() {
    let mut world = World::open();
    let (phone, invitation) = invited(&world);
    world.office.stop();
    world.office.set_clock(Clock::OffByDays(1));
    world.office.serve();
    assert_eq!(phone.run(&["enrol", &invitation]).failure().code, 3);
}

#[test]
fn what_is_no_invitation_is_told_by_its_name() {
    let world = World::open();
    let (phone, invitation) = invited(&world);
    for wrong in ["", "hello", "huben:", "huben:AAAA", &invitation[..invitation.len() / 2]] {
        phone.run(&["enrol", wrong]).fails(2, "invalid_input", Some("invitation"));
    }
    phone.enrol(&invitation);
}

#[test]
fn without_the_office_enrolling_is_offline_and_can_be_tried_again() {
    let mut world = World::open();
    let (phone, invitation) = invited(&world);
    world.office.stop();
    phone.run(&["enrol", &invitation]).fails(4, "offline", None);
    world.office.serve();
    phone.enrol(&invitation);
}

#[test]
fn an_enrolled_directory_is_not_enrolled_over() {
    let world = World::open();
    let (phone, invitation) = invited(&world);
    phone.enrol(&invitation);
    let household = household(&phone, "3-2-501", "王秀英");
    let second = world.office.invite(&phone.user);
    assert_ne!(phone.run(&["enrol", &second]).code, Some(0));
    assert_eq!(phone.items(&["household", "list"]), [household]);
}

#[test]
fn enrolling_again_after_the_fetch_was_cut_goes_on_with_the_book_that_stands() {
    let mut world = World::open();
    let proxy = world.proxy();
    world.office.announce_as(Some(proxy.url()));
    let (phone, invitation) = invited(&world);
    // More to fetch than the line lets through, which is enough for the answer to the enrolment.
    phone.enrol(&invitation);
    let mut chance = Chance::of_test(13);
    let home = id(&household(&phone, "3-2-501", "王秀英"));
    for _ in 0..8 {
        let text: String =
            (0..300).filter_map(|_| char::from_u32(0x4e00 + chance.below(5000) as u32)).collect();
        visit(&phone, &home, &text);
    }
    phone.sync();
    let (cut, invitation) = invited(&world);
    proxy.set(Line::CutEachConnection { direction: Direction::Down, after: 2_000 });
    cut.run(&["enrol", &invitation]).fails(4, "offline", None);
    assert!(cut.data().join("book.db").exists(), "the enrolment itself was cut");
    proxy.set(Line::Open);
    cut.enrol(&invitation);
    assert_eq!(texts(&cut, &home), texts(&phone, &home));
    // Once more, and nothing is made anew.
    let own = id(&visit(&cut, &home, "自己记的"));
    cut.enrol(&invitation);
    assert_eq!(cut.state(&own), "at_office");
}

#[test]
fn enrolment_brings_the_whole_directory() {
    let world = World::open();
    let worker = world.worker("李红梅");
    // A code of the neighbour is known and not allowed; one that nobody has is unknown.
    let add = |area: &str| {
        worker.run(&["household", "add", "--area", area, "--address", "1-1-101", "--contact", "张三"])
    };
    assert_eq!(add(GRID_2).failure().code, 3);
    add(huben_tests::places::NOWHERE).fails(2, "invalid_input", Some("area"));
    let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
    assert_eq!(desk.ok(&["household", "list"])["total"], 0);
}

#[test]
fn a_book_beside_what_its_enrolment_left_over_is_opened_and_not_made_anew() {
    let world = World::open();
    let (phone, invitation) = invited(&world);
    phone.enrol(&invitation);
    let home = id(&household(&phone, "3-2-501", "王秀英"));
    phone.sync();
    let unsent = id(&visit(&phone, &home, "还没送出"));
    // Killed after the book was there and before the key of the question was taken away; then, perhaps, another
    // invitation is tried.
    let second = world.office.invite(&phone.user);
    for invitation in [invitation, second] {
        std::fs::write(phone.data().join("enrolment"), [7; 32]).unwrap();
        phone.ok(&["household", "list"]);
        phone.enrol(&invitation);
        assert_eq!(texts(&phone, &home), ["还没送出"]);
        assert_eq!(phone.state(&unsent), "at_office");
        assert!(!phone.data().join("enrolment").exists());
        assert_eq!(world.office.ok(&["device", "list"])["total"], 1);
    }
}
