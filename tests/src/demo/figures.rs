//! Chapter 7: receipts, round trips, bytes, times.

use super::cast::Who;
use super::day::Day;
use super::page::Column;

/// One table over everybody.
pub fn tell(day: &mut Day) {
    day.page.chapter("收据和数字", "Receipts and numbers");
    let lang = day.lang();
    let mut rows = Vec::new();
    let mut honest = true;
    for member in &day.team {
        let status = member.phone.ok(&["status"]);
        let number = |name: &str| status[name].as_u64().unwrap_or_default();
        honest &=
            number("saved") == 0 && number("needs_attention") == 0 && status["last_contact_at"].is_string();
        let sums = member.syncs;
        let cells = [number("at_office"), number("saved"), sums.attempts, sums.round_trips, sums.bytes_up];
        let mut row = vec![member.who.told(lang)];
        row.extend(cells.map(|cell| cell.to_string()));
        row.push(sums.bytes_down.to_string());
        row.push(format!("{:.2}", sums.elapsed_ms as f64 / 1000.0));
        rows.push(row);
    }
    day.page.table(
        &[
            ("姓名", "name", Column::Words),
            ("收据", "receipts", Column::Number),
            ("待送", "unsent", Column::Number),
            ("同步", "syncs", Column::Number),
            ("往返", "trips", Column::Number),
            ("上行", "bytes up", Column::Number),
            ("下行", "bytes down", Column::Number),
            ("秒", "s", Column::Number),
        ],
        &rows,
    );
    day.page.gap();
    let receipts: u64 = rows.iter().filter_map(|row| row[1].parse::<u64>().ok()).sum();
    let seconds = day.began.elapsed().as_secs_f64();
    day.promise(
        honest && receipts > 0,
        format!("{receipts} 条记录都有收据，没有一条悬着。从开门到此刻 {seconds:.1} 秒。"),
        format!("{receipts} records, each with its receipt, none in doubt. {seconds:.1} s since the office opened."),
    );
    let verified = Who::ALL.into_iter().all(|who| day.member(who).phone.ok(&["verify"])["ok"] == true);
    let office = day.office.ok(&["verify"])["ok"] == true;
    day.promise(
        verified && office,
        "每本簿子和社区的总账都核对过：文件完好，摘要相符，列表与文档一致。",
        "Every book and the office's log are verified: files whole, hashes right, lists equal to their documents.",
    );
}
