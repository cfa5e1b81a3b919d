//! Huben as a contestant of the benchmark in `../shared/bench/peers`, through that benchmark's line protocol.
//!
//! Two thin programs over public faces: `peers-server` becomes the real `huben-server` and starts a supervisor's desk
//! beside it, `peers-client` holds one `FieldBook` a device. Nothing here is a special path: encrypted books, durable
//! commits, enrolment, signatures and rights are those of every office. `tests/peers/race` starts the whole.
//!
//! What the benchmark calls a card, a visit and an issue stands in [`card`], [`visit`] and [`issue`].

pub mod card;
pub mod content;
pub mod desk;
pub mod device;
pub mod hub;
pub mod issue;
pub mod load;
pub mod places;
pub mod seed;
pub mod time;
pub mod visit;
pub mod workload;

/// Whatever went wrong, for whoever reads the benchmark's output.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The value behind `--name` on the command line.
pub fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != name).nth(1)
}

/// The value behind `--name`, which must be there.
pub fn needed(name: &str) -> Result<String> {
    option(name).ok_or_else(|| format!("{name} is missing").into())
}

/// Is `--name` on the command line?
pub fn flag(name: &str) -> bool {
    std::env::args().any(|word| word == name)
}
