//! Names of fields and acts, values and reasons, as people read them, in both languages.

use crate::{Json, code_in_chinese, in_chinese};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Words {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// What is the same in every language: names, numbers, somebody's own words.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    fn join(parts: Vec<Words>, zh: &str, en: &str) -> Self {
        let (in_zh, in_en): (Vec<String>, Vec<String>) =
            parts.into_iter().map(|part| (part.zh, part.en)).unzip();
        Self { zh: in_zh.join(zh), en: in_en.join(en) }
    }
}

/// Fields that a record needs and nobody reads: ids of what it belongs to.
pub const NOBODY_READS: [&str; 5] = ["by", "household", "first_asked", "issue", "visit"];

/// A reason as engine and office give it, the place in the record that it begins with called by its name; one that
/// the catalogue does not have (a newer office's) as it came.
pub fn why(reason: &str) -> Words {
    if let Some((path, said)) = reason.split_once(": ")
        && !path.contains(' ')
        && let Some(zh) = in_chinese(said)
    {
        return Words::join(vec![field(path), Words::new(zh, said)], "：", ": ");
    }
    Words::new(in_chinese(reason).unwrap_or_else(|| reason.to_owned()), reason)
}

/// What people call a field, a kind of record or an act, by its name in snake_case.
pub fn name(spelled: &str) -> Words {
    Words::new(in_chinese(spelled).unwrap_or_else(|| spelled.to_owned()), spelled.replace('_', " "))
}

/// What people call the field at a JSON path; an attribute by its own key.
pub fn field(path: &str) -> Words {
    match path.split_once('.') {
        Some(("attributes", key)) => Words::same(key),
        Some((map @ ("steps" | "notes"), _)) => name(map),
        _ => name(path.rsplit('.').next().unwrap_or(path)),
    }
}

/// A value as people write it: text without quotes, codes and yes/no in their language, a time as `when` tells it,
/// a step by what it says. `record` is the kind of record that it stands in.
pub fn value(
    record: &str,
    path: &str,
    json: &Json,
    when: &dyn Fn(&DateTime<FixedOffset>) -> String,
) -> Words {
    let field = path.rsplit('.').next().unwrap_or(path);
    match json.to_value() {
        Value::Null => Words::new("（空）", "(empty)"),
        Value::Bool(true) => Words::new("是", "yes"),
        Value::Bool(false) => Words::new("否", "no"),
        Value::String(text) if path.starts_with("attributes.") => Words::same(text),
        Value::String(text) => {
            match (code_in_chinese(record, field, &text), DateTime::parse_from_rfc3339(&text)) {
                (Some(zh), _) => Words::new(zh, text),
                (None, Ok(at)) => Words::same(when(&at)),
                (None, Err(_)) => Words::same(text),
            }
        }
        Value::Object(step) if path.starts_with("steps.") => {
            let said = |key: &str| step.get(key).and_then(Value::as_str);
            let kind = said("step").map(|kind| {
                Words::new(code_in_chinese(record, "step", kind).unwrap_or(kind.to_owned()), kind)
            });
            let told = [kind, said("to").map(Words::same), said("text").map(Words::same)];
            Words::join(told.into_iter().flatten().collect(), " ", " ")
        }
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items = items.iter().filter_map(Value::as_str).map(Words::same);
            Words::join(items.collect(), "、", ", ")
        }
        _ => Words::same(json.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_its_place_as_people_do() {
        let step = "steps.01890000-0000-7000-8000-000000000000: this step is not yours to take";
        assert_eq!(why(step), Words::new("步骤：这一步不归您办", "steps: this step is not yours to take"));
        assert_eq!(why("attributes.党员: text is expected").zh, "党员：这里应当是文字");
        assert_eq!(why("it lies in no area").zh, "它不在任何网格里");
        assert_eq!(why("of a newer office: it rains").zh, "of a newer office: it rains");
    }

    #[test]
    fn values_are_told_as_people_write_them() {
        let told = |record: &str, path: &str, json: &str| {
            value(record, path, &Json::parse(json).expect("JSON"), &|at| at.format("%H:%M").to_string())
        };
        assert_eq!(told("visit", "kind", r#""home""#), Words::new("上门", "home"));
        assert_eq!(told("household", "note", r#""rented""#), Words::same("rented"));
        assert_eq!(
            told("visit", "companions", r#"["李红梅","王志强"]"#),
            Words::new("李红梅、王志强", "李红梅, 王志强")
        );
        let step = r#"{"step":"dispatch","to":"物业","n":2}"#;
        assert_eq!(told("issue", "steps.x", step), Words::new("分拨 物业", "dispatch 物业"));
        assert_eq!(told("issue", "urgent", "true"), Words::new("是", "yes"));
        assert_eq!(told("visit", "at", r#""2026-11-24T18:30:00+08:00""#), Words::same("18:30"));
        assert_eq!(told("household", "attributes.人数", "3"), Words::same("3"));
    }
}
