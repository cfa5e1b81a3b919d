//! What people see: tables, cards and sentences, in Chinese or English, made for 80 columns. One file a subject.

mod attention;
mod contradictions;
mod directory;
mod households;
mod issues;
mod ledgers;
mod upkeep;
mod visits;
mod words;

pub use attention::{attention, record_status, resolved, status};
pub use contradictions::{contradictions, settled};
pub use directory::{areas, me, users};
pub use households::{household, households, resident};
pub use issues::{issue, issues};
pub use ledgers::{import, undo};
pub use upkeep::{found, sync, verified};
pub use visits::{visit, visits};

use huben_engine::Page;
use huben_terminal::Lang;

/// A table with what lies beyond the page.
pub fn listed<T>(lang: Lang, page: &Page<T>, told: impl FnOnce(Lang, &[T]) -> String) -> String {
    let table = told(lang, &page.items);
    match lang {
        _ if page.items.is_empty() && page.total == 0 => lang.pick("没有记录", "nothing").to_owned(),
        Lang::Zh if page.items.len() as u64 == page.total => format!("{table}\n共 {} 条", page.total),
        Lang::Zh => format!("{table}\n共 {} 条，显示 {} 条", page.total, page.items.len()),
        Lang::En => format!("{table}\n{} of {}", page.items.len(), page.total),
    }
}
