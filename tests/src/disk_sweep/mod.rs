//! Real programs on a disk that goes wrong: eight commands at every operation of its disk, one fault at a time.
//!
//! A program that was told "no" by its disk says so in words, acknowledges nothing that is not there, and works again
//! when the disk does. This file plays the trials; `scenes` is what is played, `report` counts.

mod report;
mod scenes;

use crate::chance::Chance;
use crate::faulty_disk::Fault;

pub use report::Report;
pub use scenes::{Backup, Enrol, Import, Init, Scene, UserAdd, Visits, What};

/// Everything that a disk can do to a program, short of nothing.
const FAULTS: [Fault; 9] = [
    Fault::Torn,
    Fault::Collapse,
    Fault::Short,
    Fault::Full,
    Fault::Unsynced,
    Fault::Broken,
    Fault::ReadOnly,
    Fault::Tear,
    Fault::Kill,
];

/// Plays a scene with each fault at each operation, or at `sample` drawn ones.
pub fn play(scene: &mut dyn Scene, sample: Option<usize>, chance: &mut Chance) -> Report {
    let mut report = Report::of(scene.name());
    for fault in FAULTS {
        // Struck at none of the operations: that many are there.
        let usual = operations(scene, fault);
        let places: Vec<u64> = match sample {
            None => (0..usual).collect(),
            Some(count) => (0..count).map(|_| chance.below(usual)).collect(),
        };
        for nth in places {
            let _context = Context(format!("{}: {fault:?} at {nth}", scene.name()));
            scene.prepare();
            scene.disk().plant(fault, nth);
            let outcome = scene.act();
            let struck = scene.disk().struck();
            scene.disk().mend();
            let untrue = scene.judge(&outcome, fault);
            report.trial(fault, nth, &struck, &outcome, untrue);
        }
    }
    report
}

/// How many operations of an undisturbed run this fault could strike.
fn operations(scene: &mut dyn Scene, fault: Fault) -> u64 {
    scene.prepare();
    scene.disk().plant(Fault::Watch, 0);
    let outcome = scene.act();
    let told = scene.disk().struck();
    scene.disk().mend();
    let untrue = scene.judge(&outcome, Fault::Watch);
    assert!(untrue.is_empty() && outcome.code == Some(0), "{}: {untrue:?} {outcome:?}", scene.name());
    told.iter().filter(|line| fault.strikes(line)).count() as u64
}

/// Says where we were when something panicked.
struct Context(String);

impl Drop for Context {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("while playing {}", self.0);
        }
    }
}
