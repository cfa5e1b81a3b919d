//! What this device's user may do with a household, so that nobody is offered what the office would refuse.

use crate::book::signer;
use crate::directory::areas;
use crate::households::{holds_households, need};
use crate::{FieldBook, HouseholdRights, Result};
use huben_documents::policy::row;
use huben_documents::{Kind, Verb};
use huben_domain::*;
use rusqlite::{Connection, params};

impl FieldBook {
    /// What this device's user may do with the household, by the table that phone and office judge by.
    pub fn household_rights(&self, id: HouseholdId) -> Result<HouseholdRights> {
        let conn = self.conn();
        let household = need(&conn, id)?.household;
        let grants = self.grants(&conn)?;
        let open = household.ended.is_none();
        let edit = may(&grants, &Kind::Household, Verb::Set, &household.area);
        let mut move_to = if edit && open { where_may(&conn, &grants, Verb::Set)? } else { Vec::new() };
        move_to.retain(|area| area.code != household.area);
        let mut own = conn.prepare_cached(
            "SELECT id FROM visit WHERE household = ?1 AND json_extract(json, '$.by') = ?2 ORDER BY at_ms DESC, id DESC",
        )?;
        let own = own.query_map(params![id.to_bytes(), self.user.to_string()], |row| {
            row.get(0).map(VisitId::from_bytes)
        })?;
        Ok(HouseholdRights {
            edit,
            visit: open && may(&grants, &Kind::Visit, Verb::Create, &household.area),
            move_to,
            own_visits: own.collect::<std::result::Result<_, _>>()?,
        })
    }

    /// The areas in which this device's user may enter a household; none for somebody who may not.
    pub fn household_areas(&self) -> Result<Vec<Area>> {
        let conn = self.conn();
        where_may(&conn, &self.grants(&conn)?, Verb::Create)
    }

    fn grants(&self, conn: &Connection) -> Result<Vec<Grant>> {
        Ok(signer(conn, self.user, self.surroundings.now())?.grants)
    }
}

fn where_may(conn: &Connection, grants: &[Grant], verb: Verb) -> Result<Vec<Area>> {
    let mut areas = areas(conn)?;
    areas.retain(|area| {
        area.ended.is_none() && holds_households(area) && may(grants, &Kind::Household, verb, &area.code)
    });
    Ok(areas)
}

fn may(grants: &[Grant], kind: &Kind, verb: Verb, area: &AreaCode) -> bool {
    let worn = hats(grants, area, Tie::default());
    row(kind, "area", verb).iter().any(|hat| worn.contains(hat))
}
