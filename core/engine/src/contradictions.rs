//! Contradictions: shown with every value, settled by one more.

use crate::book::{FieldBook, person};
use crate::households::limit;
use crate::project::ContenderRow;
use crate::status::local;
use crate::store::{self, Header};
use crate::{ContenderView, ContradictionView, Error, Page, Result, Slice};
use huben_documents::policy::Record;
use huben_documents::{Act, Intent, Kind, Path, Value, household, issue, issue_readers, visit};
use huben_domain::{DocumentId, Phone, UserId, next_n};
use rusqlite::{Connection, OptionalExtension, params};

impl FieldBook {
    /// Every field that holds several values.
    pub fn contradictions(&self, slice: Slice) -> Result<Page<ContradictionView>> {
        let conn = self.conn();
        let total = conn.query_row("SELECT COUNT(*) FROM contradiction", [], |row| row.get(0))?;
        let mut query = conn.prepare_cached(
            "SELECT c.document, d.kind, COALESCE(s.title, ''), c.path, c.contenders FROM contradiction c
             JOIN document d ON d.id = c.document LEFT JOIN search_entry s ON s.id = c.document
             ORDER BY c.document, c.path LIMIT ?1 OFFSET ?2",
        )?;
        let rows = query.query_map(params![limit(slice), slice.offset], |row| {
            Ok((
                DocumentId::from_bytes(row.get(0)?),
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
            ))
        })?;
        let offset = *self.surroundings.now().offset();
        let items = rows.map(|row| {
            let (document, kind, title, field, json) = row?;
            let path = Path::from(field.as_str());
            let sides: Vec<ContenderRow> = serde_json::from_str(&json).map_err(Error::internal)?;
            let values = sides.into_iter().map(|side| {
                let by = user_of(&conn, &side.actor)?.map(|user| person(&conn, user)).transpose()?;
                Ok(ContenderView { value: side.value.to_json(&path), by, at: local(side.at * 1000, offset) })
            });
            Ok(ContradictionView { document, kind, title, field, values: values.collect::<Result<_>>()? })
        });
        Ok(Page { items: items.collect::<Result<_>>()?, total })
    }

    /// Settles one: with one of its values or with a third. Whoever may write the field may settle it.
    pub fn settle(&self, id: DocumentId, field: &str, value: &str) -> Result<()> {
        self.write(|work| {
            let header = store::header(&work.tx, id)?.ok_or_else(|| {
                Error::not_found(format!("no record {id} on this device; see contradictions"))
            })?;
            let path = Path::from(field);
            let document = store::load(&work.tx, &header)?;
            let standing = document.values(&path);
            if standing.len() < 2 {
                return Err(Error::invalid(
                    "field",
                    format!("{field} is not in contradiction; see contradictions"),
                ));
            }
            let chosen = chosen(&path, &standing, value)?;
            let record = record_of(&work.tx, &header, &document)?;
            work.record(&header, &record, &Intent::new(Act::Settle).put(path, chosen))?;
            Ok(())
        })
    }
}

fn user_of(conn: &Connection, actor: &[u8]) -> Result<Option<UserId>> {
    let mut query = conn.prepare_cached("SELECT user FROM actor WHERE actor = ?1")?;
    let user: Option<[u8; 16]> = query.query_row([actor], |row| row.get(0)).optional()?;
    Ok(user.map(UserId::from_bytes))
}

/// The value meant by what was typed: one of those that stand, else a new one of the same type.
fn chosen(path: &Path, standing: &[Value], typed: &str) -> Result<Value> {
    let says = |value: &&Value| {
        let json = value.to_json(path);
        json.as_str() == typed
            || json.to_value().as_str() == Some(typed)
            || **value == Value::Null && typed.trim().is_empty()
    };
    if let Some(value) = standing.iter().find(says) {
        return Ok(value.clone());
    }
    let unfit = |what: &str| Error::invalid("value", format!("{what}, or one of the values that stand"));
    match (path, standing.iter().find(|value| **value != Value::Null)) {
        (Path::Entry(map, _), _) if map == "attributes" => {
            Ok(Value::from(&huben_domain::Json::string(typed)))
        }
        (_, Some(Value::Flag(_))) => Ok(Value::Flag(typed.parse().map_err(|_| unfit("true or false"))?)),
        (_, Some(Value::Id(_))) => {
            let id: DocumentId = typed.parse().map_err(|_| unfit("an id"))?;
            Ok(Value::Id(id.to_bytes()))
        }
        (Path::Field(name) | Path::Part(_, _, name), _) if name == "phone" && !typed.trim().is_empty() => {
            Ok(Value::text(Phone::parse(typed).map_err(|_| unfit("a telephone number"))?.as_str()))
        }
        (Path::Field(name), _) if matches!(name.as_str(), "ended" | "met" | "answers" | "companions") => {
            Err(unfit("this field takes only what was entered"))
        }
        _ => Ok(Value::text(typed)),
    }
}

/// What the policy must know of the record that a document belongs to.
pub(crate) fn record_of(
    conn: &Connection,
    header: &Header,
    document: &huben_documents::Document,
) -> Result<Record> {
    let gone = || Error::not_found(format!("no record {} on this device", header.id));
    let mut record = Record { root: header.root, area: None, author: None, addressed: Vec::new(), steps: 0 };
    match header.kind {
        Kind::Household => record.area = household(document, header.id.into()).map(|card| card.area),
        Kind::Visit => {
            record.author = visit(document, header.id.into()).map(|visit| visit.by);
            record.area = Some(crate::households::need(conn, header.root.into())?.household.area);
        }
        Kind::Issue => {
            let issue = issue(document, header.id.into()).ok_or_else(gone)?;
            record.steps = next_n(&issue.steps) - 1;
            record.author = Some(issue.first_asked);
            record.area = Some(issue.area);
            record.addressed = issue_readers(document);
        }
        Kind::IssueFile => {
            let issue = crate::issues::stored(conn, header.root.into())?;
            record = crate::issues::record(&issue, false);
        }
        Kind::Other(_) => return Err(Error::UpdateRequired),
    }
    Ok(record)
}
