//! The words that several subjects share: times, states, names of fields, values as people write them.

use crate::lang::Lang;
use chrono::{DateTime, Datelike, FixedOffset, Local};
use huben_domain::{HouseholdKind, Json, Occupancy, Outcome, Residence, Sex, StepKind, VisitKind};
use huben_engine::State;

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
    if let Some(key) = path.strip_prefix("attributes.") {
        return key.to_owned();
    }
    let name = path.rsplit('.').next().unwrap_or(path);
    if lang == Lang::En {
        return if path.starts_with("steps.") { "step" } else { name }.replace('_', " ");
    }
    match name {
        _ if path.starts_with("steps.") => "步骤",
        _ if path.starts_with("notes.") => "内部备注",
        "name" if path.starts_with("residents.") => "姓名",
        "address" => "地址",
        "answers" => "核对项",
        "area" => "网格",
        "at" => "时间",
        "birth_date" => "出生日期",
        "case_number" => "案号",
        "category" => "类别",
        "companions" => "同行人",
        "complainant_name" => "投诉人",
        "complainant_phone" => "投诉人电话",
        "contact" => "联系人",
        "ended" => "结束",
        "estate" => "小区",
        "follow_up_on" => "回访日期",
        "household" => "住户",
        "kind" => "种类",
        "met" => "见到的人",
        "name" => "名称",
        "note" => "备注",
        "occupancy" => "居住情况",
        "outcome" => "结果",
        "phone" => "电话",
        "place" => "地点",
        "purpose" => "事由",
        "relation" => "关系",
        "residence" => "户籍情况",
        "sex" => "性别",
        "source" => "来源",
        "text" => "内容",
        "urgent" => "紧急",
        other => other,
    }
    .to_owned()
}

/// A value as people write it: text without quotes, codes and yes/no in their language, a step by what it says.
pub fn value(lang: Lang, path: &str, json: &Json) -> String {
    let value = json.to_value();
    match &value {
        serde_json::Value::Null => lang.pick("（空）", "(empty)").to_owned(),
        serde_json::Value::Bool(true) => lang.pick("是", "yes").to_owned(),
        serde_json::Value::Bool(false) => lang.pick("否", "no").to_owned(),
        serde_json::Value::String(text) => code(lang, path, text),
        serde_json::Value::Object(step) if path.starts_with("steps.") => {
            let kind = StepKind::from(step.get("step").and_then(|kind| kind.as_str()).unwrap_or_default());
            let said = ["to", "text"].into_iter().filter_map(|key| step.get(key)?.as_str());
            let words = std::iter::once(lang.pick(kind.zh(), kind.as_str())).chain(said);
            words.collect::<Vec<_>>().join(" ")
        }
        _ => json.as_str().to_owned(),
    }
}

fn code(lang: Lang, path: &str, text: &str) -> String {
    if lang == Lang::En || path.starts_with("attributes.") {
        return text.to_owned();
    }
    match path.rsplit('.').next().unwrap_or(path) {
        "occupancy" => Occupancy::from(text).zh().to_owned(),
        "outcome" => Outcome::from(text).zh().to_owned(),
        "sex" => Sex::from(text).zh().to_owned(),
        "residence" => Residence::from(text).zh().to_owned(),
        // `home` is a household's kind and a visit's; the others belong to one of them only.
        "kind" if text != "home" => match HouseholdKind::from(text) {
            HouseholdKind::Other(_) => VisitKind::from(text).zh().to_owned(),
            kind => kind.zh().to_owned(),
        },
        _ => text.to_owned(),
    }
}
