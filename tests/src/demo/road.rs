//! Chapter 6: the road of one matter, from the volunteer's words to the assessment.

use serde_json::Value;

use super::cast::{SQUAD, Who};
use super::day::Day;
use super::offline::Work;
use super::page::Column;
use super::reunion::sync;
use super::words::HAZARDS;

/// Who takes which step with which words.
const STEPS: [(Who, &str, &[&str]); 8] = [
    (Who::Zhou, "dispatch", &["--to", SQUAD, "--text", "请清出盲道，两天内回话"]),
    (Who::Zhao, "accept", &["--text", "已签收，下午去看"]),
    (Who::Zhao, "feedback", &["--text", "摊主答应挪进市场，等一个摊位"]),
    (Who::Zhao, "handle", &["--text", "摊位已挪进市场，盲道画了黄线"]),
    (Who::Li, "verify", &["--result", "passed", "--text", "早晚各看了一次，盲道是空的"]),
    (Who::Zhou, "close", &["--text", "已办结，谢谢您的提醒"]),
    (Who::Sun, "rate", &["--score", "5", "--text", "第二天就通了"]),
    (Who::Zhou, "assess", &["--text", "按时办结"]),
];

/// Takes the first hazard through every stage.
pub fn tell(day: &mut Day, work: &Work) {
    day.page.chapter("一件事的路", "The road of one matter");
    let issue = &work.hazards[0];
    let progress = day.page.progress(STEPS.len() as u64, "流转", "on its road");
    for (who, step, options) in STEPS {
        sync(day, &[who]);
        day.member(who).phone.ok(&[&["issue", "step", issue, step], options].concat());
        sync(day, &[who]);
        progress.step();
    }
    drop(progress);
    sync(day, &Who::ALL);
    let shown = day.member(Who::Sun).phone.ok(&["issue", "show", issue]);
    tell_it(day, &shown);
}

fn tell_it(day: &mut Day, issue: &Value) {
    let (category, place, text, gist) = HAZARDS[0];
    let number = issue["case_number"].as_str().unwrap_or("?");
    day.page.say(
        format!("案号 {number}，{category}，{place}：{text}"),
        format!("Case {number}: {gist}. In the volunteer's words: {text}"),
    );
    let steps = issue["steps"].as_array().cloned().unwrap_or_default();
    let row = |step: &Value| {
        vec![
            step_told(day, step),
            day.told(&step["by"]),
            step["text"].as_str().unwrap_or_default().to_owned(),
        ]
    };
    let rows: Vec<_> = steps.iter().map(row).collect();
    day.page.gap();
    day.page.table(
        &[
            ("步骤", "step", Column::Words),
            ("谁", "who", Column::Words),
            ("说了什么", "in their words", Column::Words),
        ],
        &rows,
    );
    day.page.gap();
    let all_count = steps.iter().all(|step| step["counted"] == true);
    day.promise(
        issue["stage"] == "assessed" && steps.len() > STEPS.len() - 1 && all_count,
        "从上报到考核，一步不少；上报的人在自己的手机上看到了全程。",
        "From report to assessment, no step is missing, and who reported it saw all of it on their own phone.",
    );
}

fn step_told(day: &Day, step: &Value) -> String {
    let code = step["step"].as_str().unwrap_or("?");
    let zh = match code {
        "report" => "上报",
        "dispatch" => "分拨",
        "accept" => "签收",
        "feedback" => "反馈",
        "handle" => "处置",
        "verify" => "核查",
        "close" => "结案",
        "rate" => "服务评价",
        "assess" => "考核",
        other => other,
    };
    day.lang().of(zh, code)
}
