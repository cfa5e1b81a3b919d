//! The benchmark's client: all devices in one process, each a thread with its own book; one JSON object a line.
//! The protocol stands at the head of the benchmark's `contestants/exec/client.mjs`.

use huben_peers::device::Device;
use huben_peers::places::{self, People};
use huben_peers::workload::{Grid, Workload, read};
use huben_peers::{Result, content, hub, load, needed};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// One line from the benchmark.
#[derive(Debug, Deserialize)]
struct Ask {
    cmd: String,
    w: usize,
    port: Option<u16>,
    phase: Option<String>,
}

/// A device's whole content.
#[derive(Serialize)]
struct Shown {
    ok: &'static str,
    w: usize,
    docs: content::Content,
}

/// What all devices share.
struct Run {
    directory: PathBuf,
    people: People,
    workload: Workload,
}

fn main() {
    if let Err(error) = run() {
        fail(&error.to_string());
    }
}

fn run() -> Result<()> {
    let file = needed("--workload")?;
    let directory = places::run_of(Path::new(&file))?;
    let people = People::read(&directory)?;
    let run = Arc::new(Run { directory, people, workload: read(Path::new(&file))? });
    let mut devices: BTreeMap<usize, Sender<Ask>> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let ask: Ask = serde_json::from_str(&line?)?;
        let device = devices.entry(ask.w).or_insert_with(|| {
            let (door, asks) = channel();
            let (run, w) = (run.clone(), ask.w);
            std::thread::spawn(move || {
                live(&run, w, &asks).unwrap_or_else(|error| fail(&format!("device {w}: {error}")));
            });
            door
        });
        device.send(ask)?;
    }
    Ok(())
}

/// A device's life: it does what it is told, in order.
fn live(run: &Run, w: usize, asks: &Receiver<Ask>) -> Result<()> {
    let grid = run.workload.workers.get(w).ok_or("a device without a grid")?;
    let mut device = None;
    while let Ok(ask) = asks.recv() {
        let made = |device: &Option<Device>| device.is_none().then_some("it was never prepared");
        match ask.cmd.as_str() {
            "prepare" => device = Some(prepare(run, &ask)?),
            cmd => {
                if let Some(reason) = made(&device) {
                    return Err(format!("{cmd}: {reason}").into());
                }
            }
        }
        let Some(device) = &device else { continue };
        match ask.cmd.as_str() {
            "offline" => offline(device, grid)?,
            "content" => {
                say(&Shown { ok: "content", w, docs: content::of_grid(&device.book, grid.grid)? })?;
                continue;
            }
            _ => {}
        }
        say(&json!({ "ok": ask.cmd, "w": w }))?;
        if ask.cmd == "start" {
            device.sync()?;
            say(&json!({ "event": "done", "w": w }))?;
        }
    }
    Ok(())
}

/// An enrolled device; for the field day it has also fetched its grid.
fn prepare(run: &Run, ask: &Ask) -> Result<Device> {
    let user = run.people.workers.get(ask.w).ok_or("a device without a user")?;
    let url = format!("http://127.0.0.1:{}", ask.port.ok_or("a device without a port")?);
    let invitation = hub::invite(&run.people.office, user, &url)?;
    let device = Device::enrol(&run.directory.join("devices").join(ask.w.to_string()), &invitation)?;
    if ask.phase.as_deref() == Some("field") {
        device.sync()?;
    }
    Ok(device)
}

fn offline(device: &Device, grid: &Grid) -> Result<()> {
    let mut households = content::households(&device.book)?;
    load::create(&device.book, &device.clock, &grid.offline.create, &mut households)?;
    load::set(&device.book, &grid.offline.set, &households)
}

fn say(line: &impl Serialize) -> Result<()> {
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes)?;
    Ok(out.flush()?)
}

/// The benchmark waits for ever for a client that has nothing to say: end loudly.
fn fail(reason: &str) -> ! {
    eprintln!("peers-client: {reason}");
    std::process::exit(1);
}
