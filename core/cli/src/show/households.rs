//! Households and residents.

use super::words::{line, or_dash, state, value, when};
use huben_domain::{Household, Resident};
use huben_engine::HouseholdView;
use huben_terminal::Lang;
use huben_terminal::table::{card, with_ids};

/// Households as a table.
pub fn households(lang: Lang, items: &[HouseholdView]) -> String {
    let head = match lang {
        Lang::Zh => ["门牌", "联系人", "电话", "最近见到", "状态"],
        Lang::En => ["door", "contact", "phone", "last met", "state"],
    };
    let rows = items.iter().map(|view| {
        let card = &view.household;
        let cells = vec![
            door(card),
            or_dash(caller(card)),
            or_dash(card.phone.as_deref()),
            view.last_met_at.as_ref().map_or("–".into(), when),
            match card.ended {
                Some(_) => lang.pick("已注销", "ended").to_owned(),
                None => state(lang, view.state),
            },
        ];
        (card.id.to_string(), cells)
    });
    with_ids(&head, rows.collect())
}

/// One household as a card.
pub fn household(lang: Lang, view: &HouseholdView) -> String {
    let household = &view.household;
    let mut lines = vec![[&door(household), caller(household).unwrap_or_default()].join("  ")];
    let mut say = |zh: &str, en: &str, text: Option<String>| {
        lines.extend(text.map(|text| line(lang, zh, en, &text)));
    };
    say("电话", "phone", household.phone.clone());
    say("网格", "area", Some(household.area.to_string()));
    say("类别", "kind", Some(lang.pick(household.kind.zh(), household.kind.as_str()).to_owned()));
    say(
        "居住",
        "occupancy",
        Some(lang.pick(household.occupancy.zh(), household.occupancy.as_str()).to_owned()),
    );
    say("备注", "note", household.note.clone());
    for (key, json) in &household.attributes {
        say(key, key, Some(value(lang, "", "attributes.", json)));
    }
    say("最近走访", "last visit", view.last_visit_at.as_ref().map(when));
    say("最近见到", "last met", view.last_met_at.as_ref().map(when));
    say("已注销", "ended", household.ended.as_ref().map(|ended| ended.reason.clone()));
    let double = household.ended.as_ref().and_then(|ended| ended.same_as);
    say("同一户", "same as", double.map(|other| other.to_string()));
    say("状态", "state", Some(state(lang, view.state)));
    say("编号", "id", Some(household.id.to_string()));
    for person in &household.residents {
        lines.extend([format!("  · {}", described(lang, person)), format!("    {}", person.id)]);
    }
    card(&lines)
}

/// One resident.
pub fn resident(lang: Lang, person: &Resident) -> String {
    [described(lang, person), line(lang, "编号", "id", &person.id.to_string())].join("\n")
}

/// A resident in one line: who, what they are to the household, how to reach them.
fn described(lang: Lang, person: &Resident) -> String {
    let ended = person.ended.as_ref().map(|ended| match lang {
        Lang::Zh => format!("（已结束：{}）", ended.reason),
        Lang::En => format!("(ended: {})", ended.reason),
    });
    let words = [
        Some(person.name.clone()),
        person.relation.clone(),
        person.sex.as_ref().map(|sex| lang.pick(sex.zh(), sex.as_str()).to_owned()),
        person.birth_date.map(|date| date.to_string()),
        person.phone.clone(),
        person.residence.as_ref().map(|known| lang.pick(known.zh(), known.as_str()).to_owned()),
        ended,
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Estate and address, the estate not twice.
fn door(card: &Household) -> String {
    match card.door.estate.as_deref() {
        Some(estate) if !card.address.contains(estate) => format!("{estate} {}", card.address),
        _ => card.address.clone(),
    }
}

/// Whom one asks for: a shop by its name.
fn caller(card: &Household) -> Option<&str> {
    card.name.as_deref().or(card.contact.as_deref())
}
