//! Fields that two people wrote apart from one another.

use super::words::{field, value, when};
use huben_engine::ContradictionView;
use huben_terminal::Lang;

/// Contradictions in plain words, each with the command that settles it.
pub fn contradictions(lang: Lang, items: &[ContradictionView]) -> String {
    items.iter().map(|found| told(lang, found)).collect::<Vec<_>>().join("\n")
}

fn told(lang: Lang, found: &ContradictionView) -> String {
    let mut lines = vec![format!("{}{}{}", found.title, lang.pick("：", ": "), field(lang, &found.field))];
    for side in &found.values {
        let who = side.by.as_ref().and_then(|by| by.name.as_deref()).unwrap_or("?");
        let (at, said) = (when(&side.at), value(lang, &found.kind, &found.field, &side.value));
        lines.push(match lang {
            Lang::Zh => format!("  {who}（{at}）写的是：{said}"),
            Lang::En => format!("  {who} wrote ({at}): {said}"),
        });
    }
    let ask = lang.pick("两种都留着。以哪个为准？", "Both are kept. Which one holds?");
    let value = lang.pick("内容", "VALUE");
    lines.push(format!("  {ask}"));
    lines.push(format!("    huben contradictions settle {} \\", found.document));
    lines.push(format!("      {} --value {value}", found.field));
    lines.join("\n")
}

/// What now holds.
pub fn settled(lang: Lang, path: &str, typed: &str) -> String {
    match lang {
        Lang::Zh => format!("{}以“{typed}”为准，下次同步时告诉大家。", field(lang, path)),
        Lang::En => {
            format!("{}: {typed} holds; everybody learns of it with the next sync", field(lang, path))
        }
    }
}
