//! Chapter 8: every device shows what the office shows.

use super::cast::{SQUAD, Who};
use super::day::{Day, user_id};
use super::page::Column;
use crate::replica::Replica;
use serde_json::Value;

/// Differences told in full before the rest is only counted.
const TOLD: usize = 8;

/// Compares each phone's lists with the desk's, restricted to what its owner may see.
pub fn tell(day: &mut Day) {
    day.page.chapter("处处一样", "The same everywhere");
    let lang = day.lang();
    let progress = day.page.progress(Who::ALL.len() as u64, "逐条比对", "comparing record by record");
    let office = Replica::of(&day.member(Who::Zhou).phone);
    progress.step();
    let mut rows = Vec::new();
    let mut found = Vec::new();
    for who in Who::ALL.into_iter().filter(|who| *who != Who::Zhou) {
        let phone = &day.member(who).phone;
        let expected = expected(&office, who, &phone.user);
        let shown = match who {
            Who::Sun => Replica::of(phone).without_notes(),
            _ => Replica::of(phone),
        };
        let differences = expected.differences(&shown);
        let counts = [shown.households.len(), shown.visits.len(), shown.issues.len(), differences.len()];
        let mut row = vec![who.told(lang)];
        row.extend(counts.map(|count| count.to_string()));
        rows.push(row);
        found.extend(differences.into_iter().map(|difference| format!("{}: {difference}", who.told(lang))));
        progress.step();
    }
    drop(progress);
    day.page.table(
        &[
            ("姓名", "name", Column::Words),
            ("户", "households", Column::Number),
            ("走访", "visits", Column::Number),
            ("事件", "issues", Column::Number),
            ("差异", "differences", Column::Number),
        ],
        &rows,
    );
    day.page.gap();
    for difference in found.iter().take(TOLD) {
        day.page.verdict(false, difference, difference);
    }
    let records = office.records();
    let all_at_office = states_are_true(&office);
    day.promise(
        found.is_empty() && all_at_office && records > 100,
        format!("社区有 {records} 条记录；每部手机上该有的都有，不该有的没有，逐字相同。"),
        format!("The office holds {records} records; each phone shows what its owner may see, no more, word for word."),
    );
}

fn expected(office: &Replica, who: Who, user: &str) -> Replica {
    let is = |value: &Value| user_id(value) == Some(user);
    match who {
        Who::Zhou => office.clone(),
        Who::Li | Who::Wang | Who::Chen => office.below(who.areas()),
        Who::Sun => office.only_issues(|issue| is(&issue["first_asked"])).without_notes(),
        Who::Zhao => office.only_issues(|issue| {
            let steps = issue["steps"].as_array().into_iter().flatten();
            let mut sent_here = steps.filter(|step| step["step"] == "dispatch");
            sent_here.any(|step| step["to"] == SQUAD || is(&step["to"]))
        }),
    }
}

fn states_are_true(office: &Replica) -> bool {
    let records = [&office.households, &office.visits, &office.issues];
    records.into_iter().flat_map(|records| records.values()).all(|record| record["state"] == "at_office")
}
