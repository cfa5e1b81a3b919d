//! What is played on a disk that goes wrong.

mod enrol;
mod import;
mod office;
mod visits;

use std::time::Duration;

use crate::faulty_disk::{Fault, FaultyDisk};
use crate::outcome::Outcome;
use crate::phone::Phone;

pub use enrol::Enrol;
pub use import::Import;
pub use office::{Backup, Init, UserAdd};
pub use visits::{Visits, What};

/// A program that has not ended by itself after so long hangs.
const HANGS_AFTER: Duration = Duration::from_secs(60);

/// One command on a faulty disk.
pub trait Scene {
    /// What is played.
    fn name(&self) -> &'static str;
    /// The disk that goes wrong.
    fn disk(&self) -> FaultyDisk;
    /// What must be before the next trial, on a sound disk.
    fn prepare(&mut self);
    /// The command.
    fn act(&mut self) -> Outcome;
    /// On a sound disk again: whether everything is as people were told, and goes on.
    fn judge(&mut self, outcome: &Outcome, fault: Fault) -> Vec<String>;
}

fn run(phone: &Phone, command: &[&str]) -> Outcome {
    let (running, line) = phone.start(command);
    running.finish_within(HANGS_AFTER, &line).unwrap_or_else(|| panic!("a hang: {line}"))
}
