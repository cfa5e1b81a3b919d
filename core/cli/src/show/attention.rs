//! Where records stand, and what waits for a decision.

use super::words::{field, name, state, value, when, why};
use huben_domain::words::NOBODY_READS;
use huben_engine::{Attention, RecordStatus, Standing, Status};
use huben_terminal::Lang;
use huben_terminal::table::with_ids;

/// The status in a sentence, with what to do next.
pub fn status(lang: Lang, status: &Status) -> String {
    let contact = status.last_contact_at.as_ref().map_or(lang.pick("还没有", "never").to_owned(), when);
    let Status { saved, at_office, needs_attention, .. } = status;
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "已到社区 {at_office} 条，只在本机 {saved} 条，需要处理 {needs_attention} 条。最近联系社区：{contact}"
        ),
        Lang::En => format!(
            "{at_office} at the office, {saved} only on this device, {needs_attention} in need of attention.\n\
             Last contact with the office: {contact}"
        ),
    }];
    if *saved > 0 {
        lines.push(lang.pick("上传：huben sync", "To send them: huben sync").to_owned());
    }
    if *needs_attention > 0 {
        lines.push(lang.pick("查看要处理的：huben attention", "To look at them: huben attention").to_owned());
    }
    lines.join("\n")
}

/// One record's status.
pub fn record_status(lang: Lang, status: &RecordStatus) -> String {
    let reason = status.reason.as_deref().map(|reason| lang.pick("：", ": ").to_owned() + &why(lang, reason));
    state(lang, status.state) + &reason.unwrap_or_default()
}

/// What waits for a decision, with what to do about it.
pub fn attention(lang: Lang, items: &[Attention]) -> String {
    let head = match lang {
        Lang::Zh => ["时间", "做了什么", "情况", "内容"],
        Lang::En => ["when", "what", "why", "text"],
    };
    let rows = items.iter().map(|entry| {
        let written = entry.text.iter().filter(|(path, _)| !NOBODY_READS.contains(&path.as_str()));
        let written = written.map(|(path, json)| {
            format!("{}{}{}", field(lang, path), lang.pick("：", ": "), value(lang, &entry.kind, path, json))
        });
        let cells = vec![
            when(&entry.at),
            name(lang, entry.act),
            format!(
                "{}{}{}",
                standing(lang, entry.standing),
                lang.pick("：", ": "),
                why(lang, &entry.reason)
            ),
            written.collect::<Vec<_>>().join("\n"),
        ];
        (entry.id.to_string(), cells)
    });
    let next = lang.pick(
        "再试一次：huben attention resolve 编号 --retry；放弃：--drop",
        "Once more: huben attention resolve ID --retry; for good: --drop",
    );
    let table = with_ids(&head, rows.collect());
    // What is held is the office's to decide, and what is lost can only be let go of.
    let drop =
        lang.pick("放弃：huben attention resolve 编号 --drop", "For good: huben attention resolve ID --drop");
    let retry = items.iter().any(|entry| entry.standing.can_retry());
    let lost = items.iter().any(|entry| entry.standing == Standing::Lost);
    match (retry, lost) {
        (true, _) => format!("{table}\n{next}"),
        (false, true) => format!("{table}\n{drop}"),
        (false, false) => table,
    }
}

/// What was decided about one entry.
pub fn resolved(lang: Lang, retry: bool) -> String {
    if retry {
        lang.pick(
            "下次同步时再交给社区：huben sync",
            "it goes to the office once more with the next huben sync",
        )
    } else {
        lang.pick("已放弃。", "given up")
    }
    .to_owned()
}

/// How it stands with the office.
fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Refused => lang.pick("社区没有接受", "refused"),
        Standing::Held => lang.pick("等社区决定", "held"),
        Standing::Stuck => lang.pick("暂时交不上", "stuck"),
        Standing::Lost => lang.pick("社区丢失了", "lost"),
    }
}
