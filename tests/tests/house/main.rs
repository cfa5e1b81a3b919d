//! Rules of the house that no compiler keeps: licences and the arrows between the crates.

mod arrows;
mod licences;
mod metadata;
mod reasons;
mod scripts;
