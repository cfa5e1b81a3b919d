//! Birth dates as ledgers write them.

use super::cells::Cell;
use chrono::{Datelike, NaiveDate};
use huben_domain::validate;

/// Day 0 of spreadsheets' day numbers, counting the 29 February 1900 that never was.
const SERIAL_EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
const SERIALS: std::ops::RangeInclusive<f64> = 10_000.0..=80_000.0;

const FORMS: &str = "not a date; write it as 1958-03-02";

/// A birth date. `months`: the header says 出生年月, so that a month alone means its first day; elsewhere a month
/// alone is refused, because a made-up day would look like a known one.
pub(super) fn birth_date(cell: &Cell, months: bool, today: NaiveDate) -> Result<NaiveDate, String> {
    let date = match cell {
        Cell::Day(day) => *day,
        Cell::Number(number) => from_number(*number, months)?,
        Cell::Text(_) => from_text(&cell.to_plain(), months)?,
        Cell::Bool(_) | Cell::Broken(_) => return Err(FORMS.to_owned()),
    };
    validate::birth_date(date, today).map_err(|invalid| invalid.reason)
}

fn from_number(number: f64, months: bool) -> Result<NaiveDate, String> {
    if number.fract() != 0.0 && number < 3000.0 {
        // 1958.10 typed into a spreadsheet is kept as 1958.1.
        let (year, tenths) = (number.trunc(), (number.fract() * 100.0).round());
        return match tenths as u32 {
            10 => {
                Err("January or October? the spreadsheet has dropped a zero; write it as 1958-10-01"
                    .to_owned())
            }
            month if month % 10 == 0 => from_parts(year as i32, month / 10, None, months),
            month => from_parts(year as i32, month, None, months),
        };
    }
    if SERIALS.contains(&number) {
        return SERIAL_EPOCH
            .checked_add_days(chrono::Days::new(number as u64))
            .ok_or_else(|| FORMS.to_owned());
    }
    from_text(&Cell::Number(number).to_text(), months)
}

/// 1958-03-02, 1958/3/2, 1958.3.2, 1958年3月2日, 19580302, with a time of day after it or not; 195803 and 1958-3 for months.
fn from_text(text: &str, months: bool) -> Result<NaiveDate, String> {
    let day = text.split(['T', ' ']).find(|part| !part.is_empty()).unwrap_or_default();
    let spaced = text.contains('年') || text.contains(". ") || text.contains("- ");
    let day: String = if spaced { text.split_whitespace().collect() } else { day.to_owned() };
    let groups: Vec<&str> =
        day.split(['-', '/', '.', '年', '月', '日', '—', '–']).filter(|group| !group.is_empty()).collect();
    if !groups.iter().all(|group| group.len() <= 8 && group.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(FORMS.to_owned());
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    match groups[..] {
        [all] if all.len() == 8 => {
            from_parts(number(&all[..4]) as i32, number(&all[4..6]), Some(number(&all[6..])), months)
        }
        [all] if all.len() == 6 => from_parts(number(&all[..4]) as i32, number(&all[4..]), None, months),
        [all] if all.len() == 5 => from_number(f64::from(number(all)), months),
        [all] if all.len() == 4 => {
            Err("a year alone; the day is missing, leave the cell empty if nobody knows it".to_owned())
        }
        [year, month] if year.len() == 4 => from_parts(number(year) as i32, number(month), None, months),
        [year, month, day] if year.len() == 4 => {
            from_parts(number(year) as i32, number(month), Some(number(day)), months)
        }
        [year, _, _] if year.len() == 2 => Err("the year needs four digits, like 1958-03-02".to_owned()),
        _ => Err(FORMS.to_owned()),
    }
}

fn from_parts(year: i32, month: u32, day: Option<u32>, months: bool) -> Result<NaiveDate, String> {
    let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or("no such date in the calendar")?;
    match day {
        Some(day) => first.with_day(day).ok_or_else(|| "no such date in the calendar".to_owned()),
        None if months => Ok(first),
        None => Err("a month alone; add the day, or call the column 出生年月 to have the first of the month"
            .to_owned()),
    }
}
