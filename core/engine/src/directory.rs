//! Who and where: this device's user, the areas and users of the office.

use crate::book::self_user;
use crate::store::{self, key};
use crate::{Addressee, Error, FieldBook, Me, Result};
use huben_domain::{Area, AreaCode, User};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

impl FieldBook {
    /// Who this device belongs to.
    pub fn me(&self) -> Result<Me> {
        let conn = self.conn();
        let user = self_user(&conn, self.user)?;
        let mut codes: Vec<AreaCode> =
            user.grants_at(self.surroundings.now()).into_iter().map(|grant| grant.area).collect();
        codes.sort();
        codes.dedup();
        let areas = codes.iter().map(|code| area(&conn, code)).collect::<Result<Vec<_>>>()?;
        let office = store::get_bytes(&conn, key::OFFICE_NAME)?.unwrap_or_default();
        let office = String::from_utf8_lossy(&office).into_owned();
        Ok(Me { user, device: self.device, areas: areas.into_iter().flatten().collect(), office })
    }

    /// Every area of the office.
    pub fn areas(&self) -> Result<Vec<Area>> {
        areas(&self.conn())
    }

    /// Every user of the office.
    pub fn users(&self) -> Result<Vec<User>> {
        let conn = self.conn();
        let mut query = conn.prepare_cached("SELECT json FROM user ORDER BY name, id")?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|json| serde_json::from_str(&json?).map_err(Error::internal)).collect()
    }
}

impl FieldBook {
    /// To whom an issue can be dispatched: the units, then the people who have not left.
    pub fn addressees(&self) -> Result<Vec<Addressee>> {
        let users: Vec<User> = self.users()?.into_iter().filter(|user| user.active).collect();
        let units: BTreeSet<String> = users.iter().filter_map(|user| user.unit.clone()).collect();
        let units = units.into_iter().map(|unit| Addressee { to: unit.clone(), name: unit, unit: true });
        let people = users.iter().map(|user| Addressee {
            to: user.id.to_string(),
            name: user.name.clone(),
            unit: false,
        });
        Ok(units.chain(people).collect())
    }
}

/// Every area of the directory.
pub(crate) fn areas(conn: &Connection) -> Result<Vec<Area>> {
    let mut query = conn.prepare_cached("SELECT json FROM area ORDER BY code")?;
    let rows = query.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|json| serde_json::from_str(&json?).map_err(Error::internal)).collect()
}

/// An area of the directory.
pub(crate) fn area(conn: &Connection, code: &AreaCode) -> Result<Option<Area>> {
    let mut query = conn.prepare_cached("SELECT json FROM area WHERE code = ?1")?;
    let json: Option<String> = query.query_row([code.as_str()], |row| row.get(0)).optional()?;
    json.map(|json| serde_json::from_str(&json).map_err(Error::internal)).transpose()
}

/// Refuses an area that has nothing in common with what this device's user is entrusted with.
pub(crate) fn own_area(book: &FieldBook, conn: &Connection, code: &AreaCode) -> Result<()> {
    let code = known_area(conn, code)?.code;
    let grants = self_user(conn, book.user)?.grants_at(book.surroundings.now());
    if grants.iter().any(|grant| grant.area.covers(&code) || code.covers(&grant.area)) {
        return Ok(());
    }
    Err(Error::NotAllowed { reason: format!("you are not entrusted with area {code}") })
}

/// Refuses an area that the office does not have, naming some that it has.
pub(crate) fn known_area(conn: &Connection, code: &AreaCode) -> Result<Area> {
    if let Some(area) = area(conn, code)? {
        return Ok(area);
    }
    let mut query = conn.prepare_cached("SELECT code FROM area ORDER BY LENGTH(code) DESC, code LIMIT 8")?;
    let known: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
    Err(Error::invalid(
        "area",
        format!("the office has no area {code}; it has for instance: {}", known.join(", ")),
    ))
}
