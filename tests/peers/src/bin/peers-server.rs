//! The benchmark's server: `--data DIR --seed --workload FILE` makes an office; otherwise this process becomes the real
//! `huben-server serve` (same process number: what is measured is the hub and nothing else) after it has started the
//! supervisor's desk, which answers on the control port and ends with the hub.

use huben_peers::desk::{self, Desk};
use huben_peers::{Result, hub, needed, option, places, seed};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

fn main() {
    let done = match option("--desk-of") {
        Some(pid) => sit_at_the_desk(&pid),
        None if huben_peers::flag("--seed") => office_before_the_day(),
        None => become_the_hub(),
    };
    if let Err(error) = done {
        eprintln!("peers-server: {error}");
        std::process::exit(1);
    }
}

fn office_before_the_day() -> Result<()> {
    seed::seed(Path::new(&needed("--data")?), Path::new(&needed("--workload")?))
}

/// The desk reads the hub's standard output: where it listens, and, at its end, that it is gone.
fn become_the_hub() -> Result<()> {
    let office = Path::new(&needed("--data")?).join("office");
    let me = std::process::id().to_string();
    let mut desk = Command::new(std::env::current_exe()?);
    desk.args(std::env::args_os().skip(1)).args(["--desk-of", &me]).stdin(Stdio::piped());
    let to_the_desk = desk.spawn()?.stdin.take().ok_or("the desk does not listen")?;
    let listen = format!("127.0.0.1:{}", needed("--port")?);
    let mut hub = hub::command(&office, &["serve", "--listen", &listen])?;
    Err(hub.stdin(Stdio::null()).stdout(to_the_desk).exec().into())
}

fn sit_at_the_desk(hub: &str) -> Result<()> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    std::thread::spawn(|| {
        let mut rest = String::new();
        while std::io::stdin().read_line(&mut rest).is_ok_and(|length| length > 0) {}
        std::process::exit(0);
    });
    let desk = Desk {
        run: places::run_of(Path::new(&needed("--data")?))?,
        edits: needed("--office")?.into(),
        url: hub::listening(&line)?,
        hub: hub.parse()?,
        device: Mutex::new(None),
    };
    desk::serve(desk, needed("--control")?.parse()?, || println!("READY"))
}
