//! What goes up: unsent work in the order it was made, and what the office should look up.

use super::rebuild;
use crate::book::Work;
use crate::store::{self, Header, key};
use crate::{Error, Result};
use huben_documents::{Chunk, Hash, Kind, as_sent};
use huben_domain::DocumentId;
use huben_sync::{Cursor, Mark, Offer, Request, VERSION, from_cbor, limits};
use rusqlite::{Connection, params};
use serde_bytes::ByteArray;
use std::collections::BTreeSet;

/// A request with what its positions stand for.
pub(super) struct Outgoing {
    pub request: Request,
    /// The chunk at each position: an own intent's, or a colleague's that is offered.
    pub offered: Vec<Offered>,
}

/// One position of a request.
#[derive(Debug, Clone)]
pub(super) enum Offered {
    /// This device's intent (its row).
    Own { place: i64, hash: Hash, document: DocumentId },
    /// A colleague's chunk that the office seems to have lost.
    Others { hash: Hash, document: DocumentId },
}

/// What the run asks for beside the book's own state.
#[derive(Debug, Clone, Default)]
pub(super) struct Wishes {
    /// Bytes of chunks at most.
    pub up_bytes: usize,
    /// Bytes of the answer's page.
    pub page_bytes: usize,
    /// The office did not know the cursor: name older marks.
    pub name_older_marks: bool,
    /// The office has forgotten this device.
    pub show_certificate: bool,
    /// Chunks that wait for something the office lacks: not offered again in this run. (What is written anew is another
    /// chunk.)
    pub stalled: BTreeSet<Hash>,
    /// Intents that were made anew in this run because their chunk was forked.
    pub forked: BTreeSet<i64>,
    /// Documents that were answered whole and still do not apply.
    pub hopeless: BTreeSet<DocumentId>,
}

/// Builds the next request and takes its number, in the caller's transaction: the number is stored before sending.
pub(super) fn next_request(work: &mut Work<'_>, wishes: &mut Wishes) -> Result<Outgoing> {
    for document in unwritten(&work.tx)? {
        rebuild::rebuild_document(work, document)?;
        work.touched.push(document);
    }
    let conn = &work.tx;
    let number: u64 = store::get(conn, key::REQUEST_NUMBER)?.unwrap_or(0) + 1;
    store::set(conn, key::REQUEST_NUMBER, &number)?;
    store::set(conn, key::LAST_ASKED, &work.now)?;
    let Load { offers: chunks, offered, actors, more_up } = load(conn, wishes)?;
    let certificate = if wishes.show_certificate {
        store::get_bytes(conn, key::CERTIFICATE)?.and_then(|bytes| from_cbor(&bytes).ok())
    } else {
        None
    };
    let held = held(conn)?;
    let request = Request {
        version: VERSION,
        number,
        cursor: cursor(conn)?,
        older: if wishes.name_older_marks { older(conn)? } else { Vec::new() },
        actors: actors.iter().map(|actor| ByteArray::new(*actor)).collect(),
        chunks,
        more_up,
        wanted: wanted(conn, &wishes.hopeless)?,
        held: held.iter().map(|(hash, _)| *hash).collect(),
        held_in: held.iter().map(|(_, document)| *document).collect(),
        page_bytes: u32::try_from(wishes.page_bytes).unwrap_or(u32::MAX),
        receipt: store::get(conn, key::RECEIPT)?,
        state_lost: false,
        certificate,
    };
    Ok(Outgoing { request, offered })
}

/// Documents in which unsent work has no change. It was left out when they were made anew, because it waited at the
/// office and built on something that was refused; now the office has forgotten it (a restored one).
fn unwritten(conn: &Connection) -> Result<Vec<DocumentId>> {
    let mut query = conn.prepare_cached(
        "SELECT DISTINCT i.document FROM intent i JOIN document d ON d.id = i.document
         WHERE i.state <> 'at_office' AND i.state = 'saved'
         AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.document = i.document AND c.hash = i.hash)",
    )?;
    let ids = query.query_map([], |row| Ok(DocumentId::from_bytes(row.get(0)?)))?;
    Ok(ids.collect::<std::result::Result<_, _>>()?)
}

/// How far this device has read.
pub(super) fn cursor(conn: &Connection) -> Result<Cursor> {
    let bytes = store::get_bytes(conn, key::CURSOR)?;
    Ok(bytes.and_then(|bytes| from_cbor(&bytes).ok()).unwrap_or(Cursor::START))
}

/// How much work has the office not judged, beside what waits for something? (Here and below `state <> 'at_office'`
/// says what goes without saying, because SQLite takes the index of open work only where it is said.)
pub(super) fn unsent(conn: &Connection, stalled: &BTreeSet<Hash>) -> Result<u64> {
    let mut query =
        conn.prepare_cached("SELECT hash FROM intent WHERE state <> 'at_office' AND state = 'saved'")?;
    let hashes = query.query_map([], |row| row.get(0))?;
    let mut own = 0;
    for hash in hashes {
        own += u64::from(!stalled.contains(&Hash(hash?)));
    }
    let mut query = conn.prepare_cached("SELECT hash FROM chunk WHERE offer > 0 AND offer = 1")?;
    let hashes = query.query_map([], |row| row.get(0))?;
    let mut others = 0;
    for hash in hashes {
        others += u64::from(!stalled.contains(&Hash(hash?)));
    }
    Ok(own + others)
}

/// Work that the last whole run did not see.
pub(super) struct Waiting {
    pub count: u64,
    pub oldest_ms: i64,
    /// Some of it is about an urgent issue.
    pub urgent: bool,
}

/// What is unsent beside the changes that a whole run offered to its end and that wait for something.
pub(super) fn unsent_since(conn: &Connection, stalled: &BTreeSet<Hash>) -> Result<Waiting> {
    let mut waiting = Waiting { count: 0, oldest_ms: i64::MAX, urgent: false };
    let mut query = conn.prepare_cached(
        "SELECT i.hash, i.at_ms, COALESCE(s.urgent, 0) FROM intent i LEFT JOIN issue s ON s.id = i.record
         WHERE i.state <> 'at_office' AND i.state = 'saved'",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if !stalled.contains(&Hash(row.get(0)?)) {
            waiting.count += 1;
            waiting.oldest_ms = waiting.oldest_ms.min(row.get(1)?);
            waiting.urgent |= row.get::<_, bool>(2)?;
        }
    }
    Ok(waiting)
}

/// What one request carries up.
#[derive(Default)]
struct Load {
    offers: Vec<Offer>,
    offered: Vec<Offered>,
    /// Own actors that write here: named each time, because a restored office may have forgotten them.
    actors: BTreeSet<[u8; 16]>,
    more_up: bool,
}

fn load(conn: &Connection, wishes: &mut Wishes) -> Result<Load> {
    let mut load = Load::default();
    let mut room = wishes.up_bytes;
    let own_actors = own_actors(conn)?;
    let mut query = conn.prepare_cached(
        "SELECT i.place, i.hash, d.id, d.kind, d.root, d.epoch FROM intent i JOIN document d ON d.id = i.document
         WHERE i.state <> 'at_office' AND i.state = 'saved' ORDER BY i.place",
    )?;
    let own = query.query_map([], |row| {
        Ok((
            Some(row.get::<_, i64>(0)?),
            row.get::<_, [u8; 32]>(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    let mut query = conn.prepare_cached(
        "SELECT NULL, c.hash, d.id, d.kind, d.root, d.epoch FROM chunk c JOIN document d ON d.id = c.document
         WHERE c.offer > 0 AND c.offer = 1 ORDER BY c.place",
    )?;
    let others = query.query_map([], |row| {
        Ok((
            row.get::<_, Option<i64>>(0)?,
            row.get::<_, [u8; 32]>(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    for row in own.chain(others) {
        let (place, hash, id, kind, root, epoch) = row?;
        let hash = Hash(hash);
        if wishes.stalled.contains(&hash) {
            continue;
        }
        let header = Header {
            id: DocumentId::from_bytes(id),
            kind: Kind::from(kind.as_str()),
            root: DocumentId::from_bytes(root),
            epoch,
        };
        let Some((bytes, actor)) = sound(conn, &header, hash)? else {
            match place {
                Some(_) => drop(wishes.stalled.insert(hash)),
                // What this phone cannot read, another must bring back.
                None => drop(conn.execute("UPDATE chunk SET offer = 0 WHERE hash = ?1", [hash.0])?),
            }
            continue;
        };
        let new_actor = own_actors.get(actor.as_slice()).filter(|actor| !load.actors.contains(*actor));
        // Ids and framing beside the chunk.
        let cost = bytes.len() + 64;
        let full = cost > room
            || load.offers.len() >= limits::CHUNKS
            || new_actor.is_some() && load.actors.len() >= limits::ACTORS;
        if full && !load.offers.is_empty() {
            load.more_up = true;
            return Ok(load);
        }
        load.actors.extend(new_actor);
        room = room.saturating_sub(cost);
        let root = (header.root != header.id).then(|| ByteArray::new(header.root.to_bytes()));
        load.offers.push(Offer {
            document: ByteArray::new(header.id.to_bytes()),
            kind,
            root,
            epoch,
            others: place.is_none(),
            bytes: as_sent(&bytes).to_vec(),
        });
        load.offered.push(match place {
            Some(place) => Offered::Own { place, hash, document: header.id },
            None => Offered::Others { hash, document: header.id },
        });
    }
    Ok(load)
}

/// The chunk as it was written, and who wrote it. One that cannot be read any more is not sent, and its document is asked for whole;
/// what was meant stands in the intent.
fn sound(conn: &Connection, header: &Header, hash: Hash) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    let bytes = match store::bytes(conn, header, hash) {
        Err(Error::Damaged { .. }) => None,
        found => found?,
    };
    let sound = bytes.and_then(|bytes| {
        let actor = Chunk::author(&bytes, hash)?.to_vec();
        Some((bytes, actor))
    });
    if sound.is_none() {
        store::want(conn, header.id, "an unsent change cannot be read")?;
    }
    Ok(sound)
}

fn own_actors(conn: &Connection) -> Result<BTreeSet<[u8; 16]>> {
    let mut query = conn.prepare_cached("SELECT actor FROM own_actor")?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn wanted(conn: &Connection, hopeless: &BTreeSet<DocumentId>) -> Result<Vec<ByteArray<16>>> {
    let mut query = conn.prepare_cached("SELECT id FROM document WHERE wanted > 0")?;
    let rows = query.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
    let mut ids = Vec::new();
    for id in rows {
        let id = id?;
        if !hopeless.contains(&DocumentId::from_bytes(id)) && ids.len() < limits::WANTED {
            ids.push(ByteArray::new(id));
        }
    }
    Ok(ids)
}

/// Work that waits at the office, a colleague's that this phone offered too, and what the office lost: perhaps somebody
/// has decided, or brought it back. Where it is more than one request asks about, chance chooses, so that what nobody
/// decides does not keep the rest from being asked about.
fn held(conn: &Connection) -> Result<Vec<(ByteArray<32>, ByteArray<16>)>> {
    let mut query = conn.prepare_cached(
        "SELECT hash, document FROM (SELECT place, hash, document FROM intent WHERE state <> 'at_office' AND state IN ('held', 'lost')
         UNION ALL SELECT place, hash, document FROM chunk WHERE offer > 0 AND offer = 2) ORDER BY random() LIMIT ?1",
    )?;
    let rows = query.query_map([limits::WANTED as i64], |row| {
        Ok((ByteArray::new(row.get::<_, [u8; 32]>(0)?), ByteArray::new(row.get::<_, [u8; 16]>(1)?)))
    })?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn older(conn: &Connection) -> Result<Vec<(u64, Mark)>> {
    let mut query = conn.prepare_cached("SELECT seq, mark FROM mark ORDER BY seq DESC LIMIT ?1")?;
    let rows = query.query_map(params![limits::OLDER_MARKS as i64], |row| {
        Ok((row.get(0)?, ByteArray::new(row.get::<_, [u8; 8]>(1)?)))
    })?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}
