//! The office's log: one gap-free sequence. The next number is given in the transaction that stores the entry, so it
//! can be given only inside one.

use crate::failure::Failure;
use crate::surroundings::{self, Fault, Surroundings};
use huben_sync::Mark;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// The log inside one write transaction.
pub(crate) struct Log<'t> {
    db: &'t Connection,
    surroundings: &'t dyn Surroundings,
    head: i64,
}

/// What an entry says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry<'a> {
    pub(crate) root: Option<[u8; 16]>,
    pub(crate) document: Option<[u8; 16]>,
    pub(crate) area: Option<&'a str>,
    pub(crate) other: Option<&'a str>,
    pub(crate) who: Option<&'a str>,
    pub(crate) device: Option<[u8; 16]>,
}

/// The kinds of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Change,
    Leave,
    Enter,
    Reader,
    Directory,
}

impl EntryKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            EntryKind::Change => "change",
            EntryKind::Leave => "leave",
            EntryKind::Enter => "enter",
            EntryKind::Reader => "reader",
            EntryKind::Directory => "directory",
        }
    }
}

impl<'t> Log<'t> {
    /// Inside an immediate transaction, where nobody else can append.
    pub(crate) fn of(
        transaction: &'t Transaction,
        surroundings: &'t dyn Surroundings,
    ) -> Result<Self, Failure> {
        Self::inside(transaction, surroundings)
    }

    /// The same over a connection whose caller holds an immediate transaction open.
    pub(crate) fn inside(db: &'t Connection, surroundings: &'t dyn Surroundings) -> Result<Self, Failure> {
        Ok(Self { db, surroundings, head: head(db)?.0 })
    }

    /// After entries were taken back: the next one bears the number after the newest that stands.
    pub(crate) fn reread(&mut self) -> Result<(), Failure> {
        self.head = head(self.db)?.0;
        Ok(())
    }

    /// The office's clock, in milliseconds of the Unix epoch.
    pub(crate) fn now_ms(&self) -> i64 {
        self.surroundings.now_ms()
    }

    /// The number that the next entry will bear.
    pub(crate) fn next(&self) -> i64 {
        self.head + 1
    }

    /// Appends; gives the entry's number.
    pub(crate) fn append(&mut self, kind: EntryKind, entry: &Entry) -> Result<i64, Failure> {
        let left_out = i64::from(self.surroundings.planted(Fault::LogGap));
        let seq = self.next() + left_out;
        let mark: [u8; 8] = surroundings::bytes(self.surroundings)?;
        const APPEND: &str = "INSERT INTO log (seq, mark, kind, root, document, area, other, who, device) \
                              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let Entry { root, document, area, other, who, device } = entry;
        let row = (seq, mark, kind.as_str(), root, document, area, other, who, device);
        self.db.prepare_cached(APPEND)?.execute(row)?;
        self.head = seq;
        Ok(seq)
    }
}

/// The newest entry; 0 and zeros before the first.
pub(crate) fn head(db: &Connection) -> Result<(i64, Mark), Failure> {
    const HEAD: &str = "SELECT seq, mark FROM log ORDER BY seq DESC LIMIT 1";
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, Mark::new(row.get(1)?)));
    Ok(db.prepare_cached(HEAD)?.query_row([], read).optional()?.unwrap_or((0, Mark::new([0; 8]))))
}

/// The mark of one entry.
pub(crate) fn mark(db: &Connection, seq: i64) -> Result<Option<Mark>, Failure> {
    if seq == 0 {
        return Ok(Some(Mark::new([0; 8])));
    }
    let read = |row: &rusqlite::Row| Ok(Mark::new(row.get(0)?));
    Ok(db.prepare_cached("SELECT mark FROM log WHERE seq = ?1")?.query_row([seq], read).optional()?)
}
