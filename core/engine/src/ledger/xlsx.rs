//! XLSX workbooks, streamed cell by cell.

use super::cells::{Cell, Collector, Refused, Sheet};
use super::open::damaged;
use super::zip_bounds;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    zip_bounds::check(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| not_a_workbook())?;
    let mut collector = Collector::default();
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // Sheets of charts have no cells and no ranges; a damaged sheet shows when its cells are read.
        let merged: Vec<(u32, u32, u32)> = book
            .merge_cells_by_sheet_name(&name)
            .unwrap_or_default()
            .iter()
            .filter(|range| range.end.0 > range.start.0)
            .map(|range| (range.start.0, range.end.0, range.start.1))
            .collect();
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(damaged()),
        };
        let cells = std::iter::from_fn(|| {
            loop {
                match reader.next_cell() {
                    Ok(None) => return None,
                    Err(_) => return Some(Err(damaged())),
                    Ok(Some(cell)) => {
                        let (row, column) = cell.get_position();
                        if let Some(cell) = Cell::from_data(&Data::from(cell.get_value().clone())) {
                            return Some(Ok((row, column, cell)));
                        }
                    }
                }
            }
        });
        sheets.push(collector.sheet(&name, cells, &merged)?);
    }
    Ok(sheets)
}

fn not_a_workbook() -> Refused {
    Refused::new("not a workbook that can be read; save it as .xlsx, without a password")
}
