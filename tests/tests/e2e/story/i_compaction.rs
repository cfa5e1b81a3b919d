//! (i) Compaction by itself: a cursor from before it and an unsent edit on old heads both converge.

use huben_tests::database;
use huben_tests::places::GRID_1;
use huben_tests::world::World;

use crate::make::{assert_same, settle_down, shared_household};

/// More than the 32 changes after which a document is folded.
const EDITS: usize = 40;

#[test]
fn a_cursor_and_an_edit_from_before_a_compaction_converge() {
    let world = World::open();
    let (desk, busy, away) = (world.desk(), world.worker("李红梅"), world.worker("王志强"));
    let home = shared_household(&desk, &[&busy, &away]);
    for nth in 0..EDITS {
        busy.ok(&["household", "edit", &home, "--attribute", &format!("第{nth}项=是")]);
    }
    busy.ok(&["household", "edit", &home, "--phone", "13805280011"]);
    busy.sync();
    assert_eq!(
        folded(&world),
        (1, EDITS as i64 + 2),
        "the office has folded one record and knows every change"
    );

    // Its cursor is from before, and so are the heads that it edits.
    away.ok(&["household", "edit", &home, "--phone", "13805280022"]);
    away.ok(&["household", "edit", &home, "--note", "离线时写的"]);
    settle_down(&[&away, &busy, &desk]);
    let fresh = world.worker("新来的");
    for phone in [&busy, &away, &fresh] {
        let shown = phone.ok(&["household", "show", &home]);
        assert_eq!(shown["attributes"].as_object().unwrap().len(), EDITS, "{}", phone.name);
        assert_eq!(shown["note"], "离线时写的", "{}", phone.name);
        assert_eq!(phone.ok(&["contradictions"])["items"][0]["values"].as_array().unwrap().len(), 2);
        assert_eq!(phone.ok(&["verify"])["ok"], true);
        assert_same(&desk, phone, &[GRID_1]);
    }
    assert_eq!(world.office.ok(&["verify"])["ok"], true);
}

/// How many documents have a snapshot, and how many changes are known by their hash.
fn folded(world: &World) -> (i64, i64) {
    let office = database::office(world.office.data());
    let count = |sql| office.query_row(sql, [], |row| row.get(0)).unwrap();
    (
        count("SELECT COUNT(*) FROM document WHERE snapshot IS NOT NULL"),
        count("SELECT COUNT(*) FROM change WHERE hash IS NOT NULL"),
    )
}
