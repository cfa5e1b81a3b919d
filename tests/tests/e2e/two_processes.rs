//! Two processes on one data directory at once.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use huben_tests::phone::id;
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::proxy::Line;
use huben_tests::world::World;

use crate::make::{household, shared_household, text_set, visit};

#[test]
fn writers_take_turns_and_nothing_is_lost() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let texts: Vec<String> = (0..12).map(|nth| format!("同时写的第{nth}条")).collect();
    let running: Vec<_> = texts
        .iter()
        .map(|text| worker.start(&["visit", "record", "--household", &home, "--text", text]))
        .collect();
    let mut recorded = BTreeSet::new();
    for ((running, line), text) in running.into_iter().zip(&texts) {
        let outcome = running.finish(&line);
        if outcome.code == Some(0) {
            recorded.insert(text.clone());
        } else {
            // Waiting up to 5 s is the promise; on a loaded machine somebody may be told so.
            outcome.fails(5, "locked", None);
        }
    }
    assert_eq!(text_set(&worker, &home), recorded);
    assert!(recorded.len() >= 6, "only {} of 12 got through", recorded.len());
    assert_eq!(worker.ok(&["verify"])["ok"], true);
}

#[test]
fn a_running_sync_never_blocks_recording() {
    let mut world = World::open();
    let proxy = world.proxy();
    let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
    let worker = world.phone_behind(&proxy, "李红梅", "grid-worker", &[GRID_1]);
    let home = shared_household(&desk, &[&worker]);
    visit(&worker, &home, "同步之前");
    // Every piece waits: the sync lasts, and the recording beside it must not.
    proxy.set(Line::Delay(Duration::from_secs(4)));
    let before = proxy.counts().requests;
    let (sync, line) = worker.start(&["sync"]);
    let deadline = Instant::now() + Duration::from_secs(60);
    while proxy.counts().requests == before {
        assert!(Instant::now() < deadline, "the sync never began");
        std::thread::yield_now();
    }
    let began = Instant::now();
    let during = id(&visit(&worker, &home, "同步之中"));
    assert!(began.elapsed() < Duration::from_secs(3), "recording waited {:?}", began.elapsed());
    assert_eq!(text_set(&worker, &home).len(), 2, "reading beside a sync");
    assert_eq!(worker.state(&during), "saved");
    sync.finish(&line).ok();
    proxy.set(Line::Open);
    worker.sync();
    assert_eq!(worker.ok(&["status"])["saved"], 0);
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 2);
}

#[test]
fn two_syncs_at_once_double_nothing() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    for round in 0..4 {
        visit(&worker, &home, &format!("第{round}轮"));
        let syncs = [worker.start(&["sync"]), worker.start(&["sync"])];
        let codes: Vec<_> = syncs.map(|(running, line)| running.finish(&line).code).to_vec();
        assert!(codes.contains(&Some(0)), "{codes:?}");
        assert!(codes.iter().all(|code| [Some(0), Some(5)].contains(code)), "{codes:?}");
    }
    worker.sync();
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 4);
    // One book, one device: nobody was taken for a copy.
    assert_eq!(worker.ok(&["status"])["saved"], 0);
}

#[test]
fn the_office_is_administered_while_it_serves_and_phones_sync() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    for nth in 0..5 {
        visit(&worker, &home, &format!("第{nth}条"));
        let (sync, line) = worker.start(&["sync"]);
        world.office.add_user(&format!("新人{nth}"), "grid-worker", &[GRID_1], &[]);
        sync.finish(&line).ok();
    }
    assert_eq!(world.office.ok(&["user", "list"])["total"], 6);
}
