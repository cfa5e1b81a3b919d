//! Where things lie: the office in the benchmark's data directory, the devices and the list of people beside it, so
//! that "server disk" is the hub's and nobody else's.

use crate::Result;
use huben_domain::{AreaCode, Json};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// 振兴路社区, the office.
pub const COMMUNITY: &str = "321181001025";

/// The code of a grid of the workload: the digits below the community's are its number and one.
pub fn area(grid: usize) -> Result<AreaCode> {
    Ok(format!("{COMMUNITY}{:03}", grid + 1).parse()?)
}

/// The number of a grid by its code, as the workload shows it.
pub fn shown(area: &AreaCode) -> Option<Json> {
    Some(number(area.as_str().strip_prefix(COMMUNITY)?.parse::<usize>().ok()?.checked_sub(1)?))
}

/// A number as JSON.
pub fn number(number: usize) -> Json {
    Json::from(serde_json::Value::from(number))
}

/// Who is enrolled as whom: written by `--seed`, read by the devices and the desk.
#[derive(Debug, Serialize, Deserialize)]
pub struct People {
    /// The hub's directory.
    pub office: PathBuf,
    /// The supervisor's id.
    pub supervisor: String,
    /// The grid workers' ids, by grid.
    pub workers: Vec<String>,
}

impl People {
    /// Reads the list in a run's directory.
    pub fn read(run: &Path) -> Result<Self> {
        crate::workload::read(&run.join("people.json"))
    }

    /// Writes it there.
    pub fn write(&self, run: &Path) -> Result<()> {
        Ok(std::fs::write(run.join("people.json"), serde_json::to_vec(self)?)?)
    }
}

/// The directory of one run, from a file or directory in it.
pub fn run_of(inside: &Path) -> Result<PathBuf> {
    let inside = std::path::absolute(inside)?;
    Ok(inside.parent().ok_or("it lies in no directory")?.to_owned())
}
