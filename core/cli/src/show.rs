//! What people see: tables and words, in Chinese or English.

use crate::lang::Lang;
use chrono::{DateTime, FixedOffset, Local};
use comfy_table::{ContentArrangement, Table, presets};
use huben_domain::{Area, User};
use huben_engine::*;
use serde::Serialize;
use serde_json::Value;

fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if std::env::var_os("COLUMNS").is_none() && table.width().is_none() {
        table.set_width(80);
    }
    table.set_header(head.iter().copied());
    table.add_rows(rows);
    table.to_string()
}

fn when(at: &DateTime<FixedOffset>) -> String {
    at.with_timezone(&Local).format("%m-%d %H:%M").to_string()
}

fn state(lang: Lang, state: State) -> String {
    match state {
        State::Saved => lang.pick("已存本机", "saved here"),
        State::AtOffice => lang.pick("已到社区", "at the office"),
        State::NeedsAttention => lang.pick("需要处理", "needs attention"),
    }
    .to_owned()
}

fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("–").to_owned()
}

fn code<'a>(lang: Lang, zh: &'a str, en: &'a str) -> String {
    lang.pick(zh, en).to_owned()
}

/// Households as a table.
pub fn households(lang: Lang, items: &[HouseholdView]) -> String {
    let head = match lang {
        Lang::Zh => ["门牌", "联系人", "电话", "最近见到", "状态", "编号"],
        Lang::En => ["door", "contact", "phone", "last met", "state", "id"],
    };
    let rows = items.iter().map(|view| {
        let card = &view.household;
        vec![
            card.address.clone(),
            or_dash(card.name.as_deref().or(card.contact.as_deref())),
            or_dash(card.phone.as_deref()),
            view.last_met_at.as_ref().map_or("–".into(), when),
            state(lang, view.state),
            card.id.to_string(),
        ]
    });
    table(&head, rows.collect())
}

/// One household as a card.
pub fn household(lang: Lang, view: &HouseholdView) -> String {
    let card = &view.household;
    let estate = card.door.estate.as_deref().unwrap_or("");
    let mut lines = vec![format!(
        "{estate} {}  {}",
        card.address,
        card.name.as_deref().or(card.contact.as_deref()).unwrap_or("")
    )];
    let mut say = |zh: &str, en: &str, text: Option<String>| {
        lines.extend(text.map(|text| format!("  {}: {text}", lang.pick(zh, en))));
    };
    say("电话", "phone", card.phone.clone());
    say("类别", "kind", Some(code(lang, card.kind.zh(), card.kind.as_str())));
    say("居住", "occupancy", Some(code(lang, card.occupancy.zh(), card.occupancy.as_str())));
    say("备注", "note", card.note.clone());
    for (key, value) in &card.attributes {
        say(key, key, Some(value.as_str().to_owned()));
    }
    say("最近走访", "last visit", view.last_visit_at.as_ref().map(when));
    say("最近见到", "last met", view.last_met_at.as_ref().map(when));
    say("已结束", "ended", card.ended.as_ref().map(|ended| ended.reason.clone()));
    say("状态", "state", Some(state(lang, view.state)));
    say("编号", "id", Some(card.id.to_string()));
    for person in &card.residents {
        let more =
            [person.relation.clone(), person.birth_date.map(|date| date.to_string()), person.phone.clone()];
        let more: Vec<String> = more.into_iter().flatten().collect();
        lines.push(format!("  · {} {}", person.name, more.join(" ")));
    }
    lines.join("\n")
}

/// Visits as a table.
pub fn visits(lang: Lang, items: &[VisitView]) -> String {
    let head = match lang {
        Lang::Zh => ["时间", "走访人", "结果", "内容", "状态"],
        Lang::En => ["when", "who", "outcome", "what", "state"],
    };
    let rows = items.iter().map(|visit| {
        let outcome = code(lang, visit.outcome.zh(), visit.outcome.as_str());
        vec![
            when(&visit.at),
            or_dash(visit.by.name.as_deref()),
            outcome,
            visit.text.clone(),
            state(lang, visit.state),
        ]
    });
    table(&head, rows.collect())
}

/// One visit.
pub fn visit(lang: Lang, visit: &VisitView) -> String {
    let mut text = visits(lang, std::slice::from_ref(visit));
    for earlier in &visit.earlier {
        text += &format!("\n{} ({}): {}", lang.pick("原文", "earlier"), when(&earlier.at), earlier.text);
    }
    format!("{text}\n{}: {}", lang.pick("编号", "id"), visit.id)
}

/// Issues as a table.
pub fn issues(lang: Lang, items: &[IssueView]) -> String {
    let head = match lang {
        Lang::Zh => ["案号", "类别", "内容", "阶段", "状态", "编号"],
        Lang::En => ["case", "category", "what", "stage", "state", "id"],
    };
    let rows = items.iter().map(|issue| {
        let urgent = if issue.urgent { lang.pick("【急】", "! ") } else { "" };
        vec![
            issue.case_number.clone(),
            issue.category.clone(),
            format!("{urgent}{}", issue.text),
            code(lang, issue.stage.zh(), issue.stage.as_str()),
            state(lang, issue.state),
            issue.id.to_string(),
        ]
    });
    table(&head, rows.collect())
}

/// One issue with its road.
pub fn issue(lang: Lang, issue: &IssueView) -> String {
    let mut lines = vec![
        format!(
            "{}  {}  {}",
            issue.case_number,
            issue.category,
            code(lang, issue.stage.zh(), issue.stage.as_str())
        ),
        format!("  {}", issue.text),
    ];
    for step in &issue.steps {
        let late = if step.counted {
            ""
        } else {
            lang.pick("（来迟，未计入）", " (came too late, not counted)")
        };
        let words = [step.to.as_deref(), step.text.as_deref(), step.note.as_deref()];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        lines.push(format!(
            "  {} {} {} {}{late}",
            when(&step.at),
            code(lang, step.step.zh(), step.step.as_str()),
            or_dash(step.by.name.as_deref()),
            words.join(" · ")
        ));
    }
    let next: Vec<String> = issue.possible.iter().map(|step| code(lang, step.zh(), step.as_str())).collect();
    lines.push(format!(
        "  {}: {}",
        lang.pick("您可以", "you may"),
        if next.is_empty() { "–".into() } else { next.join(", ") }
    ));
    lines.push(format!("  {}: {}  {}", lang.pick("编号", "id"), issue.id, state(lang, issue.state)));
    lines.join("\n")
}

/// What waits for a decision.
pub fn attention(lang: Lang, items: &[Attention]) -> String {
    let head = match lang {
        Lang::Zh => ["时间", "做了什么", "原因", "内容", "编号"],
        Lang::En => ["when", "what", "why", "text", "id"],
    };
    let rows = items.iter().map(|entry| {
        let text: Vec<String> =
            entry.text.iter().map(|(path, value)| format!("{path}: {}", value.as_str())).collect();
        vec![
            when(&entry.at),
            entry.act.replace('_', " "),
            entry.reason.clone(),
            text.join("\n"),
            entry.id.to_string(),
        ]
    });
    table(&head, rows.collect())
}

/// Contradictions in plain words.
pub fn contradictions(lang: Lang, items: &[ContradictionView]) -> String {
    let mut lines = Vec::new();
    for found in items {
        lines.push(format!("{} · {}  ({})", found.title, found.field, found.document));
        for side in &found.values {
            let who = side.by.as_ref().and_then(|by| by.name.as_deref()).unwrap_or("?");
            lines.push(match lang {
                Lang::Zh => format!("  {who} {} 写的是 {}", when(&side.at), side.value.as_str()),
                Lang::En => format!("  {who} wrote {} on {}", side.value.as_str(), when(&side.at)),
            });
        }
        lines.push(format!(
            "  {}",
            lang.pick(
                "以哪个为准？huben contradictions settle …",
                "which one holds? huben contradictions settle …"
            )
        ));
    }
    lines.join("\n")
}

/// What was found.
pub fn hits(lang: Lang, items: &[Hit]) -> String {
    let head = match lang {
        Lang::Zh => ["种类", "名称", "编号"],
        Lang::En => ["kind", "title", "id"],
    };
    let kind = |kind: &str| match (lang, kind) {
        (Lang::Zh, "household") => "住户".to_owned(),
        (Lang::Zh, "visit") => "走访".to_owned(),
        (Lang::Zh, "issue") => "事项".to_owned(),
        (_, other) => other.to_owned(),
    };
    table(
        &head,
        items.iter().map(|hit| vec![kind(&hit.kind), hit.title.clone(), hit.id.to_string()]).collect(),
    )
}

/// The status in a sentence.
pub fn status(lang: Lang, status: &Status) -> String {
    let contact = status.last_contact_at.as_ref().map_or("–".to_owned(), when);
    match lang {
        Lang::Zh => format!(
            "已到社区 {}，只在本机 {}，需要处理 {}。最近联系社区：{contact}",
            status.at_office, status.saved, status.needs_attention
        ),
        Lang::En => format!(
            "{} at the office, {} only on this device, {} need attention. Last contact: {contact}",
            status.at_office, status.saved, status.needs_attention
        ),
    }
}

/// One record's status.
pub fn record_status(lang: Lang, status: &RecordStatus) -> String {
    let reason = status.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{}{reason}", state(lang, status.state))
}

/// A sync run in a sentence.
pub fn sync(lang: Lang, report: &SyncReport) -> String {
    let SyncReport { sent, received, refused, held, round_trips, bytes_up, bytes_down, elapsed_ms, .. } =
        report;
    match lang {
        Lang::Zh => format!(
            "{}：上传 {sent}，收到 {received}，退回 {refused}，待定 {held}；往返 {round_trips} 次，上行 {bytes_up} 字节，下行 {bytes_down} 字节，{elapsed_ms} 毫秒",
            if report.complete { "同步完成" } else { "同步未完成" }
        ),
        Lang::En => format!(
            "{}: {sent} sent, {received} received, {refused} refused, {held} held; {round_trips} round trips, {bytes_up} bytes up, {bytes_down} bytes down, {elapsed_ms} ms",
            if report.complete { "all exchanged" } else { "not finished" }
        ),
    }
}

/// Who this device belongs to.
pub fn me(lang: Lang, me: &Me) -> String {
    let areas: Vec<&str> = me.areas.iter().map(|area| area.name.as_str()).collect();
    let roles: Vec<String> =
        me.user.grants.iter().map(|grant| code(lang, grant.role.zh(), grant.role.as_str())).collect();
    format!("{} {} {}", me.user.name, roles.join(", "), areas.join(", "))
}

/// Areas as a table.
pub fn areas(lang: Lang, items: &[Area]) -> String {
    let head = [lang.pick("代码", "code"), lang.pick("名称", "name"), lang.pick("级别", "level")];
    let row = |area: &Area| {
        vec![area.code.to_string(), area.name.clone(), code(lang, area.level.zh(), area.level.as_str())]
    };
    table(&head, items.iter().map(row).collect())
}

/// Users as a table.
pub fn users(lang: Lang, items: &[User]) -> String {
    let head = [
        lang.pick("姓名", "name"),
        lang.pick("职责", "roles"),
        lang.pick("单位", "unit"),
        lang.pick("编号", "id"),
    ];
    let row = |user: &User| {
        let roles = user
            .grants
            .iter()
            .map(|grant| format!("{} {}", lang.pick(grant.role.zh(), grant.role.as_str()), grant.area));
        vec![
            user.name.clone(),
            roles.collect::<Vec<_>>().join("\n"),
            or_dash(user.unit.as_deref()),
            user.id.to_string(),
        ]
    };
    table(&head, items.iter().map(row).collect())
}

/// What an import did.
pub fn import(lang: Lang, report: &ImportReport) -> String {
    if report.problems.is_empty() {
        let import =
            report.import.map_or(String::new(), |id| format!("  {}: {id}", lang.pick("导入编号", "import")));
        return match lang {
            Lang::Zh => format!(
                "住户 {}，人员 {}，无变化 {}{import}",
                report.households, report.residents, report.unchanged
            ),
            Lang::En => format!(
                "{} households, {} residents, {} unchanged{import}",
                report.households, report.residents, report.unchanged
            ),
        };
    }
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
            problem.reason.clone(),
        ]
    });
    table(&head, rows.collect())
}

/// What an undo did.
pub fn undo(lang: Lang, report: &UndoReport) -> String {
    match lang {
        Lang::Zh => format!("撤回 {}；之后有人改过、保留不动 {}", report.undone, report.left.len()),
        Lang::En => {
            format!("{} taken back; {} touched since and left alone", report.undone, report.left.len())
        }
    }
}

/// Is the book sound?
pub fn verified(lang: Lang, found: &Verified) -> String {
    let head = match (found.ok, lang) {
        (true, Lang::Zh) => format!("完好：{} 份记录", found.documents),
        (true, Lang::En) => format!("sound: {} records", found.documents),
        (false, Lang::Zh) => "有问题：".to_owned(),
        (false, Lang::En) => "problems:".to_owned(),
    };
    std::iter::once(head)
        .chain(found.problems.iter().map(|problem| format!("  {problem}")))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Anything else, a line a field.
pub fn anything<T: Serialize>(_lang: Lang, value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let pairs = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    pairs
        .map(|(key, value)| format!("{}: {}", key.replace('_', " "), plain(value)))
        .collect::<Vec<_>>()
        .join("\n")
}
