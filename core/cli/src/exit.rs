//! The end of a command: the error as people or programs read it, and the exit code.

use crate::failure::{Failure, Result};
use crate::lang::Lang;
use crate::output;
use crate::shell::Style;
use clap::error::{ContextKind, ContextValue};
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Tells a failure, if it is one, and gives the exit code.
pub fn ended(style: Style, result: Result<()>) -> ExitCode {
    let Err(failure) = result else { return ExitCode::SUCCESS };
    output::complain(&if style.json { for_programs(&failure) } else { for_people(style.lang, &failure) });
    ExitCode::from(failure.code())
}

/// Runs a command so that a fault of ours ends like any other failure.
pub fn guarded(command: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        Err(Failure::of(
            "internal",
            "something went wrong inside; everything saved before is safe. Please tell the makers",
        ))
    })
}

/// A command line that cannot be understood. How to tell it is read by hand, because the options are not known yet.
pub fn misuse(arguments: &[OsString], error: &clap::Error) -> ExitCode {
    if !arguments.iter().any(|word| word == "--json") {
        let _ = error.print();
        return ExitCode::from(2);
    }
    let field = match (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidSubcommand)) {
        (Some(ContextValue::String(arg)), _) => Some(plain(arg)),
        (Some(ContextValue::Strings(args)), _) => args.first().map(|arg| plain(arg)),
        (_, Some(_)) => Some("command".to_owned()),
        _ => None,
    };
    let text = error.to_string();
    let reason = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let failure = Failure { kind: "invalid_input", field, reason: format!("{reason}; see --help") };
    output::complain(&for_programs(&failure));
    ExitCode::from(2)
}

/// `--birth-date <DATE>` as `birth_date`.
fn plain(arg: &str) -> String {
    let word = arg.split_whitespace().next().unwrap_or(arg);
    word.trim_start_matches('-').trim_matches(['<', '>', '[', ']', '.']).replace('-', "_").to_lowercase()
}

fn for_programs(failure: &Failure) -> String {
    serde_json::json!({ "error": failure }).to_string()
}

fn for_people(lang: Lang, failure: &Failure) -> String {
    let (word, next) = match lang {
        Lang::Zh => ("错误", next_step_zh(failure.kind)),
        Lang::En => ("error", None),
    };
    let what = match &failure.field {
        Some(field) => format!("{word}: {}: {}", field.replace('_', "-"), failure.reason),
        None => format!("{word}: {}", failure.reason),
    };
    next.map_or(what.clone(), |next| format!("{what}\n{next}"))
}

fn next_step_zh(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "invalid_input" => "请按上面的提示改正后再试；--help 有例子。",
        "not_found" => "本机没有这条记录，请先用 list 查找；还没有登记手册的，先用 enrol 加入。",
        "not_allowed" => "这不在您的职责范围内，请联系社区。",
        "sign_in_again" => "社区不再接受这台设备，请向社区要新的邀请码。已保存的内容不会丢失。",
        "offline" => "联系不上社区，内容都已保存在本机，有网络时再同步。",
        "locked" => "另一个程序正在使用这本手册，请稍后再试。",
        "damaged" => "目录里不是可读的手册，没有改动任何文件。",
        "storage_full" => "设备空间已满，请清理后再试；之前保存的内容都在。",
        "update_required" => "程序版本太旧，请更新。已保存的内容都在。",
        _ => return None,
    })
}
