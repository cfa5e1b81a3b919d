//! The two programs from outside: what `docs/cli.md` promises, and what must survive.
//!
//! One binary, so that it is linked once. `contract` goes through the commands, `story` through the promises of
//! sync one by one, the rest through bad weeks, bad machines and bad clocks.

mod bad_bytes;
mod bad_line;
mod contract;
mod false_answers;
mod faulty_disk;
mod full_disk;
mod kill_loop;
mod killed_hub;
mod make;
mod migrations;
mod newer;
mod offline_week;
mod story;
mod two_processes;
mod wrong_clocks;
