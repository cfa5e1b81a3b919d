//! After a refusal or a fork: a document made anew from what the office accepted, with the surviving intents replayed
//! at the heads they were made on, under a new actor.

use super::purge::{self, Leaving};
use super::tell::{self, Row};
use crate::book::{Work, adopt_actor, current_actor, new_actor};
use crate::store::{self, Header, key};
use crate::surroundings::Fault;
use crate::{Error, Result, project};
use huben_documents::{Chunk, Document, Hash, HeadMap, Kind, Written, replay, replay_actor};
use huben_domain::{DocumentId, IntentId};
use huben_sync::Scope;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Rebuilds one document, outside of an answer. Refused, stuck and dropped intents are left out; what waits and builds on them is
/// replayed. Where a move is left out, the household may lie beyond this phone again: the next answer looks.
pub(crate) fn rebuild_document(work: &Work<'_>, id: DocumentId) -> Result<()> {
    rebuild_without(work, id, &[])?;
    let Some(scopes) = store::get::<Vec<Scope>>(&work.tx, key::SCOPES)? else { return Ok(()) };
    let root = store::header(&work.tx, id)?.map(|header| header.root);
    let mut leaving = Leaving::read(&work.tx)?;
    if purge::seem_beyond(work, &scopes, root.into_iter().collect(), &mut leaving)? {
        leaving.keep(&work.tx)?;
    }
    Ok(())
}

/// The same without changes that cannot stay as they are: a colleague's that the office does not want, and our own
/// whose number somebody else's has. What waits and builds on nothing that is left out stays to the bit: perhaps it is
/// at the office already, and written anew it would stand there twice.
pub(super) fn rebuild_without(work: &Work<'_>, id: DocumentId, unwanted: &[Hash]) -> Result<()> {
    let conn: &Connection = &work.tx;
    let Some(header) = store::header(conn, id)? else { return Ok(()) };
    let mut before = match store::load(conn, &header) {
        // Made whole by what the office has, not by what cannot be read here.
        Err(Error::Damaged { reason }) => return store::want(conn, id, &reason),
        loaded => loaded?,
    };
    let pending = tell::of_document(conn, id, "state = 'saved'")?;
    let held = tell::of_document(conn, id, "state = 'held'")?;
    let mut heads = HeadMap::default();
    for (hash, bytes) in before.chunks().into_iter().filter(|(hash, _)| unwanted.contains(hash)) {
        heads.replace(hash, &store::parse(&bytes)?.deps());
    }
    let kept = kept(conn, &header, &mut before, unwanted)?;
    let mut document = document_of(&header, &kept)?;
    for row in tell::of_document(conn, id, "state IN ('refused', 'stuck')")? {
        heads.replace(row.hash, &row.base);
    }
    new_actor(conn, work.surroundings, work.user)?;
    let mut own: Vec<Hash> = held.iter().map(|row| row.hash).collect();
    for row in &pending {
        replay_row(work, &mut document, row, &mut heads, &mut own)?;
    }
    finish(conn, &header, &mut document, &own)
}

/// The same after somebody else's change came with a number that one of ours has: all that waits is written anew.
pub(super) fn rebuild_forked(work: &Work<'_>, id: DocumentId) -> Result<()> {
    let pending = tell::of_document(&work.tx, id, "state = 'saved'")?;
    rebuild_without(work, id, &pending.iter().map(|row| row.hash).collect::<Vec<_>>())
}

/// Offers a refused intent once more: at the heads it was made on where they still stand, else at today's.
pub(crate) fn replay_intent(work: &Work<'_>, id: IntentId) -> Result<()> {
    let conn: &Connection = &work.tx;
    let row = tell::by_id(conn, id)?.ok_or_else(|| Error::not_found("it is gone already"))?;
    let header = store::header(conn, row.header.id)?.unwrap_or_else(|| row.header.clone());
    let known = store::header(conn, header.id)?.is_some();
    if !known && !tell::creates(row.intent.act) {
        return Err(Error::invalid(
            "id",
            "the record it belongs to is not on this device; retry that first, or drop this",
        ));
    }
    let mut document = if known { store::load(conn, &header)? } else { Document::new(&header.kind)? };
    let base: Vec<Hash> =
        if row.base.iter().all(|head| document.has(*head)) { row.base.clone() } else { document.heads() };
    // Another change than the one that was refused: the office remembers what it said of that.
    let actor = new_actor(conn, work.surroundings, work.user)?;
    let written = replay(&mut document, &row.intent, &base, actor, row.at_ms / 1000).map_err(|_| {
        Error::invalid("id", "it makes no sense any more where the record stands now; drop it")
    })?;
    let Some(written) = written else {
        // What was meant stands there already.
        conn.execute("DELETE FROM intent WHERE place = ?1", [row.place])?;
        return Ok(());
    };
    store::ensure(conn, &header)?;
    store::keep(conn, header.id, written.hash, &written.bytes, None)?;
    tell::rewritten(conn, row.place, &written)?;
    project::project(conn, &header, &mut document, false)
}

/// This device's copy cannot be read: what came from the office takes its place, if it is whole, with the unsent
/// intents written on top.
pub(super) fn heal(
    work: &Work<'_>,
    header: &Header,
    snapshot: Option<&[u8]>,
    chunks: &[&[u8]],
    seq: u64,
) -> Result<(Document, bool, u64)> {
    let conn: &Connection = &work.tx;
    let chunks: Vec<Chunk> = chunks.iter().map(|bytes| store::received(bytes)).collect::<Result<_>>()?;
    let mut document = match snapshot {
        Some(bytes) => Document::received(&header.kind, bytes)?,
        None => Document::new(&header.kind)?,
    };
    for chunk in &chunks {
        document.apply(chunk)?;
    }
    let came = document.chunks();
    for (hash, bytes) in &came {
        store::keep(conn, header.id, *hash, bytes, Some(seq))?;
    }
    let mut own: Vec<Hash> =
        tell::of_document(conn, header.id, "state = 'at_office'")?.into_iter().map(|row| row.hash).collect();
    new_actor(conn, work.surroundings, work.user)?;
    let mut heads = HeadMap::default();
    for row in tell::of_document(conn, header.id, "state = 'saved'")? {
        replay_row(work, &mut document, &row, &mut heads, &mut own)?;
    }
    store::replace(conn, header, &mut document, &own)?;
    Ok((document, false, came.len() as u64))
}

/// Everything but what is refused, dropped or unwanted, and what builds on it.
fn kept(
    conn: &Connection,
    header: &Header,
    before: &mut Document,
    unwanted: &[Hash],
) -> Result<Vec<(Hash, Vec<u8>)>> {
    let mut left_out: BTreeSet<Hash> = unwanted.iter().copied().collect();
    for row in tell::of_document(conn, header.id, "state IN ('refused', 'stuck')")? {
        left_out.insert(row.hash);
    }
    // A dropped intent leaves no row: its chunk is one of our own that no intent names.
    let mut query = conn.prepare_cached(
        "SELECT hash FROM chunk WHERE document = ?1 AND seq IS NULL AND hash NOT IN (SELECT hash FROM intent WHERE document = ?1)",
    )?;
    for hash in query.query_map([header.id.to_bytes()], |row| row.get::<_, [u8; 32]>(0))? {
        left_out.insert(Hash(hash?));
    }
    let mut kept = Vec::new();
    let mut lost: BTreeSet<Hash> = left_out.clone();
    let mut broken_off: BTreeSet<Vec<u8>> = BTreeSet::new();
    for (hash, bytes) in before.chunks() {
        let chunk = store::parse(&bytes)?;
        // What builds on a change that is gone is gone with it, and so is what its author numbered after it.
        let orphan = chunk.deps().iter().any(|dep| lost.contains(dep)) || broken_off.contains(chunk.actor());
        if left_out.contains(&hash) || orphan {
            lost.insert(hash);
            broken_off.insert(chunk.actor().to_vec());
        } else {
            kept.push((hash, bytes));
        }
    }
    Ok(kept)
}

fn document_of(header: &Header, chunks: &[(Hash, Vec<u8>)]) -> Result<Document> {
    Ok(Document::load(&header.kind, None, chunks.iter().map(|(_, bytes)| bytes.as_slice()))?)
}

fn replay_row(
    work: &Work<'_>,
    document: &mut Document,
    row: &Row,
    heads: &mut HeadMap,
    own: &mut Vec<Hash>,
) -> Result<()> {
    if document.has(row.hash) {
        own.push(row.hash);
        return Ok(());
    }
    let conn: &Connection = &work.tx;
    let base = if work.surroundings.planted(Fault::WrongHeads) {
        document.heads()
    } else {
        heads.resolve(&row.base)
    };
    // What was written on a record that was not taken has nothing to stand on.
    let groundless = row.header.kind != Kind::IssueFile
        && !tell::creates(row.intent.act)
        && base == Document::new(&row.header.kind)?.heads();
    let replayed = match groundless {
        true => Err(Error::invalid("id", tell::BASE_REFUSED)),
        false => written_anew(work, document, row, &base),
    };
    match replayed {
        Ok(Some(written)) => {
            heads.replace(row.hash, &[written.hash]);
            own.push(written.hash);
            tell::rewritten(conn, row.place, &written)
        }
        Ok(None) => {
            heads.replace(row.hash, &base);
            conn.execute("DELETE FROM intent WHERE place = ?1", [row.place])?;
            Ok(())
        }
        Err(_) => {
            heads.replace(row.hash, &base);
            tell::state(conn, row.place, "stuck", Some(tell::BASE_REFUSED), None)
        }
    }
}

fn written_anew(
    work: &Work<'_>,
    document: &mut Document,
    row: &Row,
    base: &[Hash],
) -> Result<Option<Written>> {
    let conn: &Connection = &work.tx;
    let actor = match work.surroundings.planted(Fault::ActorReused) {
        true => current_actor(conn)?,
        // Whoever has this number with other words has it for good: then under another actor.
        false => match replay_actor(row.id, base) {
            taken if was_written_by(conn, row, &taken)? => new_actor(conn, work.surroundings, work.user)?,
            free => free,
        },
    };
    adopt_actor(conn, actor, work.user)?;
    Ok(replay(document, &row.intent, base, actor, row.at_ms / 1000)?)
}

fn was_written_by(conn: &Connection, row: &Row, actor: &[u8; 16]) -> Result<bool> {
    let bytes = match store::bytes(conn, &row.header, row.hash) {
        Err(Error::Damaged { .. }) => None,
        found => found?,
    };
    Ok(bytes.is_some_and(|bytes| Chunk::parse(&bytes).is_ok_and(|chunk| chunk.actor() == actor)))
}

fn finish(conn: &Connection, header: &Header, document: &mut Document, own: &[Hash]) -> Result<()> {
    if document.is_blank() {
        // A new record that was refused: nothing of it stands here. Its text waits under "needs attention".
        conn.execute("DELETE FROM chunk WHERE document = ?1", [header.id.to_bytes()])?;
        conn.execute("DELETE FROM document WHERE id = ?1", [header.id.to_bytes()])?;
        return project::forget(conn, header.id);
    }
    store::replace(conn, header, document, own)?;
    project::project(conn, header, document, false)
}
