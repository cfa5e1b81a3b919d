//! Rules of the house that no compiler keeps: licences, the arrows between the crates, what the documents promise.

mod arrows;
mod cli_docs;
mod licences;
mod metadata;
mod proofs;
mod reasons;
mod scripts;
