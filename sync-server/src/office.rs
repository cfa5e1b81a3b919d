//! The office itself: made by `init`, one row ever after.

use crate::directory::{Divisions, add_area_row};
use crate::failure::Failure;
use crate::keys;
use crate::log::Log;
use crate::store;
use crate::surroundings::{Surroundings, id_seed};
use axum::http;
use huben_domain::{Area, AreaCode, OfficeId};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::Path;

/// What the office is called and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub(crate) id: OfficeId,
    pub(crate) name: String,
    pub(crate) public_url: Option<String>,
    pub(crate) grace_days: i64,
}

/// Makes an office for `area` and the directory above it. Without its own row in the divisions, the area bears the
/// office's name.
pub(crate) fn init(
    dir: &Path,
    name: &str,
    area: &AreaCode,
    divisions: &Divisions,
    surroundings: &dyn Surroundings,
) -> Result<OfficeId, Failure> {
    let name = huben_domain::validate::name(name)?;
    let mut rows = ancestors(area, divisions)?;
    rows.push(divisions.area(area).unwrap_or_else(|| Divisions::named(area, &name)));
    store::create(dir, |db| {
        let (unix_ms, random) = id_seed(surroundings)?;
        let id = OfficeId::new(unix_ms, random);
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            "INSERT INTO office (one, id, name, area, created_at_ms) VALUES (1, ?1, ?2, ?3, ?4)",
            (id.to_bytes(), &name, area.as_str(), surroundings.now_ms()),
        )?;
        keys::draw(&transaction, surroundings)?;
        let mut log = Log::of(&transaction, surroundings)?;
        for row in &rows {
            add_area_row(&transaction, &mut log, row)?;
        }
        transaction.commit()?;
        Ok(id)
    })
}

/// Every area above this one, the highest first; they must be in the divisions.
fn ancestors(area: &AreaCode, divisions: &Divisions) -> Result<Vec<Area>, Failure> {
    let mut above = area.ancestors();
    above.reverse();
    let find = |code: AreaCode| {
        divisions.area(&code).ok_or_else(|| {
            let reason = format!(
                "{code} above it is not in the divisions; use a code like {}, or name a file with --divisions",
                divisions.examples().join(", ")
            );
            Failure::not_found("area", reason)
        })
    };
    above.into_iter().map(find).collect()
}

impl Office {
    /// Reads it.
    pub(crate) fn read(db: &Connection) -> Result<Self, Failure> {
        let read = |row: &rusqlite::Row| {
            Ok(Self {
                id: OfficeId::from_bytes(row.get(0)?),
                name: row.get(1)?,
                public_url: row.get(2)?,
                grace_days: row.get(3)?,
            })
        };
        let office = db.query_row("SELECT id, name, public_url, grace_days FROM office", [], read);
        office.optional()?.ok_or_else(|| Failure::damaged("the office's own row is missing"))
    }
}

/// An address that phones can call: HTTPS, or plain HTTP on loopback.
pub(crate) fn callable(url: &str) -> Result<&str, Failure> {
    let parsed: Option<http::Uri> = url.parse().ok();
    let host = parsed.as_ref().and_then(|uri| uri.host()).unwrap_or_default();
    let loopback = host == "localhost"
        || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match parsed.as_ref().and_then(|uri| uri.scheme_str()) {
        Some("https") if !host.is_empty() => Ok(url),
        Some("http") if loopback => Ok(url),
        _ => Err(Failure::invalid(
            "public_url",
            "an address like https://192.168.1.5:7300 is needed; plain http only on this machine itself",
        )),
    }
}

/// From now on invitations carry this address.
pub(crate) fn announce(db: &Connection, url: &str) -> Result<(), Failure> {
    db.execute("UPDATE office SET public_url = ?1", [url])?;
    Ok(())
}
