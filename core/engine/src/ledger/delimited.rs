//! Tables of text: CSV and its relatives, in UTF-8, GBK (GB 18030) or UTF-16.

use super::cells::{Cell, Collector, Refused, Sheet};
use encoding_rs::{Encoding, GB18030, UTF_8};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The table as one sheet, named after the file.
pub(super) fn sheet(file_name: &str, bytes: &[u8]) -> Result<Sheet, Refused> {
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    // Spreadsheets number records, not lines, and count the empty lines that the reader leaves out.
    let mut lines_inside = 0;
    let records = reader.records().flat_map(|record| {
        let Ok(record) = record else {
            return vec![Err(not_a_table())];
        };
        let (line, byte) = record.position().map_or((1, 0), |position| (position.line(), position.byte()));
        let empty = text
            .as_bytes()
            .get(byte as usize..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| **byte == b'\n')
            .count();
        let row = u32::try_from(line + empty as u64 - 1 - lines_inside).unwrap_or(u32::MAX - 1);
        lines_inside += record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        let cells = record
            .iter()
            .zip(0..)
            .filter_map(|(field, column)| Some(Ok((row, column, Cell::from_text(field)?))));
        cells.collect()
    });
    Collector::default().sheet(file_name, records, &[])
}

/// A byte order mark decides; else UTF-8 where the bytes are valid as such; else GB 18030, which contains GBK.
fn decoded(bytes: &[u8]) -> Result<String, Refused> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if bytes.contains(&0) => return Err(not_a_table()),
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, _, errors) = encoding.decode(bytes);
    if errors {
        return Err(Refused::new("neither a spreadsheet nor a table in UTF-8 or GBK; save it as .xlsx"));
    }
    Ok(text.into_owned())
}

/// The separator that the first lines have most of, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    let mut lines = 0;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            _ if quoted => {}
            _ => {
                if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    counts[at] += 1;
                }
            }
        }
        if lines == 20 {
            break;
        }
    }
    let most = (0..SEPARATORS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    SEPARATORS[most]
}

fn not_a_table() -> Refused {
    Refused::new("not a ledger: neither a spreadsheet nor a table of text")
}
