//! XLS workbooks (Excel 97 to 2003, and WPS under that name).

use super::cells::{Cell, Collector, Refused, Sheet};
use super::open::damaged;
use super::{compound_file, xls_bounds};
use calamine::{Reader, Xls, XlsError};
use std::io::Cursor;

pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    let Some(stream) = compound_file::stream(bytes, &["Workbook", "Book"]) else {
        return Err(Refused::new(
            "no workbook in this file that can be read; save it as .xlsx, without a password",
        ));
    };
    xls_bounds::check(&stream).ok_or_else(damaged)?;
    // Wrapped anew, so that the library reads the very bytes that were checked.
    let mut book: Xls<_> =
        Xls::new(Cursor::new(compound_file::wrap(&stream))).map_err(|error| match error {
            XlsError::Password => Refused::new("protected by a password; save it without one"),
            _ => damaged(),
        })?;
    let mut collector = Collector::default();
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| damaged())?;
        let merged: Vec<(u32, u32, u32)> = book
            .merge_cells_by_sheet_name(&name)
            .unwrap_or_default()
            .iter()
            .filter(|range| range.end.0 > range.start.0)
            .map(|range| (range.start.0, range.end.0, range.start.1))
            .collect();
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().filter_map(|(row, column, data)| {
            Some(Ok((top + row as u32, left + column as u32, Cell::from_data(data)?)))
        });
        sheets.push(collector.sheet(&name, cells, &merged)?);
    }
    Ok(sheets)
}
