//! The two databases opened by hand: to look at what no command shows, and to put in what no command of today writes.

use std::fmt::Write;
use std::path::Path;

use huben_documents::{Document, Kind};
use huben_domain::DocumentId;
use rusqlite::Connection;

/// The office's file.
///
/// # Panics
/// When it is not there.
pub fn office(data: &Path) -> Connection {
    let file = data.join("office.db");
    assert!(file.is_file(), "no office in {}", data.display());
    Connection::open(file).expect("an office's database opens")
}

/// A phone's file, opened with the key beside it; a new one if there is none.
///
/// # Panics
/// When the key is not there or does not fit.
pub fn book(data: &Path) -> Connection {
    let key = std::fs::read(data.join("key")).expect("a key beside the book");
    let hex = key.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let book = Connection::open(data.join("book.db")).expect("a book opens");
    book.pragma_update(None, "key", format!("x'{hex}'")).expect("a key is taken");
    book
}

/// A document as the office has it.
///
/// # Panics
/// When the office has it not, or cannot read it.
pub fn document(office: &Connection, id: DocumentId, kind: &Kind) -> Document {
    let snapshot: Option<Vec<u8>> = office
        .query_row("SELECT snapshot FROM document WHERE id = ?1", [id.to_bytes()], |row| row.get(0))
        .expect("the office has the document");
    let mut query = office
        .prepare("SELECT bytes FROM change WHERE document = ?1 AND bytes IS NOT NULL ORDER BY seq")
        .expect("changes are rows");
    let rows = query.query_map([id.to_bytes()], |row| row.get(0)).expect("changes are rows");
    let chunks: Vec<Vec<u8>> = rows.collect::<Result<_, _>>().expect("changes are bytes");
    Document::load(kind, snapshot.as_deref(), chunks.iter().map(Vec::as_slice)).expect("a whole document")
}

/// Everything in a database as SQL text, schema and rows; an index for full text is left empty.
///
/// # Panics
/// When something cannot be read.
pub fn dump(database: &Connection) -> String {
    let mut text = String::new();
    for pragma in ["application_id", "user_version"] {
        let value: i64 = database.pragma_query_value(None, pragma, |row| row.get(0)).expect("a pragma");
        let _ = writeln!(text, "PRAGMA {pragma} = {value};");
    }
    let mut query = database
        .prepare(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index', rowid",
        )
        .expect("a schema");
    let schema: Vec<(String, String, String)> = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .and_then(|rows| rows.collect())
        .expect("a schema");
    let virtual_tables: Vec<&str> = schema
        .iter()
        .filter(|(_, _, sql)| sql.starts_with("CREATE VIRTUAL"))
        .map(|(_, name, _)| name.as_str())
        .collect();
    let shadow = |name: &str| virtual_tables.iter().any(|of| name.starts_with(&format!("{of}_")));
    for (kind, name, sql) in schema.iter().filter(|(_, name, _)| !shadow(name)) {
        let _ = writeln!(text, "{sql};");
        if kind == "table" && !virtual_tables.contains(&name.as_str()) {
            rows(database, name, &mut text);
        }
    }
    text
}

fn rows(database: &Connection, table: &str, text: &mut String) {
    let columns: Vec<String> = database
        .prepare(&format!("SELECT * FROM \"{table}\""))
        .map(|query| query.column_names().map(str::to_owned).collect())
        .expect("a table");
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    let mut query = database
        .prepare(&format!("SELECT {} FROM \"{table}\"", quoted.join(" || ', ' || ")))
        .expect("a table's rows");
    let lines = query.query_map([], |row| row.get::<_, String>(0)).expect("a table's rows");
    for line in lines {
        let _ = writeln!(text, "INSERT INTO \"{table}\" VALUES ({});", line.expect("a row"));
    }
}
