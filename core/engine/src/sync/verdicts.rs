//! What the office said of what was sent, and of what had waited there.

use super::outbox::{Offered, Outgoing, Wishes};
use super::{rebuild, tell};
use crate::book::Work;
use crate::store;
use crate::surroundings::Fault;
use crate::{Result, SyncReport};
use huben_documents::Hash;
use huben_domain::DocumentId;
use huben_sync::{Answer, Verdict};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Puts what was sent into the state that its verdict says. Gives the documents that were judged.
pub(super) fn verdicts(
    work: &mut Work<'_>,
    sent: &Outgoing,
    answer: &Answer,
    wishes: &mut Wishes,
    report: &mut SyncReport,
) -> Result<BTreeSet<DocumentId>> {
    // Documents to be made anew, each with the changes that cannot stay as they are.
    let mut broken: BTreeMap<DocumentId, Vec<Hash>> = BTreeMap::new();
    let mut judged = BTreeSet::new();
    let beside = usize::from(work.surroundings.planted(Fault::WrongChunk));
    for (position, offered) in sent.offered.iter().enumerate() {
        let about = |(place, _): &&(u32, Verdict)| *place as usize + beside == position;
        let said = answer.verdicts.iter().find(about).map(|(_, verdict)| verdict);
        let (place, hash, document) = match offered {
            Offered::Others { .. } if matches!(said, Some(Verdict::Later)) => continue,
            // No room for it now: it may be the last copy, and goes again with another run.
            Offered::Others { hash, .. } if matches!(said, Some(Verdict::Refused { code, .. }) if code == "full") =>
            {
                wishes.stalled.insert(*hash);
                continue;
            }
            Offered::Others { hash, document } => {
                // What the office keeps for a person to decide on is asked about from now on.
                let offer = if let Some(Verdict::Held { .. }) = said { 2 } else { 0 };
                work.tx
                    .prepare_cached("UPDATE chunk SET offer = ?3 WHERE document = ?1 AND hash = ?2")?
                    .execute(params![document.to_bytes(), hash.0, offer])?;
                if let Some(Verdict::Refused { .. } | Verdict::Erased) = said {
                    broken.entry(*document).or_default().push(*hash);
                }
                continue;
            }
            Offered::Own { place, hash, document } => {
                // Somebody may have rewritten the intent meanwhile: the verdict is about what was sent.
                let mut same =
                    work.tx.prepare_cached("SELECT 1 FROM intent WHERE place = ?1 AND hash = ?2")?;
                if !same.exists(params![place, hash.0])? {
                    continue;
                }
                (*place, *hash, *document)
            }
        };
        work.touched.push(document);
        judged.insert(document);
        let tx = &work.tx;
        match said {
            None | Some(Verdict::AtOffice) => {
                report.sent += 1;
                tell::state(tx, place, "at_office", None, answer.receipt.map(|(seq, _)| seq))?;
            }
            Some(Verdict::Held { reason }) => {
                report.held += 1;
                tell::state(tx, place, "held", Some(reason), None)?;
            }
            Some(Verdict::Refused { path, reason, .. }) => {
                report.refused += 1;
                let reason = if path.is_empty() { reason.clone() } else { format!("{path}: {reason}") };
                tell::state(tx, place, "refused", Some(&reason), None)?;
                broken.entry(document).or_default();
            }
            Some(Verdict::Erased) => {
                report.refused += 1;
                tell::state(tx, place, "refused", Some("the record was erased at the office"), None)?;
                broken.entry(document).or_default();
            }
            // Written anew under a new actor it cannot fork once more: then the office errs, and it waits.
            Some(Verdict::Forked) if !wishes.forked.insert(place) => {
                wishes.stalled.insert(hash);
            }
            Some(Verdict::Forked) => {
                broken.entry(document).or_default().push(hash);
            }
            Some(Verdict::Missing(deps)) => {
                if missing(work, (place, hash), document, deps, wishes)? {
                    broken.entry(document).or_default();
                }
            }
            Some(Verdict::Later) => {}
            Some(Verdict::Newer(_)) => {
                wishes.stalled.insert(hash);
            }
        }
    }
    judged.extend(make_anew(work, broken)?);
    Ok(judged)
}

/// Gives the documents that were made anew.
fn make_anew(work: &Work<'_>, broken: BTreeMap<DocumentId, Vec<Hash>>) -> Result<BTreeSet<DocumentId>> {
    let documents = broken.keys().copied().collect();
    for (document, unwanted) in broken {
        rebuild::rebuild_without(work, document, &unwanted)?;
    }
    Ok(documents)
}

/// It builds on something the office lacks: our own that was not taken (then the document is rebuilt), a colleague's
/// that the office lost (then that is offered), or a record that was not taken (then it waits for a person). True if
/// the document is to be made anew.
fn missing(
    work: &Work<'_>,
    (place, hash): (i64, Hash),
    document: DocumentId,
    deps: &[serde_bytes::ByteArray<32>],
    wishes: &mut Wishes,
) -> Result<bool> {
    let tx = &work.tx;
    if deps.is_empty() && !store::root_is_here(tx, document)? {
        let reason = "the record it belongs to was not accepted; retry that first, then this, or drop it";
        tell::state(tx, place, "stuck", Some(reason), None)?;
        return Ok(true);
    }
    let mut own = false;
    for dep in deps {
        let mine: Option<String> = tx
            .prepare_cached("SELECT state FROM intent WHERE document = ?1 AND hash = ?2")?
            .query_row(params![document.to_bytes(), **dep], |row| row.get(0))
            .optional()?;
        match mine.as_deref() {
            Some("refused" | "stuck") => own = true,
            // Said to be at the office, and it is not: it goes again.
            Some("at_office") => {
                tx.prepare_cached(
                    "UPDATE intent SET state = 'saved', receipt = NULL WHERE document = ?1 AND hash = ?2",
                )?
                .execute(params![document.to_bytes(), **dep])?;
            }
            Some(_) => {}
            None => {
                tx.prepare_cached(
                    "UPDATE chunk SET offer = 1 WHERE document = ?1 AND hash = ?2 AND seq IS NOT NULL",
                )?
                .execute(params![document.to_bytes(), **dep])?;
            }
        }
    }
    if own {
        return Ok(true);
    }
    wishes.stalled.insert(hash);
    let reason = "it builds on something the office does not have; the office has to decide on that first";
    tell::state(tx, place, "saved", Some(reason), None)?;
    Ok(false)
}

/// Held work that a person has decided on: this device's, or a colleague's that it offered.
pub(super) fn decided(work: &Work<'_>, answer: &Answer) -> Result<BTreeSet<DocumentId>> {
    let mut broken: BTreeMap<DocumentId, Vec<Hash>> = BTreeMap::new();
    for (hash, verdict) in &answer.decided {
        if let Verdict::Missing(_) = verdict {
            again(&work.tx, hash)?;
            continue;
        }
        let mut query = work.tx.prepare_cached(
            "SELECT place, document FROM intent WHERE hash = ?1 AND state IN ('held', 'lost')",
        )?;
        let rows = query.query_map([**hash], |row| Ok((row.get(0)?, DocumentId::from_bytes(row.get(1)?))))?;
        let rows: Vec<(i64, DocumentId)> = rows.collect::<std::result::Result<_, _>>()?;
        for (place, document) in rows {
            match verdict {
                Verdict::AtOffice => {
                    tell::state(&work.tx, place, "at_office", None, answer.receipt.map(|(seq, _)| seq))?;
                }
                Verdict::Refused { reason, .. } => {
                    tell::state(&work.tx, place, "refused", Some(reason), None)?;
                    broken.entry(document).or_default();
                }
                _ => {}
            }
        }
        for document in offered(&work.tx, hash)? {
            match verdict {
                Verdict::AtOffice => {}
                Verdict::Refused { .. } => broken.entry(document).or_default().push(Hash(**hash)),
                _ => continue,
            }
            work.tx
                .prepare_cached("UPDATE chunk SET offer = 0 WHERE document = ?1 AND hash = ?2")?
                .execute(params![document.to_bytes(), **hash])?;
        }
    }
    make_anew(work, broken)
}

/// The office does not have it (a restored one): it is offered once more. Where the record it was written in is gone
/// from here, because what began it was given up, only its writer can say what becomes of it.
fn again(conn: &Connection, hash: &[u8; 32]) -> Result<()> {
    conn.prepare_cached(
        "UPDATE intent SET state = 'saved', reason = NULL
         WHERE hash = ?1 AND state = 'held' AND document IN (SELECT id FROM document)",
    )?
    .execute([hash])?;
    conn.prepare_cached("UPDATE intent SET state = 'stuck', reason = ?2 WHERE hash = ?1 AND state = 'held'")?
        .execute(params![hash, tell::BASE_REFUSED])?;
    conn.prepare_cached("UPDATE chunk SET offer = 1 WHERE hash = ?1 AND offer > 0 AND offer = 2")?
        .execute([hash])?;
    Ok(())
}

/// The documents in which a colleague's chunk of this hash was offered and is held at the office.
fn offered(conn: &Connection, hash: &[u8; 32]) -> Result<Vec<DocumentId>> {
    let mut query =
        conn.prepare_cached("SELECT document FROM chunk WHERE offer > 0 AND offer = 2 AND hash = ?1")?;
    let rows = query.query_map([hash], |row| Ok(DocumentId::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}
