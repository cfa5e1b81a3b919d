//! One row of a table as typed values; every cell that cannot be taken becomes a problem.

use super::cells::{Cell, Row, Sheet};
use super::headings::Field;
use super::table::{Column, Table};
use super::{Problems, citizen_id, dates, door, words};
use chrono::NaiveDate;
use huben_domain::{HouseholdKind, Invalid, Json, Occupancy, Phone, Residence, Sex, limits, validate};
use std::collections::BTreeMap;

/// Where further telephones of one cell go.
const OTHER_PHONES: &str = "其他电话";

/// What one row says.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub row: u32,
    pub area: Option<String>,
    pub estate: Option<String>,
    pub address: Option<String>,
    pub contact: Option<String>,
    pub name: Option<String>,
    pub relation: Option<String>,
    pub sex: Option<Sex>,
    pub birth_date: Option<NaiveDate>,
    pub phone: Option<String>,
    pub occupancy: Option<Occupancy>,
    pub kind: Option<HouseholdKind>,
    pub place_name: Option<String>,
    pub residence: Option<Residence>,
    pub note: Option<String>,
    pub attributes: BTreeMap<String, Json>,
    /// The address cell holds something that cannot be taken, which has been said.
    pub address_refused: bool,
}

/// Reads a row; `None` for one that is no household's: empty, a total, a footer, the header again.
pub(super) fn read(
    sheet: &Sheet,
    table: &Table,
    row: &Row,
    today: NaiveDate,
    problems: &mut Problems,
) -> Option<Record> {
    if is_empty(table, row) || is_total_or_footer(row) || table.is_header_again(row) {
        return None;
    }
    Some(Reader { sheet, table, row, today, problems }.record())
}

/// Does the relation say that this person is the household's head?
pub(super) fn is_head(relation: &str) -> bool {
    matches!(
        door::folded(relation).as_str(),
        "户主" | "本人" | "户主本人" | "业主" | "联系人" | "head" | "self"
    )
}

/// Prepared rows have their number, grid and estate filled in, and nothing else yet.
fn is_empty(table: &Table, row: &Row) -> bool {
    !row.cells.iter().any(|(at, _)| {
        table.columns.iter().any(|column| {
            column.at == *at && !matches!(column.field, Field::Serial | Field::Area | Field::Estate)
        })
    })
}

fn is_total_or_footer(row: &Row) -> bool {
    let Some((_, first)) = row.cells.first() else {
        return true;
    };
    let first = door::folded(&first.to_text());
    let starts = |words: &[&str]| words.iter().any(|word| first.starts_with(word));
    starts(&["合计", "总计", "小计", "共计", "total"])
        || (row.cells.len() <= 2 && starts(&["填表", "制表", "审核", "填报", "注:", "说明:", "备注:"]))
}

struct Reader<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    row: &'a Row,
    today: NaiveDate,
    problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    fn record(mut self) -> Record {
        let problems_before = self.problems.0.len();
        let parts = door::Parts {
            // The words as given, in their width.
            address: self.door_part(Field::Address, Cell::to_text),
            building: self.door_part(Field::Building, Cell::to_plain),
            unit: self.door_part(Field::Unit, Cell::to_plain),
            room: self.door_part(Field::Room, Cell::to_plain),
        };
        let address_refused = self.problems.0.len() > problems_before;
        let mut record = Record {
            row: self.row.number,
            area: self.value(Field::Area, |cell| line(&cell.to_plain(), cell, limits::NAME_CHARS)),
            estate: self.text(Field::Estate, limits::NAME_CHARS),
            address: parts.joined(),
            contact: self.text(Field::Contact, limits::NAME_CHARS),
            name: self.text(Field::Name, limits::NAME_CHARS),
            relation: self.text(Field::Relation, limits::WORD_CHARS),
            sex: self.coded(Field::Sex, words::sex),
            kind: self.coded(Field::Kind, words::kind),
            place_name: self.text(Field::PlaceName, limits::NAME_CHARS),
            residence: self.coded(Field::Residence, words::residence),
            note: self.note(),
            address_refused,
            ..Record::default()
        };
        record.attributes = self.attributes();
        self.occupancy(&mut record);
        self.phone(&mut record);
        self.birth(&mut record);
        record
    }

    fn birth(&mut self, record: &mut Record) {
        let today = self.today;
        let day = self.value(Field::BirthDate, |cell| dates::birth_date(cell, false, today));
        let month = self.value(Field::BirthMonth, |cell| dates::birth_date(cell, true, today));
        record.birth_date = day.or(month);
        if let Some((sex, birth_date)) = self.value(Field::IdNumber, |cell| citizen_id::read(cell, today)) {
            record.sex.get_or_insert(sex);
            record.birth_date.get_or_insert(birth_date);
        }
    }

    fn occupancy(&mut self, record: &mut Record) {
        let Some((column, cell)) = self.cell(Field::Occupancy) else {
            return;
        };
        let text = cell.to_text();
        if words::TENURES.contains(&text.trim()) {
            record.attributes.insert(column.header.clone(), Json::string(&text));
        } else {
            record.occupancy = self.coded(Field::Occupancy, words::occupancy);
        }
    }

    fn phone(&mut self, record: &mut Record) {
        let Some(mut phones) = self.value(Field::Phone, phones) else {
            return;
        };
        record.phone = Some(phones.remove(0));
        if !phones.is_empty() {
            record.attributes.insert(OTHER_PHONES.to_owned(), Json::string(&phones.join("、")));
        }
    }

    fn attributes(&mut self) -> BTreeMap<String, Json> {
        let mut attributes = BTreeMap::new();
        for column in self.table.columns.iter().filter(|column| column.field == Field::Attribute) {
            let Some(cell) = self.row.get(column.at) else {
                continue;
            };
            match attribute(&column.header, cell) {
                Ok((key, value)) => {
                    attributes.insert(key, value);
                }
                Err(reason) => self.refuse(column, cell, &reason),
            }
        }
        attributes
    }

    fn note(&mut self) -> Option<String> {
        self.value(Field::Note, |cell| {
            not_broken(cell)?;
            no_id_number(&cell.to_text())?;
            validate::note(Some(&cell.to_text())).map_err(reason)
        })
        .flatten()
    }

    /// A part of the address; spreadsheets turn 3-2 into a date unless the column is text.
    fn door_part(&mut self, field: Field, text: fn(&Cell) -> String) -> Option<String> {
        self.value(field, |cell| {
            if matches!(cell, Cell::Day(_)) || door::is_a_date_by_mistake(&cell.to_plain()) {
                return Err("the spreadsheet has made a date of this address; format the column as text and type it again".to_owned());
            }
            line(&text(cell), cell, limits::ADDRESS_CHARS)
        })
    }

    fn text(&mut self, field: Field, max: usize) -> Option<String> {
        self.value(field, |cell| line(&cell.to_text(), cell, max))
    }

    fn coded<T>(&mut self, field: Field, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        self.value(field, |cell| read(&cell.to_plain()))
    }

    /// The value of `field`'s cell, if it has one that can be taken.
    fn value<T>(&mut self, field: Field, read: impl FnOnce(&Cell) -> Result<T, String>) -> Option<T> {
        let (column, cell) = self.cell(field)?;
        read(cell).map_err(|reason| self.refuse(column, cell, &reason)).ok()
    }

    fn cell(&self, field: Field) -> Option<(&'a Column, &'a Cell)> {
        let column = self.table.column(field)?;
        Some((column, self.row.get(column.at)?))
    }

    fn refuse(&mut self, column: &Column, cell: &Cell, reason: &str) {
        let text = cell.to_text();
        // Nothing of a number that may be an ID number goes on, however badly it is written.
        let text = if column.field == Field::IdNumber { hidden(&text) } else { text };
        self.problems.add(self.sheet, self.row.number, &column.header, &text, reason);
    }
}

/// One telephone, or several with a sign between them.
fn phones(cell: &Cell) -> Result<Vec<String>, String> {
    let text = all_digits(&cell.to_plain())?;
    let whole = Phone::parse(&text);
    let several: Result<Vec<Phone>, Invalid> = text
        .split(['/', '、', ',', ';', '\n', ' '])
        .filter(|part| !part.trim().is_empty())
        .map(Phone::parse)
        .collect();
    match (whole, several) {
        (Ok(phone), _) => Ok(vec![phone.as_str().to_owned()]),
        (_, Ok(phones)) if !phones.is_empty() => {
            Ok(phones.iter().map(|phone| phone.as_str().to_owned()).collect())
        }
        (Err(invalid), _) => Err(invalid.reason),
    }
}

/// 1.38E+10 is how spreadsheets show a long number, and how they write it into a CSV file, where its end is lost.
fn all_digits(text: &str) -> Result<String, String> {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']).and_then(|(mantissa, exponent)| {
        Some((mantissa, exponent.trim_start_matches('+').parse::<usize>().ok()?))
    }) else {
        return Ok(text.to_owned());
    };
    let (whole, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = [whole, after].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if is_number && after.len() == exponent {
        return Ok(format!("{whole}{after}"));
    }
    Err("the spreadsheet has cut the number short; format the column as text and save again".to_owned())
}

fn attribute(header: &str, cell: &Cell) -> Result<(String, Json), String> {
    not_broken(cell)?;
    let key = validate::attribute_key(header).map_err(reason)?;
    let value = match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Json::from(serde_json::Value::from(*number as i64))
        }
        Cell::Number(number) => Json::from(serde_json::Value::from(*number)),
        Cell::Bool(value) => Json::from(serde_json::Value::from(*value)),
        Cell::Text(_) | Cell::Day(_) | Cell::Broken(_) => Json::string(&cell.to_text()),
    };
    no_id_number(&cell.to_text())?;
    validate::attribute_value(&value).map_err(reason)?;
    Ok((key, value))
}

/// The first six and the last two characters: enough to find the cell's number again, on paper.
fn hidden(text: &str) -> String {
    let count = text.chars().count();
    text.chars().enumerate().map(|(at, c)| if at >= 6 && at + 2 < count { '*' } else { c }).collect()
}

fn no_id_number(text: &str) -> Result<(), String> {
    if citizen_id::is_inside(text) {
        return Err("holds an ID number, and ID numbers are not kept; take it out, or call the column 身份证号 so that it is only read".to_owned());
    }
    Ok(())
}

fn line(text: &str, cell: &Cell, max: usize) -> Result<String, String> {
    not_broken(cell)?;
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    no_id_number(&text)?;
    validate::required("cell", &text, max).map_err(reason)
}

fn not_broken(cell: &Cell) -> Result<(), String> {
    match cell {
        Cell::Broken(_) => Err("a formula that came to nothing".to_owned()),
        _ => Ok(()),
    }
}

fn reason(invalid: Invalid) -> String {
    invalid.reason
}
