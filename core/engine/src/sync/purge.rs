//! What no scope covers any more leaves the phone: rows, search entries, and the pages they stood on.

use crate::Result;
use crate::book::{Work, self_user};
use crate::project;
use crate::store::{self, key};
use crate::surroundings::Fault;
use huben_documents::{Kind, Tier};
use huben_domain::{AreaCode, DocumentId, Issue, StepKind, UserId};
use huben_sync::Scope;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// Which documents to look at.
pub(super) enum Which {
    /// All: what is granted has changed.
    All,
    /// What hangs on these roots.
    Of(BTreeSet<DocumentId>),
}

/// Roots that are looked at in every run, until nothing on them waits for a verdict any more.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    /// The office told this device to let go of them, and they have not come back since.
    pub told: BTreeSet<DocumentId>,
    /// They seem to lie beyond the scopes, by what this device itself wrote.
    pub seem: BTreeSet<DocumentId>,
}

impl Leaving {
    /// As it stands in the book.
    pub(super) fn read(conn: &Connection) -> Result<Leaving> {
        let told = store::get(conn, key::LEFT)?.unwrap_or_default();
        let seem = store::get(conn, key::SEEM_LEFT)?.unwrap_or_default();
        Ok(Leaving { told, seem })
    }

    /// Into the book.
    pub(super) fn keep(&self, conn: &Connection) -> Result<()> {
        store::set(conn, key::LEFT, &self.told)?;
        store::set(conn, key::SEEM_LEFT, &self.seem)
    }
}

/// Purges documents outside the granted scopes, except where this device's work still waits for a verdict.
/// True if anything went: then [`give_back_pages`] is due after the commit.
pub(super) fn purge(work: &Work<'_>, scopes: &[Scope], which: Which, leaving: &mut Leaving) -> Result<bool> {
    let conn: &Connection = &work.tx;
    let me = self_user(conn, work.user)?;
    let documents = match which {
        Which::All => headers(conn, "SELECT id, kind, root FROM document", [])?,
        Which::Of(roots) => {
            let mut found = Vec::new();
            for root in roots {
                found.extend(headers(
                    conn,
                    "SELECT id, kind, root FROM document WHERE root = ?1",
                    [root.to_bytes()],
                )?);
            }
            found
        }
    };
    let mut query = conn.prepare_cached(
        "SELECT 1 FROM intent WHERE document = ?1 AND state IN ('saved', 'held')
         UNION ALL SELECT 1 FROM chunk WHERE document = ?1 AND offer = 1",
    )?;
    let mut waits = |id: DocumentId| -> Result<bool> {
        Ok(query.exists([id.to_bytes()])? && !work.surroundings.planted(Fault::EarlyPurge))
    };
    let mut gone = Vec::new();
    let mut later = Leaving::default();
    for (id, kind, root) in documents {
        let kind = Kind::from(kind.as_str());
        // Where a root went after it left is not known here: its last words did not come.
        let told = leaving.told.contains(&root);
        if !told && covered(conn, &me.id, me.unit.as_deref(), scopes, &kind, root)? {
            continue;
        }
        // As long as its own document waits, where a root lies is not decided: all that hangs on it stays.
        match (waits(id)?, told) {
            (true, true) => drop(later.told.insert(root)),
            (waiting, false) if waiting || waits(root)? => drop(later.seem.insert(root)),
            _ => gone.push(id),
        }
    }
    for id in &gone {
        project::forget(conn, *id)?;
        conn.prepare_cached("DELETE FROM chunk WHERE document = ?1")?.execute([id.to_bytes()])?;
        conn.prepare_cached("DELETE FROM document WHERE id = ?1")?.execute([id.to_bytes()])?;
        // That it reached the office stays known; what it said does not stay here.
        conn.prepare_cached("UPDATE intent SET json = json_object('act', act, 'puts', json_array()), base = x'' WHERE document = ?1 AND state = 'at_office'")?
            .execute([id.to_bytes()])?;
    }
    *leaving = later;
    if !gone.is_empty() {
        // Deleted entries linger in the index's segments until they are merged.
        conn.execute("INSERT INTO search_text (search_text) VALUES ('optimize')", [])?;
    }
    Ok(!gone.is_empty())
}

/// An answer that says only what was judged purges nothing: which of these roots lie beyond the scopes granted last is
/// kept for one that says what is granted now. True if there are any.
pub(super) fn seem_beyond(
    work: &Work<'_>,
    scopes: &[Scope],
    roots: BTreeSet<DocumentId>,
    leaving: &mut Leaving,
) -> Result<bool> {
    let me = self_user(&work.tx, work.user)?;
    let before = leaving.seem.len();
    for root in roots {
        let Some(header) = store::header(&work.tx, root)? else { continue };
        if !covered(&work.tx, &me.id, me.unit.as_deref(), scopes, &header.kind, root)? {
            leaving.seem.insert(root);
        }
    }
    Ok(leaving.seem.len() > before)
}

type Found = (DocumentId, String, DocumentId);

fn headers(conn: &Connection, sql: &str, of: impl rusqlite::Params) -> Result<Vec<Found>> {
    let mut query = conn.prepare_cached(sql)?;
    let rows = query.query_map(of, |row| {
        Ok((DocumentId::from_bytes(row.get(0)?), row.get(1)?, DocumentId::from_bytes(row.get(2)?)))
    })?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// Free pages leave the file, and the write-ahead log with their old contents too.
pub(super) fn give_back_pages(conn: &Connection) -> Result<()> {
    let mut vacuum = conn.prepare("PRAGMA incremental_vacuum")?;
    let mut rows = vacuum.query([])?;
    while rows.next()?.is_some() {}
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn covered(
    conn: &Connection,
    user: &UserId,
    unit: Option<&str>,
    scopes: &[Scope],
    kind: &Kind,
    root: DocumentId,
) -> Result<bool> {
    // A kind of a newer version is the office's to send or not; it is kept as it came.
    let Some(tier) = Tier::of(kind) else { return Ok(true) };
    let table = if tier == Tier::Card { "household" } else { "issue" };
    let mut query = conn.prepare_cached(&format!("SELECT area, json FROM {table} WHERE id = ?1"))?;
    let found =
        query.query_row([root.to_bytes()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
    // Its root has not come yet (or went just now): decided when it is there.
    let Some((area, json)) = found.optional()? else {
        return Ok(conn.prepare_cached("SELECT 1 FROM document WHERE id = ?1")?.exists([root.to_bytes()])?
            || tier != Tier::Card);
    };
    let by_area = scopes.iter().any(|scope| {
        let reaches = match (scope.area.parse::<AreaCode>(), area.parse::<AreaCode>()) {
            (Ok(scope), Ok(area)) => scope.covers(&area),
            _ => false,
        };
        reaches && scope.tiers.iter().any(|name| Tier::parse(name) == Some(tier))
    });
    if by_area || tier == Tier::Card {
        return Ok(by_area);
    }
    let Ok(issue) = serde_json::from_str::<Issue>(&json) else { return Ok(false) };
    let addressed = issue
        .steps
        .iter()
        .filter(|step| step.step == StepKind::Dispatch)
        .filter_map(|step| step.to.as_deref());
    let own_id = user.to_string();
    let addressee = addressed.into_iter().any(|to| to == own_id || Some(to) == unit);
    Ok(addressee || tier == Tier::Issue && issue.first_asked == *user)
}
