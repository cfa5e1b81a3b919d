//! (h) A hub restored from an older backup gets back everything that phones were told was safe, and statuses tell
//! the truth meanwhile.

use huben_tests::database;
use huben_tests::office::Office;
use huben_tests::phone::{Phone, id};
use huben_tests::world::World;

use super::j_damaged::damage;
use crate::make::{assert_same, household, issue, settle_down, shared_household, text_set, visit};

struct Burnt {
    world: World,
    desk: Phone,
    li: Phone,
    wang: Phone,
    home: String,
}

impl Burnt {
    /// A backup in the morning, a day of work that everybody was told is at the office, and then a fire.
    fn down() -> Burnt {
        let mut world = World::open();
        let (desk, li, wang) = (world.desk(), world.worker("李红梅"), world.worker("王志强"));
        let home = shared_household(&desk, &[&li, &wang]);
        visit(&li, &home, "备份之前");
        settle_down(&[&li, &wang, &desk]);
        let backup = world.directory().join("morning.backup");
        world.office.ok(&["backup", "--to", backup.to_str().unwrap()]);

        visit(&li, &home, "李红梅备份之后");
        visit(&wang, &home, "王志强备份之后");
        li.ok(&["household", "edit", &home, "--phone", "13805281234"]);
        household(&wang, "5-1-101", "备份后新增");
        issue(&li, "备份后的隐患");
        settle_down(&[&li, &wang, &desk]);
        assert_eq!([&li, &wang].map(|phone| phone.ok(&["status"])["saved"].clone()), [0, 0]);

        world.office.kill();
        let restored = world.directory().join("restored");
        Office::at(&restored).ok(&["restore", "--from", backup.to_str().unwrap()]);
        let office = std::mem::replace(&mut world.office, Office::at(&restored));
        world.office = office.moved_to(&restored);
        Burnt { world, desk, li, wang, home }
    }

    fn truth(&self) -> [&'static str; 3] {
        ["备份之前", "李红梅备份之后", "王志强备份之后"]
    }
}

#[test]
fn everything_that_was_told_safe_comes_back() {
    let mut burnt = Burnt::down();
    burnt.world.office.serve();
    settle_down(&[&burnt.li, &burnt.wang, &burnt.desk]);
    for item in burnt.world.office.ok(&["held", "list"])["items"].as_array().unwrap() {
        burnt.world.office.ok(&["held", "accept", &id(item)]);
    }
    settle_down(&[&burnt.li, &burnt.wang, &burnt.desk]);
    // Somebody who was not there reads it from the office itself.
    let fresh = burnt.world.worker("新来的");
    let expected = burnt.truth().map(str::to_owned).into_iter().collect();
    for phone in [&fresh, &burnt.li, &burnt.wang, &burnt.desk] {
        assert_eq!(text_set(phone, &burnt.home), expected, "{}", phone.name);
        assert_eq!(phone.ok(&["household", "show", &burnt.home])["phone"], "13805281234", "{}", phone.name);
        assert_eq!(phone.ok(&["household", "list"])["total"], 2, "{}", phone.name);
        assert_eq!(phone.items(&["issue", "list"])[0]["text"], "备份后的隐患", "{}", phone.name);
        assert_eq!(phone.ok(&["verify"])["ok"], true);
    }
    assert_same(&burnt.desk, &fresh, &[huben_tests::places::GRID_1]);
    assert_eq!(burnt.world.office.ok(&["verify"])["ok"], true);
}

#[test]
fn statuses_tell_the_truth_while_the_hub_catches_up() {
    let mut burnt = Burnt::down();
    burnt.world.office.serve();
    // Wang syncs; Li has not spoken with the restored hub. What Wang is told safe is safe there.
    burnt.wang.sync();
    assert_eq!(burnt.wang.ok(&["status"])["saved"], 0);
    let fresh = burnt.world.worker("新来的");
    assert!(text_set(&fresh, &burnt.home).contains("王志强备份之后"));
    // An interrupted meeting must leave "saved", never "at the office": kill the hub before Li's sync.
    burnt.world.office.kill();
    assert_eq!(burnt.li.run(&["sync"]).failure().code, 4);
    burnt.world.office.serve();
    burnt.li.sync();
    let status = burnt.li.ok(&["status"]);
    assert_eq!((&status["saved"], &status["needs_attention"]), (&0.into(), &0.into()), "{status}");
    fresh.sync();
    assert!(text_set(&fresh, &burnt.home).contains("李红梅备份之后"));
}

#[test]
fn a_device_that_the_restored_hub_never_met_is_not_lost() {
    let mut world = World::open();
    let desk = world.desk();
    let backup = world.directory().join("morning.backup");
    world.office.ok(&["backup", "--to", backup.to_str().unwrap()]);
    let late = world.worker("李红梅");
    let home = id(&household(&late, "3-2-501", "王秀英"));
    visit(&late, &home, "备份后登记的手机");
    late.sync();
    world.office.kill();
    let restored = world.directory().join("restored");
    Office::at(&restored).ok(&["restore", "--from", backup.to_str().unwrap()]);
    let office = std::mem::replace(&mut world.office, Office::at(&restored));
    world.office = office.moved_to(&restored);
    world.office.serve();
    // Pending until confirmed: told so, and nothing it holds is dropped or claimed.
    let outcome = late.run(&["sync"]);
    assert!([Some(0), Some(3)].contains(&outcome.code), "{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(text_set(&late, &home).len(), 1);
    if outcome.code == Some(3) {
        assert_eq!(late.ok(&["status"])["at_office"], 0, "claimed safe at a hub that lost it");
    }
    desk.sync();
    assert_eq!(desk.ok(&["verify"])["ok"], true);
}

#[test]
fn a_colleagues_record_that_cannot_be_read_here_any_more_does_not_keep_the_rest_from_coming_back() {
    let mut burnt = Burnt::down();
    let added = burnt.li.items(&["household", "list"]);
    let added = id(added.iter().find(|card| card["contact"] == "备份后新增").expect("a colleague's card"));
    damage(&database::book(burnt.li.data()), "chunk", &added);
    burnt.world.office.serve();
    let synced = burnt.li.sync();
    assert!(synced["round_trips"].as_u64().is_some_and(|trips| trips < 10), "{synced}");
    settle_down(&[&burnt.li, &burnt.wang, &burnt.desk]);
    for phone in [&burnt.li, &burnt.wang, &burnt.desk] {
        assert_eq!(phone.ok(&["household", "show", &added])["contact"], "备份后新增", "{}", phone.name);
        assert_eq!(text_set(phone, &burnt.home).len(), 3, "{}", phone.name);
    }
}

#[test]
fn what_the_office_has_no_room_for_stays_with_whoever_has_the_last_copy() {
    let mut burnt = Burnt::down();
    // As much of Wang's phone waits at the office as one device may have waiting. Nobody but Wang comes back.
    let devices = burnt.world.office.ok(&["device", "list"]);
    let wangs = devices["items"].as_array().unwrap().iter().find(|one| one["user"]["id"] == burnt.wang.user);
    let device = id(wangs.unwrap()).parse::<huben_domain::DeviceId>().unwrap().to_bytes();
    let office = database::office(burnt.world.office.data());
    office
        .execute(
            "INSERT INTO held (id, document, hash, kind, root, epoch, bytes, device, reason, received_at_ms)
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000)
             SELECT randomblob(16), randomblob(16), randomblob(32), 'visit', randomblob(16), 0, x'00', ?1, 'waits', 0 FROM n",
            [device],
        )
        .unwrap();
    burnt.world.office.serve();
    let synced = burnt.wang.sync();
    assert!(synced["round_trips"].as_u64().is_some_and(|trips| trips < 10), "{synced}");
    assert!(text_set(&burnt.wang, &burnt.home).contains("李红梅备份之后"), "the last copy is gone");
    assert_eq!(burnt.wang.ok(&["verify"])["ok"], true);
    // The office has gone through it: with another run it is there, for a person to take.
    office.execute("DELETE FROM held", []).unwrap();
    burnt.wang.sync();
    for item in burnt.world.office.ok(&["held", "list"])["items"].as_array().unwrap() {
        burnt.world.office.ok(&["held", "accept", &id(item)]);
    }
    let fresh = burnt.world.worker("新来的");
    assert!(text_set(&fresh, &burnt.home).contains("李红梅备份之后"));
}
