//! (j) A damaged document or an entry that cannot be applied never stops another.

use huben_tests::database;
use huben_tests::phone::id;
use huben_tests::places::GRID_1;
use huben_tests::world::World;
use rusqlite::{Connection, params};

use crate::make::{assert_same, household, settle_down, sync_all, text_set, visit};

/// Turns a byte over in every change of one record; gives back what stood there.
pub(super) fn damage(file: &Connection, table: &str, record: &str) -> Vec<(i64, Vec<u8>)> {
    let place = if table == "change" { "seq" } else { "place" };
    let document = record.parse::<huben_domain::DocumentId>().unwrap().to_bytes();
    let mut query = file.prepare(&format!("SELECT {place}, bytes FROM {table} WHERE document = ?1")).unwrap();
    let rows = query.query_map([document], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let before: Vec<(i64, Vec<u8>)> = rows.collect::<Result<_, _>>().unwrap();
    assert!(!before.is_empty(), "{record} is not in {table}");
    for (at, bytes) in &before {
        let mut spoilt = bytes.clone();
        let middle = spoilt.len() / 2;
        spoilt[middle] ^= 0x10;
        put_back(file, table, &[(*at, spoilt)]);
    }
    before
}

fn put_back(file: &Connection, table: &str, rows: &[(i64, Vec<u8>)]) {
    let place = if table == "change" { "seq" } else { "place" };
    for (at, bytes) in rows {
        file.execute(&format!("UPDATE {table} SET bytes = ?2 WHERE {place} = ?1"), params![at, bytes])
            .unwrap();
    }
}

#[test]
fn a_record_damaged_at_the_office_stops_no_other_and_loses_no_work() {
    let mut world = World::open();
    let (desk, worker, colleague) = (world.desk(), world.worker("李红梅"), world.worker("王志强"));
    let broken = id(&household(&desk, "3-2-501", "王秀英"));
    let whole = id(&household(&desk, "3-2-502", "赵国强"));
    sync_all(&[&desk, &worker]);

    world.office.stop();
    let office = database::office(world.office.data());
    let before = damage(&office, "change", &broken);
    world.office.serve();
    // Who has not got it gets everything else; who has it works on.
    colleague.sync();
    assert_eq!(colleague.ok(&["household", "list"])["total"], 1);
    assert_eq!(colleague.ok(&["household", "show", &whole])["contact"], "赵国强");
    worker.ok(&["household", "edit", &broken, "--note", "社区那份坏了"]);
    visit(&worker, &broken, "坏卡的走访");
    visit(&worker, &whole, "好卡的走访");
    let result = worker.sync();
    assert_eq!(
        (&result["held"], &result["refused"], &result["sent"]),
        (&1.into(), &0.into(), &2.into()),
        "{result}"
    );
    colleague.sync();
    assert_eq!(text_set(&colleague, &whole).len(), 1);
    assert_eq!(world.office.run(&["verify"]).code, Some(5));

    // Put right from a copy: what was kept is taken, and everybody has everything.
    world.office.stop();
    put_back(&office, "change", &before);
    world.office.serve();
    for held in world.office.ok(&["held", "list"])["items"].as_array().unwrap() {
        world.office.ok(&["held", "accept", &id(held)]);
    }
    settle_down(&[&colleague, &worker, &desk]);
    assert_eq!(world.office.ok(&["verify"])["ok"], true);
    for phone in [&worker, &colleague] {
        assert_eq!(phone.ok(&["household", "show", &broken])["note"], "社区那份坏了", "{}", phone.name);
        assert_eq!(phone.ok(&["attention"])["total"], 0);
        assert_same(&desk, phone, &[GRID_1]);
    }
}

#[test]
fn a_record_damaged_on_the_phone_stops_no_other_and_comes_back_whole() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let broken = id(&household(&desk, "3-2-501", "王秀英"));
    let whole = id(&household(&desk, "3-2-502", "赵国强"));
    sync_all(&[&desk, &worker]);
    worker.ok(&["household", "edit", &broken, "--note", "还没送出"]);
    let file = database::book(worker.data());
    damage(&file, "chunk", &broken);
    drop(file);

    worker.run(&["verify"]).fails(5, "damaged", None);
    visit(&worker, &whole, "照常走访");
    desk.ok(&["household", "edit", &broken, "--phone", "13805280033"]);
    desk.ok(&["household", "edit", &whole, "--phone", "13805280044"]);
    desk.sync();
    // Nothing stands in the way of the others, told to repair or not.
    worker.run(&["sync"]);
    assert_eq!(worker.ok(&["household", "show", &whole])["phone"], "13805280044");
    worker.run(&["rebuild"]);
    worker.sync();
    settle_down(&[&worker, &desk]);
    assert_eq!(worker.ok(&["verify"])["ok"], true);
    let shown = worker.ok(&["household", "show", &broken]);
    assert_eq!((&shown["phone"], &shown["note"]), (&"13805280033".into(), &"还没送出".into()), "{shown}");
    assert_same(&desk, &worker, &[GRID_1]);
    assert_eq!(worker.ok(&["status"])["saved"], 0);
}

#[test]
fn a_record_that_is_filed_as_something_else_here_is_filed_as_the_office_has_it() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let wrong = id(&household(&desk, "3-2-501", "王秀英"));
    let whole = id(&household(&desk, "3-2-502", "赵国强"));
    desk.sync();
    visit(&desk, &wrong, "挂在它上面的走访");
    settle_down(&[&desk, &worker]);
    // A record of a kind that another version knew, and one that hangs on the wrong root.
    let document = |record: &str| record.parse::<huben_domain::DocumentId>().unwrap().to_bytes();
    let book = database::book(worker.data());
    for kind in ["issue", "deliberation"] {
        book.execute(
            "UPDATE document SET kind = ?2, root = ?3 WHERE id = ?1",
            params![document(&wrong), kind, document(&whole)],
        )
        .unwrap();
        worker.run(&["rebuild"]);
        assert_eq!(worker.ok(&["household", "list"])["total"], 1, "{kind}");
        if kind == "deliberation" {
            // Nothing is wrong with a kind that is not known: it is filed anew when the office speaks of it.
            desk.ok(&["household", "edit", &wrong, "--note", "社区又写了一次"]);
            desk.sync();
        }
        worker.sync();
        settle_down(&[&worker, &desk]);
        assert_same(&desk, &worker, &[GRID_1]);
        assert_eq!(worker.ok(&["verify"])["ok"], true, "{kind}");
        worker.ok(&["household", "edit", &wrong, "--phone", "13805280033"]);
        worker.sync();
        assert_eq!(worker.state(&wrong), "at_office", "{kind}");
        settle_down(&[&worker, &desk]);
    }
}
