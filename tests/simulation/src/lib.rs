//! The deterministic simulation: phones and an office in one seeded thread, with real Automerge and real SQLite on a
//! disk in memory that loses power when it is told to. Start with [`world::World::play`].

pub mod disk;
pub mod surroundings;
pub mod world;
