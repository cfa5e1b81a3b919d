//! Drafts: forms not yet handed in. They survive a kill, are never sent and never counted.

use crate::book::Work;
use crate::status::local;
use crate::{Draft, Error, FieldBook, Result};
use huben_domain::{DocumentId, DraftId, Json};
use rusqlite::params;

impl FieldBook {
    /// Keeps a draft; a new one without an id. That there is one more is news, each letter in it is not.
    pub fn save_draft(&self, id: Option<DraftId>, kind: &str, content: &Json) -> Result<DraftId> {
        self.write(|work| {
            let id = match id {
                Some(id) => id,
                None => {
                    let id = work.id(DraftId::new)?;
                    work.touched.push(DocumentId::from_bytes(id.to_bytes()));
                    id
                }
            };
            work.tx.execute(
                "INSERT OR REPLACE INTO draft (id, kind, content, at_ms) VALUES (?1, ?2, ?3, ?4)",
                params![id.to_bytes(), kind, content.as_str(), work.now.timestamp_millis()],
            )?;
            Ok(id)
        })
    }

    /// Every draft, the one touched last first.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let conn = self.conn();
        let offset = *self.surroundings.now().offset();
        let mut query =
            conn.prepare_cached("SELECT id, kind, content, at_ms FROM draft ORDER BY at_ms DESC, id DESC")?;
        let rows = query.query_map([], |row| {
            Ok((
                DraftId::from_bytes(row.get(0)?),
                row.get(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, i64>(3)?,
            ))
        })?;
        rows.map(|row| {
            let (id, kind, content, at) = row?;
            Ok(Draft {
                id,
                kind,
                content: Json::parse(&content).map_err(Error::internal)?,
                at: local(at, offset),
            })
        })
        .collect()
    }

    /// The newest draft of exactly this kind.
    pub fn draft(&self, kind: &str) -> Result<Option<Draft>> {
        Ok(self.drafts()?.into_iter().find(|draft| draft.kind == kind))
    }

    /// Throws a draft away; nothing happens where there is none.
    pub fn discard_draft(&self, id: DraftId) -> Result<()> {
        self.write(|work| removed(work, id).map(|_| ()))
    }
}

/// The draft becomes a record, once: where it is there no more, it has become one already.
pub(crate) fn handed_in(work: &mut Work<'_>, draft: Option<DraftId>) -> Result<()> {
    match draft {
        Some(id) if !removed(work, id)? => Err(Error::not_found(
            "this form was handed in already, or thrown away; look whether its record is there",
        )),
        _ => Ok(()),
    }
}

fn removed(work: &mut Work<'_>, id: DraftId) -> Result<bool> {
    let there = work.tx.execute("DELETE FROM draft WHERE id = ?1", [id.to_bytes()])? > 0;
    if there {
        work.touched.push(DocumentId::from_bytes(id.to_bytes()));
    }
    Ok(there)
}
