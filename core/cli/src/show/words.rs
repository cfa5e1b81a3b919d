//! The words that several subjects share: times, states, names of fields, values as people write them.

use chrono::{DateTime, Datelike, FixedOffset, Local};
use huben_domain::Json;
use huben_engine::State;
use huben_terminal::Lang;

/// A moment by this device's clock; the year only where it is another one.
pub fn when(at: &DateTime<FixedOffset>) -> String {
    let at = at.with_timezone(&Local);
    let form = if at.year() == Local::now().year() { "%m-%d %H:%M" } else { "%Y-%m-%d" };
    at.format(form).to_string()
}

/// Where a record stands.
pub fn state(lang: Lang, state: State) -> String {
    match state {
        State::Saved => lang.pick("只在本机", "saved here"),
        State::AtOffice => lang.pick("已到社区", "at the office"),
        State::NeedsAttention => lang.pick("需要处理", "needs attention"),
    }
    .to_owned()
}

/// The text, or a dash where there is none.
pub fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("–").to_owned()
}

/// `label: text`, indented, for a card.
pub fn line(lang: Lang, zh: &str, en: &str, text: &str) -> String {
    format!("  {}{}{text}", lang.pick(zh, en), lang.pick("：", ": "))
}

/// What people call the field at a JSON path; an attribute by its own key.
pub fn field(lang: Lang, path: &str) -> String {
    match path.split_once('.') {
        Some(("attributes", key)) => key.to_owned(),
        Some((map @ ("steps" | "notes"), _)) => name(lang, map),
        _ => name(lang, path.rsplit('.').next().unwrap_or(path)),
    }
}

/// A reason, the place in the record that it begins with called by its name.
pub fn why(lang: Lang, reason: &str) -> String {
    match reason.split_once(": ") {
        Some((path, said)) if !path.contains(' ') && huben_domain::in_chinese(said).is_some() => {
            format!("{}{}{}", field(lang, path), lang.pick("：", ": "), lang.reason(said))
        }
        _ => lang.reason(reason),
    }
}

/// What people call a field, a kind of record or an act.
pub fn name(lang: Lang, spelled: &str) -> String {
    match lang {
        Lang::Zh => lang.reason(spelled),
        Lang::En => spelled.replace('_', " "),
    }
}

/// A value as people write it: text without quotes, codes and yes/no in their language, a time by this device's
/// clock, a step by what it says.
pub fn value(lang: Lang, record: &str, path: &str, json: &Json) -> String {
    use serde_json::Value;
    let field = path.rsplit('.').next().unwrap_or(path);
    match json.to_value() {
        Value::Null => lang.pick("（空）", "(empty)").to_owned(),
        Value::Bool(true) => lang.pick("是", "yes").to_owned(),
        Value::Bool(false) => lang.pick("否", "no").to_owned(),
        Value::String(text) if path.starts_with("attributes.") => text,
        Value::String(text) => code(lang, record, field, &text)
            .or_else(|| DateTime::parse_from_rfc3339(&text).ok().map(|at| when(&at)))
            .unwrap_or(text),
        Value::Object(step) if path.starts_with("steps.") => {
            let said = |key: &str| step.get(key).and_then(Value::as_str).map(str::to_owned);
            let kind = said("step").map(|kind| code(lang, record, "step", &kind).unwrap_or(kind));
            [kind, said("to"), said("text")].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(lang.pick("、", ", "))
        }
        _ => json.as_str().to_owned(),
    }
}

fn code(lang: Lang, record: &str, field: &str, code: &str) -> Option<String> {
    if lang == Lang::Zh { huben_domain::code_in_chinese(record, field, code) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_its_place_as_people_do() {
        let step = "steps.01890000-0000-7000-8000-000000000000: this step is not yours to take";
        assert_eq!(why(Lang::Zh, step), "步骤：这一步不归您办");
        assert_eq!(why(Lang::En, step), "steps: this step is not yours to take");
        assert_eq!(why(Lang::Zh, "attributes.党员: text is expected"), "党员：这里应当是文字");
        assert_eq!(why(Lang::Zh, "it lies in no area"), "它不在任何网格里");
        assert_eq!(why(Lang::Zh, "of a newer office: it rains"), "of a newer office: it rains");
    }

    #[test]
    fn values_are_told_as_people_write_them() {
        let zh = |record: &str, path: &str, json: &str| {
            value(Lang::Zh, record, path, &Json::parse(json).expect("JSON"))
        };
        assert_eq!(zh("visit", "kind", r#""home""#), "上门");
        assert_eq!(zh("household", "note", r#""rented""#), "rented");
        assert_eq!(zh("visit", "companions", r#"["李红梅","王志强"]"#), "李红梅、王志强");
        assert_eq!(zh("issue", "steps.x", r#"{"step":"dispatch","to":"物业","n":2}"#), "分拨 物业");
        assert_eq!(zh("issue", "urgent", "true"), "是");
        assert_eq!(zh("household", "attributes.人数", "3"), "3");
    }
}
