//! Sync, search, and the book's own health.

use super::table::with_ids;
use crate::lang::Lang;
use huben_engine::{Hit, SyncReport, Verified};

/// A sync run in a sentence, with what is left to do.
pub fn sync(lang: Lang, report: &SyncReport) -> String {
    let SyncReport { sent, received, refused, held, .. } = report;
    let seconds = report.elapsed_ms as f64 / 1000.0;
    let (up, down) = (kilobytes(report.bytes_up), kilobytes(report.bytes_down));
    let mut lines = vec![match (lang, report.complete) {
        (Lang::Zh, true) => format!(
            "同步完成：上传 {sent} 条，收到 {received} 条，用时 {seconds:.1} 秒（发出 {up} kB，收到 {down} kB）"
        ),
        (Lang::Zh, false) => {
            format!("同步没有做完：已上传 {sent} 条，收到 {received} 条。内容都在本机，请再同步一次")
        }
        (Lang::En, true) => {
            format!("synced: {sent} sent, {received} received in {seconds:.1} s ({up} kB up, {down} kB down)")
        }
        (Lang::En, false) => {
            format!("not finished: {sent} sent, {received} received. Everything is kept, sync once more")
        }
    }];
    lines.extend((*refused > 0).then(|| match lang {
        Lang::Zh => format!("社区没有接受 {refused} 条，请看：huben attention"),
        Lang::En => format!("the office refused {refused}; see huben attention"),
    }));
    lines.extend((*held > 0).then(|| match lang {
        Lang::Zh => format!("有 {held} 条等社区决定，请看：huben attention"),
        Lang::En => format!("{held} wait for a decision at the office; see huben attention"),
    }));
    lines.join("\n")
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

/// What was found.
pub fn hits(lang: Lang, items: &[Hit]) -> String {
    let head = [lang.pick("种类", "kind"), lang.pick("名称", "title")];
    let kind = |kind: &str| match (lang, kind) {
        (Lang::Zh, "household") => "住户".to_owned(),
        (Lang::Zh, "visit") => "走访".to_owned(),
        (Lang::Zh, "issue") => "事项".to_owned(),
        (_, other) => other.to_owned(),
    };
    let row = |hit: &Hit| (hit.id.to_string(), vec![kind(&hit.kind), hit.title.clone()]);
    with_ids(&head, items.iter().map(row).collect())
}

/// Is the book sound?
pub fn verified(lang: Lang, found: &Verified) -> String {
    let head = match (found.ok, lang) {
        (true, Lang::Zh) => format!("户本完好：{} 份记录", found.documents),
        (true, Lang::En) => format!("sound: {} records", found.documents),
        (false, Lang::Zh) => "有问题：".to_owned(),
        (false, Lang::En) => "problems:".to_owned(),
    };
    let problems = found.problems.iter().map(|problem| format!("  {}", lang.reason(problem)));
    std::iter::once(head).chain(problems).collect::<Vec<_>>().join("\n")
}
