//! One answer, stored in one transaction: verdicts, then entries, then the cursor. Repeating it has no effect.

use super::entries::entries;
use super::outbox::{Outgoing, Wishes};
use super::purge::{Leaving, Which};
use super::verdicts::{decided, verdicts};
use super::{outbox, purge, rollback};
use crate::book::{Work, new_actor};
use crate::store::{self, key};
use crate::{Error, Result, SyncReport};
use huben_domain::{AreaCode, DocumentId, UserId};
use huben_sync::{Answer, Cursor, Fill, Scope, Standing, to_cbor};
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::collections::BTreeSet;

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
    let before: Option<Vec<Scope>> = store::get(&work.tx, key::SCOPES)?;
    let mut roots = BTreeSet::new();
    for document in judged {
        roots.extend(store::header(&work.tx, document)?.map(|header| header.root));
    }
    if let Some(scopes) = &answer.scopes {
        let which = if before.as_ref() == Some(scopes) {
            roots.extend(&leaving.told | &leaving.seem);
            Which::Of(roots)
        } else {
            store::set(&work.tx, key::SCOPES, scopes)?;
            Which::All
        };
        applied.purged = purge::purge(work, scopes, which, &mut leaving)?;
        leaving.keep(&work.tx)?;
    } else if purge::seem_beyond(work, &before.unwrap_or_default(), roots, &mut leaving)? {
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
