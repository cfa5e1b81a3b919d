//! Where a sheet's table begins and what its columns say.

use super::cells::{Cell, Row, Sheet};
use super::headings::{Field, field_of};

/// Titles stand above a header, not pages of text.
const HEADER_WITHIN_ROWS: u32 = 10;

/// One column that has a header, or values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub at: u32,
    /// The header as written, or the letter.
    pub header: String,
    pub field: Field,
}

/// A sheet's columns, and where its households begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub columns: Vec<Column>,
    /// Index of the first row below the header.
    pub first_row: usize,
}

impl Table {
    /// The column that says `field`; the first one where several do.
    pub fn column(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Does the row repeat the header, as printed pages do?
    pub fn is_header_again(&self, row: &Row) -> bool {
        row.cells.len() >= 2
            && row.cells.iter().all(|(at, cell)| {
                let column = self.columns.binary_search_by_key(at, |column| column.at).map(|at| &self.columns[at]);
                matches!(cell, Cell::Text(text) if column.is_ok_and(|column| column.header.starts_with(&one_line(text))))
            })
    }
}

/// Finds the header among the first rows: the row with the most known texts, at least two of them, one of which
/// says where or who. A second header row below or above it (住址 over 幢, 单元, 室) belongs to it.
pub(super) fn find(sheet: &Sheet) -> Option<Table> {
    let near_top = sheet.rows.iter().take_while(|row| row.number <= HEADER_WITHIN_ROWS).count();
    let (best, _) = sheet.rows[..near_top]
        .iter()
        .enumerate()
        .filter(|(_, row)| recognised(row) >= 2 && says_where_or_who(row))
        .max_by_key(|(at, row)| (recognised(row), std::cmp::Reverse(*at)))?;
    let above = best > 0 && is_part_of_header(&sheet.rows[best - 1]);
    let below = sheet.rows.get(best + 1).is_some_and(is_part_of_header);
    let from = if above { best - 1 } else { best };
    let to = if below { best + 1 } else { best };
    Some(Table { columns: columns(sheet, &sheet.rows[from..=to], to + 1), first_row: to + 1 })
}

fn columns(sheet: &Sheet, header: &[Row], first_row: usize) -> Vec<Column> {
    let mut last = 0;
    for row in header.iter().chain(&sheet.rows[first_row..]) {
        last = last.max(row.cells.last().map_or(0, |cell| cell.0));
    }
    let mut columns: Vec<Column> = Vec::new();
    for at in 0..=last {
        let text = header.iter().rev().find_map(|row| row.get(at)).map(|cell| one_line(&cell.to_text()));
        let field = text.as_deref().map_or(Field::Attribute, field_of);
        // Of two telephones the second is kept under its header; of two ID numbers none is.
        let again = columns.iter().any(|column| column.field == field);
        let field = if again && field != Field::IdNumber { Field::Attribute } else { field };
        let mut header = text.unwrap_or_else(|| letter(at));
        if columns.iter().any(|column| column.header == header) {
            header = format!("{header} {}", letter(at));
        }
        columns.push(Column { at, header, field });
    }
    columns
}

/// A header broken over two lines in its cell is one word.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn recognised(row: &Row) -> usize {
    row.cells.iter().filter(|(_, cell)| is_known(cell)).count()
}

fn is_known(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if field_of(text) != Field::Attribute)
}

fn says_where_or_who(row: &Row) -> bool {
    row.cells.iter().any(|(_, cell)| {
        matches!(
            field_of(&cell.to_text()),
            Field::Address | Field::Building | Field::Room | Field::Contact | Field::Name
        )
    })
}

/// A household's row holds numbers, and words that are no headers: 户主 alone may be a relation.
fn is_part_of_header(row: &Row) -> bool {
    recognised(row) >= 2
        && recognised(row) * 2 > row.cells.len()
        && row.cells.iter().all(|(_, cell)| matches!(cell, Cell::Text(_)))
}

/// A, B, … Z, AA, as spreadsheets name columns.
pub(super) fn letter(column: u32) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}
