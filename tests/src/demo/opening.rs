//! Chapter 1: the office opens, the ledger is imported, everybody gets a device.

use std::time::Instant;

use super::cast::Who;
use super::columns;
use super::day::{Day, Directory};
use super::page::{Column, Page};
use super::team::{Member, Syncs};
use crate::office::Office;
use crate::phone::Phone;
use crate::places::{COMMUNITY, GRID_1, GRID_2};
use crate::proxy::CuttingProxy;
use crate::workspace;

/// Opens the office and enrols everybody.
pub fn tell(mut page: Page, directory: Directory, seed: u64) -> Day {
    let began = Instant::now();
    page.chapter("开门", "The office opens");
    let (mut office, users) = open_office(&page, &directory);
    let desk = desk(&office, &directory, &users[0].1);
    page.say(
        format!("振兴路社区（{COMMUNITY}）在 {} 开门。区划来自丹阳市的真实数据。", office.address()),
        format!(
            "Zhenxinglu community ({COMMUNITY}) listens on {}, opened from the real divisions of Danyang.",
            office.address()
        ),
    );
    import(&page, &desk);

    let proxy = CuttingProxy::before(office.address());
    office.announce_as(Some(proxy.url()));
    let progress = page.progress(5, "登记设备", "enrolling devices");
    let mut team = vec![Member { who: Who::Zhou, phone: desk, syncs: Syncs::default() }];
    for (who, user) in &users[1..] {
        let phone = Phone::at(&directory.path().join(format!("{who:?}").to_lowercase()), who.name(), user);
        phone.enrol(&office.invite(user));
        team.push(Member { who: *who, phone, syncs: Syncs::default() });
        progress.step();
    }
    drop(progress);
    let mut day = Day { page, office, proxy, team, began, problems: Vec::new(), seed, directory };
    introduce(&mut day);
    day
}

fn open_office(page: &Page, directory: &Directory) -> (Office, Vec<(Who, String)>) {
    let progress = page.progress(3 + Who::ALL.len() as u64, "社区开门", "opening the office");
    let mut office = Office::open(&directory.path().join("office"));
    progress.step();
    for (code, name) in [(GRID_1, "第1网格"), (GRID_2, "第2网格")] {
        office.ok(&["area", "add", "--code", code, "--name", name]);
        progress.step();
    }
    let add = |who: Who| {
        progress.step();
        (who, office.add_user(who.name(), who.role(), who.areas(), who.more()))
    };
    let users = Who::ALL.map(add).to_vec();
    office.serve();
    (office, users)
}

/// The supervisor's desk stands in the office and needs no proxy.
fn desk(office: &Office, directory: &Directory, user: &str) -> Phone {
    let desk = Phone::at(&directory.path().join("desk"), Who::Zhou.name(), user);
    desk.enrol(&office.invite(user));
    desk
}

fn import(page: &Page, desk: &Phone) {
    let ledger = workspace::ledger();
    let result = desk.ok(&["household", "import", ledger.to_str().expect("paths of the project are text")]);
    desk.sync();
    let number = |name: &str| result[name].as_u64().unwrap_or_default();
    let problems = result["problems"].as_array().map_or(0, Vec::len);
    page.say(
        format!(
            "周建华在办公桌上导入台账 zhenxinglu.xlsx：{} 户、{} 人，{problems} 处疑问。一次录入，人人可用。",
            number("households"),
            number("residents"),
        ),
        format!(
            "At the desk Zhou Jianhua imports the ledger zhenxinglu.xlsx: {} households, {} residents, \
             {problems} problems. Typed once, used by everybody.",
            number("households"),
            number("residents"),
        ),
    );
}

fn introduce(day: &mut Day) {
    let lang = day.lang();
    let mut rows = Vec::new();
    for member in &day.team {
        let total = |arguments: &[&str]| day_total(&member.phone, arguments);
        let households = total(&["household", "list"]);
        let who = member.who;
        rows.push(vec![who.told(lang), who.role_told(lang), who.areas_told(lang), households.to_string()]);
    }
    day.page.gap();
    day.page.table(
        &[
            ("姓名", "name", Column::Words),
            ("身份", "role", Column::Words),
            ("范围", "area", Column::Words),
            ("手上的户", "households held", Column::Number),
        ],
        &rows,
    );
    debug_assert!(rows.iter().flatten().all(|cell| columns::width(cell) < 40));
    let held: Vec<&str> = rows.iter().map(|row| row[3].as_str()).collect();
    let volunteer_holds_none = held[4] == "0";
    let shared = held[1] == held[2];
    day.page.gap();
    day.promise(
        shared && volunteer_holds_none,
        "共管一格的两人手上一样；志愿者的手机里没有任何住户资料。",
        "Two who share a grid hold the same; the volunteer's phone holds no household at all.",
    );
}

/// How many items a listing has.
pub fn day_total(phone: &Phone, arguments: &[&str]) -> u64 {
    phone.ok(&[arguments, &["--limit", "1"]].concat())["total"].as_u64().unwrap_or_default()
}
