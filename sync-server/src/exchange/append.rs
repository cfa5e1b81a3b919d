//! What is taken: merged, logged, and its consequences for who may read.

use super::judge::{Incoming, current_area, refused};
use super::sender::Sender;
use crate::directory::{AreaStanding, area_standing};
use crate::failure::Failure;
use crate::log::{self, EntryKind, Log};
use huben_documents::{Document, Fresh, Kind, Operation, Readable, area, author, issue, issue_readers};
use huben_domain::{AreaCode, DocumentId};
use huben_sync::Verdict;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Folded into a snapshot beyond this many chunks…
const FOLD_CHUNKS: i64 = 32;
/// …or this many bytes of them.
const FOLD_BYTES: i64 = 8 * 1024;

/// Documents hydrated for one request.
pub(crate) type Documents = BTreeMap<[u8; 16], Document>;

/// Hydrates a document from its rows; one without rows is new.
pub(crate) fn load(db: &Connection, id: [u8; 16], kind: &Kind) -> Result<Document, Failure> {
    let snapshot: Option<Option<Vec<u8>>> = db
        .prepare_cached("SELECT snapshot FROM document WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let mut query =
        db.prepare_cached("SELECT bytes FROM change WHERE document = ?1 AND bytes IS NOT NULL ORDER BY seq")?;
    let chunks: Vec<Vec<u8>> = query.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Document::load(kind, snapshot.flatten().as_deref(), chunks.iter().map(Vec::as_slice))
        .map_err(|error| Failure::damaged(error.to_string()))
}

/// Documents kept hydrated: most are named once in a request, and memory that is used again at once is warm.
const HYDRATED: usize = 4;

/// The document a chunk belongs to, hydrated once while a request stays with it.
pub(crate) fn document<'d>(
    db: &Connection,
    documents: &'d mut Documents,
    incoming: &Incoming<'_>,
) -> Result<&'d mut Document, Failure> {
    if documents.len() >= HYDRATED && !documents.contains_key(&incoming.document) {
        documents.clear();
    }
    Ok(match documents.entry(incoming.document) {
        Entry::Occupied(there) => there.into_mut(),
        Entry::Vacant(place) => place.insert(load(db, incoming.document, &incoming.kind)?),
    })
}

/// A new document's first chunk, if its bytes alone prove that it can be taken: most of what phones send.
pub(super) fn first(
    db: &Connection,
    incoming: &Incoming<'_>,
) -> Result<Option<(Fresh, Vec<Operation>)>, Failure> {
    const HERE: &str = "SELECT 1 FROM document WHERE id = ?1";
    if db.prepare_cached(HERE)?.exists([incoming.document])? {
        return Ok(None);
    }
    Ok(Fresh::proven(&incoming.kind, &incoming.chunk))
}

/// What the rows beside a document say of it.
struct Shown {
    area: Option<AreaCode>,
    author: Option<[u8; 16]>,
    steps: u64,
    readers: Vec<String>,
}

impl Shown {
    fn of(document: &impl Readable, id: [u8; 16]) -> Shown {
        let steps = match document.kind() {
            Kind::Issue => issue(document, DocumentId::from_bytes(id).into())
                .map_or(0, |issue| huben_domain::next_n(&issue.steps) - 1),
            _ => 0,
        };
        Shown {
            area: area(document),
            author: author(document).map(|user| user.to_bytes()),
            steps,
            readers: if *document.kind() == Kind::Issue { issue_readers(document) } else { Vec::new() },
        }
    }
}

/// Merges a judged chunk; `first`: what it says as the first of its document. A household moved into an area that the
/// office does not have is refused after all.
pub(super) fn append(
    db: &Connection,
    log: &mut Log<'_>,
    documents: &mut Documents,
    sender: &Sender<'_>,
    incoming: &Incoming<'_>,
    first: Option<&Fresh>,
) -> Result<Option<Verdict>, Failure> {
    let taken = append_change(db, log, documents, Some(sender), incoming, first)?;
    if let Some(Verdict::Refused { .. }) = taken {
        // The hydrated copy has it merged; the rows do not.
        documents.remove(&incoming.document);
    }
    Ok(taken)
}

/// The same for work that a person decided to take: news for everybody, its author's phone too.
pub(crate) fn append_change(
    db: &Connection,
    log: &mut Log<'_>,
    documents: &mut Documents,
    sender: Option<&Sender<'_>>,
    incoming: &Incoming<'_>,
    first: Option<&Fresh>,
) -> Result<Option<Verdict>, Failure> {
    let shown = match first {
        Some(fresh) => {
            // What a chunk before it in this request may have hydrated knows nothing of it.
            documents.remove(&incoming.document);
            Shown::of(fresh, incoming.document)
        }
        None => {
            let document = document(db, documents, incoming)?;
            // Damage is answered as a refusal of this chunk; the spoilt copy goes with it.
            document.merge(&incoming.chunk).map_err(|error| Failure::damaged(error.to_string()))?;
            Shown::of(document, incoming.document)
        }
    };
    let Shown { area, author, steps, readers } = shown;
    let before = current_area(db, incoming.root)?;
    let after = match area {
        Some(area) => area,
        None => match &before {
            Some(area) => area.clone(),
            None => return Ok(Some(refused("malformed", "it lies in no area"))),
        },
    };
    if before.as_ref() != Some(&after) && area_standing(db, after.as_str())? != AreaStanding::Open {
        return Ok(Some(refused("malformed", "the office has no such area")));
    }
    if before.is_none() && incoming.root == incoming.document {
        db.prepare_cached("INSERT INTO root (id, kind, area) VALUES (?1, ?2, ?3)")?.execute(params![
            incoming.root,
            incoming.kind.as_str(),
            after.as_str()
        ])?;
        db.prepare_cached("INSERT INTO root_area (root, area, from_seq) VALUES (?1, ?2, ?3)")?
            .execute(params![incoming.root, after.as_str(), log.next()])?;
    }
    db.prepare_cached(
        "INSERT INTO document (id, kind, root, epoch, author, steps) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (id) DO UPDATE SET steps = excluded.steps",
    )?
    .execute(params![
        incoming.document,
        incoming.kind.as_str(),
        incoming.root,
        incoming.epoch,
        author,
        steps
    ])?;
    let device = sender.map(|sender| sender.device);
    // Before the change itself: a new reader gets the whole record first, then what is added to it.
    if let Some(author) = author.filter(|_| incoming.kind == Kind::Issue) {
        let who = huben_domain::UserId::from_bytes(author).to_string();
        // The device that reports it has it; the author's other devices have not.
        reader(db, log, incoming.root, &who, false, device)?;
    }
    for who in readers {
        reader(db, log, incoming.root, &who, true, None)?;
    }
    let entry = log::Entry {
        root: Some(incoming.root),
        document: Some(incoming.document),
        area: Some(after.as_str()),
        device,
        ..log::Entry::default()
    };
    let seq = log.append(EntryKind::Change, &entry)?;
    let user: Option<[u8; 16]> = db
        .prepare_cached("SELECT user FROM actor WHERE actor = ?1")?
        .query_row([incoming.chunk.actor()], |row| row.get(0))
        .optional()?;
    db.prepare_cached(
        "INSERT INTO change (seq, document, hash, actor, device, user, received_at_ms, bytes) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        seq,
        incoming.document,
        incoming.chunk.hash().0,
        incoming.chunk.actor(),
        device,
        user,
        log.now_ms(),
        incoming.chunk.bytes()
    ])?;
    // Work that other phones offered after a restore is here now, from its author.
    db.prepare_cached("DELETE FROM held WHERE document = ?1 AND hash = ?2")?
        .execute(params![incoming.document, incoming.chunk.hash().0])?;
    if let Some(from) = before.filter(|from| *from != after && incoming.root == incoming.document) {
        moved(db, log, incoming.root, &from, &after)?;
    }
    if first.is_none() {
        fold_if_large(db, incoming.document, &incoming.kind, document(db, documents, incoming)?)?;
    }
    Ok(None)
}

/// The root lies elsewhere from now on: those who lose it are told to let go, those who gain it get its contents.
fn moved(
    db: &Connection,
    log: &mut Log<'_>,
    root: [u8; 16],
    from: &AreaCode,
    to: &AreaCode,
) -> Result<(), Failure> {
    let (from, to) = (from.as_str(), to.as_str());
    let leave = log::Entry { root: Some(root), area: Some(from), other: Some(to), ..log::Entry::default() };
    let seq = log.append(EntryKind::Leave, &leave)?;
    log.append(EntryKind::Enter, &log::Entry { area: Some(to), other: Some(from), ..leave })?;
    db.execute("UPDATE root SET area = ?2 WHERE id = ?1", (root, to))?;
    db.execute(
        "UPDATE root_area SET until_seq = ?2, until_ms = ?3 WHERE root = ?1 AND until_seq IS NULL",
        (root, seq, log.now_ms()),
    )?;
    db.execute("INSERT INTO root_area (root, area, from_seq) VALUES (?1, ?2, ?3)", (root, to, seq))?;
    Ok(())
}

/// Somebody may read the root from now on, wherever it lies; `file`: its file too.
fn reader(
    db: &Connection,
    log: &mut Log<'_>,
    root: [u8; 16],
    who: &str,
    file: bool,
    device: Option<[u8; 16]>,
) -> Result<(), Failure> {
    const NOW: &str = "SELECT file FROM reader WHERE root = ?1 AND who = ?2";
    let now: Option<bool> = db.prepare_cached(NOW)?.query_row((root, who), |row| row.get(0)).optional()?;
    if now == Some(true) || now == Some(file) {
        return Ok(());
    }
    let seq = log.append(
        EntryKind::Reader,
        &log::Entry { root: Some(root), who: Some(who), device, ..log::Entry::default() },
    )?;
    db.execute(
        "INSERT INTO reader (root, who, file, from_seq) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (root, who) DO UPDATE SET file = excluded.file",
        (root, who, file, seq),
    )?;
    Ok(())
}

/// Folds chunks into a snapshot where they have become many; the rows (hash, user, received_at) stay.
pub(crate) fn fold_if_large(
    db: &Connection,
    id: [u8; 16],
    kind: &Kind,
    document: &mut Document,
) -> Result<(), Failure> {
    const SIZE: &str = "SELECT COUNT(*), COALESCE(SUM(length(bytes)), 0) FROM change WHERE document = ?1 AND bytes IS NOT NULL";
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
    let (chunks, bytes): (i64, i64) = db.prepare_cached(SIZE)?.query_row([id], read)?;
    if chunks < 2 || chunks < FOLD_CHUNKS && bytes < FOLD_BYTES {
        return Ok(());
    }
    let snapshot = document.snapshot();
    // Rows are only given up for bytes that read back whole.
    let mut again =
        Document::load(kind, Some(&snapshot), []).map_err(|error| Failure::damaged(error.to_string()))?;
    if again.heads() != document.heads() {
        return Err(Failure::internal("a snapshot reads back differently"));
    }
    db.prepare_cached("UPDATE document SET snapshot = ?2 WHERE id = ?1")?.execute(params![id, snapshot])?;
    db.prepare_cached("UPDATE change SET bytes = NULL WHERE document = ?1")?.execute([id])?;
    Ok(())
}
