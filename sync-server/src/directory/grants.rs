//! Who was entrusted with what, at any point of the log: rights are those that a device had at its cursor.

use crate::failure::Failure;
use huben_domain::{AreaCode, Grant, Role};
use rusqlite::Connection;

/// A grant with the moment it ended, if it has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entrusted {
    pub(crate) grant: Grant,
    pub(crate) ended_at_ms: Option<i64>,
}

/// What somebody who had read the log up to `seq` was entrusted with.
pub(crate) fn entrusted_at(db: &Connection, user: [u8; 16], seq: i64) -> Result<Vec<Entrusted>, Failure> {
    const AT: &str = "SELECT role, area, until_ms FROM grant_history \
                      WHERE user = ?1 AND from_seq <= ?2 AND (until_seq IS NULL OR until_seq > ?2)";
    read(db, AT, (user, seq))
}

/// What they are entrusted with now.
pub(crate) fn entrusted_now(db: &Connection, user: [u8; 16]) -> Result<Vec<Grant>, Failure> {
    const NOW: &str = "SELECT role, area, until_ms FROM grant_history WHERE user = ?1 AND until_seq IS NULL";
    Ok(read(db, NOW, (user,))?.into_iter().map(|entrusted| entrusted.grant).collect())
}

fn read(db: &Connection, query: &str, of: impl rusqlite::Params) -> Result<Vec<Entrusted>, Failure> {
    let mut statement = db.prepare_cached(query)?;
    let mut rows = statement.query(of)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (role, area): (String, String) = (row.get(0)?, row.get(1)?);
        let area: AreaCode = area.parse().map_err(|_| Failure::damaged("a grant's area is damaged"))?;
        let grant = Grant { role: Role::from(role.as_str()), area, from: None, until: None };
        found.push(Entrusted { grant, ended_at_ms: row.get(2)? });
    }
    Ok(found)
}

/// What follows from a user's row: grants that are no longer there end, new ones begin, the same stay as they are.
pub(crate) fn entrust(
    db: &Connection,
    user: [u8; 16],
    grants: &[Grant],
    seq: i64,
    now_ms: i64,
) -> Result<(), Failure> {
    let before = entrusted_now(db, user)?;
    let same = |a: &Grant, b: &Grant| a.role == b.role && a.area == b.area;
    for old in before.iter().filter(|old| !grants.iter().any(|grant| same(grant, old))) {
        db.execute(
            "UPDATE grant_history SET until_seq = ?4, until_ms = ?5 \
             WHERE user = ?1 AND role = ?2 AND area = ?3 AND until_seq IS NULL",
            (user, old.role.as_str(), old.area.as_str(), seq, now_ms),
        )?;
    }
    for new in grants.iter().filter(|grant| !before.iter().any(|old| same(grant, old))) {
        db.execute(
            "INSERT INTO grant_history (user, role, area, from_seq) VALUES (?1, ?2, ?3, ?4)",
            (user, new.role.as_str(), new.area.as_str(), seq),
        )?;
    }
    Ok(())
}
