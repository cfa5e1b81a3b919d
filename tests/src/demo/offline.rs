//! Chapter 2: a day in the stairwells without a network, while the office works on.

use std::time::Instant;

use serde_json::Value;

use super::cast::{SQUAD, Who};
use super::day::Day;
use super::page::Column;
use super::words::{HAZARDS, HOTLINE, ON_THE_SPOT, VISITS};
use crate::phone::{Phone, id};
use crate::places::{COMMUNITY, GRID_1, GRID_2};
use crate::proxy::Line;

/// Visits each worker records.
const VISITS_EACH: usize = 20;

/// The cards that several people edit, and the volunteer's hazards.
pub struct Work {
    /// Cards of 第1网格 in the order in which they are edited: contradiction, fields, attributes, equal, desk, desk.
    pub cards: Vec<Value>,
    /// Ids of the volunteer's hazards.
    pub hazards: Vec<String>,
}

/// Everybody works; nobody outside has a network.
pub fn tell(day: &mut Day) -> Work {
    day.page.chapter("没有网络的一天", "A day without a network");
    day.proxy.set(Line::Offline);
    let cards: Vec<Value> = day.member(Who::Li).phone.items(&["household", "list", "--area", GRID_1]);
    let neighbours = day.member(Who::Chen).phone.items(&["household", "list", "--area", GRID_2]);
    let began = Instant::now();
    let progress = day.page.progress(3 * VISITS_EACH as u64 + 6 + 3 + 12, "入户", "visiting");
    let mut records = 0;
    for (at, who) in Who::WORKERS.into_iter().enumerate() {
        let round = if who == Who::Chen { &neighbours } else { &cards };
        let phone = day.member(who).phone.clone();
        for door in 0..VISITS_EACH {
            // Li and Wang share a grid and call on some doors twice.
            let household = &round[(door + at * VISITS_EACH * 2 / 3) % round.len()];
            visit(&phone, household, door + 5 * at);
            progress.step();
        }
        for matter in &ON_THE_SPOT[2 * at..2 * at + 2] {
            settle_on_the_spot(&phone, &round[(7 * at + 3) % round.len()], matter);
            progress.step();
        }
        records += VISITS_EACH + 2 * 2;
    }
    edit_the_same_cards(day, &cards, || progress.step());
    let hazards = report_hazards(&day.member(Who::Sun).phone.clone(), || progress.step());
    let took = began.elapsed();
    office_works_on(day, &cards, || progress.step());
    drop(progress);
    records += 9 + hazards.len();
    tell_it(day, records, took.as_millis() as u64);
    Work { cards, hazards }
}

fn visit(phone: &Phone, household: &Value, nth: usize) {
    let (text, outcome) = VISITS[nth % VISITS.len()];
    phone.ok(&["visit", "record", "--household", &id(household), "--text", text, "--outcome", outcome]);
}

/// Reported and handled in two taps, as short as a visit.
fn settle_on_the_spot(phone: &Phone, household: &Value, (category, text, done): &(&str, &str, &str)) {
    let issue =
        phone.ok(&["issue", "report", "--category", category, "--text", text, "--household", &id(household)]);
    phone.ok(&["issue", "step", &id(&issue), "handle", "--text", done]);
}

fn edit_the_same_cards(day: &mut Day, cards: &[Value], step: impl Fn()) {
    let edits: [(Who, usize, &[&str]); 8] = [
        (Who::Li, 0, &["--phone", "13805280011"]),
        (Who::Wang, 0, &["--phone", "13805280022"]),
        (Who::Li, 1, &["--note", "上门先按门铃，老人听力不好"]),
        (Who::Wang, 1, &["--occupancy", "rented"]),
        (Who::Li, 2, &["--attribute", "党员户=是"]),
        (Who::Wang, 2, &["--attribute", "独居老人=是"]),
        (Who::Li, 3, &["--phone", "13805280033"]),
        (Who::Wang, 3, &["--phone", "13805280033"]),
    ];
    for (who, card, options) in edits {
        let household = id(&cards[card]);
        day.member(who).phone.ok(&[&["household", "edit", &household], options].concat());
        step();
    }
    let household = id(&cards[4]);
    day.member(Who::Li).phone.ok(&["household", "edit", &household, "--note", "白天上班，晚七点后在家"]);
    step();
}

fn report_hazards(phone: &Phone, step: impl Fn()) -> Vec<String> {
    let report = |(category, place, text, _): &(&str, &str, &str, &str)| {
        step();
        id(&phone.ok(&["issue", "report", "--category", category, "--place", place, "--text", text]))
    };
    HAZARDS.iter().map(report).collect()
}

/// The desk has the network: it edits two cards and dispatches a call from the hotline.
fn office_works_on(day: &mut Day, cards: &[Value], step: impl Fn()) {
    let desk = day.member(Who::Zhou).phone.clone();
    desk.ok(&["household", "edit", &id(&cards[4]), "--attribute", "低保=已复核"]);
    desk.ok(&["household", "edit", &id(&cards[5]), "--note", "产权证办理中，材料已收"]);
    step();
    let (category, place, text) = HOTLINE;
    let report =
        ["issue", "report", "--category", category, "--place", place, "--text", text, "--area", COMMUNITY];
    let issue = desk.ok(&report);
    desk.ok(&["issue", "step", &id(&issue), "dispatch", "--to", SQUAD, "--text", "请今晚到场看看"]);
    step();
    day.member(Who::Zhou).sync();
    step();
}

fn tell_it(day: &mut Day, records: usize, took_ms: u64) {
    let lang = day.lang();
    let refused = day.member(Who::Li).phone.run(&["sync"]);
    let offline = refused.code == Some(4) && refused.failure().kind == "offline";
    day.page.say(
        format!(
            "手机都断了网。三位网格员各走访 {VISITS_EACH} 户、就地处理两件小事；李红梅和王志强改了同一批联系卡；\
             孙国平上报三处隐患。办公桌这边照常改卡、分拨热线来件。共 {records} 笔，平均每笔 {} 毫秒\
             （含启动程序和一次真正落盘）。",
            took_ms / records.max(1) as u64
        ),
        format!(
            "Every phone is cut off. Three grid workers call on {VISITS_EACH} households each and settle two small matters \
             on the spot; Li Hongmei and Wang Zhiqiang edit the same cards; Sun Guoping reports three hazards. At the desk \
             cards are edited and a hotline call is dispatched meanwhile. {records} records, {} ms each on average, \
             program start and one true write to disk included.",
            took_ms / records.max(1) as u64
        ),
    );
    let mut rows = Vec::new();
    for member in day.team.iter().filter(|member| Who::OUTSIDE.contains(&member.who)) {
        let status = member.phone.ok(&["status"]);
        let visits = if Who::WORKERS.contains(&member.who) { VISITS_EACH } else { 0 };
        let number = |name: &str| status[name].as_u64().unwrap_or_default().to_string();
        rows.push(vec![member.who.told(lang), visits.to_string(), number("saved"), number("at_office")]);
    }
    day.page.gap();
    day.page.table(
        &[
            ("姓名", "name", Column::Words),
            ("走访", "visits", Column::Number),
            ("已存手机", "saved on the phone", Column::Number),
            ("已到社区", "at the office", Column::Number),
        ],
        &rows,
    );
    day.page.gap();
    day.promise(
        offline && rows.iter().all(|row| row[3] == "0"),
        "李红梅试着同步，程序如实说“联系不上社区”；没有一条被说成“已到社区”。",
        "Li Hongmei tries to sync and is told plainly that the office cannot be reached; nothing is called \"at the office\".",
    );
}
