//! Households: the card and its listing.

use crate::book::{Work, state_of};
use crate::directory::{known_area, own_area};
use crate::drafts::handed_in;
use crate::search_keys;
use crate::store::Header;
use crate::{CardFields, Error, FieldBook, FromDraft, HouseholdFilter, HouseholdView, Page, Result, Slice};
use chrono::DateTime;
use huben_documents::policy::Record;
use huben_documents::{Act, Intent, Kind, card, end_household};
use huben_domain::*;
use rusqlite::{Connection, OptionalExtension, Row, params};

impl FieldBook {
    /// A new household; area, address and contact (a name for shops and organisations) are needed.
    pub fn add_household(&self, entered: impl Into<FromDraft<CardFields>>) -> Result<HouseholdView> {
        let FromDraft { fields, draft } = entered.into();
        let id = self.write(|work| {
            handed_in(work, draft)?;
            let fields = checked(&work.tx, fields)?;
            if fields.area.is_none() {
                return Err(Error::invalid("area", "say in which grid the household lies"));
            }
            if fields.address.as_deref().unwrap_or("").is_empty() {
                return Err(Error::invalid("address", "say where it is, like 3-2-501"));
            }
            if fields.contact.as_deref().or(fields.name.as_deref()).unwrap_or("").is_empty() {
                return Err(Error::invalid("contact", "say whom to ask for"));
            }
            named_fitly(fields.kind.as_ref().unwrap_or(&HouseholdKind::Home), &fields)?;
            let id = work.id(HouseholdId::new)?;
            work.record(&header(id), &record(id, None), &card(Act::AddHousehold, &fields))?;
            Ok(id)
        })?;
        self.household(id)
    }

    /// Writes the fields given; blank text empties one.
    pub fn edit_household(
        &self,
        id: HouseholdId,
        entered: impl Into<FromDraft<CardFields>>,
    ) -> Result<HouseholdView> {
        let FromDraft { fields, draft } = entered.into();
        self.write(|work| {
            handed_in(work, draft)?;
            let now = need(&work.tx, id)?;
            let fields = checked(&work.tx, fields)?;
            if fields.address.as_deref() == Some("") {
                return Err(Error::invalid("address", "cannot be empty"));
            }
            named_fitly(fields.kind.as_ref().unwrap_or(&now.household.kind), &fields)?;
            let act = if fields.area.is_some() { Act::MoveHousehold } else { Act::EditHousehold };
            work.record(&header(id), &record(id, Some(&now.household.area)), &card(act, &fields))
        })?;
        self.household(id)
    }

    /// The household belongs to another area from now on.
    pub fn move_household(&self, id: HouseholdId, area: AreaCode) -> Result<HouseholdView> {
        self.edit_household(id, CardFields { area: Some(area), ..CardFields::default() })
    }

    /// The household is no more, or doubles another (`same_as`, shown and never merged silently).
    pub fn end_household(
        &self,
        id: HouseholdId,
        reason: &str,
        same_as: Option<HouseholdId>,
    ) -> Result<HouseholdView> {
        self.write(|work| {
            let now = need(&work.tx, id)?;
            let reason = validate::reason(reason)?;
            if same_as == Some(id) {
                return Err(Error::invalid("same_as", "a household cannot double itself"));
            }
            if let Some(other) = same_as {
                need(&work.tx, other)
                    .map_err(|_| Error::invalid("same_as", "no such household on this device"))?;
            }
            let ended = Ended { reason, at: Some(work.now), same_as };
            work.record(&header(id), &record(id, Some(&now.household.area)), &end_household(&ended))
        })?;
        self.household(id)
    }

    /// The households this device holds, in the order one walks the doors.
    pub fn households(&self, filter: &HouseholdFilter, slice: Slice) -> Result<Page<HouseholdView>> {
        let conn = self.conn();
        if let Some(area) = &filter.area {
            own_area(self, &conn, area)?;
        }
        let from = filter.area.as_ref().map_or(String::new(), |area| area.to_string());
        let to = format!("{from}~");
        let (before, ahead) = match filter.not_seen_days {
            Some(days) => {
                let now = self.surroundings.now();
                let before = now.checked_sub_signed(chrono::TimeDelta::days(i64::from(days)));
                // Before the calendar began nobody was seen.
                (Some(before.map_or(i64::MIN, |at| at.timestamp_millis())), crate::today::not_yet(now))
            }
            None => (None, 0),
        };
        // Words that say nothing find nothing; no words find all.
        let text = filter.text.as_deref().filter(|text| !text.trim().is_empty());
        let words = match text.map(search_keys::query) {
            Some(None) => return Ok(Page { items: Vec::new(), total: 0 }),
            words => words.flatten(),
        };
        let total = conn
            .prepare_cached(&format!("SELECT COUNT(*) FROM household WHERE {FILTER}"))?
            .query_row(params![from, to, before, words, ahead], |row| row.get(0))?;
        let mut query = conn.prepare_cached(&format!(
            "SELECT json, last_visit, last_met FROM household WHERE {FILTER} ORDER BY sort, id LIMIT ?6 OFFSET ?7"
        ))?;
        let rows =
            query.query_map(params![from, to, before, words, ahead, limit(slice), slice.offset], parts)?;
        let items = rows.map(|row| view(&conn, row?)).collect::<Result<Vec<_>>>()?;
        Ok(Page { items, total })
    }

    /// One household.
    pub fn household(&self, id: HouseholdId) -> Result<HouseholdView> {
        need(&self.conn(), id)
    }
}

/// Area, not seen since, found by words.
const FILTER: &str =
    "area BETWEEN ?1 AND ?2 AND (?3 IS NULL OR active = 1 AND (last_met_ms IS NULL OR last_met_ms < ?3 OR last_met_ms >= ?5))
  AND (?4 IS NULL OR id IN (SELECT e.id FROM search_text JOIN search_entry e ON e.place = search_text.rowid
                            WHERE search_text MATCH ?4 AND e.kind = 'household'))";

/// Households lie in grids and micro-grids, and in a community that has none.
pub(crate) fn holds_households(area: &Area) -> bool {
    matches!(area.level, Level::Grid | Level::MicroGrid | Level::Community)
}

/// A home goes by its people.
fn named_fitly(kind: &HouseholdKind, fields: &CardFields) -> Result<()> {
    let home = matches!(kind, HouseholdKind::Home | HouseholdKind::SharedRental);
    if home && !fields.name.as_deref().unwrap_or("").is_empty() {
        let reason = "only a shop or an organisation has a name; the person goes under contact";
        return Err(Error::invalid("name", reason));
    }
    Ok(())
}

/// SQLite's "no limit" is -1.
pub(crate) fn limit(slice: Slice) -> i64 {
    slice.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX))
}

pub(crate) type Parts = (String, Option<String>, Option<String>);

pub(crate) fn parts(row: &Row<'_>) -> rusqlite::Result<Parts> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

pub(crate) fn view(conn: &Connection, (json, last_visit, last_met): Parts) -> Result<HouseholdView> {
    let household: Household = serde_json::from_str(&json).map_err(Error::internal)?;
    let time = |text: Option<String>| text.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
    let state = state_of(conn, household.id.into())?;
    Ok(HouseholdView { household, last_visit_at: time(last_visit), last_met_at: time(last_met), state })
}

/// The household, or not found.
pub(crate) fn need(conn: &Connection, id: HouseholdId) -> Result<HouseholdView> {
    let mut query = conn.prepare_cached("SELECT json, last_visit, last_met FROM household WHERE id = ?1")?;
    match query.query_row([id.to_bytes()], parts).optional()? {
        Some(row) => view(conn, row),
        None => Err(Error::not_found(format!(
            "no household {id} on this device; sync, or look it up in the list"
        ))),
    }
}

pub(crate) fn header(id: HouseholdId) -> Header {
    Header { id: id.into(), kind: Kind::Household, root: id.into(), epoch: 0 }
}

pub(crate) fn record(id: HouseholdId, area: Option<&AreaCode>) -> Record {
    Record { root: id.into(), area: area.cloned(), author: None, addressed: Vec::new(), steps: 0 }
}

/// Fields as they are to be stored; blank ones stay blank (they empty the field).
pub(crate) fn checked(conn: &Connection, fields: CardFields) -> Result<CardFields> {
    use validate::{attributes, optional, optional_lines};
    if let Some(area) = &fields.area {
        let area = known_area(conn, area)?;
        if !holds_households(&area) {
            return Err(Error::invalid("area", "a household lies in a community, a grid or a micro-grid"));
        }
        if area.ended.is_some() {
            return Err(Error::invalid("area", "this area has ended; use the one that replaced it"));
        }
    }
    attributes(&fields.attributes)?;
    let line = |field: &'static str, text: Option<String>, max| -> Result<Option<String>> {
        text.map(|text| Ok(optional(field, Some(&text), max)?.unwrap_or_default())).transpose()
    };
    let phone = fields.phone.map(|text| {
        if text.trim().is_empty() {
            Ok(String::new())
        } else {
            Phone::parse(&text).map(|phone| phone.to_string())
        }
    });
    Ok(CardFields {
        address: line("address", fields.address, limits::ADDRESS_CHARS)?,
        estate: line("estate", fields.estate, limits::NAME_CHARS)?,
        name: line("name", fields.name, limits::NAME_CHARS)?,
        contact: line("contact", fields.contact, limits::NAME_CHARS)?,
        phone: phone.transpose()?,
        note: fields
            .note
            .map(|text| {
                Ok::<_, Error>(optional_lines("note", Some(&text), limits::NOTE_CHARS)?.unwrap_or_default())
            })
            .transpose()?,
        ..fields
    })
}

/// A change to a household that is there already.
pub(crate) fn change(work: &mut Work<'_>, id: HouseholdId, intent: &Intent) -> Result<bool> {
    let now = need(&work.tx, id)?;
    work.record(&header(id), &record(id, Some(&now.household.area)), intent)
}
