//! Tables that stay readable in 80 columns: what must be copied whole, an id, stands on a line of its own.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, TableComponent, presets};

/// What is taken for granted where nobody says how wide the page is.
const WIDTH: u16 = 80;
/// The longest number that is kept in one piece: a case number.
const NUMBER: usize = 24;

/// A table of short rows, without rules between them.
pub fn compact(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = laid_out(head, rows);
    table.remove_style(TableComponent::HorizontalLines).remove_style(TableComponent::MiddleIntersections);
    table.trim_fmt()
}

/// A table of rows that may need several lines each.
pub fn ruled(head: &[&str], rows: Vec<Vec<String>>) -> String {
    laid_out(head, rows).trim_fmt()
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
        lines.push(id.map_or_else(|| line.trim_end().to_owned(), |id| format!("   {id}")));
    }
    lines.join("\n")
}

/// A card: lines that go on below themselves, as far in, where the page ends.
pub fn card(lines: &[String]) -> String {
    let wrapped = |line: &String| {
        let indented = (line.len() - line.trim_start().len()) as u16;
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width(&table)).add_row([line.trim_start()]);
        table.column_mut(0).into_iter().for_each(|column| {
            column.set_padding((indented, 0));
        });
        table.trim_fmt()
    };
    lines.iter().map(wrapped).collect::<Vec<_>>().join("\n")
}

fn laid_out(head: &[&str], rows: Vec<Vec<String>>) -> Table {
    let numbers = |column: &usize| rows.iter().all(|row| is_number(&row[*column]));
    let numbers: Vec<usize> = (0..head.len()).filter(numbers).collect();
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width(&table)).set_header(head.iter().copied());
    table.add_rows(rows);
    for column in numbers {
        table.column_mut(column).into_iter().for_each(|column| {
            column.set_constraint(ColumnConstraint::ContentWidth);
        });
    }
    table
}

/// As the terminal is, or as somebody has said for a pipe.
fn width(table: &Table) -> u16 {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.or(table.width()).unwrap_or(WIDTH)
}

/// What people read out digit by digit and nobody wants broken: telephone, code, case number.
fn is_number(cell: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-+".contains(c);
    cell == "–"
        || cell.len() <= NUMBER && cell.chars().all(plain) && cell.contains(|c: char| c.is_ascii_digit())
}
