//! `--lang zh`: what does not go is told wholly in Chinese, by both programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use huben_tests::call::call;
use huben_tests::outcome::Outcome;
use huben_tests::phone::id;
use huben_tests::places::{GRID_1, NOBODY, NOWHERE};
use huben_tests::programs::{huben, huben_server};
use huben_tests::world::World;

use crate::make::{household, issue};

#[test]
fn a_reason_is_told_in_chinese_beside_the_option_as_it_is_typed() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let told = |arguments: &[&str]| complaint(huben(), worker.data(), arguments);
    let add = ["household", "add", "--area", GRID_1, "--address", "3-2-501"];
    assert_eq!(
        told(&[&add[..], &["--contact", "王秀英", "--phone", "abc"]].concat()),
        "错误：--phone：不是电话号码：手机 11 位，座机写成 0511-86520000，本地短号至少 5 位，一次只写一个号码"
    );
    assert_eq!(told(&add), "错误：--contact：请写明联系人");
    assert_eq!(
        told(&["household", "show", NOBODY]),
        format!("错误：<ID>：本机没有住户 {NOBODY}，请先同步，或者在列表里查找：huben household list")
    );
    let lamp = id(&issue(&worker, "灯不亮"));
    assert_eq!(
        told(&["issue", "step", &lamp, "dispatch", "--to", "物业"]),
        "错误：dispatch（分拨）只能由这些人来办：dispatcher（指挥中心）、supervisor（社区管理员）"
    );
    let nowhere = told(&["household", "list", "--area", NOWHERE]);
    assert!(nowhere.starts_with(&format!("错误：--area：社区没有网格 {NOWHERE}，有的例如：")), "{nowhere}");
}

#[test]
fn the_office_tells_its_reasons_in_chinese_too() {
    let world = World::open();
    let told = |arguments: &[&str]| complaint(huben_server(), world.office.data(), arguments);
    assert_eq!(
        told(&["user", "invite", "--user", NOBODY]),
        "错误：--user：没有这个用户，请用 huben-server user list 查找"
    );
    assert_eq!(told(&["serve"]), "错误：社区的服务已经在另一个程序里运行");
    let king = told(&["user", "add", "--name", "李红梅", "--role", "king", "--area", GRID_1]);
    assert!(king.starts_with("错误：--role：不认识这个词，可以写：grid-worker（网格员）、"), "{king}");
    let full = told(&["init", "--name", "又一个", "--area", "321181001025"]);
    assert_eq!(full, "错误：目录不是空的，请换一个新目录");
}

#[test]
fn a_command_line_that_cannot_be_understood_is_told_in_chinese() {
    let nowhere = Path::new("/nowhere");
    for (arguments, expected) in [
        (
            &["household", "list", "--colour", "red"][..],
            "--colour：没有这个选项，或者多写了内容|huben household list",
        ),
        (&["fly"], "fly：没有这个命令|huben"),
        (&["household", "lst"], "lst：没有这个命令，是不是 list？|huben household"),
        (&["household"], "后面还要写一个命令|huben household"),
        (&["visit", "record", "--text", "x"], "--household <HOUSEHOLD>：必须写上|huben visit record"),
        (
            &["household", "list", "--limit", "many"],
            "--limit <LIMIT>：写的内容不对：many|huben household list",
        ),
        (&["household", "list", "--area"], "--area <AREA>：后面还没有写内容|huben household list"),
        (&["sync", "--watch=3"], "--watch：这里不能再写内容：3|huben sync"),
        (
            &["household", "import", "--undo", "x", "--dry-run"],
            "--undo <IMPORT>：不能和其他选项一起用：--dry-run|huben household import",
        ),
        (
            &["completions", "cmd"],
            "<SHELL>：写的内容不对：cmd，可以写：bash、elvish、fish、powershell、zsh|huben completions",
        ),
    ] {
        let (why, command) = expected.split_once('|').expect("what is wrong, and where the help is");
        assert_eq!(complaint(huben(), nowhere, arguments), format!("错误：{why}\n写法见：{command} --help"));
    }
    for (arguments, expected) in [
        (&["user", "add", "--name", "x"][..], "--role <ROLE>、--area <AREA>：必须写上|huben-server user add"),
        (&["serve", "--listen", "here"], "--listen <LISTEN>：写的内容不对：here|huben-server serve"),
        (&["fly"], "fly：没有这个命令|huben-server"),
    ] {
        let (why, command) = expected.split_once('|').expect("what is wrong, and where the help is");
        assert_eq!(
            complaint(huben_server(), nowhere, arguments),
            format!("错误：{why}\n写法见：{command} --help")
        );
    }
}

#[test]
fn a_chinese_terminal_is_enough() {
    for (program, locale) in [(huben(), "zh_CN.UTF-8"), (huben_server(), "zh_CN.UTF-8"), (huben(), "zh")] {
        let mut command = Command::new(program);
        let outcome =
            call(command.arg("fly").env("LANG", locale).env_remove("LC_ALL").env_remove("LC_MESSAGES"));
        assert!(
            outcome.code == Some(2) && outcome.stderr.starts_with("错误：fly：没有这个命令"),
            "{outcome:?}"
        );
    }
}

#[test]
fn programs_read_english_whatever_the_language() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let wrong = ["household", "show", NOBODY];
    let english = worker.run(&wrong).failure();
    let chinese = worker.run(&[&wrong[..], &["--lang", "zh"]].concat()).failure();
    assert_eq!(chinese, english);
    let misuse = worker.run(&["fly", "--lang", "zh"]).failure();
    assert_eq!(misuse.reason, "unrecognized subcommand 'fly'; see --help");
}

#[test]
fn why_a_record_waits_is_told_in_chinese() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let device = id(&world.office.ok(&["device", "list"])["items"][0]);
    world.office.ok(&["device", "revoke", "--device", &device]);
    worker.run(&["sync"]).fails(3, "sign_in_again", None);
    let listed = told(huben(), worker.data(), &["attention"]).stdout;
    let cells: String = listed.split_whitespace().collect();
    assert!(cells.contains("新增住户") && cells.contains("等社区决定：设备或用户已停用"), "{listed}");
    assert!(listed.contains("联系人：王秀英") && listed.contains("小区：振兴花园"), "{listed}");
    let status = told(huben(), worker.data(), &["status", &home]).stdout;
    assert_eq!(status, "需要处理：设备或用户已停用\n");
    let held = told(huben_server(), world.office.data(), &["held", "list"]).stdout;
    let cells: String = held.split_whitespace().collect();
    assert!(
        cells.contains("李红梅") && cells.contains("设备或用户已停用") && held.contains("联系人：王秀英"),
        "{held}"
    );
}

fn told(program: PathBuf, data: &Path, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(program);
    call(command.args(arguments).args(["--lang", "zh", "--data"]).arg(data).env("LANG", "C.UTF-8"))
}

/// What a failing command says on standard error, and nothing on standard output.
fn complaint(program: PathBuf, data: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    // In front, where an option without its value cannot take it away.
    command.args(["--lang", "zh", "--data"]).arg(data).args(arguments).env("LANG", "C.UTF-8");
    let outcome = call(&mut command);
    assert!(outcome.code != Some(0) && outcome.stdout.is_empty(), "{outcome:?}");
    outcome.stderr.trim_end().to_owned()
}
