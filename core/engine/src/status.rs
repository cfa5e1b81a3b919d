//! Where what this device recorded stands, and what waits for a decision.

use crate::book::{FieldBook, state_of};
use crate::households::limit;
use crate::store::{self, key};
use crate::{Attention, Error, Page, Receipt, RecordStatus, Result, Slice, Standing, State, Status};
use chrono::{DateTime, FixedOffset};
use huben_documents::Intent;
use huben_domain::{DocumentId, IntentId, Json};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

impl FieldBook {
    /// Counts the records that this device wrote to, by the worst of their states. What it reads is what waits.
    pub fn status(&self) -> Result<Status> {
        let conn = self.conn();
        let mut query = conn.prepare_cached(
            "SELECT MAX(state <> 'saved'), EXISTS (SELECT 1 FROM intent a WHERE a.record = i.record AND a.state = 'at_office')
             FROM intent i INDEXED BY intent_open WHERE state <> 'at_office' GROUP BY record",
        )?;
        let mut at_office: u64 =
            conn.prepare_cached("SELECT at_office FROM tally")?.query_row([], |row| row.get(0))?;
        let mut waiting = [0; 2];
        for row in query.query_map([], |row| Ok((row.get::<_, usize>(0)?, row.get::<_, u64>(1)?)))? {
            let (attention, partly_there) = row?;
            waiting[attention] += 1;
            at_office = at_office.saturating_sub(partly_there);
        }
        let [saved, needs_attention] = waiting;
        Ok(Status {
            at_office,
            saved,
            needs_attention,
            last_contact_at: store::get(&conn, key::LAST_CONTACT)?,
        })
    }

    /// Where one record stands, and why.
    pub fn status_of(&self, id: DocumentId) -> Result<RecordStatus> {
        let conn = self.conn();
        let mut known = conn.prepare_cached(
            "SELECT 1 FROM document WHERE id = ?1 UNION ALL SELECT 1 FROM intent WHERE record = ?1",
        )?;
        if !known.exists([id.to_bytes()])? {
            return Err(Error::not_found(format!("no record {id} on this device")));
        }
        Ok(RecordStatus { id, state: state_of(&conn, id)?, reason: reason_of(&conn, id)? })
    }

    /// What became of every record that this device wrote to: what needs attention first, then what is only here,
    /// then the rest, each the newest first.
    pub fn receipts(&self, slice: Slice) -> Result<Page<Receipt>> {
        let conn = self.conn();
        let total = conn.query_row("SELECT COUNT(DISTINCT record) FROM intent", [], |row| row.get(0))?;
        let mut query = conn.prepare_cached(
            "SELECT i.record, MIN(i.kind), MAX(CASE i.state WHEN 'at_office' THEN 0 WHEN 'saved' THEN 1 ELSE 2 END) AS worst,
               MAX(i.at_ms) AS at, CASE WHEN MAX(i.state <> 'at_office') THEN NULL ELSE MAX(i.receipt) END, COALESCE(s.title, '')
             FROM intent i LEFT JOIN search_entry s ON s.id = i.record
             GROUP BY i.record ORDER BY worst DESC, at DESC, i.record LIMIT ?1 OFFSET ?2",
        )?;
        let offset = *self.surroundings.now().offset();
        let rows = query.query_map(params![limit(slice), slice.offset], |row| {
            Ok(Receipt {
                record: DocumentId::from_bytes(row.get(0)?),
                kind: row.get(1)?,
                state: match row.get::<_, i64>(2)? {
                    0 => State::AtOffice,
                    1 => State::Saved,
                    _ => State::NeedsAttention,
                },
                at: local(row.get(3)?, offset),
                number: row.get(4)?,
                title: row.get(5)?,
                reason: None,
            })
        })?;
        let mut items = rows.collect::<std::result::Result<Vec<Receipt>, _>>()?;
        for receipt in items.iter_mut().filter(|receipt| receipt.state != State::AtOffice) {
            receipt.reason = reason_of(&conn, receipt.record)?;
        }
        Ok(Page { items, total })
    }

    /// What was refused, held, or could not be replayed, with its full text.
    pub fn attention(&self, slice: Slice) -> Result<Page<Attention>> {
        let conn = self.conn();
        const OPEN: &str = "SELECT COUNT(*) FROM intent WHERE state <> 'at_office' AND state <> 'saved'";
        let total = conn.prepare_cached(OPEN)?.query_row([], |row| row.get(0))?;
        let mut query = conn.prepare_cached(
            "SELECT id, record, kind, json, state, reason, at_ms FROM intent
             WHERE state <> 'at_office' AND state <> 'saved' ORDER BY place LIMIT ?1 OFFSET ?2",
        )?;
        let offset = *self.surroundings.now().offset();
        let rows = query.query_map(params![limit(slice), slice.offset], |row| {
            Ok((
                IntentId::from_bytes(row.get(0)?),
                DocumentId::from_bytes(row.get(1)?),
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, Option<String>>(5)?,
                row.get::<_, i64>(6)?,
            ))
        })?;
        let items = rows.map(|row| {
            let (id, record, kind, json, state, reason, at) = row?;
            let intent: Intent = serde_json::from_str(&json).map_err(Error::internal)?;
            let at = local(at, offset);
            let reason = reason.unwrap_or_default();
            let standing = standing(&state)?;
            Ok(Attention {
                id,
                record,
                kind,
                act: intent.act.as_str(),
                standing,
                reason,
                text: text_of(&intent),
                at,
            })
        });
        Ok(Page { items: items.collect::<Result<_>>()?, total })
    }

    /// Offers it to the office once more, as it was meant: after the office has allowed it.
    pub fn retry(&self, id: IntentId) -> Result<()> {
        self.write(|work| {
            let (document, standing) = open_intent(&work.tx, id)?;
            if !standing.can_retry() {
                return Err(Error::invalid(
                    "id",
                    match standing {
                        Standing::Lost => {
                            "its words are no longer on this phone; drop this, and ask whoever has them"
                        }
                        _ => "it is at the office already and waits for a decision there",
                    },
                ));
            }
            work.touched.push(document);
            crate::sync::replay_intent(work, id)
        })
    }

    /// Gives it up for good.
    pub fn drop_attention(&self, id: IntentId) -> Result<()> {
        self.write(|work| {
            let (document, standing) = open_intent(&work.tx, id)?;
            work.tx.execute("DELETE FROM intent WHERE id = ?1", [id.to_bytes()])?;
            work.touched.push(document);
            // A held change still stands in the document here; without its intent it has to go.
            if standing == Standing::Held { crate::sync::rebuild_document(work, document) } else { Ok(()) }
        })
    }
}

/// Why a record is not at the office, as far as somebody said why.
fn reason_of(conn: &Connection, record: DocumentId) -> Result<Option<String>> {
    let mut query = conn.prepare_cached(
        "SELECT reason FROM intent WHERE record = ?1 AND state <> 'at_office' AND reason IS NOT NULL
         ORDER BY state = 'saved', place LIMIT 1",
    )?;
    Ok(query.query_row([record.to_bytes()], |row| row.get(0)).optional()?)
}

fn open_intent(conn: &Connection, id: IntentId) -> Result<(DocumentId, Standing)> {
    let mut query = conn.prepare_cached(
        "SELECT document, state FROM intent WHERE id = ?1 AND state <> 'at_office' AND state <> 'saved'",
    )?;
    let found = query.query_row([id.to_bytes()], |row| {
        Ok((DocumentId::from_bytes(row.get(0)?), row.get::<_, String>(1)?))
    });
    let (document, state) = found.optional()?.ok_or_else(|| {
        Error::not_found(format!("nothing under {id} needs attention; it may be settled already: look again"))
    })?;
    Ok((document, standing(&state)?))
}

fn standing(state: &str) -> Result<Standing> {
    Standing::of(state).ok_or_else(|| Error::internal(state))
}

fn text_of(intent: &Intent) -> BTreeMap<String, Json> {
    intent.puts.iter().map(|put| (put.path.to_string(), put.value.to_json(&put.path))).collect()
}

/// Milliseconds of the Unix epoch as a time of this place.
pub(crate) fn local(ms: i64, offset: FixedOffset) -> DateTime<FixedOffset> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default().with_timezone(&offset)
}
