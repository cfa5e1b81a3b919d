//! An address from its columns, as people would write it, and the key of its door.

use huben_domain::{Door, half_width};

/// The columns of an address as far as they are filled.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub address: Option<String>,
    pub building: Option<String>,
    pub unit: Option<String>,
    pub room: Option<String>,
}

impl Parts {
    /// `3-2-501` from 3幢, 2单元, 501室; the address as given where it says the door already. `None` for no address.
    pub fn joined(&self) -> Option<String> {
        match (&self.address, self.numbers()) {
            (Some(address), Some(numbers))
                if Door::parse(address, None).room.is_some() || address.ends_with(&numbers) =>
            {
                Some(address.clone())
            }
            (Some(address), Some(numbers)) => Some(format!("{address}{numbers}")),
            (address, numbers) => address.clone().or(numbers),
        }
    }

    fn numbers(&self) -> Option<String> {
        let building =
            self.building.as_deref().map(|text| bare(text, &["号楼", "幢", "栋", "座", "楼", "#"]));
        let unit = self.unit.as_deref().map(|text| bare(text, &["单元"]));
        let room = self.room.as_deref().map(|text| bare(text, &["室", "房"]));
        let all: Vec<&str> = [building, unit, room].into_iter().flatten().collect();
        let (Some(first), Some(last)) = (all.first(), all.last()) else {
            return None;
        };
        // A room column may hold the whole door: 3-2-501, 振兴路18号.
        if all.len() == 1 || (room.is_some() && last.starts_with(&format!("{first}-"))) {
            return Some(if room.is_some() {
                (*last).to_owned()
            } else {
                self.spelled_out(building, unit, room)
            });
        }
        let plain =
            all.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        Some(if plain && building.is_some() && room.is_some() {
            all.join("-")
        } else {
            self.spelled_out(building, unit, room)
        })
    }

    fn spelled_out(&self, building: Option<&str>, unit: Option<&str>, room: Option<&str>) -> String {
        let mut out = String::new();
        for (part, mark) in [(building, "幢"), (unit, "单元"), (room, "室")] {
            if let Some(part) = part {
                out.push_str(part);
                out.push_str(mark);
            }
        }
        out
    }
}

/// The key by which a ledger knows a door again. Addresses without numbers are their own words.
pub(super) fn key(address: &str, estate: Option<&str>) -> String {
    Door::parse(address, estate)
        .key()
        .unwrap_or_else(|| format!("{}|{}", folded(estate.unwrap_or_default()), folded(address)))
}

/// Words as compared: half width, lower case, without spaces.
pub(super) fn folded(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What Excel makes of 3-2 when nobody stops it.
pub(super) fn is_a_date_by_mistake(text: &str) -> bool {
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_suffix('日')
        .and_then(|text| text.split_once('月'))
        .is_some_and(|(month, day)| digits(month) && digits(day))
}

fn bare<'a>(text: &'a str, marks: &[&str]) -> &'a str {
    let stripped = marks.iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(text);
    if stripped.is_empty() { text } else { stripped }
}
