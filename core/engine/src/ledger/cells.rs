//! A sheet as rows of cells, whatever file it came from.

use super::MAX_ROWS;
use calamine::Data;
use chrono::NaiveDate;
use huben_domain::half_width;

/// Cells of all sheets together; more would not be a ledger of [`MAX_ROWS`] rows.
const MAX_CELLS: usize = 8_000_000;
/// Text of all cells together: one long string may be repeated in every cell.
const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// Columns beyond are not read: nobody looks there.
const MAX_COLUMNS: u32 = 256;

/// The file as a whole cannot be taken, for this reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused(pub String);

impl Refused {
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// One cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
    Bool(bool),
    Day(NaiveDate),
    /// A formula that came to nothing, like `#N/A`.
    Broken(String),
}

impl Cell {
    /// Text as typed, trimmed; `None` for nothing but space.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        // How programs keep a spreadsheet from turning digits into a number: ="0501" and '0501.
        let text = text
            .strip_prefix("=\"")
            .and_then(|text| text.strip_suffix('"'))
            .or_else(|| text.strip_prefix('\''))
            .unwrap_or(text);
        (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
    }

    /// What a spreadsheet's cell holds; `None` for nothing.
    pub fn from_data(data: &Data) -> Option<Self> {
        match data {
            Data::Empty => None,
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Self::from_text(text),
            Data::Int(number) => Some(Cell::Number(*number as f64)),
            Data::Float(number) => number.is_finite().then_some(Cell::Number(*number)),
            Data::Bool(value) => Some(Cell::Bool(*value)),
            Data::DateTime(moment) if moment.is_datetime() => {
                let (year, month, day, ..) = moment.to_ymd_hms_milli();
                NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).map(Cell::Day)
            }
            Data::DateTime(span) => Some(Cell::Number(span.as_f64())),
            Data::Error(error) => Some(Cell::Broken(error.to_string())),
        }
    }

    /// As [`Cell::to_text`], in half width: for numbers and codes, which Chinese keyboards widen.
    pub fn to_plain(&self) -> String {
        half_width(&self.to_text())
    }

    /// As people would read it aloud: 501 and not 501.0, all digits of a telephone, a date as ISO 8601.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Broken(text) => text.clone(),
            Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e18 => format!("{number:.0}"),
            Cell::Number(number) => number.to_string(),
            Cell::Bool(value) => value.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }
}

/// One row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// From 1.
    pub number: u32,
    /// By column from 0, ascending.
    pub cells: Vec<(u32, Cell)>,
}

impl Row {
    pub fn get(&self, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.0).ok()?;
        Some(&self.cells[at].1)
    }

    fn put_if_blank(&mut self, column: u32, cell: &Cell) {
        if let Err(at) = self.cells.binary_search_by_key(&column, |cell| cell.0) {
            self.cells.insert(at, (column, cell.clone()));
        }
    }
}

/// One sheet: its rows that hold something, ascending.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
}

/// Collects the cells of one file within the limits.
#[derive(Debug, Default)]
pub(super) struct Collector {
    rows: usize,
    cells: usize,
    text_bytes: usize,
}

impl Collector {
    /// A sheet from its cells (row and column from 0, any order) and its merged ranges (first and last row,
    /// first column): what stands in a merged cell belongs to every row of it.
    pub fn sheet(
        &mut self,
        name: &str,
        cells: impl IntoIterator<Item = Result<(u32, u32, Cell), Refused>>,
        merged: &[(u32, u32, u32)],
    ) -> Result<Sheet, Refused> {
        let mut rows: Vec<Row> = Vec::new();
        let mut sorted = true;
        for cell in cells {
            let (row, column, cell) = cell?;
            if column >= MAX_COLUMNS {
                continue;
            }
            self.count(1, &cell)?;
            match rows.last_mut() {
                Some(last) if last.number == row + 1 => {
                    sorted &= last.cells.last().is_none_or(|before| before.0 < column);
                    last.cells.push((column, cell));
                }
                last => {
                    sorted &= last.is_none_or(|before| before.number < row + 1);
                    self.rows += 1;
                    if self.rows > MAX_ROWS {
                        return Err(too_large());
                    }
                    rows.push(Row { number: row + 1, cells: vec![(column, cell)] });
                }
            }
        }
        if !sorted {
            rows = in_order(rows);
        }
        let mut sheet = Sheet { name: name.to_owned(), rows };
        for &(first, last, column) in merged {
            self.spread(&mut sheet, first, last, column)?;
        }
        Ok(sheet)
    }

    fn spread(&mut self, sheet: &mut Sheet, first: u32, last: u32, column: u32) -> Result<(), Refused> {
        let from = sheet.rows.partition_point(|row| row.number <= first);
        let to = sheet.rows.partition_point(|row| row.number <= last.saturating_add(1));
        let Some((top, below)) = sheet.rows.get_mut(from..to.max(from)).and_then(<[Row]>::split_first_mut)
        else {
            return Ok(());
        };
        if top.number == first + 1
            && let Some(cell) = top.get(column).cloned()
        {
            self.count(below.len(), &cell)?;
            for row in below {
                row.put_if_blank(column, &cell);
            }
        }
        Ok(())
    }

    fn count(&mut self, times: usize, cell: &Cell) -> Result<(), Refused> {
        self.cells += times;
        if let Cell::Text(text) = cell {
            self.text_bytes = self.text_bytes.saturating_add(text.len().saturating_mul(times));
        }
        if self.cells > MAX_CELLS || self.text_bytes > MAX_TEXT_BYTES {
            return Err(too_large());
        }
        Ok(())
    }
}

/// Rows ascending, each once, cells ascending; of two cells in one place the later one, as spreadsheets do.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| row.number);
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        match merged.last_mut() {
            Some(last) if last.number == row.number => last.cells.extend(row.cells),
            _ => merged.push(row),
        }
    }
    for row in &mut merged {
        row.cells.reverse();
        row.cells.sort_by_key(|cell| cell.0);
        row.cells.dedup_by_key(|cell| cell.0);
    }
    merged
}

fn too_large() -> Refused {
    Refused::new(format!("more than {MAX_ROWS} rows, or far more cells than a ledger has; split the file"))
}
