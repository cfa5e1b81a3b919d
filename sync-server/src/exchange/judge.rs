//! One chunk: known? whole? whose? allowed? A verdict, or it is appended.

use super::append::{self, Documents};
use super::sender::{Sender, Trust};
use super::{hold, refusals};
use crate::directory::Entrusted;
use crate::failure::Failure;
use crate::log::Log;
use crate::surroundings::Fault;
use huben_documents::policy::{self, Code, Record, Signer};
use huben_documents::{Chunk, Kind, Rejection, examine, issue_file_id, rehearse};
use huben_domain::{AreaCode, DocumentId, Grant, IssueId, User, UserId};
use huben_sync::{Offer, Standing, Verdict};
use rusqlite::{Connection, OptionalExtension, params};
use serde_bytes::ByteArray;

/// A chunk with where it belongs.
pub(super) struct Incoming<'a> {
    pub(super) chunk: Chunk,
    pub(super) document: [u8; 16],
    pub(super) kind: Kind,
    pub(super) root: [u8; 16],
    pub(super) epoch: u32,
    pub(super) offer: &'a Offer,
}

impl<'a> Incoming<'a> {
    pub(super) fn of(offer: &'a Offer, chunk: Chunk) -> Self {
        let document = *offer.document;
        let root = offer.root.map_or(document, |root| *root);
        let kind = Kind::from(offer.kind.as_str());
        Incoming { chunk, document, kind, root, epoch: offer.epoch, offer }
    }
}

/// Judges one offer; `None` means that it is at the office.
pub(super) fn judge(
    db: &Connection,
    log: &mut Log<'_>,
    documents: &mut Documents,
    sender: &Sender<'_>,
    incoming: &Incoming<'_>,
) -> Result<Option<Verdict>, Failure> {
    const KNOWN: &str = "SELECT 1 FROM change WHERE document = ?1 AND hash = ?2";
    if db.prepare_cached(KNOWN)?.exists(params![incoming.document, incoming.chunk.hash().0])? {
        return Ok(None);
    }
    if let Some(verdict) = hold::before(db, incoming, sender)? {
        return Ok(Some(verdict));
    }
    if let Some(verdict) = refusals::before(db, incoming)? {
        return Ok(Some(verdict));
    }
    // What had to wait when it was sent may have been given up since: only a new request brings it again.
    if sender.late && !sender.surroundings.planted(Fault::Resurrection) {
        return Ok(Some(Verdict::Later));
    }
    let keep = |reason: &str| hold::hold(db, incoming, sender, reason).map(Some);
    if incoming.offer.others {
        return keep("the office lost it in a restore; a colleague's phone still had it");
    }
    match sender.standing {
        Standing::Active => {}
        Standing::Revoked => return keep("it comes from a device that was revoked, or whose user has left"),
        Standing::Pending | Standing::Unknown | Standing::Newer => {
            return keep("its device is not confirmed yet");
        }
    }
    match actor_user(db, incoming.chunk.actor())? {
        Some(user) if user == sender.user => {}
        _ => return Ok(Some(refused("forged", "written under a name that this device has not declared"))),
    }
    if let Kind::Other(_) = incoming.kind {
        return keep("a kind of record that this office does not know yet; update the office");
    }
    let Some(record) = placed(db, incoming, sender.cursor)? else {
        return Ok(Some(refused("malformed", "it does not belong where it says")));
    };
    let Some(record) = record else { return Ok(Some(Verdict::Missing(Vec::new()))) };
    by_rights(db, log, documents, sender, incoming, record, &keep)
}

/// Rights at the cursor, then those of now; what only rights of long ago would have allowed is held.
fn by_rights(
    db: &Connection,
    log: &mut Log<'_>,
    documents: &mut Documents,
    sender: &Sender<'_>,
    incoming: &Incoming<'_>,
    record: Record,
    keep: &dyn Fn(&str) -> Result<Option<Verdict>, Failure>,
) -> Result<Option<Verdict>, Failure> {
    let Trust { user, then, now } = sender.trust(db)?;
    let in_time = |entrusted: &&Entrusted| {
        entrusted.ended_at_ms.is_none_or(|ended| sender.now_ms - ended <= sender.grace_ms)
    };
    let grants =
        |list: Vec<&Entrusted>| -> Vec<Grant> { list.into_iter().map(|held| held.grant.clone()).collect() };
    let (first, examined) = match append::first(db, incoming)? {
        Some((fresh, operations)) => (Some(fresh), Ok(operations)),
        None => {
            let document = append::document(db, documents, incoming)?;
            sender.spend(document.length());
            (None, examine(document, &incoming.chunk))
        }
    };
    let operations = match examined {
        Ok(operations) => operations,
        Err(Rejection::Missing(deps)) => {
            let deps = deps.into_iter().map(|hash| ByteArray::new(hash.0)).collect();
            return Ok(Some(Verdict::Missing(deps)));
        }
        Err(Rejection::Forked) => return Ok(Some(Verdict::Forked)),
        Err(Rejection::Refused(refusal)) => return Ok(Some(refusal_of(refusal))),
    };
    let judged = |record: &Record, grants: Vec<Grant>| {
        policy::judge(&incoming.kind, record, &signer(user, grants), &operations)
    };
    let mut last = None;
    for nth in 0..3 {
        let verdict = match nth {
            0 => judged(&record, grants(then.iter().filter(in_time).collect())),
            1 => judged(&record, now.clone()),
            _ => judged(&Record { area: current_area(db, incoming.root)?, ..record.clone() }, now.clone()),
        };
        match verdict {
            Ok(()) => return append::append(db, log, documents, sender, incoming, first.as_ref()),
            Err(refusal) if refusal.code == Code::NotAllowed => last = Some(refusal),
            Err(refusal) if refusal.code == Code::Newer => return keep(&refusal.reason),
            Err(refusal) => return Ok(Some(refusal_of(refusal))),
        }
    }
    let long_ago = judged(&record, grants(then.iter().collect()));
    let mut merges = || -> Result<bool, Failure> {
        let document = append::document(db, documents, incoming)?;
        Ok(rehearse(document, &incoming.chunk).is_ok())
    };
    if long_ago.is_ok() && (first.is_some() || merges()?) {
        return keep("its author's rights there ended too long ago");
    }
    let refusal = last.ok_or_else(|| Failure::internal("a chunk without a verdict"))?;
    Ok(Some(refusal_of(refusal)))
}

fn refusal_of(refusal: policy::Refusal) -> Verdict {
    let (code, path) = (refusal.code.as_str().to_owned(), refusal.path.to_string());
    Verdict::Refused { code, path, reason: refusal.reason }
}

/// What the policy must know of the record. `None`: it contradicts what is stored. `Some(None)`: its root is not here.
pub(super) fn placed(
    db: &Connection,
    incoming: &Incoming<'_>,
    cursor: i64,
) -> Result<Option<Option<Record>>, Failure> {
    // Fills begin after this id: under it a record would reach nobody new.
    if incoming.document == [0; 16] {
        return Ok(None);
    }
    const ROW: &str = "SELECT kind, root, epoch, author, steps FROM document WHERE id = ?1";
    type Row = (String, [u8; 16], u32, Option<[u8; 16]>, u64);
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
    let row: Option<Row> = db.prepare_cached(ROW)?.query_row([incoming.document], read).optional()?;
    let mut record = Record {
        root: DocumentId::from_bytes(incoming.root),
        area: area_at(db, incoming.root, cursor)?,
        author: None,
        addressed: addressed(db, incoming.root)?,
        steps: 0,
    };
    if let Some((kind, root, epoch, author, steps)) = row {
        if kind != incoming.kind.as_str() || root != incoming.root || epoch != incoming.epoch {
            return Ok(None);
        }
        record.author = author.map(UserId::from_bytes);
        record.steps = steps;
        return Ok(Some(Some(record)));
    }
    let own_root = incoming.root == incoming.document;
    let kind_of_root: Option<String> = db
        .prepare_cached("SELECT kind FROM root WHERE id = ?1")?
        .query_row([incoming.root], |row| row.get(0))
        .optional()?;
    let expected = match incoming.kind {
        Kind::Household | Kind::Issue => return Ok(own_root.then_some(Some(record))),
        Kind::Visit => "household",
        _ => {
            let issue = IssueId::from_bytes(incoming.root);
            if issue_file_id(issue).to_bytes() != incoming.document {
                return Ok(None);
            }
            "issue"
        }
    };
    match kind_of_root {
        None => Ok(Some(None)),
        Some(kind) if kind == expected && !own_root => Ok(Some(Some(record))),
        Some(_) => Ok(None),
    }
}

fn signer(user: &User, grants: Vec<Grant>) -> Signer {
    Signer { user: user.id, unit: user.unit.clone(), grants }
}

pub(super) fn actor_user(db: &Connection, actor: &[u8]) -> Result<Option<[u8; 16]>, Failure> {
    let mut query = db.prepare_cached("SELECT user FROM actor WHERE actor = ?1")?;
    Ok(query.query_row([actor], |row| row.get(0)).optional()?)
}

/// The root's area as a device at this cursor knew it; today's for a root made since.
fn area_at(db: &Connection, root: [u8; 16], seq: i64) -> Result<Option<AreaCode>, Failure> {
    const AT: &str = "SELECT area FROM root_area WHERE root = ?1 AND from_seq <= ?2 AND (until_seq IS NULL OR until_seq > ?2)";
    let then: Option<String> = db.prepare_cached(AT)?.query_row((root, seq), |row| row.get(0)).optional()?;
    match then {
        Some(code) => Ok(code.parse().ok()),
        None => current_area(db, root),
    }
}

/// The root's area now.
pub(super) fn current_area(db: &Connection, root: [u8; 16]) -> Result<Option<AreaCode>, Failure> {
    let mut query = db.prepare_cached("SELECT area FROM root WHERE id = ?1")?;
    let code: Option<String> = query.query_row([root], |row| row.get(0)).optional()?;
    Ok(code.and_then(|code| code.parse().ok()))
}

fn addressed(db: &Connection, root: [u8; 16]) -> Result<Vec<String>, Failure> {
    let mut query = db.prepare_cached("SELECT who FROM reader WHERE root = ?1 AND file = 1 ORDER BY who")?;
    let rows = query.query_map([root], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A refusal of the message itself.
pub(super) fn refused(code: &str, reason: impl Into<String>) -> Verdict {
    Verdict::Refused { code: code.to_owned(), path: String::new(), reason: reason.into() }
}
