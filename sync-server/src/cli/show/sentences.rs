//! What a command has done, in a sentence or two, with what comes next.

use super::listings::when;
use huben_terminal::Lang;
use serde_json::Value;
use std::path::Path;

/// `init`
pub(in crate::cli) fn made(lang: Lang, name: &str, dir: &Path) -> String {
    let dir = dir.display();
    match lang {
        Lang::Zh => format!(
            "“{name}”已建好，数据在 {dir}，请妥善保管。\n接下来：\n  \
             添加网格  huben-server area add --data {dir} --code 15位代码 --name 名称\n  \
             添加人员  huben-server user add --data {dir} --name 姓名 --role grid-worker --area 代码\n  \
             开始服务  huben-server serve --data {dir}"
        ),
        Lang::En => format!(
            "{name} is made; its data is in {dir}, take good care of it.\nNext:\n  \
             grids   huben-server area add --data {dir} --code CODE --name NAME\n  \
             people  huben-server user add --data {dir} --name NAME --role grid-worker --area CODE\n  \
             open    huben-server serve --data {dir}"
        ),
    }
}

/// `serve`, to whoever sits at the terminal.
pub(in crate::cli) fn listening(lang: Lang, address: &str) -> String {
    match lang {
        Lang::Zh => format!("社区服务已打开：{address}  按 Ctrl-C 关闭。"),
        Lang::En => format!("the office is open at {address}  Ctrl-C closes it"),
    }
}

/// `area add`, `area import`
pub(in crate::cli) fn areas_added(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("已添加 {count} 个区划，各设备下次同步时收到。"),
        Lang::En => format!("{count} added; every device learns of it with its next sync"),
    }
}

/// `user add`
pub(in crate::cli) fn user_added(lang: Lang, name: &str, id: &str, dir: &Path) -> String {
    let dir = dir.display();
    match lang {
        Lang::Zh => {
            format!("已添加 {name}，编号 {id}\n发邀请码：huben-server user invite --data {dir} --user {id}")
        }
        Lang::En => {
            format!("{name} is added: {id}\nTo invite: huben-server user invite --data {dir} --user {id}")
        }
    }
}

/// `user set`
pub(in crate::cli) fn user_changed(lang: Lang) -> String {
    lang.pick("已更改，各设备下次同步时收到。", "changed; every device learns of it with its next sync")
        .to_owned()
}

/// `user invite`
pub(in crate::cli) fn invited(lang: Lang, invitation: &str, expires_at: &Value) -> String {
    let until = when(expires_at);
    match lang {
        Lang::Zh => format!(
            "邀请码（{until} 前有效，只能给一台设备用）：\n\n{invitation}\n\n\
             请交给本人，在手机上运行：\n  huben enrol {invitation} --data 新目录"
        ),
        Lang::En => format!(
            "The invitation, for one device, until {until}:\n\n{invitation}\n\n\
             Hand it to the person, who runs on the phone:\n  huben enrol {invitation} --data NEWDIR"
        ),
    }
}

/// `device revoke`
pub(in crate::cli) fn revoked(lang: Lang) -> String {
    lang.pick(
        "设备已停用：不再发给它任何内容，它以后交来的留待决定（huben-server held list）。",
        "revoked: nothing goes down to it any more, and what it sends is held (huben-server held list)",
    )
    .to_owned()
}

/// `device confirm`
pub(in crate::cli) fn confirmed(lang: Lang) -> String {
    lang.pick(
        "设备已确认，请本人再同步一次；它先前交来的还在等决定（huben-server held list）。",
        "confirmed; its user may sync again. What it sent before still waits for you (huben-server held list)",
    )
    .to_owned()
}

/// `held accept`, `held drop`
pub(in crate::cli) fn decided(lang: Lang, accepted: bool) -> String {
    if accepted {
        lang.pick("已接受，写进了记录。", "taken into the record")
    } else {
        lang.pick("没有接受，写的人下次同步时会知道。", "dropped; its author is told with their next sync")
    }
    .to_owned()
}

/// `backup`
pub(in crate::cli) fn backed_up(lang: Lang, to: &Path, bytes: u64) -> String {
    let (to, kilobytes) = (to.display(), bytes as f64 / 1000.0);
    match lang {
        Lang::Zh => format!("已备份到 {to}（{kilobytes:.1} kB）。里面有社区的钥匙，请妥善保管。"),
        Lang::En => format!("backed up to {to} ({kilobytes:.1} kB). The office's keys are inside: guard it"),
    }
}

/// `restore`
pub(in crate::cli) fn restored(lang: Lang, dir: &Path) -> String {
    let dir = dir.display();
    match lang {
        Lang::Zh => format!(
            "已恢复到 {dir}。备份以后的内容，手机同步时会带回来。\n接下来：huben-server serve --data {dir}\n\
             备份以后登记的设备要确认：huben-server device list，再 huben-server device confirm"
        ),
        Lang::En => format!(
            "restored into {dir}. What came after the backup the phones bring back.\n\
             Next: huben-server serve --data {dir}\n\
             Devices enrolled since the backup need a word: huben-server device list, then device confirm"
        ),
    }
}

/// `verify`
pub(in crate::cli) fn verified(lang: Lang, documents: usize, problems: &[String]) -> String {
    let head = match (problems.is_empty(), lang) {
        (true, Lang::Zh) => format!("社区数据完好：{documents} 份记录"),
        (true, Lang::En) => format!("sound: {documents} records"),
        (false, Lang::Zh) => "有问题：".to_owned(),
        (false, Lang::En) => "problems:".to_owned(),
    };
    let problems = problems.iter().map(|problem| format!("  {}", lang.reason(problem)));
    std::iter::once(head).chain(problems).collect::<Vec<_>>().join("\n")
}
