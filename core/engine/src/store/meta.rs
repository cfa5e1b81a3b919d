//! The book's single values, by name.

use crate::{Error, Result};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};

/// Names of single values.
pub(crate) mod key {
    pub const OFFICE: &str = "office";
    pub const OFFICE_NAME: &str = "office_name";
    pub const URL: &str = "url";
    pub const IDENTITY: &str = "identity";
    pub const ANSWER_KEY: &str = "answer_key";
    pub const CERTIFICATE: &str = "certificate";
    pub const DEVICE: &str = "device";
    pub const DEVICE_KEY: &str = "device_key";
    pub const USER: &str = "user";
    pub const REQUEST_NUMBER: &str = "request_number";
    pub const CURSOR: &str = "cursor";
    pub const RECEIPT: &str = "receipt";
    pub const SCOPES: &str = "scopes";
    pub const LEFT: &str = "left";
    pub const SEEM_LEFT: &str = "seem_left";
    pub const STANDING: &str = "standing";
    pub const LAST_CONTACT: &str = "last_contact";
    pub const CLONED: &str = "cloned";
    pub const INVITATION: &str = "invitation";
    /// The newest request number that was answered.
    pub const ANSWERED_NUMBER: &str = "answered_number";
    /// When the newest request was made.
    pub const LAST_ASKED: &str = "last_asked";
    /// The office had more to bring down than the newest answer brought.
    pub const MORE: &str = "more";
    /// The hashes of the changes that the last whole run left unsent, because what they build on is missing.
    pub const STALLED: &str = "stalled";
    pub const PROJECTION: &str = "projection";
}

/// The bytes under `name`.
pub(crate) fn get_bytes(conn: &Connection, name: &str) -> Result<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

/// Keeps bytes under `name`.
pub(crate) fn set_bytes(conn: &Connection, name: &str, value: &[u8]) -> Result<()> {
    let mut write = conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?;
    write.execute(params![name, value])?;
    Ok(())
}

/// `N` bytes that every book has.
pub(crate) fn need<const N: usize>(conn: &Connection, name: &str) -> Result<[u8; N]> {
    let missing =
        || Error::Damaged { reason: format!("this book lacks its {name}; restore it from the office") };
    get_bytes(conn, name)?.and_then(|bytes| bytes.try_into().ok()).ok_or_else(missing)
}

/// The value under `name`, as JSON.
pub(crate) fn get<T: DeserializeOwned>(conn: &Connection, name: &str) -> Result<Option<T>> {
    let bytes = get_bytes(conn, name)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Error::internal)).transpose()
}

/// Keeps a value under `name`, as JSON.
pub(crate) fn set<T: Serialize>(conn: &Connection, name: &str, value: &T) -> Result<()> {
    set_bytes(conn, name, &serde_json::to_vec(value).map_err(Error::internal)?)
}
