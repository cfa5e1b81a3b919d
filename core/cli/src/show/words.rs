//! The words that several subjects share: times, states, names of fields, values as people write them.

use chrono::{DateTime, Datelike, FixedOffset, Local};
use huben_domain::{Json, Words, words};
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
    picked(lang, words::field(path))
}

/// A reason, the place in the record that it begins with called by its name.
pub fn why(lang: Lang, reason: &str) -> String {
    picked(lang, words::why(reason))
}

/// What people call a field, a kind of record or an act.
pub fn name(lang: Lang, spelled: &str) -> String {
    picked(lang, words::name(spelled))
}

/// A value as people write it; a time by this device's clock.
pub fn value(lang: Lang, record: &str, path: &str, json: &Json) -> String {
    picked(lang, words::value(record, path, json, &when))
}

fn picked(lang: Lang, words: Words) -> String {
    match lang {
        Lang::Zh => words.zh,
        Lang::En => words.en,
    }
}
