//! The two things that pure code is given: the clock and chance. Asked for here and nowhere else.

use crate::failure::Failure;

/// Milliseconds of the Unix epoch, by the office's clock.
pub(crate) fn now_ms() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

/// Random bytes of the operating system.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Failure::internal("the system gives no random bytes"))?;
    Ok(bytes)
}

/// Ten random bytes and the time: what a UUIDv7 is made of.
pub(crate) fn id_seed() -> Result<(u64, [u8; 10]), Failure> {
    Ok((now_ms().max(0) as u64, bytes()?))
}

/// A moment as programs read it: RFC 3339 with the offset of the office's own clock.
pub(crate) fn rfc3339(at_ms: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    at.with_timezone(&chrono::Local).to_rfc3339_opts(chrono::SecondsFormat::Millis, false)
}
