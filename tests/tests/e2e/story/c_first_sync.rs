//! (c) First sync by pages: over 500 households with a cut every 64 kB at most one page is fetched twice,
//! and lists answer after the first page.

use std::fmt::Write as _;

use huben_tests::chance::Chance;
use huben_tests::phone::Phone;
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2};
use huben_tests::proxy::{Direction, Line};
use huben_tests::world::World;

use crate::make::assert_same;

const HOUSEHOLDS: usize = 500;
const BETWEEN_CUTS: u64 = 64 * 1024;

/// A desk that holds 500 households of two grids, with notes that do not compress to nothing.
fn street() -> (World, Phone) {
    let world = World::open();
    let desk = world.desk();
    for (grid, households) in [(GRID_1, HOUSEHOLDS * 3 / 5), (GRID_2, HOUSEHOLDS * 2 / 5)] {
        let file = world.directory().join(format!("{grid}.csv"));
        std::fs::write(&file, ledger(grid, households)).unwrap();
        desk.ok(&["household", "import", file.to_str().unwrap(), "--area", grid]);
    }
    desk.sync();
    (world, desk)
}

fn ledger(grid: &str, households: usize) -> String {
    let mut chance = Chance::seeded(grid.parse().unwrap());
    let characters: Vec<char> =
        "晚上在家老人独居耳背有狗勿按门铃儿子周末回来租客换锁电动车充电桩煤气软管已换药量".chars().collect();
    let mut ledger = "小区,地址,户主,联系电话,备注\n".to_owned();
    for nth in 0..households {
        let note: String = (0..240).map(|_| *chance.pick(&characters)).collect();
        let (building, unit, room) = (1 + nth / 40, 1 + nth / 20 % 2, 101 + nth % 20 / 2 * 100 + nth % 2);
        let name: String = (0..3).map(|_| *chance.pick(&characters)).collect();
        let phone = 13_800_000_000 + chance.below(99_999_999);
        writeln!(ledger, "振兴花园,{building}-{unit}-{room},{name},{phone},{note}").unwrap();
    }
    ledger
}

#[test]
fn with_a_cut_every_64_kilobytes_at_most_one_page_is_fetched_twice() {
    let (mut world, desk) = street();
    let proxy = world.proxy();
    world.office.announce_as(Some(proxy.url()));

    // How many requests and bytes it takes when nothing is cut.
    let calm = world.phone("计量", "supervisor", &[COMMUNITY]);
    calm.sync();
    let usual = proxy.counts();
    assert_eq!(calm.ok(&["household", "list"])["total"], HOUSEHOLDS);

    let user = world.office.add_user("新来的", "supervisor", &[COMMUNITY], &[]);
    let phone = world.new_phone("新来的", &user);
    let invitation = world.office.invite(&user);
    let before = proxy.counts();
    proxy.set(Line::CutEvery { direction: Direction::Down, bytes: BETWEEN_CUTS });
    let enrolled = phone.run(&["enrol", &invitation]);
    assert!([Some(0), Some(4)].contains(&enrolled.code), "{}{}", enrolled.stdout, enrolled.stderr);
    if enrolled.code == Some(4) && phone.run(&["status"]).code != Some(0) {
        phone.enrol(&invitation);
    }
    phone.sync_over_a_bad_line();
    let went = proxy.counts() - before;
    println!("calm {usual:?}\ncut  {went:?}");
    assert!(went.cuts >= 1, "nothing was cut: {went:?}");
    // Pages grow smaller after a cut, so there are more of them; what is fetched twice is one page a cut at most.
    let extra_bytes = went.bytes_down.saturating_sub(usual.bytes_down);
    assert!(extra_bytes <= went.cuts * BETWEEN_CUTS, "{went:?} against {usual:?}");
    assert_same(&desk, &phone, &[COMMUNITY]);
}

#[test]
fn lists_answer_after_the_first_page_and_ones_own_grid_comes_first() {
    let (mut world, desk) = street();
    let proxy = world.proxy();
    world.office.announce_as(Some(proxy.url()));
    // Grid 2 is the worker's own; the community comes from standing in for somebody.
    let user = world.office.add_user("陈晓燕", "grid-worker", &[GRID_2, GRID_1], &[]);
    let phone = world.new_phone("陈晓燕", &user);
    let invitation = world.office.invite(&user);
    // Nothing beyond the first pages gets through: the line dies for good after 48 kB.
    proxy.set(Line::CutEachConnection { direction: Direction::Down, after: 48 * 1024 });
    let enrolled = phone.run(&["enrol", &invitation]);
    println!("enrol: exit {:?}, {:?}", enrolled.code, proxy.counts());
    let listed = phone.items(&["household", "list"]);
    assert!(!listed.is_empty(), "no page arrived: {}{}", enrolled.stdout, enrolled.stderr);
    let found = phone.items(&["search", "振兴花园"]);
    assert!(!found.is_empty(), "search does not answer after the first page");
    if listed.len() < HOUSEHOLDS {
        let own = listed.iter().filter(|household| household["area"] == GRID_2).count();
        let own_whole = own == HOUSEHOLDS * 2 / 5;
        assert!(own == listed.len() || own_whole, "{own} of {} are of the worker's own grid", listed.len());
    }
    proxy.set(Line::Open);
    phone.sync();
    assert_same(&desk, &phone, &[GRID_1, GRID_2]);
}
