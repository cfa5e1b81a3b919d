//! One page of an answer: documents and their changes until the room is used up.

use super::scopes::Who;
use crate::failure::Failure;
use huben_documents::{Kind, Tier, as_sent};
use huben_domain::AreaCode;
use huben_sync::Part;
use rusqlite::{Connection, OptionalExtension};
use serde_bytes::{ByteArray, ByteBuf};
use std::collections::{BTreeMap, BTreeSet};

/// Ids and framing beside a chunk.
const FRAME: usize = 48;

/// A document's row with its root's area.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) id: [u8; 16],
    pub(super) kind: String,
    pub(super) root: [u8; 16],
    pub(super) epoch: u32,
    pub(super) area: AreaCode,
}

/// A page under way.
pub(super) struct Page<'a> {
    db: &'a Connection,
    room: usize,
    used: usize,
    pub(super) parts: Vec<Part>,
    pub(super) actors: BTreeMap<[u8; 16], [u8; 16]>,
    whole: BTreeSet<[u8; 16]>,
}

impl<'a> Page<'a> {
    pub(super) fn new(db: &'a Connection, room: usize) -> Self {
        Self { db, room, used: 0, parts: Vec::new(), actors: BTreeMap::new(), whole: BTreeSet::new() }
    }

    /// Is there no room for more? A page holds one thing at least.
    pub(super) fn is_full(&self) -> bool {
        self.used >= self.room
    }

    /// The device lets go of a root.
    pub(super) fn leave(&mut self, root: [u8; 16]) {
        self.used += FRAME;
        self.parts.push(Part::Leave { leave: ByteArray::new(root) });
    }

    /// A document with all its history, once a page.
    pub(super) fn whole(&mut self, header: &Header) -> Result<(), Failure> {
        if !self.whole.insert(header.id) {
            return Ok(());
        }
        let snapshot: Option<Vec<u8>> = self
            .db
            .prepare_cached("SELECT snapshot FROM document WHERE id = ?1")?
            .query_row([header.id], |row| row.get(0))
            .optional()?
            .flatten();
        const CHUNKS: &str = "SELECT actor, user, bytes FROM change WHERE document = ?1 ORDER BY seq";
        let mut query = self.db.prepare_cached(CHUNKS)?;
        let mut rows = query.query([header.id])?;
        let mut chunks = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes: Option<Vec<u8>> = row.get(2)?;
            self.actors.extend(actor(row.get(0)?, row.get(1)?));
            chunks.extend(bytes.map(|bytes| ByteBuf::from(as_sent(&bytes))));
        }
        // A change that came just before (a household's move into an area of the reader's) is in the whole, and would
        // stand before what it builds on.
        if matches!(self.parts.last(), Some(Part::Document { document, .. }) if *document == header.id) {
            self.parts.pop();
        }
        self.push(header, snapshot.map(ByteBuf::from), chunks);
        Ok(())
    }

    /// One change; where it is folded already, the whole document.
    pub(super) fn change(&mut self, header: &Header, seq: i64) -> Result<(), Failure> {
        if self.whole.contains(&header.id) {
            return Ok(());
        }
        const ONE: &str = "SELECT actor, user, bytes FROM change WHERE seq = ?1";
        type Row = (Vec<u8>, Option<[u8; 16]>, Option<Vec<u8>>);
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let row: Option<Row> = self.db.prepare_cached(ONE)?.query_row([seq], read).optional()?;
        match row {
            Some((author, user, Some(bytes))) => {
                self.actors.extend(actor(author, user));
                self.push(header, None, vec![ByteBuf::from(as_sent(&bytes))]);
                Ok(())
            }
            Some((_, _, None)) => self.whole(header),
            None => Ok(()),
        }
    }

    fn push(&mut self, header: &Header, snapshot: Option<ByteBuf>, chunks: Vec<ByteBuf>) {
        self.used += FRAME + snapshot.as_ref().map_or(0, |bytes| bytes.len());
        self.used += chunks.iter().map(|bytes| bytes.len()).sum::<usize>();
        // Changes of one document in a row share its heading.
        if let (None, Some(Part::Document { document, chunks: last, .. })) =
            (&snapshot, self.parts.last_mut())
            && *document == header.id
        {
            last.extend(chunks);
            return;
        }
        self.parts.push(Part::Document {
            document: ByteArray::new(header.id),
            kind: header.kind.clone(),
            root: (header.root != header.id).then(|| ByteArray::new(header.root)),
            epoch: header.epoch,
            snapshot,
            chunks,
        });
    }
}

fn actor(actor: Vec<u8>, user: Option<[u8; 16]>) -> Option<([u8; 16], [u8; 16])> {
    Some((actor.try_into().ok()?, user?))
}

const HEADER: &str =
    "SELECT d.id, d.kind, d.root, d.epoch, r.area FROM document d JOIN root r ON r.id = d.root";

/// A document's row, if the reader may have it.
pub(super) fn readable(db: &Connection, who: &Who, id: [u8; 16]) -> Result<Option<Header>, Failure> {
    let mut query = db.prepare_cached(&format!("{HEADER} WHERE d.id = ?1"))?;
    let Some(header) = query.query_row([id], header).optional()? else { return Ok(None) };
    Ok(if may_read(db, who, &header)? { Some(header) } else { None })
}

/// The documents of a root that the reader may have, the root's own first.
pub(super) fn of_root(db: &Connection, who: &Who, root: [u8; 16]) -> Result<Vec<Header>, Failure> {
    let mut query =
        db.prepare_cached(&format!("{HEADER} WHERE d.root = ?1 ORDER BY d.id <> d.root, d.id"))?;
    let rows: Vec<Header> = query.query_map([root], header)?.collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for row in rows {
        if may_read(db, who, &row)? {
            found.push(row);
        }
    }
    Ok(found)
}

pub(super) fn header(row: &rusqlite::Row) -> rusqlite::Result<Header> {
    let area: String = row.get(4)?;
    let area = area.parse().map_err(|_| rusqlite::Error::InvalidQuery)?;
    Ok(Header { id: row.get(0)?, kind: row.get(1)?, root: row.get(2)?, epoch: row.get(3)?, area })
}

pub(super) fn may_read(db: &Connection, who: &Who, header: &Header) -> Result<bool, Failure> {
    match Tier::of(&Kind::from(header.kind.as_str())) {
        Some(tier) => who.reads(db, header.root, &header.area, tier),
        None => Ok(false),
    }
}
