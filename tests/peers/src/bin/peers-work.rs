//! The benchmark's work on one thread, hub and devices in this process: for a profiler that counts instructions, which a
//! loaded machine does not change. `tests/peers/count` runs it so; figures in docs/benchmarks.md, "In instructions".
//!
//! `peers-work --workload FILE --run DIRECTORY [--first]`. What is to be counted happens inside functions of their own:
//! `device_works`, `device_syncs`, and in that `hub_answers`. What prepares it goes past them.

use huben_domain::HouseholdId;
use huben_engine::{Error, FieldBook, KeyFile, Reply, Silent, SyncRun, Transport};
use huben_peers::device::Device;
use huben_peers::places::People;
use huben_peers::time::TellableClock;
use huben_peers::workload::{Grid, OfficeDay, Workload, read};
use huben_peers::{Result, content, desk, flag, hub, load, needed, seed};
use huben_server::{Hub, Machine};
use serde::Deserialize;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What the office does, out of the same file.
#[derive(Deserialize)]
struct OfficeDays {
    workers: Vec<OfficeDay>,
}

fn main() {
    if let Err(error) = run() {
        eprintln!("peers-work: {error}");
        std::process::exit(1);
    }
}

fn run() -> Result<()> {
    let (file, run) = (needed("--workload")?, needed("--run")?);
    let (file, run) = (Path::new(&file), Path::new(&run));
    std::fs::create_dir_all(run)?;
    let data = run.join("data");
    seed::seed(&data, file)?;
    let people = People::read(run)?;
    let workload: Workload = read(file)?;
    let line =
        Line { hub: Hub::open(&people.office, Arc::new(Machine)).map_err(said)?, counted: Cell::new(false) };
    let enrol = |name: &str, user: &str| enrolled(&run.join(name), &people, user, &line);
    let mut devices = Vec::new();
    for (grid, user) in workload.workers.iter().zip(&people.workers) {
        devices.push((grid, enrol(&grid.grid.to_string(), user)?));
    }
    if !flag("--first") {
        devices.iter().try_for_each(|(_, device)| sync(device, &line))?;
        let desk = enrol("desk", &people.supervisor)?;
        sync(&desk, &line)?;
        desk::edit(&desk, &read::<OfficeDays>(file)?.workers)?;
        sync(&desk, &line)?;
        for (grid, device) in &devices {
            let households = content::households(&device.book)?;
            device_works(device, grid, households)?;
        }
    }
    line.counted.set(true);
    devices.iter().try_for_each(|(_, device)| device_syncs(device, &line))?;
    let shown = devices.iter().map(|(grid, device)| Ok(content::of_grid(&device.book, grid.grid)?.len()));
    println!("{} documents on {} devices", shown.sum::<Result<usize>>()?, devices.len());
    Ok(())
}

fn enrolled(directory: &Path, people: &People, user: &str, line: &Line) -> Result<Device> {
    let clock = Arc::new(TellableClock::default());
    let vault = Arc::new(KeyFile::in_directory(directory));
    let invitation = hub::invite(&people.office, user, "http://127.0.0.1:1")?;
    let book = FieldBook::enrol_over(directory, vault, clock.clone(), &invitation, line)?;
    Ok(Device { book, clock })
}

#[inline(never)]
fn device_works(device: &Device, grid: &Grid, mut households: BTreeMap<String, HouseholdId>) -> Result<()> {
    load::create(&device.book, &device.clock, &grid.offline.create, &mut households)?;
    load::set(&device.book, &grid.offline.set, &households)
}

#[inline(never)]
fn device_syncs(device: &Device, line: &Line) -> Result<()> {
    sync(device, line)
}

fn sync(device: &Device, line: &Line) -> Result<()> {
    let (report, done) = device.book.sync_over(&SyncRun::new(Arc::new(Silent)), line);
    done?;
    match (report.refused, report.held) {
        (0, 0) => Ok(()),
        _ => Err(format!("the office did not take everything: {report:?}").into()),
    }
}

/// The hub as a line: no network between.
struct Line {
    hub: Hub,
    counted: Cell<bool>,
}

impl Transport for Line {
    fn post(&self, path: &str, body: &[u8]) -> huben_engine::Result<Reply> {
        let reply = match (path, self.counted.get()) {
            ("/v1/enrol", _) => self.hub.enrol(body),
            (_, true) => hub_answers(&self.hub, body),
            (_, false) => self.hub.exchange(body),
        };
        Ok(Reply { status: reply.status, body: reply.body })
    }

    fn get(&self, _path: &str) -> huben_engine::Result<Reply> {
        Err(Error::Offline { reason: "nothing is asked here".into() })
    }
}

#[inline(never)]
fn hub_answers(hub: &Hub, body: &[u8]) -> huben_server::Reply {
    hub.exchange(body)
}

fn said(failure: huben_server::Failure) -> String {
    failure.to_string()
}
