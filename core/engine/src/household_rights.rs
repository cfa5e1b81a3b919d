//! What this device's user may do with a household, so that nobody is offered what the office would refuse.

use crate::book::signer;
use crate::directory::areas;
use crate::households::{holds_households, need};
use crate::{FieldBook, HouseholdRights, Result};
use huben_documents::policy::row;
use huben_documents::{Kind, Verb};
use huben_domain::*;
use rusqlite::params;

impl FieldBook {
    /// What this device's user may do with the household, by the table that phone and office judge by.
    pub fn household_rights(&self, id: HouseholdId) -> Result<HouseholdRights> {
        let conn = self.conn();
        let household = need(&conn, id)?.household;
        let grants = signer(&conn, self.user, self.surroundings.now())?.grants;
        let may = |kind: &Kind, verb, area: &AreaCode| {
            let worn = hats(&grants, area, Tie::default());
            row(kind, "area", verb).iter().any(|hat| worn.contains(hat))
        };
        let open = household.ended.is_none();
        let edit = may(&Kind::Household, Verb::Set, &household.area);
        let mut move_to = if edit && open { areas(&conn)? } else { Vec::new() };
        move_to.retain(|area| {
            let other = area.ended.is_none() && area.code != household.area;
            other && holds_households(area) && may(&Kind::Household, Verb::Set, &area.code)
        });
        let mut own = conn.prepare_cached(
            "SELECT id FROM visit WHERE household = ?1 AND json_extract(json, '$.by') = ?2 ORDER BY at_ms DESC, id DESC",
        )?;
        let own = own.query_map(params![id.to_bytes(), self.user.to_string()], |row| {
            row.get(0).map(VisitId::from_bytes)
        })?;
        Ok(HouseholdRights {
            edit,
            visit: open && may(&Kind::Visit, Verb::Create, &household.area),
            move_to,
            own_visits: own.collect::<std::result::Result<_, _>>()?,
        })
    }
}
