//! Real SQLite and real SQLCipher on the disk in memory.

mod book;
mod connections;
mod directory;
mod faults;
mod power;
mod workload;
