//! (b) A cut at any byte, in either direction, costs at most one request and loses or doubles nothing.

use huben_tests::chance::Chance;
use huben_tests::phone::Phone;
use huben_tests::places::{COMMUNITY, GRID_1};
use huben_tests::proxy::{Counts, CuttingProxy, Direction, Line};
use huben_tests::world::World;

use crate::make::{assert_same, shared_household, text_set, visit};

/// Positions drawn in each direction; every byte is tried in the crate that holds the driver.
const SAMPLES: usize = 12;

struct Street {
    _world: World,
    proxy: CuttingProxy,
    desk: Phone,
    worker: Phone,
    colleague: Phone,
    home: String,
    days: usize,
}

impl Street {
    fn open() -> Street {
        let mut world = World::open();
        let proxy = world.proxy();
        let desk = world.phone("周建华", "supervisor", &[COMMUNITY]);
        let colleague = world.worker("王志强");
        let worker = world.phone_behind(&proxy, "李红梅", "grid-worker", &[GRID_1]);
        let home = shared_household(&desk, &[&worker, &colleague]);
        Street { proxy, desk, worker, colleague, home, days: 0, _world: world }
    }

    /// Both record something, the colleague's is at the office: the worker's next sync has work in both directions.
    fn record(&mut self) {
        self.days += 1;
        visit(&self.worker, &self.home, &format!("李红梅第{}天", self.days));
        visit(&self.colleague, &self.home, &format!("王志强第{}天", self.days));
        self.colleague.sync();
    }

    /// Syncs over this line until it is through; what went over the wire.
    fn sync_over(&self, line: Line) -> Counts {
        let before = self.proxy.counts();
        self.proxy.set(line);
        let attempts = self.worker.sync_over_a_bad_line();
        assert!(attempts.len() <= 2, "one cut, {} attempts: {attempts:?}", attempts.len());
        self.proxy.set(Line::Open);
        self.proxy.counts() - before
    }
}

#[test]
fn a_cut_anywhere_costs_one_request_and_loses_or_doubles_nothing() {
    let mut chance = Chance::of_test(0xb);
    let mut street = Street::open();
    street.record();
    let usual = street.sync_over(Line::Open);
    assert_eq!(usual.requests, 1, "{usual:?}");
    for direction in [Direction::Up, Direction::Down] {
        let length = if direction == Direction::Up { usual.bytes_up } else { usual.bytes_down };
        for sample in 0..SAMPLES {
            // The first and the last byte, and places drawn between.
            let after = match sample {
                0 => 0,
                1 => length - 1,
                _ => chance.below(length),
            };
            street.record();
            let went = street.sync_over(Line::CutOnce { direction, after });
            assert!(went.requests <= 2, "{direction:?} cut at byte {after}: {went:?}");
            assert_eq!(street.worker.ok(&["status"])["saved"], 0, "{direction:?} cut at byte {after}");
        }
    }
    street.desk.sync();
    assert_eq!(text_set(&street.desk, &street.home).len(), 2 * street.days);
    assert_same(&street.desk, &street.worker, &[GRID_1]);
}

#[test]
fn a_status_never_claims_what_a_cut_answer_did_not_bring() {
    let mut street = Street::open();
    street.record();
    // The office takes everything, and its answer dies on the way.
    street.proxy.set(Line::CutEachConnection { direction: Direction::Down, after: 60 });
    let outcome = street.worker.run(&["sync"]);
    assert_eq!(outcome.failure().code, 4);
    assert_eq!(street.worker.ok(&["status"])["saved"], 1);
    street.desk.sync();
    assert_eq!(text_set(&street.desk, &street.home).len(), 2, "the office had taken it");
    street.proxy.set(Line::Open);
    street.worker.sync();
    assert_eq!(street.worker.ok(&["status"])["saved"], 0);
    street.desk.sync();
    assert_eq!(text_set(&street.desk, &street.home).len(), 2);
}
