//! One offer in a savepoint of its own: whatever is wrong with it stops no other.

use super::append::Documents;
use super::judge::{self, Incoming};
use super::sender::{self, Sender};
use super::{hold, refusals};
use crate::failure::{Failure, FailureKind};
use crate::log::Log;
use huben_documents::Chunk;
use huben_sync::{Offer, Verdict, limits};
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of one offer, and the hash of its chunk if it is one.
pub(super) struct Offered {
    /// `None`: it is at the office.
    pub(super) verdict: Option<Verdict>,
    pub(super) hash: Option<[u8; 32]>,
}

/// Judges an offer; what is taken is appended.
pub(super) fn offered(
    db: &Connection,
    log: &mut Log<'_>,
    documents: &mut Documents,
    sender: &Sender<'_>,
    offer: &Offer,
) -> Result<Offered, Failure> {
    if sender.effort.get() == 0 {
        return Ok(Offered { verdict: Some(Verdict::Later), hash: None });
    }
    sender.spend(sender::CHUNK);
    let chunk = match Chunk::received(&offer.bytes) {
        Ok(chunk) => chunk,
        Err(error) => {
            return Ok(Offered { verdict: Some(judge::refused("malformed", error.to_string())), hash: None });
        }
    };
    let hash = Some(chunk.hash().0);
    if offer.kind.len() > limits::KIND_BYTES {
        return Ok(Offered {
            verdict: Some(judge::refused("malformed", "no record is of such a kind")),
            hash,
        });
    }
    let incoming = Incoming::of(offer, chunk);
    db.execute_batch("SAVEPOINT chunk")?;
    let judged = catch_unwind(AssertUnwindSafe(|| judge::judge(db, log, documents, sender, &incoming)));
    let undo =
        !matches!(&judged, Ok(Ok(None | Some(Verdict::Held { .. } | Verdict::Missing(_) | Verdict::Forked))));
    db.execute_batch(if undo { "ROLLBACK TO chunk; RELEASE chunk" } else { "RELEASE chunk" })?;
    if undo {
        log.reread()?;
    }
    let verdict = match judged {
        Ok(Ok(Some(Verdict::Refused { code, path, reason }))) => match hold::waits(db, &incoming)? {
            // A colleague's phone brought it, and a person has yet to decide: its author hears nothing else meanwhile.
            Some(waits) => Some(waits),
            None => {
                refusals::remember(db, sender, &incoming, (&code, &path, &reason))?;
                Some(Verdict::Refused { code, path, reason })
            }
        },
        Ok(Ok(verdict)) => verdict,
        // The office's own trouble is no fault of what came: it waits until somebody has put it right.
        Ok(Err(failure)) if failure.kind == FailureKind::Damaged => {
            documents.clear();
            let reason = "the office's own copy of this record is damaged; it is kept until that is repaired";
            Some(hold::hold(db, &incoming, sender, reason)?)
        }
        Ok(Err(failure)) => return Err(failure),
        Err(_) => {
            documents.clear();
            Some(judge::refused("malformed", "it could not be merged into its record"))
        }
    };
    Ok(Offered { verdict, hash })
}
