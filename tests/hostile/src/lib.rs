//! Hostile input. `community` is a real office with honest people at work, and `campaign` attacks it with what `shot` draws: the
//! named poisons (`poison`), honest work with something changed (`records`, `change`, `bytes`, `cbor`), always signed
//! with an enrolled device's real key (`device`). `checks` says what must hold afterwards. Start with [`campaign::run`].

pub mod bytes;
pub mod campaign;
pub mod cbor;
pub mod change;
pub mod checks;
pub mod community;
pub mod corpus;
pub mod device;
pub mod door;
pub mod fuzz;
pub mod liar;
pub mod lied_to;
pub mod panics;
pub mod people;
pub mod poison;
pub mod records;
pub mod shot;
pub mod tally;
pub mod targets;
pub mod words;
