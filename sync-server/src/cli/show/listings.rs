//! Areas, users, devices and held work as tables.

use chrono::{DateTime, Datelike, Local};
use huben_domain::{Level, Role};
use huben_terminal::Lang;
use huben_terminal::table::{compact, with_ids};
use serde_json::Value;

/// Areas.
pub(in crate::cli) fn areas(lang: Lang, items: &[Value]) -> String {
    let head = [lang.pick("代码", "code"), lang.pick("名称", "name"), lang.pick("级别", "level")];
    let row = |area: &Value| {
        let level = Level::from(text(&area["level"]).as_str());
        vec![text(&area["code"]), text(&area["name"]), lang.pick(level.zh(), level.as_str()).to_owned()]
    };
    compact(&head, items.iter().map(row).collect())
}

/// Users, with what they are entrusted with.
pub(in crate::cli) fn users(lang: Lang, items: &[Value]) -> String {
    let head = match lang {
        Lang::Zh => ["姓名", "职责", "单位", "电话"],
        Lang::En => ["name", "roles", "unit", "phone"],
    };
    let row = |user: &Value| {
        let role = |grant: &Value| {
            let role = Role::from(text(&grant["role"]).as_str());
            format!("{} {}", lang.pick(role.zh(), role.as_str()), text(&grant["area"]))
        };
        let left = if user["active"] == false { lang.pick("（已离开）", " (has left)") } else { "" };
        let roles: Vec<String> = user["roles"].as_array().into_iter().flatten().map(role).collect();
        let cells =
            vec![text(&user["name"]) + left, roles.join("\n"), text(&user["unit"]), text(&user["phone"])];
        (text(&user["id"]), cells)
    };
    with_ids(&head, items.iter().map(row).collect())
}

/// Devices, with whose they are and how they stand.
pub(in crate::cli) fn devices(lang: Lang, items: &[Value]) -> String {
    let head = match lang {
        Lang::Zh => ["使用人", "状态", "登记时间", "最近联系"],
        Lang::En => ["user", "standing", "enrolled", "last contact"],
    };
    let row = |device: &Value| {
        let standing = match text(&device["standing"]).as_str() {
            "active" => lang.pick("使用中", "active").to_owned(),
            "revoked" => lang.pick("已停用", "revoked").to_owned(),
            "pending" => lang.pick("等确认", "to be confirmed").to_owned(),
            other => other.to_owned(),
        };
        let cloned = if device["cloned"] == true { lang.pick("，有副本", ", copied") } else { "" };
        let cells = vec![
            text(&device["user"]["name"]),
            standing + cloned,
            when(&device["created_at"]),
            when(&device["last_contact_at"]),
        ];
        (text(&device["id"]), cells)
    };
    with_ids(&head, items.iter().map(row).collect())
}

/// Held work, with its author and text.
pub(in crate::cli) fn held(lang: Lang, items: &[Value]) -> String {
    let head = match lang {
        Lang::Zh => ["收到", "谁写的", "种类", "为什么待定", "内容"],
        Lang::En => ["received", "by", "kind", "why it is held", "text"],
    };
    let row = |held: &Value| {
        let kind = text(&held["kind"]);
        let said = text(&held["text"]);
        let said: Vec<String> = said.lines().map(|line| written(lang, &kind, line)).collect();
        let reason = lang.reason(&text(&held["reason"]));
        let cells = vec![
            when(&held["received_at"]),
            text(&held["by"]["name"]),
            name(lang, &kind),
            reason,
            said.join("\n"),
        ];
        (text(&held["id"]), cells)
    };
    let next = lang.pick(
        "接受：huben-server held accept 编号；不接受：huben-server held drop 编号",
        "To take one: huben-server held accept ID; not to: huben-server held drop ID",
    );
    format!("{}\n{next}", with_ids(&head, items.iter().map(row).collect()))
}

/// One line of held work, `key: value` as the document has it, as people read it; a step by what it says.
fn written(lang: Lang, record: &str, line: &str) -> String {
    let Some((key, value)) = line.split_once(": ") else { return line.to_owned() };
    let code = |field: &str, code: &str| match lang {
        Lang::Zh => huben_domain::code_in_chinese(record, field, code),
        Lang::En => None,
    };
    let colon = lang.pick("：", ": ");
    match serde_json::from_str(value) {
        Ok(Value::Object(step)) => {
            let said = |key: &str| step.get(key).and_then(Value::as_str).map(str::to_owned);
            let kind = said("step").map(|kind| code("step", &kind).unwrap_or(kind));
            let said: Vec<String> = [kind, said("to"), said("text")].into_iter().flatten().collect();
            return format!("{}{colon}{}", name(lang, "steps"), said.join(" "));
        }
        Ok(Value::Array(items)) if items.iter().all(Value::is_string) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            return format!("{}{colon}{}", name(lang, key), items.join(lang.pick("、", ", ")));
        }
        _ => {}
    }
    let time = || DateTime::parse_from_rfc3339(value).ok().map(|_| when(&Value::from(value)));
    let value = code(key, value).or_else(time).unwrap_or_else(|| value.to_owned());
    format!("{}{colon}{value}", name(lang, key))
}

/// What people call a field or a kind of record.
fn name(lang: Lang, spelled: &str) -> String {
    match lang {
        Lang::Zh => lang.reason(spelled),
        Lang::En => spelled.replace('_', " "),
    }
}

/// The text, or a dash where there is none.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or("–").to_owned()
}

/// A moment by the office's clock; the year only where it is another one.
pub(super) fn when(at: &Value) -> String {
    let Some(at) = at.as_str().and_then(|at| DateTime::parse_from_rfc3339(at).ok()) else {
        return "–".to_owned();
    };
    let at = at.with_timezone(&Local);
    let form = if at.year() == Local::now().year() { "%m-%d %H:%M" } else { "%Y-%m-%d" };
    at.format(form).to_string()
}
