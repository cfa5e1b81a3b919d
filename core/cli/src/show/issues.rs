//! Issues and their roads.

use super::words::{line, or_dash, state, value, when};
use huben_domain::StepKind;
use huben_engine::{IssueView, StepView};
use huben_terminal::Lang;
use huben_terminal::table::{card, with_ids};

/// Issues as a table.
pub fn issues(lang: Lang, items: &[IssueView]) -> String {
    let head = match lang {
        Lang::Zh => ["案号", "类别", "内容", "阶段", "状态"],
        Lang::En => ["case", "category", "what", "stage", "state"],
    };
    let rows = items.iter().map(|issue| {
        let cells = vec![
            issue.case_number.clone(),
            issue.category.clone(),
            format!("{}{}", urgent(lang, issue), issue.text),
            lang.pick(issue.stage.zh(), issue.stage.as_str()).to_owned(),
            state(lang, issue.state),
        ];
        (issue.id.to_string(), cells)
    });
    with_ids(&head, rows.collect())
}

/// One issue with its road.
pub fn issue(lang: Lang, issue: &IssueView) -> String {
    let stage = lang.pick(issue.stage.zh(), issue.stage.as_str());
    let suspended = if issue.suspended { lang.pick("（缓办）", " (suspended)") } else { "" };
    let mut lines = vec![format!("{}  {}  {stage}{suspended}", issue.case_number, issue.category)];
    let text = format!("{}{}", urgent(lang, issue), issue.text);
    lines.extend(text.lines().map(|text| format!("  {text}")));
    let mut say = |zh: &str, en: &str, text: Option<String>| {
        lines.extend(text.map(|text| line(lang, zh, en, &text)));
    };
    say("地点", "place", issue.place.clone());
    say("期限", "due", issue.due_at.as_ref().map(when));
    say(
        "反映人",
        "complainant",
        issue.complainant.as_ref().map(|who| [&who.name, who.phone.as_deref().unwrap_or("")].join(" ")),
    );
    for (key, json) in &issue.attributes {
        say(key, key, Some(value(lang, "", "attributes.", json)));
    }
    lines.extend(issue.steps.iter().map(|step| format!("  · {}", told(lang, step))));
    let step = |step: &StepKind| match lang {
        Lang::Zh => format!("{} {}", step.as_str(), step.zh()),
        Lang::En => step.as_str().to_owned(),
    };
    let possible: Vec<String> = issue.possible.iter().map(step).collect();
    let possible = if possible.is_empty() { "–".to_owned() } else { possible.join(lang.pick("、", ", ")) };
    lines.push(line(lang, "您可以办", "you may", &possible));
    lines.push(line(lang, "状态", "state", &state(lang, issue.state)));
    lines.push(line(lang, "编号", "id", &issue.id.to_string()));
    card(&lines)
}

/// One step in one line: when, who, what, and their words.
fn told(lang: Lang, step: &StepView) -> String {
    let result = step.result.as_ref().map(|result| lang.pick(result.zh(), result.as_str()).to_owned());
    let score = step.score.map(|score| match lang {
        Lang::Zh => format!("{score} 分"),
        Lang::En => format!("{score} of 5"),
    });
    let until = step.until.as_ref().map(|until| format!("{} {}", lang.pick("到", "until"), when(until)));
    let said = [step.to_name.clone(), result, score, until, step.text.clone(), step.note.clone()];
    let late = if step.counted {
        ""
    } else {
        lang.pick("（来迟，未计入）", " (came too late, not counted)")
    };
    let done = [
        when(&step.at),
        or_dash(step.by.name.as_deref()),
        lang.pick(step.step.zh(), step.step.as_str()).to_owned(),
        said.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    ];
    done.join(" ").trim_end().to_owned() + late
}

fn urgent(lang: Lang, issue: &IssueView) -> &'static str {
    if issue.urgent { lang.pick("【急】", "! ") } else { "" }
}
