//! Contradictions: shown with every value, settled by one more.

use crate::book::{FieldBook, Work, person};
use crate::households::limit;
use crate::project::ContenderRow;
use crate::status::local;
use crate::store::{self, Header};
use crate::{CardFields, ContenderView, ContradictionView, Error, Page, ResidentFields, Result, Slice};
use huben_documents::policy::Record;
use huben_documents::{
    Act, Intent, Kind, Path, Value, card, household, issue, issue_readers, resident, visit,
};
use huben_domain::*;
use rusqlite::{Connection, OptionalExtension, params};

impl FieldBook {
    /// Every field that holds several values.
    pub fn contradictions(&self, slice: Slice) -> Result<Page<ContradictionView>> {
        self.contradictions_below(&self.conn(), None, slice)
    }

    /// The same of one record and what belongs to it: a household with its book, an issue with its file.
    pub fn contradictions_of(&self, record: DocumentId) -> Result<Vec<ContradictionView>> {
        Ok(self.contradictions_below(&self.conn(), Some(record), Slice::ALL)?.items)
    }

    pub(crate) fn contradictions_below(
        &self,
        conn: &Connection,
        root: Option<DocumentId>,
        slice: Slice,
    ) -> Result<Page<ContradictionView>> {
        let root = root.map(|root| root.to_bytes());
        let total = conn
            .prepare_cached(
                "SELECT COUNT(*) FROM contradiction c JOIN document d ON d.id = c.document
                 WHERE ?1 IS NULL OR d.root = ?1 OR d.id = ?1",
            )?
            .query_row([root], |row| row.get(0))?;
        let mut query = conn.prepare_cached(
            "SELECT c.document, CASE d.kind WHEN 'issue_file' THEN d.root ELSE d.id END AS record, d.kind, COALESCE(s.title, ''), c.path, c.contenders
             FROM contradiction c JOIN document d ON d.id = c.document
             LEFT JOIN search_entry s ON s.id = CASE d.kind WHEN 'issue_file' THEN d.root ELSE d.id END
             WHERE ?1 IS NULL OR d.root = ?1 OR d.id = ?1 ORDER BY c.document, c.path LIMIT ?2 OFFSET ?3",
        )?;
        let rows = query.query_map(params![root, limit(slice), slice.offset], |row| {
            Ok((
                DocumentId::from_bytes(row.get(0)?),
                DocumentId::from_bytes(row.get(1)?),
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, String>(5)?,
            ))
        })?;
        let offset = *self.surroundings.now().offset();
        let items = rows.map(|row| {
            let (document, record, kind, title, field, json) = row?;
            let path = Path::from(field.as_str());
            let sides: Vec<ContenderRow> = serde_json::from_str(&json).map_err(Error::internal)?;
            let values = sides.into_iter().map(|side| {
                let by = user_of(conn, &side.actor)?.map(|user| person(conn, user)).transpose()?;
                Ok(ContenderView { value: side.value.to_json(&path), by, at: local(side.at * 1000, offset) })
            });
            let values = values.collect::<Result<_>>()?;
            Ok(ContradictionView { document, record, kind, title, field, values })
        });
        Ok(Page { items: items.collect::<Result<_>>()?, total })
    }

    /// Settles one: with one of its values or with a third. Whoever may write the field may settle it.
    pub fn settle(&self, id: DocumentId, field: &str, value: &str) -> Result<()> {
        self.write(|work| {
            let header = store::header(&work.tx, id)?.ok_or_else(|| {
                Error::not_found(format!("no record {id} on this device; look again at what differs"))
            })?;
            let path = Path::from(field);
            let document = store::load(&work.tx, &header)?;
            let standing = document.values(&path);
            if standing.len() < 2 {
                return Err(Error::invalid(
                    "field",
                    format!("{field} is not in contradiction; somebody may have settled it: look again"),
                ));
            }
            let chosen = chosen(work, &header.kind, &path, &standing, value)?;
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
fn chosen(work: &Work<'_>, kind: &Kind, path: &Path, standing: &[Value], typed: &str) -> Result<Value> {
    let says = |value: &&Value| {
        let json = value.to_json(path);
        json.as_str() == typed
            || json.to_value().as_str() == Some(typed)
            || **value == Value::Null && typed.trim().is_empty()
    };
    if let Some(value) = standing.iter().find(says) {
        return Ok(value.clone());
    }
    third(work, kind, path, standing, typed).map_err(|error| match error {
        // However the field is called, the person typed it as the value.
        Error::InvalidInput { reason, .. } => Error::invalid("value", reason),
        other => other,
    })
}

/// A third value, checked as the record's own command checks it.
fn third(work: &Work<'_>, kind: &Kind, path: &Path, standing: &[Value], typed: &str) -> Result<Value> {
    let one_of_them = || Error::invalid("value", "this field takes only one of the values that stand");
    let text = Some(typed.to_owned());
    let intent = match (kind, path) {
        (_, Path::Entry(map, _)) if map == "attributes" => {
            let texts = standing.iter().all(|value| value.to_json(path).to_value().is_string());
            let value = if texts { Json::string(typed) } else { Json::parse(typed)? };
            validate::attribute_value(&value)?;
            return Ok(Value::from(&value));
        }
        (Kind::Household, Path::Field(name)) => {
            let mut fields = CardFields::default();
            match name.as_str() {
                "area" => fields.area = Some(typed.parse()?),
                "address" => fields.address = Some(validate::address(typed)?),
                "estate" => fields.estate = text,
                "kind" => fields.kind = Some(HouseholdKind::parse_known(typed)?),
                "name" => fields.name = text,
                "occupancy" => fields.occupancy = Some(Occupancy::parse_known(typed)?),
                "contact" => fields.contact = text,
                "phone" => fields.phone = text,
                "note" => fields.note = text,
                _ => return Err(one_of_them()),
            }
            card(Act::Settle, &crate::households::checked(&work.tx, fields)?)
        }
        (Kind::Household, Path::Part(_, id, name)) => {
            let mut fields = ResidentFields::default();
            match name.as_str() {
                "name" => fields.name = Some(validate::name(typed)?),
                "sex" => fields.sex = Some(Sex::parse_known(typed)?),
                "birth_date" => fields.birth_date = text,
                "relation" => fields.relation = text,
                "phone" => fields.phone = text,
                "residence" => fields.residence = Some(Residence::parse_known(typed)?),
                _ => return Err(one_of_them()),
            }
            let id: ResidentId = id.parse().map_err(|_| one_of_them())?;
            let fields = crate::residents::checked(fields, work.now.date_naive())?;
            resident(Intent::new(Act::Settle), id, &fields)
        }
        (Kind::Visit, Path::Field(name)) => {
            let value = match name.as_str() {
                "kind" => VisitKind::parse_known(typed)?.to_string(),
                "outcome" => Outcome::parse_known(typed)?.to_string(),
                "text" => validate::text(typed)?,
                "purpose" => {
                    validate::optional("purpose", Some(typed), limits::WORD_CHARS)?.unwrap_or_default()
                }
                "follow_up_on" => {
                    crate::visits::follow_up(typed)?.map(|day| day.to_string()).unwrap_or_default()
                }
                _ => return Err(one_of_them()),
            };
            return Ok(Value::text(&value));
        }
        (Kind::IssueFile, Path::Field(name)) if name == "complainant_name" => {
            return Ok(Value::text(&validate::name(typed)?));
        }
        (Kind::IssueFile, Path::Field(name)) if name == "complainant_phone" => {
            return Ok(Value::text(Phone::parse(typed)?.as_str()));
        }
        _ => return Err(one_of_them()),
    };
    let [put] = intent.puts.as_slice() else { return Err(one_of_them()) };
    Ok(put.value.clone())
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
