//! The harness: the two real programs driven from outside, over real HTTP, and the demo made of it.
//!
//! Nothing here knows the inside of Huben. What a program promises stands in `docs/cli.md`; the harness
//! runs it, reads its JSON and judges. Start with [`world::World`], which opens an office and enrols people.

pub mod call;
pub mod chance;
pub mod clock;
pub mod content;
pub mod database;
pub mod demo;
pub mod disk_sweep;
pub mod faulty_disk;
pub mod files;
pub mod kill_loop;
pub mod line_sweep;
pub mod memory;
pub mod newer;
pub mod office;
pub mod outcome;
pub mod phone;
pub mod places;
pub mod programs;
pub mod proxy;
pub mod replica;
pub mod serving;
pub mod told;
pub mod wire;
pub mod workspace;
pub mod world;
