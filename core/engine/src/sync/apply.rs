//! One answer, stored in one transaction: verdicts, then entries, then the cursor. Repeating it has no effect.

use super::outbox::{Offered, Outgoing, Wishes};
use super::purge::{Leaving, Which};
use super::{outbox, purge, rebuild, rollback, tell};
use crate::book::{Work, new_actor, record_id};
use crate::store::{self, Header, key};
use crate::surroundings::Fault;
use crate::verify::sound;
use crate::{Error, Result, SyncReport, project, search_index};
use huben_documents::{Chunk, Document, Fresh, Hash, Kind};
use huben_domain::{AreaCode, DocumentId, UserId};
use huben_sync::{Answer, Cursor, Fill, Part, Scope, Standing, Verdict, to_cbor};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the run must know beside the book.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Something was purged: free pages can be given back.
    pub purged: bool,
    /// Everything is to be fetched once more.
    pub again: bool,
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
    store::set(tx, key::ANSWERED_NUMBER, &sent.request.number)?;
    wishes.show_certificate = answer.standing == Standing::Unknown;
    // What such an answer leaves unsaid says nothing of the work that was sent.
    if matches!(answer.standing, Standing::Unknown | Standing::Newer) {
        return Ok(Applied::default());
    }
    wishes.name_older_marks = answer.unknown_cursor && answer.common.is_none();
    if let (true, Some((seq, mark))) = (answer.unknown_cursor, answer.common) {
        rollback::back_to(tx, seq, mark)?;
    }
    let copied = answer.cloned && store::get::<bool>(tx, key::CLONED)? != Some(true);
    store::set(tx, key::CLONED, &answer.cloned)?;
    if copied {
        new_actor(tx, work.surroundings, work.user)?;
    }
    for (actor, user) in &answer.actors {
        tx.prepare_cached("INSERT OR REPLACE INTO actor (actor, user) VALUES (?1, ?2)")?
            .execute(params![**actor, **user])?;
    }
    directory(work, answer)?;
    // What was judged may lie where this phone reaches no more, and what was made anew elsewhere than it did.
    let mut judged = verdicts(work, sent, answer, wishes, report)?;
    judged.extend(decided(work, answer)?);
    let mut leaving = Leaving::read(&work.tx)?;
    entries(work, answer, wishes, report, &mut leaving.told)?;
    if answer.scopes.is_some() {
        // Asked once a run; what the office does not give is not this phone's to have.
        for id in &sent.request.wanted {
            let id = DocumentId::from_bytes(**id);
            wishes.hopeless.insert(id);
            store::give_up_if_empty(&work.tx, id)?;
        }
    }
    let mut applied = Applied { again: copied, ..Applied::default() };
    if let Some(scopes) = &answer.scopes {
        let before: Option<Vec<Scope>> = store::get(&work.tx, key::SCOPES)?;
        let which = if before.as_ref() == Some(scopes) {
            let mut roots = &leaving.told | &leaving.seem;
            for document in judged {
                roots.extend(store::header(&work.tx, document)?.map(|header| header.root));
            }
            Which::Of(roots)
        } else {
            store::set(&work.tx, key::SCOPES, scopes)?;
            Which::All
        };
        applied.purged = purge::purge(work, scopes, which, &mut leaving)?;
        leaving.keep(&work.tx)?;
    }
    store_cursor(&work.tx, answer)?;
    if copied {
        // What the other copy sent was taken for this one's own and left out until the office knew better.
        let cursor = outbox::cursor(&work.tx)?;
        let fill = Some(Fill::begin(0, cursor.seq));
        store::set_bytes(&work.tx, key::CURSOR, &to_cbor(&Cursor { fill, ..cursor }))?;
    }
    // Until common ground is found, the office's marks are of a history that this book has not read.
    if let Some((seq, mark)) = answer.receipt.filter(|_| !wishes.name_older_marks) {
        rollback::remember(&work.tx, seq, mark)?;
        store::set(&work.tx, key::RECEIPT, &(seq, mark))?;
    }
    Ok(applied)
}

/// How far this device has read now.
pub(super) fn store_cursor(conn: &Connection, answer: &Answer) -> Result<()> {
    let Some(cursor) = answer.cursor else { return Ok(()) };
    store::set(conn, key::MORE, &answer.more)?;
    store::set_bytes(conn, key::CURSOR, &to_cbor(&cursor))?;
    rollback::remember(conn, cursor.seq, cursor.mark)
}

/// What a row of the directory is found by; the rest is kept as it came, whatever a newer office may have put there.
#[derive(Deserialize)]
struct AreaRow {
    code: AreaCode,
}

/// The same of a person.
#[derive(Deserialize)]
struct UserRow {
    id: UserId,
    name: String,
}

fn directory(work: &Work<'_>, answer: &Answer) -> Result<()> {
    for json in &answer.areas {
        let area: AreaRow = serde_json::from_str(json).map_err(Error::internal)?;
        work.tx
            .prepare_cached("INSERT OR REPLACE INTO area (code, json) VALUES (?1, ?2)")?
            .execute(params![area.code.as_str(), json])?;
    }
    for json in &answer.users {
        let user: UserRow = serde_json::from_str(json).map_err(Error::internal)?;
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
fn decided(work: &Work<'_>, answer: &Answer) -> Result<BTreeSet<DocumentId>> {
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

fn entries(
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
        Ok((mut document, fresh, new)) => {
            tx.prepare_cached("UPDATE document SET wanted = 0, damaged = NULL WHERE id = ?1")?
                .execute([header.id.to_bytes()])?;
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

fn merged(
    work: &Work<'_>,
    header: &Header,
    known: bool,
    snapshot: Option<&[u8]>,
    chunks: &[&[u8]],
    seq: u64,
) -> Result<(Document, bool, u64)> {
    let tx = &work.tx;
    if known && store::wanted(tx, header.id)?.1.is_some() && sound(tx, header).is_err() {
        return rebuild::heal(work, header, snapshot, chunks, seq);
    }
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
                false => rebuild::heal(work, header, snapshot, chunks, seq),
            };
        }
    }
    for chunk in &parsed {
        store::keep(tx, header.id, chunk.hash(), chunk.bytes(), Some(seq))?;
        tell::came_back(tx, header.id, chunk.hash(), seq)?;
    }
    let fresh = !known && parsed.len() == 1;
    Ok((document, fresh, parsed.len() as u64))
}
