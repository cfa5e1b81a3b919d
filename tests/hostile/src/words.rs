//! Words that break programs which trust words.

use huben_tests::chance::Chance;

/// Texts that some program somewhere has choked on.
pub const BAD: [&str; 30] = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u{1b}[2J\u{1b}]0;x\u{7}",
    "\u{202e}gnp.exe\u{2066}",
    "\u{feff}bom",
    "\u{fffd}\u{ffff}\u{10ffff}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "'; DROP TABLE log; --",
    "\" OR 1=1 --",
    "%s%n%x{}{0}",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "null",
    "[]",
    "{\"a\":",
    "1e999999",
    "-9223372036854775809",
    "18446744073709551616",
    "+262142-12-31T23:59:59.999999999+23:59",
    "-262143-01-01T00:00:00Z",
    "2026-02-30T25:61:61+99:99",
    "321181001025001",
    "321181001025999",
    "０１２３",
    "attributes.residents.steps..",
    "01890000-0000-7000-8000-000000000000",
    "𠮷野家的老人👨‍👩‍👧‍👦",
];

/// One of them, long ones, nested ones.
pub fn any(chance: &mut Chance) -> String {
    match chance.below(BAD.len() as u64 + 6) {
        0 => "长".repeat(chance.below(9000) as usize),
        1 => "[".repeat(chance.below(12_000) as usize),
        2 => {
            let depth = chance.below(9000) as usize;
            format!("{}{}", "[".repeat(depth), "]".repeat(depth))
        }
        3 => "{\"a\":".repeat(2000) + "1" + &"}".repeat(2000),
        4 => (0..chance.below(40)).filter_map(|_| char::from_u32(chance.below(0x11_0000) as u32)).collect(),
        5 => "\u{301}".repeat(3000),
        nth => BAD[nth as usize - 6].to_owned(),
    }
}
