//! What people and programs see.

use comfy_table::{ContentArrangement, Table, presets};
use serde_json::Value;
use std::cell::RefCell;
use std::io::Write;

/// How to show results.
pub(super) struct Shown {
    json: bool,
    zh: bool,
    /// Kept instead of printed, for whoever asked from inside a program.
    kept: Option<RefCell<Value>>,
}

impl Shown {
    pub(super) fn new(json: bool, lang: Option<&str>) -> Self {
        let from_env = || {
            std::env::var("LC_ALL")
                .or_else(|_| std::env::var("LANG"))
                .is_ok_and(|lang| lang.starts_with("zh"))
        };
        Self { json, zh: lang.map_or_else(from_env, |lang| lang == "zh"), kept: None }
    }

    pub(super) fn kept() -> Self {
        Self { json: true, zh: false, kept: Some(RefCell::default()) }
    }

    pub(super) fn into_kept(self) -> Value {
        self.kept.map(RefCell::into_inner).unwrap_or_default()
    }

    /// A line that programs wait for, in JSON whoever reads.
    pub(super) fn line(&self, value: &Value) {
        let mut out = std::io::stdout().lock();
        // Whoever closed the pipe does not want it.
        let _ = writeln!(out, "{value}").and_then(|()| out.flush());
    }

    /// A command's result.
    pub(super) fn value(&self, value: &Value) {
        if let Some(kept) = &self.kept {
            *kept.borrow_mut() = value.clone();
            return;
        }
        if self.json {
            return self.line(value);
        }
        let text = match value.get("items").and_then(Value::as_array) {
            Some(items) if items.is_empty() => (if self.zh { "没有记录" } else { "nothing" }).to_owned(),
            Some(items) => table(items),
            None => pairs(value),
        };
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}

fn table(items: &[Value]) -> String {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    let keys: Vec<&String> =
        items.first().and_then(Value::as_object).map(|map| map.keys().collect()).unwrap_or_default();
    table.set_header(keys.iter().map(|key| key.replace('_', " ")));
    for item in items {
        table.add_row(keys.iter().map(|key| cell(&item[key.as_str()])));
    }
    table.to_string()
}

fn pairs(value: &Value) -> String {
    let pairs = value.as_object().into_iter().flatten();
    pairs
        .map(|(key, value)| format!("{}: {}", key.replace('_', " "), cell(value)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            map.values().filter(|value| !value.is_null()).map(cell).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
