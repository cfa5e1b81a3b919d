//! One answer, stored in one transaction: verdicts, then entries, then the cursor. Repeating it has no effect.

use super::outbox::{Offered, Outgoing, Wishes};
use super::{purge, rebuild, rollback, tell};
use crate::book::{Work, new_actor, record_id};
use crate::store::{self, Header, key};
use crate::{Error, Result, SyncReport, project};
use huben_documents::{Chunk, Document, Fresh, Kind};
use huben_domain::{Area, DocumentId, User};
use huben_sync::{Answer, Part, Scope, Standing, Verdict, to_cbor};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

/// What the run must know beside the book.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Something was purged: free pages can be given back.
    pub purged: bool,
}

/// Stores an answer.
pub(super) fn apply(
    work: &mut Work<'_>,
    sent: &Outgoing,
    answer: &Answer,
    wishes: &mut Wishes,
    report: &mut SyncReport,
) -> Result<Applied> {
    let tx = &work.tx;
    store::set(tx, key::STANDING, &answer.standing)?;
    store::set(tx, key::LAST_CONTACT, &work.now)?;
    wishes.show_certificate = answer.standing == Standing::Unknown;
    if answer.standing == Standing::Unknown {
        return Ok(Applied::default());
    }
    for actor in &sent.actors {
        tx.prepare_cached("UPDATE own_actor SET declared = 1 WHERE actor = ?1")?.execute([actor])?;
    }
    wishes.name_older_marks = answer.unknown_cursor && answer.common.is_none();
    if let (true, Some((seq, mark))) = (answer.unknown_cursor, answer.common) {
        rollback::back_to(tx, seq, mark)?;
    }
    if answer.cloned && store::get::<bool>(tx, key::CLONE_HANDLED)? != Some(true) {
        new_actor(tx, work.user)?;
        store::set(tx, key::CLONE_HANDLED, &true)?;
    }
    for (actor, user) in &answer.actors {
        tx.prepare_cached("INSERT OR REPLACE INTO actor (actor, user) VALUES (?1, ?2)")?
            .execute(params![**actor, **user])?;
    }
    directory(work, answer)?;
    verdicts(work, sent, answer, wishes, report)?;
    decided(work, answer)?;
    // Roots that the office told us to let go of and that have not come back since.
    let mut left: BTreeSet<DocumentId> = store::get(&work.tx, key::LEFT)?.unwrap_or_default();
    entries(work, answer, wishes, report, &mut left)?;
    let mut applied = Applied::default();
    if let Some(scopes) = &answer.scopes {
        let before: Option<Vec<Scope>> = store::get(&work.tx, key::SCOPES)?;
        if before.as_ref() != Some(scopes) || !left.is_empty() {
            applied.purged = purge::purge(&work.tx, work.user, scopes, &mut left)?;
            store::set(&work.tx, key::SCOPES, scopes)?;
        }
        store::set(&work.tx, key::LEFT, &left)?;
    }
    if let Some(cursor) = answer.cursor {
        store::set_bytes(&work.tx, key::CURSOR, &to_cbor(&cursor))?;
        rollback::remember(&work.tx, cursor.seq, cursor.mark)?;
    }
    if let Some((seq, mark)) = answer.receipt {
        rollback::remember(&work.tx, seq, mark)?;
    }
    Ok(applied)
}

fn directory(work: &Work<'_>, answer: &Answer) -> Result<()> {
    for json in &answer.areas {
        let area: Area = serde_json::from_str(json).map_err(Error::internal)?;
        work.tx
            .prepare_cached("INSERT OR REPLACE INTO area (code, json) VALUES (?1, ?2)")?
            .execute(params![area.code.as_str(), json])?;
    }
    for json in &answer.users {
        let user: User = serde_json::from_str(json).map_err(Error::internal)?;
        work.tx
            .prepare_cached("INSERT OR REPLACE INTO user (id, name, json) VALUES (?1, ?2, ?3)")?
            .execute(params![user.id.to_bytes(), user.name, json])?;
    }
    Ok(())
}

fn verdicts(
    work: &mut Work<'_>,
    sent: &Outgoing,
    answer: &Answer,
    wishes: &mut Wishes,
    report: &mut SyncReport,
) -> Result<()> {
    let mut broken: BTreeSet<DocumentId> = BTreeSet::new();
    for (position, offered) in sent.offered.iter().enumerate() {
        let said =
            answer.verdicts.iter().find(|(place, _)| *place as usize == position).map(|(_, verdict)| verdict);
        let (place, document) = match offered {
            Offered::Others { hash, document } => {
                work.tx
                    .prepare_cached("UPDATE chunk SET offer = 0 WHERE document = ?1 AND hash = ?2")?
                    .execute(params![document.to_bytes(), hash.0])?;
                continue;
            }
            Offered::Own { place, hash, document } => {
                // Somebody may have rewritten the intent meanwhile: the verdict is about what was sent.
                let mut same =
                    work.tx.prepare_cached("SELECT 1 FROM intent WHERE place = ?1 AND hash = ?2")?;
                if !same.exists(params![place, hash.0])? {
                    continue;
                }
                (*place, *document)
            }
        };
        work.touched.push(document);
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
                broken.insert(document);
            }
            Some(Verdict::Erased) => {
                report.refused += 1;
                tell::state(tx, place, "refused", Some("the record was erased at the office"), None)?;
                broken.insert(document);
            }
            Some(Verdict::Forked) => {
                broken.insert(document);
            }
            Some(Verdict::Missing(deps)) => missing(work, place, document, deps, &mut broken, wishes)?,
            Some(Verdict::Newer) => {
                wishes.stalled.insert(place);
            }
        }
    }
    broken.into_iter().try_for_each(|document| rebuild::rebuild_document(&work.tx, work.user, document))
}

/// It builds on something the office lacks: our own that was not taken (then the document is rebuilt), or a
/// colleague's that the office lost (then that is offered).
fn missing(
    work: &Work<'_>,
    place: i64,
    document: DocumentId,
    deps: &[serde_bytes::ByteArray<32>],
    broken: &mut BTreeSet<DocumentId>,
    wishes: &mut Wishes,
) -> Result<()> {
    let tx = &work.tx;
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
        broken.insert(document);
        return Ok(());
    }
    wishes.stalled.insert(place);
    let reason = "it builds on something the office does not have; the office has to decide on that first";
    tell::state(tx, place, "saved", Some(reason), None)
}

/// Held work that a person has decided on.
fn decided(work: &Work<'_>, answer: &Answer) -> Result<()> {
    let mut broken = BTreeSet::new();
    for (hash, verdict) in &answer.decided {
        let mut query = work
            .tx
            .prepare_cached("SELECT place, document FROM intent WHERE hash = ?1 AND state = 'held'")?;
        let rows = query.query_map([**hash], |row| Ok((row.get(0)?, DocumentId::from_bytes(row.get(1)?))))?;
        let rows: Vec<(i64, DocumentId)> = rows.collect::<std::result::Result<_, _>>()?;
        for (place, document) in rows {
            match verdict {
                Verdict::AtOffice => {
                    tell::state(&work.tx, place, "at_office", None, answer.receipt.map(|(seq, _)| seq))?;
                }
                Verdict::Refused { reason, .. } => {
                    tell::state(&work.tx, place, "refused", Some(reason), None)?;
                    broken.insert(document);
                }
                _ => {}
            }
        }
    }
    broken.into_iter().try_for_each(|document| rebuild::rebuild_document(&work.tx, work.user, document))
}

fn entries(
    work: &mut Work<'_>,
    answer: &Answer,
    wishes: &mut Wishes,
    report: &mut SyncReport,
    left: &mut BTreeSet<DocumentId>,
) -> Result<()> {
    let seq = answer.cursor.map_or(0, |cursor| cursor.seq);
    for part in &answer.parts {
        match part {
            Part::Document { document, kind, root, epoch, snapshot, chunks } => {
                let id = DocumentId::from_bytes(**document);
                let root = root.as_ref().map_or(id, |root| DocumentId::from_bytes(**root));
                let header = Header { id, kind: Kind::from(kind.as_str()), root, epoch: *epoch };
                let snapshot = snapshot.as_ref().map(|bytes| bytes.as_slice());
                let chunks: Vec<&[u8]> = chunks.iter().map(|bytes| bytes.as_slice()).collect();
                left.remove(&root);
                report.received += merge(work, &header, snapshot, &chunks, seq, wishes)?;
                work.touched.push(record_id(&header));
            }
            Part::Leave { leave } => {
                left.insert(DocumentId::from_bytes(**leave));
            }
            Part::Newer(value) => {
                work.tx.execute("INSERT INTO newer (bytes) VALUES (?1)", [to_cbor(value)])?;
            }
        }
    }
    Ok(())
}

/// Merges what came of one document. What cannot be applied makes the document wanted; others are not affected.
fn merge(
    work: &Work<'_>,
    header: &Header,
    snapshot: Option<&[u8]>,
    chunks: &[&[u8]],
    seq: u64,
    wishes: &mut Wishes,
) -> Result<u64> {
    let tx = &work.tx;
    let known = store::header(tx, header.id)?;
    store::ensure(tx, header)?;
    if matches!(header.kind, Kind::Other(_)) {
        // From a newer version: kept as it came, read after an upgrade.
        for bytes in chunks {
            let chunk = store::received(bytes)?;
            store::keep(tx, header.id, chunk.hash(), chunk.bytes(), Some(seq))?;
        }
        return Ok(0);
    }
    if let (None, None, [bytes]) = (&known, snapshot, chunks)
        && let Ok(chunk) = store::received(bytes)
        && let Some(fresh) = Fresh::read(&header.kind, &chunk)
    {
        store::keep(tx, header.id, chunk.hash(), chunk.bytes(), Some(seq))?;
        project::project_fresh(tx, header, &fresh)?;
        return Ok(1);
    }
    let header = known.as_ref().unwrap_or(header);
    match merged(work, header, known.is_some(), snapshot, chunks, seq) {
        Ok((mut document, fresh, new)) => {
            tx.prepare_cached("UPDATE document SET wanted = 0, damaged = NULL WHERE id = ?1")?
                .execute([header.id.to_bytes()])?;
            store::fold_if_large(tx, header, &mut document)?;
            project::project(tx, header, &mut document, fresh)?;
            Ok(new)
        }
        Err(error) => {
            // A rebuild on the way may have taken an empty document away.
            store::ensure(tx, header)?;
            let mut query = tx.prepare_cached("SELECT wanted FROM document WHERE id = ?1")?;
            let wanted: i64 = query.query_row([header.id.to_bytes()], |row| row.get(0))?;
            if wanted > 0 {
                wishes.hopeless.insert(header.id);
            }
            tx.prepare_cached("UPDATE document SET wanted = wanted + 1, damaged = ?2 WHERE id = ?1")?
                .execute(params![header.id.to_bytes(), error.to_string()])?;
            Ok(0)
        }
    }
}

fn merged(
    work: &Work<'_>,
    header: &Header,
    known: bool,
    snapshot: Option<&[u8]>,
    chunks: &[&[u8]],
    seq: u64,
) -> Result<(Document, bool, u64)> {
    let tx = &work.tx;
    let mut parsed: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for bytes in chunks {
        let chunk = store::received(bytes)?;
        if !known || !store::knows(tx, header.id, chunk.hash())? {
            parsed.push(chunk);
        }
    }
    let mut document = if known { store::load(tx, header)? } else { Document::new(&header.kind)? };
    let mut fork = false;
    if let Some(bytes) = snapshot {
        let mut whole = Document::load(&header.kind, Some(bytes), [])?;
        // Dependencies first: the snapshot's own order, then what came after it.
        let after = std::mem::take(&mut parsed);
        for (hash, bytes) in whole.chunks() {
            if !document.has(hash) {
                parsed.push(store::parse(&bytes)?);
            }
        }
        parsed.extend(after);
    }
    for chunk in &parsed {
        if document.has(chunk.hash()) {
            continue;
        }
        match document.apply(chunk) {
            Ok(()) => {}
            Err(_) if known => {
                fork = true;
                break;
            }
            Err(damage) => return Err(damage.into()),
        }
    }
    if fork {
        // Perhaps our own unsent change bears the same number (a copied directory): make room for the accepted one.
        rebuild::rebuild_document(tx, work.user, header.id)?;
        document = store::load(tx, header)?;
        for chunk in &parsed {
            if !document.has(chunk.hash()) {
                document.apply(chunk)?;
            }
        }
    }
    for chunk in &parsed {
        store::keep(tx, header.id, chunk.hash(), chunk.bytes(), Some(seq))?;
    }
    let fresh = !known && parsed.len() == 1;
    Ok((document, fresh, parsed.len() as u64))
}
