//! When to sync next, read from what the book knows; the policy is [`huben_sync::advise`].

use super::outbox::unsent_since;
use crate::book::FieldBook;
use crate::store::{self, key};
use crate::{Advice, Result, Waits};
use chrono::{DateTime, FixedOffset};
use huben_documents::Hash;
use huben_sync::{Situation, Standing, advise};
use std::time::Duration;

impl FieldBook {
    /// When a shell should sync next. Ask after each record, after each run, when the screen opens or goes dark, and
    /// when a network is found again; keep one job and move it to what is said. A user who asks for a sync gets one at
    /// once, whatever is said here. Reads a few rows and writes nothing.
    pub fn sync_advice(&self, waits: Waits, network_is_back: bool) -> Result<Advice> {
        let now = self.surroundings.now();
        let conn = self.conn();
        let since = |name: &str| -> Result<Option<Duration>> {
            let then: Option<DateTime<FixedOffset>> = store::get(&conn, name)?;
            Ok(then.map(|then| (now - then).to_std().unwrap_or_default()))
        };
        let stalled = Hash::split(&store::get_bytes(&conn, key::STALLED)?.unwrap_or_default());
        let waiting = unsent_since(&conn, &stalled.into_iter().collect())?;
        let requests: u64 = store::get(&conn, key::REQUEST_NUMBER)?.unwrap_or(0);
        let answered: u64 = store::get(&conn, key::ANSWERED_NUMBER)?.unwrap_or(0);
        let standing: Option<Standing> = store::get(&conn, key::STANDING)?;
        // The end of a UUIDv7 is chance.
        let [.., high, low] = self.device.to_bytes();
        let situation = Situation {
            unsent: waiting.count,
            waited: Duration::from_millis(
                u64::try_from(now.timestamp_millis().saturating_sub(waiting.oldest_ms)).unwrap_or(0),
            ),
            urgent: waiting.urgent,
            unfinished: store::get(&conn, key::MORE)?.unwrap_or(false),
            // A book of an earlier version has not counted answers: what it has not heard of it does not hold against.
            unanswered: if answered == 0 && since(key::LAST_CONTACT)?.is_some() {
                0
            } else {
                requests - answered.min(requests)
            },
            asked: since(key::LAST_ASKED)?.unwrap_or_default(),
            answered: since(key::LAST_CONTACT)?,
            place: u16::from_be_bytes([high, low]),
            person_first: matches!(standing, Some(Standing::Revoked | Standing::Newer)),
            judges_nothing: standing == Some(Standing::Newer),
        };
        Ok(advise(&situation, waits, network_is_back))
    }
}
