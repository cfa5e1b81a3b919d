//! Case numbers: given on a phone without a network, unique all the same, short enough to read out.

use crate::{AreaCode, IssueId};
use chrono::{DateTime, FixedOffset};

/// Crockford's base 32: no I, L, O, U to be misheard or misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `025001-20250801-7QK3F9TW`: community and grid digits of the area (the last three digits for a street or
/// city), the local date of the report, and eight characters (40 bits) of the issue id's random part. Two equal
/// numbers need the same grid, the same day and a chance of one in 10¹² per pair.
pub fn case_number(area: &AreaCode, at: DateTime<FixedOffset>, id: IssueId) -> String {
    let code = area.as_str();
    let tail = if code.len() > 9 { &code[9..] } else { &code[code.len() - 3..] };
    let [.., a, b, c, d, e] = id.to_bytes();
    let bits = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
    let chance: String =
        (0..8).rev().map(|place| char::from(ALPHABET[(bits >> (place * 5)) as usize & 31])).collect();
    format!("{tail}-{}-{chance}", at.format("%Y%m%d"))
}
