//! What was wanted beside what was found. Figures judge nothing: a missed aim is said, and the program ends well.

/// Prints a figure with its aim, and whether the aim holds.
pub fn at_most(what: &str, found: f64, limit: f64, unit: &str) {
    let verdict = if found <= limit { "held" } else { "MISSED" };
    println!("  aim: {what} at most {limit} {unit}; found {}: {verdict}", figure(found));
}

/// The same for what must be exactly so.
pub fn exactly(what: &str, found: u64, wanted: u64) {
    let verdict = if found == wanted { "held" } else { "MISSED" };
    println!("  aim: {what} {wanted}; found {found}: {verdict}");
}

fn figure(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// The middle one; sorts.
///
/// # Panics
/// Without any.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
