//! The real `huben-server`, called as every office calls it.

use crate::Result;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, beside this one in the target directory.
pub fn program() -> Result<PathBuf> {
    let me = std::env::current_exe()?;
    let program = me.parent().ok_or("this program lies in no directory")?.join("huben-server");
    if program.is_file() { Ok(program) } else { Err(format!("{} is not built", program.display()).into()) }
}

/// `huben-server … --json` on this office.
pub fn command(office: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(program()?);
    command.args(arguments).arg("--json").arg("--data").arg(office).env_remove("HUBEN_DATA");
    Ok(command)
}

/// A command's one JSON value.
pub fn call(office: &Path, arguments: &[&str]) -> Result<Value> {
    let output = command(office, arguments)?.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("huben-server {arguments:?}: {said}").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Text out of a command's answer.
pub fn text(answer: &Value, field: &str) -> Result<String> {
    Ok(answer[field].as_str().ok_or_else(|| format!("no {field} in {answer}"))?.to_owned())
}

/// An invitation for a user, to an office that is reached under this address.
pub fn invite(office: &Path, user: &str, url: &str) -> Result<String> {
    text(&call(office, &["user", "invite", "--user", user, "--public-url", url])?, "invitation")
}

/// The first line of `serve`: where it listens.
pub fn listening(line: &str) -> Result<String> {
    text(&serde_json::from_str(line)?, "listening")
}

/// CPU microseconds that a process has used, over all its threads.
pub fn cpu_us(pid: u32) -> Result<u64> {
    let mut ns = 0;
    for thread in std::fs::read_dir(format!("/proc/{pid}/task"))? {
        let said = std::fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        ns += said.split_whitespace().next().and_then(|ns| ns.parse::<u64>().ok()).unwrap_or(0);
    }
    Ok(ns / 1000)
}
