//! What the deterministic simulation stands on: a disk in memory that real SQLite and real SQLCipher work on, and
//! that loses power when it is told to. Start with [`disk::Machine`].

pub mod disk;
