//! Sizes that bound memory on both sides.

/// The largest request as sent. One chunk (32 kB) always fits.
pub const REQUEST_BYTES: usize = 64 * 1024;
/// Chunks that a request carries at first, before compression: about 16 kB as sent. Doubles on success up to
/// [`REQUEST_MAX_RAW_BYTES`], halves on failure.
pub const REQUEST_START_BYTES: usize = 48 * 1024;
/// Chunks that a request carries at most, before compression: [`REQUEST_BYTES`] even if nothing compresses.
pub const REQUEST_MAX_RAW_BYTES: usize = 56 * 1024;
/// The largest request once decompressed. Text compresses about 1:4; a bomb compresses 1:1000.
pub const REQUEST_RAW_BYTES: usize = 2 * 1024 * 1024;
/// The largest page of an answer before compression: a grid of 80 households with 400 visits fits.
pub const PAGE_BYTES: usize = 512 * 1024;
/// The smallest page anybody asks for.
pub const PAGE_MIN_BYTES: usize = 16 * 1024;
/// The largest answer as sent; a single large document may exceed a page.
pub const ANSWER_BYTES: usize = 8 * 1024 * 1024;
/// The largest answer once decompressed.
pub const ANSWER_RAW_BYTES: usize = 32 * 1024 * 1024;
/// The largest answer to a plain question (`GET /v1/office`).
pub const KEYS_BYTES: usize = 4 * 1024;
/// Chunks in one request.
pub const CHUNKS: usize = 4096;
/// The name of a kind of record. What is held is kept with it, and 2 MB of one letter compress to nothing.
pub const KIND_BYTES: usize = 64;
/// New actors in one request.
pub const ACTORS: usize = 16;
/// Documents wanted, or held chunks asked about, in one request.
pub const WANTED: usize = 256;
/// Older marks named after a rollback.
pub const OLDER_MARKS: usize = 64;
