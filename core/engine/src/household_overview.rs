//! All of one household, read at one moment: nothing merged in between shows half of itself.

use crate::households::need;
use crate::{FieldBook, HouseholdOverview, IssueFilter, Result, Slice, visits};
use huben_domain::HouseholdId;

impl FieldBook {
    /// One household with so many visits of its book, its issues, and its contradictions.
    pub fn household_overview(&self, id: HouseholdId, visits: Slice) -> Result<HouseholdOverview> {
        let conn = self.conn();
        let about_it = IssueFilter { household: Some(id), ..IssueFilter::default() };
        Ok(HouseholdOverview {
            household: need(&conn, id)?,
            visits: visits::of_household(&conn, id, visits)?,
            issues: self.issues_in(&conn, &about_it, Slice::ALL)?.items,
            contradictions: self.contradictions_below(&conn, Some(id.into()), Slice::ALL)?.items,
        })
    }
}
