//! Residents of a household.

use crate::drafts::handed_in;
use crate::households::{change, need};
use crate::{Error, FieldBook, FromDraft, ResidentFields, Result};
use huben_documents::{Act, Intent, end_resident, resident};
use huben_domain::*;
use rusqlite::{Connection, OptionalExtension};

impl FieldBook {
    /// A new resident; a name is needed.
    pub fn add_resident(
        &self,
        household: HouseholdId,
        entered: impl Into<FromDraft<ResidentFields>>,
    ) -> Result<Resident> {
        let FromDraft { fields, draft } = entered.into();
        let id = self.write(|work| {
            handed_in(work, draft)?;
            let fields = checked(fields, work.now.date_naive())?;
            if fields.name.as_deref().unwrap_or("").is_empty() {
                return Err(Error::invalid("name", "say who it is"));
            }
            let id = work.id(ResidentId::new)?;
            change(work, household, &resident(Intent::new(Act::AddResident), id, &fields))?;
            Ok(id)
        })?;
        self.resident(id)
    }

    /// Writes the fields given; blank text empties one.
    pub fn edit_resident(
        &self,
        id: ResidentId,
        entered: impl Into<FromDraft<ResidentFields>>,
    ) -> Result<Resident> {
        let FromDraft { fields, draft } = entered.into();
        self.write(|work| {
            handed_in(work, draft)?;
            let household = household_of(&work.tx, id)?;
            let fields = checked(fields, work.now.date_naive())?;
            if fields.name.as_deref() == Some("") {
                return Err(Error::invalid("name", "cannot be empty"));
            }
            change(work, household, &resident(Intent::new(Act::EditResident), id, &fields))
        })?;
        self.resident(id)
    }

    /// The resident moved, died, or was entered in error.
    pub fn end_resident(&self, id: ResidentId, reason: &str) -> Result<Resident> {
        self.write(|work| {
            let household = household_of(&work.tx, id)?;
            let ended = Ended { reason: validate::reason(reason)?, at: Some(work.now), same_as: None };
            change(work, household, &end_resident(id, &ended))
        })?;
        self.resident(id)
    }

    fn resident(&self, id: ResidentId) -> Result<Resident> {
        let conn = self.conn();
        let household = need(&conn, household_of(&conn, id)?)?.household;
        household.residents.into_iter().find(|resident| resident.id == id).ok_or_else(|| unknown(id))
    }
}

fn household_of(conn: &Connection, id: ResidentId) -> Result<HouseholdId> {
    let mut query = conn.prepare_cached("SELECT household FROM resident WHERE id = ?1")?;
    let found: Option<[u8; 16]> = query.query_row([id.to_bytes()], |row| row.get(0)).optional()?;
    found.map(HouseholdId::from_bytes).ok_or_else(|| unknown(id))
}

fn unknown(id: ResidentId) -> Error {
    Error::not_found(format!("no resident {id} on this device; sync, or look at the household again"))
}

pub(crate) fn checked(fields: ResidentFields, today: chrono::NaiveDate) -> Result<ResidentFields> {
    let line = |field: &'static str, text: Option<String>, max| -> Result<Option<String>> {
        text.map(|text| Ok(validate::optional(field, Some(&text), max)?.unwrap_or_default())).transpose()
    };
    let birth_date = fields.birth_date.map(|text| {
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        let date = text.trim().parse().map_err(|_| Error::invalid("birth_date", "a date like 1958-03-02"))?;
        Ok::<_, Error>(validate::birth_date(date, today)?.to_string())
    });
    let phone = fields.phone.map(|text| {
        if text.trim().is_empty() {
            Ok(String::new())
        } else {
            Phone::parse(&text).map(|phone| phone.to_string())
        }
    });
    Ok(ResidentFields {
        name: line("name", fields.name, limits::NAME_CHARS)?,
        relation: line("relation", fields.relation, limits::WORD_CHARS)?,
        birth_date: birth_date.transpose()?,
        phone: phone.transpose()?,
        ..fields
    })
}
