//! `huben-server`: the community office's hub.
//!
//! One data directory, one SQLite file, one log. A device's request goes through `http` to the one writer
//! (`exchange`), which judges each chunk, appends what is taken to the `log` and commits once for all
//! that waits; then `down` reads what the device may have. The commands of the office work beside it on the same
//! file (`cli`, `directory`).

mod backup;
mod chance;
mod cli;
mod devices;
mod directory;
mod down;
mod exchange;
mod failure;
mod held;
mod http;
mod invitations;
mod keys;
mod log;
mod office;
mod store;
mod verify;

pub use cli::{command, main};
