//! Household ledgers as offices keep them: a workbook or a table of text in, households and every bad cell out.
//!
//! Pure: bytes and today's date are arguments, nothing is written, nothing is looked up. Which area a grid's
//! name means, what changed since the last import and what is stored are the caller's. What a ledger may look
//! like stands in `docs/ledgers.md`, checked against the tables in `headings.rs` and `words.rs`.
//!
//! From bytes to households: `open` finds the format (`xlsx`, `xls`, `delimited`) and gives sheets of cells
//! (`cells`); `table` finds the header; `record` reads one row; `household` puts rows together.

mod cells;
mod citizen_id;
mod compound_file;
mod dates;
mod delimited;
mod door;
mod draft;
mod headings;
#[cfg(test)]
mod hostile;
mod household;
mod open;
mod record;
mod table;
mod words;
mod xls;
mod xls_bounds;
mod xlsx;
mod zip_bounds;

pub use headings::{Heading, headings};
pub use household::match_key;
pub use words::{Words, words};

use cells::{Refused, Sheet};
use chrono::NaiveDate;
use household::Households;
use huben_domain::{HouseholdKind, Json, Occupancy, Residence, Sex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More rows than a county-level city has households in one community, by far.
pub const MAX_ROWS: usize = 200_000;
/// The largest file that is read.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;
/// After so many problems the rest would help nobody.
pub const MAX_PROBLEMS: usize = 10_000;

/// What a ledger says. With any problem nothing of it should be imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The households in the order of their first rows.
    pub rows: Vec<LedgerHousehold>,
    /// Every cell that cannot be taken, or one line about the file as a whole.
    pub problems: Vec<Problem>,
}

/// A cell that cannot be taken, named as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The sheet's name; the file's for a table of text; empty where the file as a whole is meant.
    pub sheet: String,
    /// From 1, as spreadsheets count; 0 for the file as a whole.
    pub row: u32,
    /// The header's text, or the column's letter where it has none.
    pub column: String,
    /// The cell as written; ID numbers are masked.
    pub value: String,
    /// Why, and what would be taken; lower case.
    pub reason: String,
}

/// One household with everybody the ledger lists for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerHousehold {
    /// Where it stands first.
    pub sheet: String,
    /// Its first row, from 1.
    pub row: u32,
    /// The grid's code or name as written.
    pub area: Option<String>,
    /// 小区, where it has a column.
    pub estate: Option<String>,
    /// As people would write it, like `3-2-501`, or the text given.
    pub address: String,
    /// What kind of place; a home where the ledger is silent, unless it names a shop or an organisation.
    pub kind: HouseholdKind,
    /// The shop's or organisation's name.
    pub name: Option<String>,
    /// Unknown where the ledger is silent.
    pub occupancy: Occupancy,
    /// The person to ask for.
    pub contact: Option<String>,
    /// The household's telephone: the one in the contact's row.
    pub phone: Option<String>,
    /// 备注 of the contact's row.
    pub note: Option<String>,
    /// Columns with other headers: text as JSON strings, numbers as numbers.
    pub attributes: BTreeMap<String, Json>,
    /// The people listed by name; the contact too where the ledger says more than the name.
    pub residents: Vec<LedgerResident>,
}

/// One person of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerResident {
    /// As written, without spaces around it.
    pub name: String,
    /// As written, or from the ID number.
    pub sex: Option<Sex>,
    /// As written, or from the ID number.
    pub birth_date: Option<NaiveDate>,
    /// 与户主关系 as written.
    pub relation: Option<String>,
    /// Their own, where it is not the household's.
    pub phone: Option<String>,
    /// Where they are registered against where they live.
    pub residence: Option<Residence>,
    /// Other columns of this person's row where they differ from the household's.
    pub attributes: BTreeMap<String, Json>,
}

/// Reads a ledger. The format is found in the bytes; `file_name` only names a table of text in problems.
/// Never panics, whatever the bytes; never takes much more memory than a large honest ledger would.
pub fn read(file_name: &str, bytes: &[u8], today: NaiveDate) -> Ledger {
    let sheets = match open::sheets(file_name, bytes) {
        Ok(sheets) => sheets,
        Err(Refused(reason)) => return refused(reason),
    };
    let mut problems = Problems::default();
    let mut households = Households::default();
    let mut tables = 0;
    for sheet in &sheets {
        if let Some(table) = table::find(sheet) {
            tables += 1;
            households.read_sheet(sheet, &table, today, &mut problems);
        }
    }
    if tables == 0 {
        return refused("no sheet has a header row that can be recognised; the first ten rows need at least an address or a name among known column titles, see docs/ledgers.md".to_owned());
    }
    Ledger { rows: households.finish(), problems: problems.0 }
}

fn refused(reason: String) -> Ledger {
    Ledger {
        rows: Vec::new(),
        problems: vec![Problem {
            sheet: String::new(),
            row: 0,
            column: String::new(),
            value: String::new(),
            reason,
        }],
    }
}

/// The problems so far, up to [`MAX_PROBLEMS`].
#[derive(Debug, Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, sheet: &Sheet, row: u32, column: &str, value: &str, reason: impl Into<String>) {
        if self.0.len() >= MAX_PROBLEMS {
            return;
        }
        self.0.push(Problem {
            sheet: sheet.name.clone(),
            row,
            column: column.to_owned(),
            value: citizen_id::masked(value),
            reason: reason.into(),
        });
    }
}
