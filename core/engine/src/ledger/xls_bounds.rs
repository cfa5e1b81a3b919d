//! A workbook stream ([MS-XLS]) asks for no more memory than a ledger needs.
//!
//! The spreadsheet library makes room for the square between a sheet's first and last cell, copies shared
//! strings into every cell, and writes formulas out. One wrong byte makes that terabytes, and a failed
//! allocation cannot be caught. So the records are walked once before, reading sizes only.

use super::compound_file::{u16_at, u32_at};

const MAX_SHEETS: usize = 256;
/// Cells of a full sheet of the format; the library only reserves these.
const MAX_DIMENSION_CELLS: u64 = 65_536 * 256;
/// Squares between first and last cells, over all sheets.
const MAX_SQUARES: u64 = 4_000_000;
/// Text of all cells when copied, and of all formulas when written out.
const MAX_TEXT_BYTES: u64 = 256 * 1024 * 1024;

const BOUND_SHEET: u16 = 0x0085;
const STRINGS: u16 = 0x00fc;
const CONTINUE: u16 = 0x003c;
const NAME: u16 = 0x0018;
const END: u16 = 0x000a;
const BEGIN: u16 = 0x0809;
const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const SHARED_STRING: u16 = 0x00fd;
const NUMBERS: u16 = 0x00bd;
const OTHER_CELLS: [u16; 6] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x0207, 0x027e];

/// `None`: damaged, or out of all proportion.
pub(super) fn check(stream: &[u8]) -> Option<()> {
    let book = book(stream)?;
    let mut total = Totals::default();
    for at in &book.sheets {
        sheet(stream.get(*at..)?, &book, &mut total)?;
    }
    Some(())
}

#[derive(Default)]
struct Book {
    /// Where the sheets begin.
    sheets: Vec<usize>,
    /// Upper bounds of the shared strings' lengths in UTF-8.
    strings: Vec<u64>,
    /// The longest name that a formula can write out.
    longest_name: u64,
}

#[derive(Default)]
struct Totals {
    walked: usize,
    squares: u64,
    text: u64,
    formulas: u64,
}

fn book(stream: &[u8]) -> Option<Book> {
    let mut book = Book { longest_name: 64, ..Book::default() };
    let mut rest = stream;
    while let Some((kind, data, after)) = record(rest) {
        rest = after;
        match kind {
            END => break,
            BOUND_SHEET => {
                book.sheets.push(u32_at(data, 0)? as usize);
                book.longest_name = book.longest_name.max(data.len() as u64 * 3);
            }
            NAME => book.longest_name = book.longest_name.max(data.len() as u64 * 3),
            STRINGS => {
                let mut parts = vec![data.get(8..)?];
                while let Some((CONTINUE, more, after)) = record(rest) {
                    parts.push(more);
                    rest = after;
                }
                book.strings = string_lengths(&parts)?;
            }
            _ => {}
        }
    }
    (book.sheets.len() <= MAX_SHEETS).then_some(book)
}

fn sheet(stream: &[u8], book: &Book, total: &mut Totals) -> Option<()> {
    let mut bounds: Option<[u16; 4]> = None;
    let mut depth = 0_usize;
    let mut rest = stream;
    while let Some((kind, data, after)) = record(rest) {
        // Sheets that share their bytes would multiply them.
        total.walked += rest.len() - after.len();
        rest = after;
        let (row, column) = (u16_at(data, 0), u16_at(data, 2));
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => within_dimensions(data)?,
            NUMBERS => {
                let last = column?.checked_add(u16::try_from(data.len() / 6).ok()?)?;
                grow(&mut bounds, row?, column?);
                grow(&mut bounds, row?, last);
            }
            SHARED_STRING => {
                grow(&mut bounds, row?, column?);
                total.text += book.strings.get(u32_at(data, 6)? as usize).copied().unwrap_or(0);
            }
            FORMULA => {
                grow(&mut bounds, row?, column?);
                total.formulas += data.len() as u64;
            }
            kind if OTHER_CELLS.contains(&kind) => grow(&mut bounds, row?, column?),
            _ => {}
        }
    }
    if let Some([top, bottom, left, right]) = bounds {
        total.squares += (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1);
    }
    let modest = total.squares <= MAX_SQUARES
        && total.text <= MAX_TEXT_BYTES
        && total.formulas.saturating_mul(book.longest_name) / 3 <= MAX_TEXT_BYTES
        && total.walked <= 256 * 1024 * 1024;
    modest.then_some(())
}

fn grow(bounds: &mut Option<[u16; 4]>, row: u16, column: u16) {
    let [top, bottom, left, right] = bounds.unwrap_or([row, row, column, column]);
    *bounds = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
}

/// First row, row after the last, first column, column after the last; zeros for an empty sheet.
fn within_dimensions(data: &[u8]) -> Option<()> {
    let (first_row, rows, first_column, columns) = if data.len() == 10 {
        (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), u16_at(data, 4)?, u16_at(data, 6)?)
    } else {
        (u32_at(data, 0)?, u32_at(data, 4)?, u16_at(data, 8)?, u16_at(data, 10)?)
    };
    let first_column = if first_column > 0xff || columns < first_column { 0 } else { first_column };
    if rows == 0 || columns == 0 {
        return Some(());
    }
    let height = u64::from(rows).checked_sub(u64::from(first_row)).filter(|height| *height > 0)?;
    let width = u64::from(columns).checked_sub(u64::from(first_column)).filter(|width| *width > 0)?;
    (height * width <= MAX_DIMENSION_CELLS).then_some(())
}

/// The next record: its kind, its bytes, and what follows.
fn record(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let length = usize::from(u16_at(stream, 2)?);
    let data = stream.get(4..4 + length)?;
    Some((u16_at(stream, 0)?, data, &stream[4 + length..]))
}

/// Walks the table of shared strings, whose text may go on in the next part after a new flag byte.
fn string_lengths(parts: &[&[u8]]) -> Option<Vec<u64>> {
    let mut lengths = Vec::new();
    let mut at = Place { parts, part: 0, byte: 0 };
    while at.more() {
        let characters = usize::from(at.u16()?);
        let mut wide = at.byte()?;
        let runs = if wide & 8 != 0 { usize::from(at.u16()?) * 4 } else { 0 };
        let extended = if wide & 4 != 0 { at.u32()? } else { 0 };
        let mut left = characters;
        while left > 0 {
            let each = 1 + usize::from(wide & 1);
            let here = at.left_in_part();
            let taken = left.min(here / each);
            at.byte += taken * each;
            left -= taken;
            if left > 0 {
                at.next_part()?;
                wide = at.byte()?;
            }
        }
        at.skip(runs.checked_add(extended)?)?;
        lengths.push(characters as u64 * 3);
    }
    Some(lengths)
}

struct Place<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    byte: usize,
}

impl Place<'_> {
    fn left_in_part(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len().saturating_sub(self.byte))
    }

    fn more(&mut self) -> bool {
        while self.left_in_part() == 0 {
            if self.next_part().is_none() {
                return false;
            }
        }
        true
    }

    fn next_part(&mut self) -> Option<()> {
        self.part += 1;
        self.byte = 0;
        (self.part < self.parts.len()).then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.parts.get(self.part)?.get(self.byte)?;
        self.byte += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<usize> {
        Some(usize::from(self.u16()?) | usize::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if !self.more() {
                return None;
            }
            let here = count.min(self.left_in_part());
            self.byte += here;
            count -= here;
        }
        Some(())
    }
}
