//! `docs/cli.md`, command by command, with good and bad input.

mod chinese;
mod common;
mod contradictions;
mod enrolment;
mod households;
mod issues;
mod ledgers;
mod listings;
mod misuse;
mod next_steps;
mod not_ours;
mod office;
mod residents;
mod roads;
mod search;
mod sight;
mod syncing;
mod told;
mod upkeep;
mod visits;
