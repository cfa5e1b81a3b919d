//! A workbook's parts are small enough to be read whole, whatever its directory claims.
//!
//! The spreadsheet library inflates some parts into memory and believes their counts: 60 kB can ask for
//! terabytes, and a failed allocation cannot be caught. So everything is inflated once before, into nothing.

use super::cells::Refused;
use super::open::damaged;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// All parts together, inflated. A ledger of 200,000 rows and 20 columns has about 150 MB.
const MAX_INFLATED_BYTES: u64 = 256 * 1024 * 1024;
/// Styles become a hundred times their text in memory; honest ones have some 100 kB.
const MAX_STYLES_BYTES: u64 = 4 * 1024 * 1024;
/// Strings that a workbook may announce, for the library makes room for them at once.
const MAX_STRINGS: u64 = 4_000_000;
const STRINGS_ANNOUNCED: &[u8] = b"uniqueCount";
/// Room after the announcement for `="4000000"`, with any spaces an XML writer puts there.
const ANNOUNCEMENT_BYTES: usize = 64;

pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut left = MAX_INFLATED_BYTES;
    for index in 0..archive.len() {
        // What cannot be read here cannot be read later either, and the library says so then.
        let Ok(part) = archive.by_index(index) else {
            continue;
        };
        let styles = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("styles.xml"));
        let limit = if styles { left.min(MAX_STYLES_BYTES) } else { left };
        let inflated = inflate(part.take(limit + 1))?;
        if inflated > limit {
            return Err(bomb());
        }
        left -= inflated;
    }
    Ok(())
}

/// Reads to the end; gives the length. A part that breaks off counts as far as it went.
fn inflate(mut part: impl Read) -> Result<u64, Refused> {
    let mut window = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    let mut total = 0;
    loop {
        let count = match part.read(&mut chunk) {
            Ok(0) | Err(_) => return Ok(total),
            Ok(count) => count,
        };
        total += count as u64;
        // Without zero bytes UTF-16 reads as ASCII.
        window.extend(chunk[..count].iter().filter(|byte| **byte != 0));
        check_announcement(&window)?;
        window.drain(..window.len().saturating_sub(ANNOUNCEMENT_BYTES));
    }
}

fn check_announcement(window: &[u8]) -> Result<(), Refused> {
    for at in memchr_all(window, STRINGS_ANNOUNCED) {
        let after = &window[at + STRINGS_ANNOUNCED.len()..];
        let digits: Vec<u8> = after
            .iter()
            .take(ANNOUNCEMENT_BYTES)
            .skip_while(|byte| !byte.is_ascii_digit())
            .take_while(|byte| byte.is_ascii_digit())
            .copied()
            .collect();
        let announced = String::from_utf8_lossy(&digits).parse().unwrap_or(0_u64);
        if announced > MAX_STRINGS || digits.len() > 18 {
            return Err(bomb());
        }
    }
    Ok(())
}

fn memchr_all<'a>(window: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    window.windows(word.len()).enumerate().filter(move |(_, at)| *at == word).map(|(at, _)| at)
}

fn bomb() -> Refused {
    Refused::new("the workbook unpacks to far more than a ledger has; copy the sheet into a new workbook")
}
