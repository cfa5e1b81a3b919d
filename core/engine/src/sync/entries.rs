//! What others did, as it came: merged, projected, or let go of.

use super::outbox::Wishes;
use super::{rebuild, tell};
use crate::book::{Work, record_id};
use crate::store::{self, Header};
use crate::surroundings::Fault;
use crate::verify::sound;
use crate::{Result, SyncReport, project, search_index};
use huben_documents::{Chunk, Document, Fresh, Kind};
use huben_domain::DocumentId;
use huben_sync::{Answer, Part, to_cbor};
use std::collections::BTreeSet;

/// Stores what came: the parts of the answer's page, in their order.
pub(super) fn entries(
    work: &mut Work<'_>,
    answer: &Answer,
    wishes: &mut Wishes,
    report: &mut SyncReport,
    left: &mut BTreeSet<DocumentId>,
) -> Result<()> {
    // Filed under the newest entry that the answer knows: a page of a fill can bring what stands far beyond its cursor.
    let seq = answer.cursor.map_or(0, |cursor| cursor.seq).max(answer.receipt.map_or(0, |(seq, _)| seq));
    let mut came = Vec::new();
    for part in &answer.parts {
        match part {
            Part::Document { document, kind, root, epoch, snapshot, chunks } => {
                let id = DocumentId::from_bytes(**document);
                let root = root.as_ref().map_or(id, |root| DocumentId::from_bytes(**root));
                left.remove(&root);
                came.push((
                    Header { id, kind: Kind::from(kind.as_str()), root, epoch: *epoch },
                    snapshot.as_ref().map(|bytes| bytes.as_slice()),
                    chunks.iter().map(|bytes| bytes.as_slice()).collect::<Vec<&[u8]>>(),
                ));
            }
            Part::Leave { .. } if work.surroundings.planted(Fault::DroppedLeave) => {}
            Part::Leave { leave } => {
                left.insert(DocumentId::from_bytes(**leave));
            }
            Part::Newer(value) => {
                work.tx.execute("INSERT INTO newer (bytes) VALUES (?1)", [to_cbor(value)])?;
            }
        }
    }
    // Documents do not depend on one another, and a document's parts stay in their order.
    came.sort_by_cached_key(|(header, ..)| search_index::order(header.kind.as_str(), header.id));
    let mut visited = BTreeSet::new();
    for (header, snapshot, chunks) in &came {
        report.received += merge(work, header, *snapshot, chunks, seq, wishes, &mut visited)?;
        work.touched.push(record_id(header));
    }
    visited.iter().try_for_each(|household| project::refresh_last_visits(&work.tx, household))
}

/// Merges what came of one document. What cannot be applied makes the document wanted; others are not affected.
fn merge(
    work: &Work<'_>,
    header: &Header,
    snapshot: Option<&[u8]>,
    chunks: &[&[u8]],
    seq: u64,
    wishes: &mut Wishes,
    visited: &mut BTreeSet<[u8; 16]>,
) -> Result<u64> {
    let tx = &work.tx;
    let mut known = store::header(tx, header.id)?;
    store::ensure(tx, header)?;
    // What cannot be read here was perhaps filed wrongly: the office says where it belongs.
    if let Some(filed) = known.as_ref().filter(|filed| *filed != header)
        && (matches!(filed.kind, Kind::Other(_)) || sound(tx, filed).is_err())
    {
        store::refile(tx, header)?;
        known = Some(header.clone());
    }
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
        tell::came_back(tx, header.id, chunk.hash(), seq)?;
        visited.extend(project::project_fresh(tx, header, &fresh)?);
        return Ok(1);
    }
    let header = known.as_ref().unwrap_or(header);
    match merged(work, header, known.is_some(), snapshot, chunks, seq) {
        Ok(None) => Ok(0),
        Ok(Some((mut document, fresh, new))) => {
            // What is wanted whole stays wanted after a part of it: something that did not apply may still be missing.
            if store::wanted(tx, header.id)?.0 == 0 || is_whole(header, snapshot, chunks) {
                tx.prepare_cached("UPDATE document SET wanted = 0, damaged = NULL WHERE id = ?1")?
                    .execute([header.id.to_bytes()])?;
            }
            store::fold_if_large(tx, header, &mut document)?;
            project::project(tx, header, &mut document, fresh)?;
            Ok(new)
        }
        Err(error) => {
            store::ensure(tx, header)?;
            if store::wanted(tx, header.id)?.0 > 0 {
                wishes.hopeless.insert(header.id);
            }
            store::want(tx, header.id, &error.to_string())?;
            Ok(0)
        }
    }
}

/// Do these stand by themselves?
fn is_whole(header: &Header, snapshot: Option<&[u8]>, chunks: &[&[u8]]) -> bool {
    let received = chunks.iter().map(|bytes| store::received(bytes));
    let alone =
        |chunks: Vec<Chunk>| Document::load(&header.kind, None, chunks.iter().map(Chunk::bytes)).is_ok();
    snapshot.is_some() || received.collect::<Result<Vec<Chunk>>>().is_ok_and(alone)
}

/// The document with what came, whether it is new here and came as one chunk, and how many chunks are new. `None`: all of it was here already,
/// as what this device brought up itself in an earlier request of the run.
fn merged(
    work: &Work<'_>,
    header: &Header,
    known: bool,
    snapshot: Option<&[u8]>,
    chunks: &[&[u8]],
    seq: u64,
) -> Result<Option<(Document, bool, u64)>> {
    let tx = &work.tx;
    let (asked_for, damage) = if known { store::wanted(tx, header.id)? } else { (0, None) };
    if damage.is_some() && sound(tx, header).is_err() {
        return rebuild::heal(work, header, snapshot, chunks, seq).map(Some);
    }
    let mut parsed: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for bytes in chunks {
        let chunk = store::received(bytes)?;
        if !known || !store::knows(tx, header.id, chunk.hash())? {
            parsed.push(chunk);
        }
    }
    if known && asked_for == 0 && snapshot.is_none() && parsed.is_empty() {
        return Ok(None);
    }
    let mut document = if known { store::load(tx, header)? } else { Document::new(&header.kind)? };
    let mut fork = false;
    if let Some(bytes) = snapshot {
        let mut whole = Document::received(&header.kind, bytes)?;
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
        rebuild::rebuild_forked(work, header.id)?;
        // Which takes a document away where nothing of it is left.
        store::ensure(tx, header)?;
        document = store::load(tx, header)?;
        let fits = parsed
            .iter()
            .try_for_each(|chunk| if document.has(chunk.hash()) { Ok(()) } else { document.apply(chunk) });
        if let Err(damage) = fits {
            // Or a colleague's does, from a history that the office has lost: once it is offered, the office decides.
            return match store::is_offering(tx, header.id)? {
                true => Err(damage.into()),
                false => rebuild::heal(work, header, snapshot, chunks, seq).map(Some),
            };
        }
    }
    for chunk in &parsed {
        store::keep(tx, header.id, chunk.hash(), chunk.bytes(), Some(seq))?;
        tell::came_back(tx, header.id, chunk.hash(), seq)?;
    }
    let fresh = !known && parsed.len() == 1;
    Ok(Some((document, fresh, parsed.len() as u64)))
}
