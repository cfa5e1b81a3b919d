//! Visits and the book.

use super::words::{line, or_dash, state, value, when};
use huben_engine::VisitView;
use huben_terminal::Lang;
use huben_terminal::table::{card, with_ids};

/// Visits as a table.
pub fn visits(lang: Lang, items: &[VisitView]) -> String {
    let head = match lang {
        Lang::Zh => ["时间", "走访人", "结果", "内容", "状态"],
        Lang::En => ["when", "who", "outcome", "what", "state"],
    };
    let rows = items.iter().map(|visit| {
        let cells = vec![
            when(&visit.at),
            or_dash(visit.by.name.as_deref()),
            lang.pick(visit.outcome.zh(), visit.outcome.as_str()).to_owned(),
            visit.text.clone(),
            state(lang, visit.state),
        ];
        (visit.id.to_string(), cells)
    });
    with_ids(&head, rows.collect())
}

/// One visit as a card.
pub fn visit(lang: Lang, visit: &VisitView) -> String {
    let outcome = lang.pick(visit.outcome.zh(), visit.outcome.as_str());
    let kind = lang.pick(visit.kind.zh(), visit.kind.as_str());
    let who = or_dash(visit.by.name.as_deref());
    let mut lines = vec![format!("{}  {who}  {kind}  {outcome}", when(&visit.at))];
    lines.extend(visit.text.lines().map(|text| format!("  {text}")));
    let mut say = |zh: &str, en: &str, text: Option<String>| {
        lines.extend(text.map(|text| line(lang, zh, en, &text)));
    };
    say("事由", "purpose", visit.purpose.clone());
    let companions = visit.companions.join(lang.pick("、", ", "));
    say("同行人", "companions", Some(companions).filter(|names| !names.is_empty()));
    say("回访", "to call again", visit.follow_up_on.map(|date| date.to_string()));
    for (key, json) in &visit.attributes {
        say(key, key, Some(value(lang, "", "attributes.", json)));
    }
    for earlier in &visit.earlier {
        say("原文", "earlier", Some(format!("{} {}", when(&earlier.at), earlier.text)));
    }
    say("状态", "state", Some(state(lang, visit.state)));
    say("住户编号", "household", Some(visit.household.to_string()));
    say("编号", "id", Some(visit.id.to_string()));
    card(&lines)
}
