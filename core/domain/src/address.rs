//! Doors: an address as far as it can be read, and the key by which the same door is known again.

use crate::door_number::{fold_estate, fold_part};
use crate::door_text::{self, Parts};
use serde::{Deserialize, Serialize};

/// Where a household's door is, read from the address as given. Road and number stand in `estate` and
/// `building` (中山路, 12); so do village with group, and number (幸福村3组, 12).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Door {
    /// 小区, or the road, or village and group.
    pub estate: Option<String>,
    /// 幢, or the number on the road.
    pub building: Option<String>,
    /// 单元.
    pub unit: Option<String>,
    /// 室.
    pub room: Option<String>,
}

impl Door {
    /// Reads an address in any of its usual forms. `estate`, when known from elsewhere, wins over
    /// what stands before the building. Never fails: words that cannot be read are kept as words.
    pub fn parse(address: &str, estate: Option<&str>) -> Self {
        let Parts { head, building, unit, room } = door_text::parts(address);
        let given = estate.map(door_text::normal).filter(|estate| !estate.is_empty());
        let numbered = building.is_some() || unit.is_some() || room.is_some();
        let head = (!head.is_empty()).then_some(head);
        match (given, head) {
            // Words that are no door would make every such address of the estate the same door.
            (Some(given), Some(words)) if !numbered && words != given => {
                Door { estate: Some(given), building: Some(words), ..Door::default() }
            }
            (given, head) => Door { estate: one_estate(given, head), building, unit, room },
        }
    }

    /// The key by which the same door is known again however it was typed: `estate|building|unit|room`,
    /// lower case, half width, leading zeros dropped. `None` where there is no number to tell doors apart.
    pub fn key(&self) -> Option<String> {
        if self.building.is_none() && self.unit.is_none() && self.room.is_none() {
            return None;
        }
        let part = |part: &Option<String>| part.as_deref().map(fold_part).unwrap_or_default();
        let estate = self.estate.as_deref().map(fold_estate).unwrap_or_default();
        Some(format!("{estate}|{}|{}|{}", part(&self.building), part(&self.unit), part(&self.room)))
    }

    /// What people type, folded as in [`Door::key`]: `3-2-501`; missing parts are left out. Empty without numbers.
    pub fn short(&self) -> String {
        [&self.building, &self.unit, &self.room]
            .into_iter()
            .flatten()
            .map(|part| fold_part(part))
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// A typed query as the beginning of [`Door::short`]: `3幢2单元501` gives `3-2-501`, `3-2-5` itself,
/// `3幢` gives `3-`. `None` for what is no door: words, a bare number, a telephone number.
pub fn search_door(text: &str) -> Option<String> {
    let open = door_text::normal(text).ends_with('-');
    let parts = door_text::parts(text);
    let marked = parts.unit.is_some() || door_text::has_building_mark(text);
    let door = Door { estate: None, building: parts.building, unit: parts.unit, room: parts.room };
    let short = door.short();
    let numbers = short.split('-').count();
    let short_enough = short.split('-').all(|part| part.chars().count() <= 6);
    if !short_enough || door.building.is_none() || (!marked && !open && numbers < 2) {
        return None;
    }
    Some(if door.room.is_none() && (marked || open) { short + "-" } else { short })
}

/// One name for the estate from what was given and what stood before the building.
fn one_estate(given: Option<String>, head: Option<String>) -> Option<String> {
    match (given, head) {
        (Some(given), Some(head)) => Some(if head.starts_with(&given) {
            head // 锦绣花园一期 says more than 锦绣花园
        } else if head.ends_with(['期', '区']) && head.chars().count() <= 3 && !given.ends_with(&head) {
            given + &head
        } else {
            given
        }),
        (given, head) => given.or(head),
    }
}
