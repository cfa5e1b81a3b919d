//! Ledgers taken in and taken back.

use huben_engine::{ImportReport, UndoReport};
use huben_terminal::Lang;
use huben_terminal::table::ruled;

/// What an import did, or every cell that stands against it.
pub fn import(lang: Lang, report: &ImportReport) -> String {
    if !report.problems.is_empty() {
        return problems(lang, report);
    }
    let ImportReport { households, residents, unchanged, .. } = report;
    let counted = match lang {
        Lang::Zh => format!("住户 {households} 户，人员 {residents} 人，没有变化 {unchanged} 户"),
        Lang::En => format!("{households} households, {residents} residents, {unchanged} unchanged"),
    };
    match report.import {
        None if *households == 0 && *residents == 0 => {
            lang.pick("没有要改的。", "Nothing to change. ").to_owned() + &counted
        }
        None => {
            lang.pick("只是试读，没有导入。", "Only looked, nothing was imported. ").to_owned() + &counted
        }
        Some(import) => {
            let undo = lang.pick("要撤回：", "To take it back: ");
            format!("{counted}\n{undo}huben household import --undo {import}")
        }
    }
}

fn problems(lang: Lang, report: &ImportReport) -> String {
    let head = match lang {
        Lang::Zh => ["表", "行", "列", "内容", "原因"],
        Lang::En => ["sheet", "row", "column", "value", "why"],
    };
    let rows = report.problems.iter().map(|problem| {
        vec![
            problem.sheet.clone(),
            problem.row.to_string(),
            problem.column.clone(),
            problem.value.clone(),
            lang.reason(&problem.reason),
        ]
    });
    ruled(&head, rows.collect())
}

/// What an undo did.
pub fn undo(lang: Lang, report: &UndoReport) -> String {
    let left = report.left.len();
    match lang {
        Lang::Zh => format!("撤回 {} 户；{left} 户保留不动（导入前就有，或导入以后有人改过）", report.undone),
        Lang::En => {
            format!("{} taken back; {left} left alone (there before, or changed since)", report.undone)
        }
    }
}
