//! `huben-server`: the community office's hub.
//!
//! One data directory, one SQLite file, one log. A device's request goes through `http` to the [`Hub`]: the one writer
//! (`exchange`) judges each chunk, appends what is taken to the `log` and commits once for all that wait; then `down`
//! reads what the device may have. The commands of the office work beside it on the same file (`cli`, `directory`).

mod backup;
mod cli;
mod devices;
mod directory;
mod down;
mod exchange;
mod failure;
mod heaps;
mod held;
mod http;
mod hub;
mod invitations;
mod keys;
mod log;
mod office;
mod store;
mod surroundings;
mod verify;

pub use cli::{administer, command, main};
pub use failure::{Failure, FailureKind};
pub use hub::{Hub, Reply};
pub use surroundings::{Fault, Machine, Surroundings};
