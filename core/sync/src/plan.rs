//! The hub's half: what the downward part of an answer brings, given where the device stands.

use crate::{Cursor, Fill};

/// What to send down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: more is coming up, and everything is judged before anything is taken away.
    VerdictsOnly,
    /// The cursor names another history.
    AnotherHistory,
    /// A page of the contents of newly granted scopes.
    Fill(Fill),
    /// Entries after this seq.
    Log {
        /// The last entry read.
        after: u64,
    },
}

/// Decides. `mark_known`: the log's entry at the cursor bears the cursor's mark. `gained`: something is granted now
/// that was not at the cursor (for a new device, everything). `head`: the newest entry.
pub fn plan(cursor: &Cursor, more_up: bool, mark_known: bool, gained: bool, head: u64) -> Plan {
    match cursor.fill {
        _ if !mark_known => Plan::AnotherHistory,
        _ if more_up => Plan::VerdictsOnly,
        Some(fill) if fill.area != Fill::DONE => Plan::Fill(fill),
        None if gained => Plan::Fill(Fill::begin(cursor.seq, head)),
        _ => Plan::Log { after: cursor.seq },
    }
}
