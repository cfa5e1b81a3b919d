//! The office was restored from an older backup: back to common ground, and everything after it offered again.

use super::outbox;
use crate::Result;
use crate::store::{self, key};
use huben_sync::{Cursor, Fill, Mark, to_cbor};
use rusqlite::{Connection, params};

/// How many marks are kept.
const MARKS: i64 = 48;

/// Remembers a log position passed. Old ones are thinned out: near ones matter most.
pub(super) fn remember(conn: &Connection, seq: u64, mark: Mark) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO mark (seq, mark) VALUES (?1, ?2)")?
        .execute(params![seq, *mark])?;
    let count: i64 = conn.query_row("SELECT COUNT(*) FROM mark", [], |row| row.get(0))?;
    if count > MARKS {
        // Every second of the older half goes; what remains grows sparser with age.
        conn.execute(
            "DELETE FROM mark WHERE seq IN (SELECT seq FROM (SELECT seq, ROW_NUMBER() OVER (ORDER BY seq) AS place FROM mark)
             WHERE place <= ?1 AND place % 2 = 0)",
            [MARKS / 2],
        )?;
    }
    Ok(())
}

/// Goes back to `seq`: what was receipted after it or held is "saved" again, and colleagues' chunks from there are
/// offered.
pub(super) fn back_to(conn: &Connection, seq: u64, mark: Mark) -> Result<()> {
    conn.execute(
        "UPDATE intent SET state = 'saved', receipt = NULL, reason = 'the office was restored from an older backup; it is sent again'
         WHERE (state = 'at_office' AND receipt > ?1 OR state = 'held') AND document IN (SELECT id FROM document)",
        [seq],
    )?;
    // What has left this phone since cannot be sent again; perhaps a colleague's phone brings it back.
    conn.execute(
        "UPDATE intent SET state = 'lost', receipt = NULL, reason = 'the office lost it in a restore, and it is no longer on this phone; whoever looks after the place now may still have it'
         WHERE state = 'at_office' AND receipt > ?1",
        [seq],
    )?;
    conn.execute("UPDATE chunk SET offer = 1 WHERE seq > ?1 OR offer > 0", [seq])?;
    let read = outbox::cursor(conn)?;
    // The office knows this receipt, so that it is the cursor that it does not know, though that lies before: of no
    // history at all. Everything is read anew.
    if store::get(conn, key::RECEIPT)? == Some((seq, mark)) && read.seq < seq {
        return store::set_bytes(conn, key::CURSOR, &to_cbor(&Cursor::START));
    }
    store::set(conn, key::RECEIPT, &(seq, mark))?;
    conn.execute("DELETE FROM mark WHERE seq > ?1", [seq])?;
    // Common ground may lie ahead of what was read: a receipt names a place that no page has brought yet.
    let (seq, mark) = if read.seq < seq { (read.seq, read.mark) } else { (seq, mark) };
    // What was let go of in the other history may be this phone's to hold in this one: everything comes once more.
    let fill = Some(Fill::begin(0, seq));
    store::set_bytes(conn, key::CURSOR, &to_cbor(&Cursor { seq, mark, fill }))
}
