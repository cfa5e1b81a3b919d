//! Sync, search, and the book's own health.

use super::words::name;
use huben_engine::{Found, Hit, SyncReport, Verified};
use huben_terminal::Lang;
use huben_terminal::table::with_ids;

/// A sync run in a sentence, with what is left to do.
pub fn sync(lang: Lang, report: &SyncReport) -> String {
    let SyncReport { sent, received, refused, held, .. } = report;
    let took = match (report.elapsed_ms / 1000, lang) {
        (0, lang) => lang.pick("不到 1 秒", "under a second").to_owned(),
        (seconds, Lang::Zh) => format!(" {seconds} 秒"),
        (seconds, Lang::En) => format!("{seconds} s"),
    };
    let (up, down) = (kilobytes(report.bytes_up), kilobytes(report.bytes_down));
    let mut lines = vec![match (lang, report.complete) {
        (Lang::Zh, true) => format!(
            "同步完成：上传 {sent} 条，收到 {received} 条，用时{took}（发出 {up} kB，收到 {down} kB）"
        ),
        (Lang::Zh, false) => {
            format!("同步没有做完：已上传 {sent} 条，收到 {received} 条，内容都在本机")
        }
        (Lang::En, true) => {
            format!("synced: {sent} sent, {received} received in {took} ({up} kB up, {down} kB down)")
        }
        (Lang::En, false) => {
            format!("not finished: {sent} sent, {received} received; everything is kept")
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

/// What was found, and whether more words are needed.
pub fn found(lang: Lang, found: &Found) -> String {
    let table = super::listed(lang, &found.page, hits);
    let more = lang.pick("，还有更多：多写几个字，找得更准", " and more; more words find fewer");
    if found.more { table + more } else { table }
}

fn hits(lang: Lang, items: &[Hit]) -> String {
    let head = [lang.pick("种类", "kind"), lang.pick("名称", "title")];
    let row = |hit: &Hit| (hit.id.to_string(), vec![name(lang, &hit.kind), hit.title.clone()]);
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
