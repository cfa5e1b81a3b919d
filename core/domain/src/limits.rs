//! How much fits: every limit on input, in one place. Lengths are in characters unless the name says bytes.

/// Names of people, shops, areas.
pub const NAME_CHARS: usize = 64;
/// An address as given, a place.
pub const ADDRESS_CHARS: usize = 200;
/// What was said and done; what is the matter; what a step tells the reporter.
pub const TEXT_CHARS: usize = 4000;
/// A note, internal or for the next caller.
pub const NOTE_CHARS: usize = 2000;
/// Why something ended or was moved.
pub const REASON_CHARS: usize = 500;
/// One word or two: a category, a relation, a unit, a purpose.
pub const WORD_CHARS: usize = 100;
/// An attribute's key.
pub const ATTRIBUTE_KEY_CHARS: usize = 64;
/// An attribute's value as JSON text; well below the 32 kB that one change may have.
pub const ATTRIBUTE_VALUE_BYTES: usize = 16 * 1024;
/// An attribute value is nested no deeper than every JSON reader follows.
pub const ATTRIBUTE_DEPTH: usize = 64;
/// Attributes of one record.
pub const ATTRIBUTES: usize = 200;
/// People met, companions, issues named in one visit.
pub const LISTED: usize = 50;
/// The earliest year of a birth.
pub const BIRTH_YEAR_MIN: i32 = 1880;
/// The lowest rating.
pub const SCORE_MIN: u8 = 1;
/// The highest rating.
pub const SCORE_MAX: u8 = 5;
/// How far a visit may lie ahead of now: a wrong clock, not a plan.
pub const VISIT_AHEAD_HOURS: i64 = 24;
