//! The office before the day: its grids and people, and what the community already knows, entered at the desk.

use crate::device::Device;
use crate::places::{COMMUNITY, People, area, run_of};
use crate::workload::{Workload, read};
use crate::{Result, hub, load};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

/// Makes the office in `data`, and the list of people beside it.
pub fn seed(data: &Path, workload: &Path) -> Result<()> {
    let workload: Workload = read(workload)?;
    let run = run_of(data)?;
    let office = std::path::absolute(data)?.join("office");
    hub::call(&office, &["init", "--name", "振兴路社区", "--area", COMMUNITY])?;
    let people = enter_people(&office, &run, &workload)?;
    people.write(&run)?;

    let (mut serving, url) = open(&office)?;
    let directory = run.join("seed");
    let desk = Device::enrol(&directory, &hub::invite(&office, &people.supervisor, &url)?)?;
    desk.sync()?;
    let mut households = BTreeMap::new();
    for grid in &workload.workers {
        load::create(&desk.book, &desk.clock, &grid.initial, &mut households)?;
    }
    desk.sync()?;
    drop(desk);
    close(&mut serving)?;
    Ok(std::fs::remove_dir_all(directory)?)
}

fn enter_people(office: &Path, run: &Path, workload: &Workload) -> Result<People> {
    let mut grids = "code,name,level,parent\n".to_owned();
    for grid in &workload.workers {
        grids += &format!("{},第{}网格,grid,{COMMUNITY}\n", area(grid.grid)?, grid.grid + 1);
    }
    let file = run.join("grids.csv");
    std::fs::write(&file, grids)?;
    hub::call(office, &["area", "import", file.to_str().ok_or("a path that is no text")?])?;
    let add = |name: &str, role: &str, area: &str| {
        let answer = hub::call(office, &["user", "add", "--name", name, "--role", role, "--area", area])?;
        hub::text(&answer, "user")
    };
    let worker = |grid: usize| add(&format!("网格员{}", grid + 1), "grid-worker", area(grid)?.as_str());
    Ok(People {
        office: office.to_owned(),
        supervisor: add("周建华", "supervisor", COMMUNITY)?,
        workers: workload.workers.iter().map(|grid| worker(grid.grid)).collect::<Result<_>>()?,
    })
}

fn open(office: &Path) -> Result<(Child, String)> {
    let mut command = hub::command(office, &["serve"])?;
    let mut serving = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(serving.stdout.take().ok_or("serve has no output")?).read_line(&mut line)?;
    Ok((serving, hub::listening(&line)?))
}

/// SIGTERM: the office closes in order, and everything is in its one file.
fn close(serving: &mut Child) -> Result<()> {
    std::process::Command::new("kill").args(["-TERM", &serving.id().to_string()]).status()?;
    let status = serving.wait()?;
    if status.success() { Ok(()) } else { Err(format!("serve ended with {status}").into()) }
}
