//! Users of the office.

use super::areas::{AreaStanding, area_standing, some_areas};
use super::grants::entrust;
use crate::failure::Failure;
use crate::log::{Entry, EntryKind, Log};
use crate::surroundings::{Surroundings, id_seed};
use huben_domain::{AreaCode, Grant, Phone, Role, User, UserId, limits, validate};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

/// Somebody new, as typed.
#[derive(Debug, Default)]
pub(crate) struct NewUser<'a> {
    /// Only for somebody whom a restored office has forgotten: their devices and work name this id.
    pub(crate) id: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) roles: &'a [String],
    pub(crate) areas: &'a [String],
    pub(crate) unit: Option<&'a str>,
    pub(crate) phone: Option<&'a str>,
}

/// What changes, as typed.
#[derive(Debug, Default)]
pub(crate) struct UserChange<'a> {
    pub(crate) roles: &'a [String],
    pub(crate) areas: &'a [String],
    pub(crate) active: Option<bool>,
}

/// Adds a user; gives the id.
pub(crate) fn add_user(
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    new: &NewUser,
) -> Result<UserId, Failure> {
    let name = validate::name(new.name)?;
    let unit = validate::optional("unit", new.unit, limits::WORD_CHARS)?;
    let phone = new.phone.map(Phone::parse).transpose()?;
    let id = match new.id {
        Some(text) => text.parse().map_err(|error: huben_domain::Invalid| error.on("id"))?,
        None => {
            let (unix_ms, random) = id_seed(surroundings)?;
            UserId::new(unix_ms, random)
        }
    };
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let grants = grants(&transaction, new.roles, new.areas)?;
    if find(&transaction, id)?.is_some() {
        return Err(Failure::invalid("id", "somebody has this id already"));
    }
    let phone = phone.map(|phone| phone.as_str().to_owned());
    store(&transaction, surroundings, &User { id, name, phone, unit, grants, active: true })?;
    transaction.commit()?;
    Ok(id)
}

/// Replaces what somebody is entrusted with, or lets them leave or come back. The history stays.
pub(crate) fn change_user(
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    id: &str,
    change: &UserChange,
) -> Result<UserId, Failure> {
    let id: UserId = id.parse()?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut user = read_user(&transaction, id)?;
    if !change.roles.is_empty() || !change.areas.is_empty() {
        if change.roles.is_empty() {
            return Err(Failure::invalid("role", "name the role that holds in these areas"));
        }
        user.grants = grants(&transaction, change.roles, change.areas)?;
    }
    user.active = change.active.unwrap_or(user.active);
    store(&transaction, surroundings, &user)?;
    transaction.commit()?;
    Ok(id)
}

/// The user of this id.
pub(crate) fn read_user(db: &Connection, id: UserId) -> Result<User, Failure> {
    find(db, id)?.ok_or_else(|| Failure::not_found("user", "no such user; see `huben-server user list`"))
}

/// Everybody, in the order in which they were added.
pub(crate) fn list_users(db: &Connection) -> Result<Vec<User>, Failure> {
    let mut rows = db.prepare("SELECT json FROM user ORDER BY id")?;
    let rows: Result<Vec<String>, _> = rows.query_map([], |row| row.get(0))?.collect();
    rows?.iter().map(|json| parse(json)).collect()
}

fn find(db: &Connection, id: UserId) -> Result<Option<User>, Failure> {
    let json: Option<String> = db
        .prepare_cached("SELECT json FROM user WHERE id = ?1")?
        .query_row([id.to_bytes()], |row| row.get(0))
        .optional()?;
    json.map(|json| parse(&json)).transpose()
}

fn parse(json: &str) -> Result<User, Failure> {
    serde_json::from_str(json).map_err(|_| Failure::damaged("a user's row is damaged"))
}

/// The row, the history of what they are entrusted with, and the entry that tells every device.
fn store(transaction: &Transaction, surroundings: &dyn Surroundings, user: &User) -> Result<(), Failure> {
    let seq = Log::of(transaction, surroundings)?.append(EntryKind::Directory, &Entry::default())?;
    let json = serde_json::to_string(user).map_err(|error| Failure::internal(error.to_string()))?;
    transaction.execute(
        "INSERT INTO user (id, json, seq) VALUES (?1, ?2, ?3) \
         ON CONFLICT (id) DO UPDATE SET json = excluded.json, seq = excluded.seq",
        (user.id.to_bytes(), json, seq),
    )?;
    let held: &[Grant] = if user.active { &user.grants } else { &[] };
    entrust(transaction, user.id.to_bytes(), held, seq, surroundings.now_ms())
}

/// Every role over every area.
fn grants(db: &Connection, roles: &[String], areas: &[String]) -> Result<Vec<Grant>, Failure> {
    if areas.is_empty() {
        return Err(Failure::invalid("area", format!("name at least one area; {}", some_areas(db)?)));
    }
    let mut grants = Vec::new();
    for role in roles {
        let role = Role::parse_known(role)?;
        for area in areas {
            let known = |code: &AreaCode| area_standing(db, code.as_str());
            let code: AreaCode = area.parse()?;
            if known(&code)? != AreaStanding::Open {
                let reason = format!("{code} is not an area of this office; {}", some_areas(db)?);
                return Err(Failure::invalid("area", reason));
            }
            let grant = Grant { role: role.clone(), area: code, from: None, until: None };
            if !grants.contains(&grant) {
                grants.push(grant);
            }
        }
    }
    Ok(grants)
}
