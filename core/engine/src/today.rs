//! What a day asks of this device's user, in one call: the first screen.

use crate::book::FieldBook;
use crate::households::{self, need};
use crate::{Error, FollowUp, HouseholdView, IssueView, Page, Result, Today, issues};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use huben_domain::{HouseholdId, Stage, StepKind, VisitId};
use rusqlite::{Connection, params};

impl FieldBook {
    /// Whom to see, what was handed to one, what waits, and where one's own work stands.
    pub fn today(&self) -> Result<Today> {
        let status = self.status()?;
        let conn = self.conn();
        let [handed_to_me, waiting_for_me] = self.for_me(&conn)?;
        let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
        Ok(Today {
            follow_ups: self.follow_ups(&conn)?,
            not_seen: self.not_seen(&conn)?,
            handed_to_me,
            waiting_for_me,
            contradictions: count("SELECT COUNT(*) FROM contradiction")?,
            drafts: count("SELECT COUNT(*) FROM draft")?,
            status,
        })
    }

    /// A household's newest visit promises the next call: whoever called since has kept it, or promised anew.
    fn follow_ups(&self, conn: &Connection) -> Result<Page<FollowUp>> {
        let mut query = conn.prepare_cached(
            "SELECT v.household, v.id, v.follow_up_on FROM visit v JOIN household h ON h.id = v.household
             WHERE v.follow_up_on <= ?1 AND h.active = 1 AND v.at_ms < ?2
               AND NOT EXISTS (SELECT 1 FROM visit n WHERE n.household = v.household AND n.at_ms > v.at_ms AND n.at_ms < ?2)
             ORDER BY v.follow_up_on, h.sort, v.id",
        )?;
        let now = self.surroundings.now();
        let rows = query.query_map(params![now.date_naive().to_string(), not_yet(now)], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let due: Vec<([u8; 16], [u8; 16], String)> = rows.collect::<std::result::Result<_, _>>()?;
        let total = due.len() as u64;
        let told = due.into_iter().take(Today::SHOWN as usize).map(|(household, visit, day)| {
            Ok(FollowUp {
                household: need(conn, HouseholdId::from_bytes(household))?,
                visit: VisitId::from_bytes(visit),
                due: day.parse::<NaiveDate>().map_err(Error::internal)?,
            })
        });
        Ok(Page { items: told.collect::<Result<_>>()?, total })
    }

    fn not_seen(&self, conn: &Connection) -> Result<Page<HouseholdView>> {
        let days = TimeDelta::days(i64::from(Today::NOT_SEEN_DAYS));
        let now = self.surroundings.now();
        let before = (now - days).timestamp_millis();
        let total = conn
            .prepare_cached(
                "SELECT COUNT(*) FROM household WHERE active = 1 AND (last_met_ms IS NULL OR last_met_ms < ?1 OR last_met_ms >= ?2)",
            )?
            .query_row([before, not_yet(now)], |row| row.get(0))?;
        let mut query = conn.prepare_cached(
            "SELECT json, last_visit, last_met FROM household
             WHERE active = 1 AND (last_met_ms IS NULL OR last_met_ms < ?1 OR last_met_ms >= ?2)
             ORDER BY last_met_ms IS NOT NULL, last_met_ms, sort, id LIMIT ?3",
        )?;
        let rows = query.query_map(params![before, not_yet(now), Today::SHOWN], households::parts)?;
        let items = rows.map(|row| households::view(conn, row?)).collect::<Result<_>>()?;
        Ok(Page { items, total })
    }

    /// Open issues, urgent ones first, then the oldest: those handed to this user, and those that wait for another
    /// move of theirs.
    fn for_me(&self, conn: &Connection) -> Result<[Page<IssueView>; 2]> {
        let mut query = conn.prepare_cached(&format!(
            "SELECT json FROM issue WHERE {} ORDER BY urgent DESC, at_ms, id",
            issues::OPEN
        ))?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        let now = self.surroundings.now();
        let mut found = [(); 2].map(|()| Page { items: Vec::new(), total: 0 });
        for json in rows {
            let issue = issues::view(conn, issues::read(&json?)?, self.user, now)?;
            let Some(place) = place(&issue) else { continue };
            found[place].total += 1;
            if found[place].total <= Today::SHOWN {
                found[place].items.push(issue);
            }
        }
        Ok(found)
    }
}

/// What lies further ahead, in milliseconds of the Unix epoch, was written by a clock that is wrong: it counts neither as
/// the newest visit nor as having met anybody.
pub(crate) fn not_yet(now: DateTime<FixedOffset>) -> i64 {
    now.timestamp_millis().saturating_add(TimeDelta::days(1).num_milliseconds())
}

/// 0: handed to this user; 1: it waits for them otherwise; nothing: somebody else's move.
pub(crate) fn place(issue: &IssueView) -> Option<usize> {
    use StepKind::*;
    let mine = |step: StepKind| issue.possible.contains(&step);
    match issue.stage {
        Stage::Dispatched if mine(Handle) => Some(0),
        Stage::Dispatched if mine(Approve) => Some(1),
        Stage::Reported if mine(Dispatch) => Some(1),
        Stage::Handled if mine(Verify) => Some(1),
        Stage::Verified if mine(Close) => Some(1),
        _ => None,
    }
}
