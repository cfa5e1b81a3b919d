//! What helpers need to know of a book that misbehaves, and nothing of what stands in it.

use crate::book::{FILE, FieldBook};
use crate::store::{self, key};
use crate::{Result, project};
use huben_sync::Standing;
use std::fmt::Write;

/// Tables that are counted.
const COUNTED: [&str; 11] = [
    "document",
    "chunk",
    "newer",
    "household",
    "resident",
    "visit",
    "issue",
    "contradiction",
    "draft",
    "area",
    "user",
];

impl FieldBook {
    /// Versions, counts, states and times as lines of `name: value`: ids of device and office, and no name, address,
    /// word or number of anybody.
    pub fn diagnostics(&self) -> Result<String> {
        let now = self.surroundings.now();
        let conn = self.conn();
        let mut lines = String::new();
        let mut say = |name: &str, value: &dyn std::fmt::Display| {
            let _ = writeln!(lines, "{name}: {value}");
        };
        say("huben", &env!("CARGO_PKG_VERSION"));
        say("sqlite", &rusqlite::version());
        say("projection", &project::VERSION);
        say("now", &now.to_rfc3339());
        say("device", &self.device);
        say("office", &huben_domain::OfficeId::from_bytes(store::need(&conn, key::OFFICE)?));
        let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
        say("book", &version);
        for name in [key::LAST_CONTACT, key::LAST_ASKED, key::MORE, key::REQUEST_NUMBER, key::ANSWERED_NUMBER]
        {
            let value = store::get_bytes(&conn, name)?.unwrap_or_default();
            say(name, &String::from_utf8_lossy(&value));
        }
        say(key::STANDING, &format!("{:?}", store::get::<Standing>(&conn, key::STANDING)?));
        for table in COUNTED {
            let count: u64 =
                conn.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))?;
            say(table, &count);
        }
        let mut query =
            conn.prepare("SELECT state || ' ' || act, COUNT(*) FROM intent GROUP BY 1 ORDER BY 1")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            say(&row.get::<_, String>(0)?, &row.get::<_, u64>(1)?);
        }
        say("bytes", &std::fs::metadata(self.directory.join(FILE))?.len());
        Ok(lines)
    }
}
