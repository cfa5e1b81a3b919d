//! Devices: one enrolment each.

use crate::failure::Failure;
use huben_domain::DeviceId;
use huben_sync::Standing;
use rusqlite::{Connection, OptionalExtension, Row};

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) id: [u8; 16],
    pub(crate) user: [u8; 16],
    pub(crate) key: [u8; 32],
    pub(crate) standing: Standing,
    pub(crate) cloned: bool,
    pub(crate) last_number: i64,
    pub(crate) recent: Vec<u8>,
    pub(crate) created_at_ms: i64,
    pub(crate) last_contact_at_ms: Option<i64>,
}

const COLUMNS: &str =
    "id, user, key, standing, cloned, last_number, recent, created_at_ms, last_contact_at_ms";

impl Device {
    fn from_row(row: &Row) -> rusqlite::Result<Self> {
        let standing: String = row.get(3)?;
        Ok(Self {
            id: row.get(0)?,
            user: row.get(1)?,
            key: row.get(2)?,
            standing: match standing.as_str() {
                "active" => Standing::Active,
                "revoked" => Standing::Revoked,
                _ => Standing::Pending,
            },
            cloned: row.get(4)?,
            last_number: row.get(5)?,
            recent: row.get(6)?,
            created_at_ms: row.get(7)?,
            last_contact_at_ms: row.get(8)?,
        })
    }
}

/// The device of this id.
pub(crate) fn find(db: &Connection, id: [u8; 16]) -> Result<Option<Device>, Failure> {
    let query = select("WHERE id = ?1");
    Ok(db.prepare_cached(&query)?.query_row([id], Device::from_row).optional()?)
}

/// All of them, oldest first.
pub(crate) fn list(db: &Connection) -> Result<Vec<Device>, Failure> {
    let mut rows = db.prepare(&select("ORDER BY created_at_ms, id"))?;
    let rows: Result<Vec<Device>, _> = rows.query_map([], Device::from_row)?.collect();
    Ok(rows?)
}

fn select(rest: &str) -> String {
    format!("SELECT {COLUMNS} FROM device {rest}")
}

/// A new device.
pub(crate) fn add(
    db: &Connection,
    id: [u8; 16],
    user: [u8; 16],
    key: [u8; 32],
    standing: Standing,
    now_ms: i64,
) -> Result<(), Failure> {
    db.execute(
        "INSERT INTO device (id, user, key, standing, created_at_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id, user, key, word(standing), now_ms),
    )?;
    Ok(())
}

/// What the device sends from now on is held, and nothing goes down to it.
pub(crate) fn revoke(db: &Connection, id: &str) -> Result<DeviceId, Failure> {
    let id: DeviceId = id.parse()?;
    set_standing(db, id, Standing::Revoked)
}

/// A device that a restored office had forgotten is taken back.
pub(crate) fn confirm(db: &Connection, id: &str) -> Result<DeviceId, Failure> {
    let id: DeviceId = id.parse()?;
    let device = find(db, id.to_bytes())?.ok_or_else(no_such)?;
    if device.standing == Standing::Revoked {
        return Err(Failure::invalid("device", "it was revoked; invite its user anew instead"));
    }
    let user = huben_domain::UserId::from_bytes(device.user);
    if crate::directory::read_user(db, user).is_err() {
        let reason = format!(
            "the office has forgotten its user too; first `huben-server user add --data DIR --id {user} …`"
        );
        return Err(Failure::invalid("device", reason));
    }
    set_standing(db, id, Standing::Active)
}

fn set_standing(db: &Connection, id: DeviceId, standing: Standing) -> Result<DeviceId, Failure> {
    match db.execute("UPDATE device SET standing = ?2 WHERE id = ?1", (id.to_bytes(), word(standing)))? {
        0 => Err(no_such()),
        _ => Ok(id),
    }
}

fn no_such() -> Failure {
    Failure::not_found("device", "no such device; see `huben-server device list`")
}

/// The standing as stored and shown.
pub(crate) fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "active",
        Standing::Revoked => "revoked",
        Standing::Pending | Standing::Unknown | Standing::Newer => "pending",
    }
}
