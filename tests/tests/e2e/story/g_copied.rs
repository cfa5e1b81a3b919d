//! (g) A copied data directory: both copies' work is kept, sync stays live, the office is told.

use huben_tests::phone::Phone;
use huben_tests::world::World;

use crate::make::{settle_down, shared_household, text_set, visit};

fn work(phone: &Phone, home: &str, who: &str, from: usize) {
    for nth in from..from + 3 {
        visit(phone, home, &format!("{who}第{nth}条"));
    }
}

#[test]
fn both_copies_keep_their_work_and_go_on_syncing() {
    let world = World::open();
    let (desk, original) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&original]);
    work(&original, &home, "复制前", 0);
    let copy = original.copied_to(&world.new_directory("copy"));
    for round in 0..3 {
        work(&original, &home, "原件", 3 * round);
        work(&copy, &home, "复件", 3 * round);
        original.ok(&["household", "edit", &home, "--note", &format!("原件{round}")]);
        copy.ok(&["household", "edit", &home, "--phone", &format!("1380528000{round}")]);
        settle_down(&[&original, &copy, &original, &copy]);
    }
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 3 + 9 + 9);
    for phone in [&original, &copy] {
        assert_eq!(text_set(phone, &home), text_set(&desk, &home));
        assert_eq!(phone.ok(&["household", "show", &home]), desk.ok(&["household", "show", &home]));
        let status = phone.ok(&["status"]);
        assert_eq!((&status["saved"], &status["needs_attention"]), (&0.into(), &0.into()), "{status}");
        assert_eq!(phone.ok(&["verify"])["ok"], true);
    }
    let shown = desk.ok(&["household", "show", &home]);
    assert_eq!(
        (shown["note"].as_str(), shown["phone"].as_str()),
        (Some("原件2"), Some("13805280002")),
        "{shown}"
    );
}

#[test]
fn the_office_is_told_of_the_copy() {
    let world = World::open();
    let (desk, original) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&original]);
    let devices = |world: &World| {
        let list = world.office.ok(&["device", "list"]);
        let mine = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|device| device.to_string().contains(&original.user));
        mine.unwrap_or_else(|| panic!("{list}")).clone()
    };
    let before = devices(&world);
    let copy = original.copied_to(&world.new_directory("copy"));
    work(&original, &home, "原件", 0);
    work(&copy, &home, "复件", 0);
    settle_down(&[&original, &copy, &original, &copy]);
    let after = devices(&world);
    let marks: Vec<_> = after
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value) && !name.ends_with("_at"))
        .map(|(name, _)| name.as_str())
        .collect();
    let told =
        marks.iter().any(|name| ["clone", "copy", "copied", "fork"].iter().any(|word| name.contains(word)));
    assert!(told, "device list shows no sign of the copy: {before} then {after}");
}
