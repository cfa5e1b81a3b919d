//! The hub's half: what the downward part of an answer brings, given where the device stands.

use crate::{Cursor, Fill};

/// What to send down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: more is coming up, and everything is judged before anything is taken away.
    VerdictsOnly,
    /// The cursor names another history.
    AnotherHistory,
    /// A page of the contents of scopes granted after `base`, as of `upto`; then the log after `upto`.
    Fill {
        /// The seq at which this fill began: what the log brought up to there for older scopes is sent first.
        upto: u64,
        /// Where the last page ended.
        after: Fill,
    },
    /// Entries after this seq.
    Log {
        /// The last entry read.
        after: u64,
    },
}

/// Decides. `mark_known`: the log's entry at the cursor bears the cursor's mark. `scopes_gained`: something is
/// granted now that was not at the cursor (for a new device, everything).
pub fn plan(cursor: &Cursor, more_up: bool, mark_known: bool, scopes_gained: bool) -> Plan {
    match cursor.fill {
        _ if !mark_known => Plan::AnotherHistory,
        _ if more_up => Plan::VerdictsOnly,
        Some(after) => Plan::Fill { upto: cursor.seq, after },
        None if scopes_gained => {
            let after = Fill { base: cursor.seq, area: 0, root: [0; 16].into(), document: [0; 16].into() };
            Plan::Fill { upto: cursor.seq, after }
        }
        None => Plan::Log { after: cursor.seq },
    }
}
