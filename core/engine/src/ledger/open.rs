//! Which format the bytes are, whatever the file is called.

use super::cells::{Refused, Sheet};
use super::{MAX_FILE_BYTES, delimited, xls, xlsx};
use std::panic::{AssertUnwindSafe, catch_unwind};

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The file's sheets.
pub(super) fn sheets(file_name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Refused::new(format!("larger than {} MB; split the file", MAX_FILE_BYTES >> 20)));
    }
    if bytes.is_empty() {
        return Err(Refused::new("the file is empty"));
    }
    if bytes.starts_with(ZIP) {
        guarded(|| xlsx::sheets(bytes))
    } else if bytes.starts_with(COMPOUND_FILE) {
        guarded(|| xls::sheets(bytes))
    } else if looks_like_markup(bytes) {
        Err(Refused::new(
            "a web page under a spreadsheet's name; open it in WPS or Excel and save it as .xlsx",
        ))
    } else {
        delimited::sheet(file_name, bytes).map(|sheet| vec![sheet])
    }
}

/// The spreadsheet library panics on some damaged files; to the office they are damaged files.
fn guarded(read: impl FnOnce() -> Result<Vec<Sheet>, Refused>) -> Result<Vec<Sheet>, Refused> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

pub(super) fn damaged() -> Refused {
    Refused::new("the spreadsheet is damaged; open it in WPS or Excel and save it again as .xlsx")
}

fn looks_like_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    start.trim_ascii_start().starts_with(b"<")
}
