//! Chapter 4: what came together by itself.

use serde_json::Value;

use super::cast::Who;
use super::day::Day;
use super::offline::Work;
use super::page::Column;
use crate::phone::{Phone, id};

/// Shows the cards that two people edited, as the desk has them now.
pub fn tell(day: &mut Day, work: &Work) {
    day.page.chapter("各改各的，合到一起", "Each edited a part, all of it stands");
    let lang = day.lang();
    let desk = day.member(Who::Zhou).phone.clone();
    let card = |nth: usize| shown(&desk, &work.cards[nth]);
    let (li, wang, zhou) = (Who::Li.told(lang), Who::Wang.told(lang), Who::Zhou.told(lang));
    let rows = vec![
        row(&card(1), &[(&li, lang.of("备注", "note")), (&wang, lang.of("出租", "rented"))]),
        row(
            &card(2),
            &[(&li, lang.of("党员户", "party member")), (&wang, lang.of("独居老人", "lives alone"))],
        ),
        row(&card(3), &[(&li, lang.of("电话", "phone")), (&wang, lang.of("同一个电话", "the same phone"))]),
        row(&card(4), &[(&li, lang.of("备注", "note")), (&zhou, lang.of("低保", "welfare"))]),
    ];
    day.page
        .table(&[("门牌", "door", Column::Words), ("谁改了什么", "who changed what", Column::Words)], &rows);
    day.page.gap();
    let stands = card(1)["note"] == "上门先按门铃，老人听力不好"
        && card(1)["occupancy"] == "rented"
        && card(2)["attributes"]["党员户"] == "是"
        && card(2)["attributes"]["独居老人"] == "是"
        && card(3)["phone"] == "13805280033"
        && card(4)["note"] == "白天上班，晚七点后在家"
        && card(4)["attributes"]["低保"] == "已复核"
        && card(5)["note"] == "产权证办理中，材料已收";
    day.promise(
        stands,
        "四张卡同时被两个人改过，两边的话都在；改成同一个电话的，不算说法不一。",
        "Four cards were edited by two people at once, and the words of both stand. Two who wrote the same number \
         do not contradict each other.",
    );
}

fn shown(desk: &Phone, card: &Value) -> Value {
    desk.ok(&["household", "show", &id(card)])
}

fn row(card: &Value, changes: &[(&String, String)]) -> Vec<String> {
    let changes: Vec<_> = changes.iter().map(|(who, what)| format!("{who}: {what}")).collect();
    vec![door(card), changes.join(" + ")]
}

/// A household's door in words: estate and address.
pub fn door(card: &Value) -> String {
    let estate = card["door"]["estate"].as_str().unwrap_or_default();
    let address = card["address"].as_str().unwrap_or_default();
    if address.contains(estate) { address.to_owned() } else { format!("{estate} {address}") }
}
