//! How a machine fails in the middle of its work.

use crate::disk::{AtSync, Machine};

/// What happens to a machine next.
#[derive(Debug, Clone, Copy)]
pub enum Accident {
    /// The power fails in this disk operation from now on.
    InOperation(u64),
    /// The power fails at this sync: a commit is there afterwards, or it is not.
    AtSync(u64, AtSync),
    /// This sync fails; whoever was told that it went well was told a falsehood, which the power cut that follows shows.
    SyncFails(u64),
}

impl Accident {
    /// One for a single commit: while it is written, or at its sync.
    pub fn of_a_commit(dice: u64) -> Accident {
        match dice % 28 {
            operation @ 0..14 => Accident::InOperation(operation),
            14..19 => Accident::AtSync(0, AtSync::Before),
            19..24 => Accident::AtSync(0, AtSync::After),
            _ => Accident::SyncFails(0),
        }
    }

    /// One for a phone's sync, which commits before it asks and when it is answered.
    pub fn of_a_sync(dice: u64) -> Accident {
        match dice % 120 {
            operation @ 0..60 => Accident::InOperation(operation),
            60..65 => Accident::AtSync(0, AtSync::Before),
            65..70 => Accident::AtSync(0, AtSync::After),
            70..80 => Accident::AtSync(1, AtSync::Before),
            80..100 => Accident::AtSync(1, AtSync::After),
            more => Accident::SyncFails(more % 2),
        }
    }

    /// Lets it happen.
    pub fn befall(self, machine: &Machine) {
        machine.faults(|faults| match self {
            Accident::InOperation(more) => faults.power_fails_in = Some(more),
            Accident::AtSync(more, when) => faults.power_fails_at_sync = Some((more, when)),
            Accident::SyncFails(more) => faults.sync_fails_in = Some(more),
        });
    }

    /// Whether an accident has happened; one that was planned and has not come does not come.
    pub fn has_befallen(machine: &Machine, planned: Option<Accident>) -> bool {
        let mut failed = false;
        machine.faults(|faults| {
            failed = matches!(planned, Some(Accident::SyncFails(_))) && faults.sync_fails_in.is_none();
            (faults.power_fails_in, faults.power_fails_at_sync, faults.sync_fails_in) = (None, None, None);
        });
        failed || !machine.has_power()
    }
}
