//! What people see without `--json`: tables that fit 80 columns with ids whole, and sentences that say what is next.

use std::path::{Path, PathBuf};
use std::process::Command;

use huben_tests::call::call;
use huben_tests::phone::id;
use huben_tests::places::GRID_1;
use huben_tests::programs::{huben, huben_server};
use huben_tests::world::World;
use serde_json::Value;

use crate::make::{settle_down, shared_household, visit};

/// Characters of a UUID.
const ID: usize = 36;

#[test]
fn every_listing_fits_eighty_columns_and_shows_its_ids_whole() {
    let world = World::open();
    let (desk, li, wang) = (world.desk(), world.worker("李红梅"), world.worker("王志强"));
    let home = shared_household(&desk, &[&li, &wang]);
    for (phone, number) in [(&li, "13805280011"), (&wang, "13805280022")] {
        phone.ok(&["household", "edit", &home, "--phone", number]);
    }
    let shop = ["--area", GRID_1, "--address", "振兴新村二期12幢3单元1204室", "--kind", "shop"];
    li.ok(&[&["household", "add"], &shop[..], &["--name", "老王五金建材批发零售商店"]].concat());
    let text = "老人身体很好，提醒关煤气；厨房的软管已经老化，约好下周二带人来换，顺便看看三楼的扶手";
    visit(&li, &home, text);
    let category = ["issue", "report", "--category", "公共照明", "--text", text, "--urgent"];
    let lamp = id(&li.ok(&category));
    settle_down(&[&li, &wang]);
    visit(&li, &home, "敲门无人");
    for listing in [
        &["household", "list"][..],
        &["book", &home],
        &["issue", "list"],
        &["users"],
        &["areas"],
        &["contradictions"],
        &["search", "振兴"],
        &["search", "煤气"],
    ] {
        let items = li.items(listing);
        assert!(!items.is_empty(), "{listing:?} shows nothing");
        for lang in ["zh", "en"] {
            let shown = told(huben(), li.data(), lang, listing);
            assert_fits(&shown);
            for item in &items {
                let name = ["id", "document", "code"].iter().find_map(|key| item[*key].as_str());
                assert!(shown.contains(name.expect("an item has a name")), "{item} in\n{shown}");
            }
        }
    }
    for card in
        [&["household", "show", &home][..], &["issue", "show", &lamp], &["status"], &["me"], &["sync"]]
    {
        for lang in ["zh", "en"] {
            assert_fits(&told(huben(), li.data(), lang, card));
        }
    }
}

#[test]
fn the_office_lists_its_people_devices_and_areas_readably() {
    let world = World::open();
    let worker = world.worker("李红梅");
    world.desk();
    for (listing, zh, en) in [
        (["area", "list"], "代码名称级别", "codenamelevel"),
        (["user", "list"], "姓名职责单位电话", "namerolesunitphone"),
        (["device", "list"], "使用人状态登记时间最近联系", "userstandingenrolledlastcontact"),
    ] {
        let items = world.office.ok(&listing)["items"].clone();
        for (lang, head) in [("zh", zh), ("en", en)] {
            let shown = told(huben_server(), world.office.data(), lang, &listing);
            assert_fits(&shown);
            let second: String = shown.lines().nth(1).unwrap_or_default().split_whitespace().collect();
            assert_eq!(second, head, "{shown}");
            let ids = items.as_array().into_iter().flatten().filter_map(|item| item["id"].as_str());
            ids.for_each(|id| assert!(shown.contains(id), "{id} in\n{shown}"));
        }
    }
    let users = told(huben_server(), world.office.data(), "zh", &["user", "list"]);
    assert!(users.contains(&format!("网格员 {GRID_1}")) && users.contains("社区管理员"), "{users}");
    world.office.ok(&["user", "set", "--user", &worker.user, "--active", "false"]);
    let users = told(huben_server(), world.office.data(), "zh", &["user", "list"]);
    assert!(users.contains("李红梅（已离开）"), "{users}");
}

#[test]
fn an_invitation_says_until_when_it_holds_and_what_the_person_types() {
    let world = World::open();
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    for (lang, holds, hand) in [
        ("zh", "前有效，只能给一台设备用", "请交给本人"),
        ("en", "for one device, until", "Hand it to the person"),
    ] {
        let shown = told(huben_server(), world.office.data(), lang, &["user", "invite", "--user", &user]);
        let invitation = shown.lines().find(|line| line.starts_with("huben:")).expect("a line of its own");
        assert!(shown.contains(holds) && shown.contains(hand), "{shown}");
        assert!(shown.contains(&format!("huben enrol {invitation} --data ")), "{shown}");
    }
}

#[test]
fn the_office_says_what_it_has_done_and_what_comes_next() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let (office, new) = (world.office.data(), world.directory().join("new"));
    let file = world.directory().join("office.backup");
    let path = |path: &Path| path.to_str().expect("paths of a test are text").to_owned();
    let (to, new) = (path(&file), path(&new));
    let zh = |data: &str, arguments: &[&str]| told(huben_server(), Path::new(data), "zh", arguments);
    let device = id(&world.office.ok(&["device", "list"])["items"][0]);
    let office = path(office);
    assert!(zh(&office, &["backup", "--to", &to]).contains("里面有社区的钥匙，请妥善保管"));
    assert!(zh(&new, &["restore", "--from", &to]).contains(&format!("huben-server serve --data {new}")));
    assert!(zh(&new, &["verify"]).starts_with("社区数据完好"));
    assert!(zh(&office, &["device", "revoke", "--device", &device]).starts_with("设备已停用"));
    visit_and_sync(&worker);
    let held = id(&world.office.ok(&["held", "list"])["items"][0]);
    assert!(zh(&office, &["held", "drop", &held]).starts_with("没有接受，写的人下次同步时会知道"));
    let made = path(&world.new_directory("office"));
    let init = ["init", "--name", "振兴路社区", "--area", "321181001025"];
    assert!(zh(&made, &init).contains(&format!("huben-server area add --data {made}")));
}

#[test]
fn a_sync_is_told_in_words_that_a_grid_worker_understands() {
    let world = World::open();
    let worker = world.worker("李红梅");
    crate::make::household(&worker, "3-2-501", "王秀英");
    let shown = told(huben(), worker.data(), "zh", &["sync"]);
    assert!(shown.starts_with("同步完成：上传 1 条，收到 0 条") && shown.contains("kB"), "{shown}");
    assert!(!shown.contains("字节") && !shown.contains("往返") && !shown.contains("毫秒"), "{shown}");
    assert_eq!(serde_json::from_str::<Value>(&shown).ok(), None);
}

/// A device that was revoked hands over what it has, which is held.
fn visit_and_sync(worker: &huben_tests::phone::Phone) {
    crate::make::household(worker, "3-2-501", "王秀英");
    worker.run(&["sync"]).fails(3, "sign_in_again", None);
}

#[track_caller]
fn told(program: PathBuf, data: &Path, lang: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    command.args(arguments).args(["--lang", lang, "--data"]).arg(data);
    let outcome = call(command.env("LANG", "C.UTF-8").env_remove("COLUMNS"));
    assert_eq!(outcome.code, Some(0), "{}\n{}{}", outcome.line, outcome.stdout, outcome.stderr);
    outcome.stdout
}

/// No line is wider than 80 columns, and no id is broken over two lines.
#[track_caller]
fn assert_fits(shown: &str) {
    for line in shown.lines() {
        let width: usize =
            line.chars().map(|c| if ('\u{2e80}'..'\u{fffd}').contains(&c) { 2 } else { 1 }).sum();
        assert!(width <= 80, "{width} columns: {line}\n{shown}");
        let broken =
            |word: &str| word.len() > 12 && word.len() < ID && word.matches('-').count() > 1 && is_hex(word);
        assert!(!line.split_whitespace().any(broken), "a broken id: {line}\n{shown}");
    }
}

fn is_hex(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}
