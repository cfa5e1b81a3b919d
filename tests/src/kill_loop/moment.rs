//! When a kill falls: at a drawn time, or at a drawn operation of the disk, where it hurts most.

use std::time::Duration;

use crate::chance::Chance;
use crate::faulty_disk::Fault;

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// From outside, so long after the start.
    Time(Duration),
    /// Before this operation of the disk, or in the middle of this write.
    Disk(Fault, u64),
}

/// What an undisturbed run takes here and now.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usual {
    pub took: Duration,
    /// Operations of the disk, of which `writes` are writes.
    pub operations: u64,
    pub writes: u64,
}

impl Usual {
    /// The operations that a [`Fault::Watch`] told.
    pub(super) fn of(took: Duration, told: &[String]) -> Usual {
        let writes = told.iter().filter(|line| line.contains(": Write")).count() as u64;
        Usual { took, operations: told.len() as u64, writes }
    }

    /// Anywhere in such a run, and a little after its usual end.
    pub(super) fn moment(&self, chance: &mut Chance) -> Moment {
        let mut within = |usual: u64| chance.below(usual * 11 / 10 + 1);
        match within(9) {
            0..4 => Moment::Time(Duration::from_micros(within(self.took.as_micros() as u64))),
            4..7 => Moment::Disk(Fault::Kill, within(self.operations)),
            _ => Moment::Disk(Fault::Tear, within(self.writes)),
        }
    }
}
