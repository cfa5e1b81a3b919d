//! Tables that stay readable in 80 columns: what must be copied whole, an id, stands on a line of its own.

use comfy_table::{ContentArrangement, Table, presets};

/// What is taken for granted where nobody says how wide the page is.
const WIDTH: u16 = 80;

/// A table with these headings.
pub fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    laid_out(head, rows).to_string()
}

/// A table whose rows have their ids below them.
pub fn with_ids(head: &[&str], rows: Vec<(String, Vec<String>)>) -> String {
    let (ids, cells): (Vec<String>, Vec<Vec<String>>) = rows.into_iter().unzip();
    let mut ids = ids.into_iter();
    let (mut lines, mut below_head) = (Vec::new(), false);
    for line in laid_out(head, cells).lines() {
        // The rule below a row gives way to its id. No cell begins like a rule: cells are indented.
        let id = if below_head && line.starts_with('─') { ids.next() } else { None };
        below_head |= line.starts_with('═');
        lines.push(id.map_or(line, |id| format!("   {id}")));
    }
    lines.join("\n")
}

fn laid_out(head: &[&str], rows: Vec<Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    table.set_width(asked.or(table.width()).unwrap_or(WIDTH));
    table.set_header(head.iter().copied());
    table.add_rows(rows);
    table
}
