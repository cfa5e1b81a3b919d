//! Reading the text of an address. Not the door itself: that is `address.rs`.

use crate::door_number::{NUMERALS, is_number_char, split_number};
use crate::width::plain_dashes;

/// What an address says, from the wide to the narrow.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// What stands before the numbers: estate, road, village and group; or all of it.
    pub head: String,
    pub building: Option<String>,
    pub unit: Option<String>,
    pub room: Option<String>,
}

const BUILDING_MARKS: [&str; 6] = ["号楼", "#楼", "幢", "栋", "座", "#"];
const ROAD_ENDS: [char; 9] = ['路', '街', '巷', '弄', '道', '村', '组', '队', '里'];

/// Half width, hyphens for dashes, and no spaces but those that keep two numbers or words apart.
pub(crate) fn normal(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in plain_dashes(text).trim().chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && c.is_ascii_alphanumeric() && out.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// Reads an address; what cannot be read is all head.
pub(crate) fn parts(address: &str) -> Parts {
    let text = normal(address);
    let text = below_the_community(&text);
    by_building_mark(text)
        .or_else(|| by_unit_mark(text))
        .or_else(|| by_hyphens(text))
        .or_else(|| by_house_number(text))
        .or_else(|| by_room_alone(text))
        .unwrap_or_else(|| Parts { head: text.to_owned(), ..Parts::default() })
}

/// Does a building's mark (幢, 栋, 号楼, #, 座) stand in the text, with a number before it?
pub(crate) fn has_building_mark(text: &str) -> bool {
    by_building_mark(&normal(text)).is_some()
}

/// Leaves out city, street and community where they lead the address.
fn below_the_community(text: &str) -> &str {
    let mut text = text;
    for lead in ["江苏省", "镇江市", "丹阳市"] {
        text = text.strip_prefix(lead).filter(|rest| !rest.is_empty()).unwrap_or(text);
    }
    for end in ["街道", "社区"] {
        text = text.split_once(end).map(|(_, rest)| rest).filter(|rest| !rest.is_empty()).unwrap_or(text);
    }
    text
}

/// 锦绣花园3幢2单元501室, 3栋2单元501, 3号楼501, 3#2-501.
fn by_building_mark(text: &str) -> Option<Parts> {
    let (head, building, rest) = BUILDING_MARKS
        .iter()
        .flat_map(|mark| text.match_indices(mark))
        .filter_map(|(at, mark)| {
            let (head, building) = split_number(&text[..at]);
            (!building.is_empty()).then(|| (at, head, building, &text[at + mark.len()..]))
        })
        .min_by_key(|found| found.0)
        .map(|(_, head, building, rest)| (head, building, rest))?;
    let (unit, room) = unit_and_room(rest);
    Some(Parts { head: head.trim_end_matches('-').to_owned(), building: Some(building), unit, room })
}

/// 3-2单元501, 2单元501.
fn by_unit_mark(text: &str) -> Option<Parts> {
    let (before, after) = text.split_once("单元")?;
    let (before, unit) = split_number(before);
    let (head, building) = match before.strip_suffix('-') {
        Some(before) => split_number(before),
        None => (before, String::new()),
    };
    (!unit.is_empty()).then(|| Parts {
        head: head.to_owned(),
        building: some(building),
        unit: Some(unit),
        room: room(after),
    })
}

/// 3-2-501, 3-501, 锦绣花园3-2-501室; 中山路12-1号 is one number on a road.
fn by_hyphens(text: &str) -> Option<Parts> {
    let body = text.strip_suffix(['室', '房', '号']).unwrap_or(text);
    let run = body.trim_end_matches(|c| is_number_char(c) || c == '-');
    let mut numbers: Vec<String> =
        body[run.len()..].split('-').filter(|n| !n.is_empty()).map(str::to_owned).collect();
    if !body[run.len()..].contains('-') || numbers.is_empty() {
        return None;
    }
    let (letters, first) = split_number(&numbers[0]);
    let mut head = format!("{run}{letters}");
    numbers[0] = first;
    if numbers.len() == 2 && head.ends_with(ROAD_ENDS) {
        let building = Some(numbers.join("-"));
        return Some(Parts { head, building, ..Parts::default() });
    }
    if numbers.len() > 3 {
        let extra = numbers.len() - 3;
        head += &numbers.drain(..extra).collect::<Vec<_>>().join("-");
    }
    let mut numbers = numbers.into_iter();
    let building = numbers.next();
    let (unit, room) = match (numbers.next(), numbers.next()) {
        (unit, Some(room)) => (unit, Some(room)),
        // 3-2- while typing: a unit, not yet a room.
        (second, None) if body.ends_with('-') => (second, None),
        (second, None) => (None, second),
    };
    Some(Parts { head: head.trim().to_owned(), building, unit, room })
}

/// 中山路12号, 中山路100弄12号501室, 幸福村3组12号.
fn by_house_number(text: &str) -> Option<Parts> {
    let (before, after) = text.rsplit_once('号')?;
    let (head, number) = split_number(before);
    let spelled_out = before.ends_with(|c| NUMERALS.contains(c));
    // 三号桥小区 is a name.
    if number.is_empty() || (spelled_out && !after.is_empty()) {
        return None;
    }
    let (unit, room) = unit_and_room(after);
    Some(Parts { head: head.to_owned(), building: Some(number), unit, room })
}

/// 501, 501室, 锦绣花园501室.
fn by_room_alone(text: &str) -> Option<Parts> {
    let marked = text.strip_suffix(['室', '房']);
    let (head, number) = split_number(marked.unwrap_or(text));
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    (has_digit && (marked.is_some() || head.is_empty())).then(|| Parts {
        head: head.to_owned(),
        room: Some(number),
        ..Parts::default()
    })
}

/// What follows the building: 2单元501室, 2-501, 501.
fn unit_and_room(rest: &str) -> (Option<String>, Option<String>) {
    let rest = rest.trim_start_matches('-');
    if let Some((unit, after)) = rest.split_once("单元") {
        let (words, number) = split_number(unit);
        return (some(format!("{words}{number}")), room(after));
    }
    match rest.split_once('-') {
        Some((unit, after)) if !unit.is_empty() && unit.chars().all(is_number_char) => {
            (some(unit.to_owned()), room(after))
        }
        _ => (None, room(rest)),
    }
}

/// 501室, 5楼501, 501; other words are kept, so that 501东户 and 501西户 stay two doors.
fn room(text: &str) -> Option<String> {
    let text = text.trim_matches('-');
    let text = ["楼", "层"]
        .iter()
        .find_map(|floor| {
            let (before, after) = text.split_once(floor)?;
            let is_floor = !split_number(before).1.is_empty() && after.starts_with(is_number_char);
            is_floor.then_some(after)
        })
        .unwrap_or(text);
    let text = text.strip_suffix(['室', '房', '号']).unwrap_or(text);
    some(text.replacen('室', "", 1))
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
