//! What people and programs see: one JSON value, or tables and sentences in Chinese or English.

pub(super) mod listings;
pub(super) mod sentences;

use huben_terminal::Lang;
use serde_json::Value;
use std::io::IsTerminal;

/// How to show results.
pub(super) struct Shown<'a> {
    /// For programs.
    pub(super) json: bool,
    /// For people.
    pub(super) lang: Lang,
    /// Where it goes.
    pub(super) out: &'a dyn Fn(&str),
}

impl Shown<'_> {
    /// A command's result: as JSON, or as people are told it.
    pub(super) fn give(&self, result: &Value, told: impl FnOnce(Lang) -> String) {
        match self.json {
            true => (self.out)(&result.to_string()),
            false => (self.out)(&huben_domain::harmless(&told(self.lang))),
        }
    }

    /// A listing: `{"items", "total"}`, or a table with how many there are in all.
    pub(super) fn list(&self, listing: &Value, told: impl FnOnce(Lang, &[Value]) -> String) {
        let items = listing["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        self.give(listing, |lang| match (items.len(), listing["total"].as_u64().unwrap_or_default(), lang) {
            (0, 0, _) => lang.pick("没有记录", "nothing").to_owned(),
            (shown, total, Lang::Zh) if shown as u64 == total => {
                format!("{}\n共 {total} 条", told(lang, items))
            }
            (shown, total, Lang::Zh) => format!("{}\n共 {total} 条，显示 {shown} 条", told(lang, items)),
            (shown, total, Lang::En) => format!("{}\n{shown} of {total}", told(lang, items)),
        });
    }

    /// Where the office listens: a line for the program that waits for it, and one for a person who looks on.
    pub(super) fn listening(&self, address: &str) {
        (self.out)(&serde_json::json!({ "listening": address }).to_string());
        if !self.json && std::io::stderr().is_terminal() {
            eprintln!("{}", sentences::listening(self.lang, address));
        }
    }
}
