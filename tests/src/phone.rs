//! A phone without a screen: a data directory and the person who carries it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::call::{Running, call, spelled, started};
use crate::clock::Clock;
use crate::faulty_disk::FaultyDisk;
use crate::outcome::Outcome;
use crate::programs;

/// How often an interrupted sync is asked for again before a test gives up.
const TRIES: usize = 60;

/// One device.
#[derive(Debug, Clone)]
pub struct Phone {
    /// Whose it is, in words.
    pub name: String,
    /// The user's id.
    pub user: String,
    data: PathBuf,
    clock: Clock,
    disk: Option<FaultyDisk>,
}

impl Phone {
    /// A phone with an empty directory.
    pub fn at(data: &Path, name: &str, user: &str) -> Phone {
        Phone {
            name: name.to_owned(),
            user: user.to_owned(),
            data: data.to_owned(),
            clock: Clock::Right,
            disk: None,
        }
    }

    /// The same phone with another clock.
    pub fn with_clock(mut self, clock: Clock) -> Phone {
        self.clock = clock;
        self
    }

    /// The same phone on a disk that can go wrong: sound as yet.
    pub fn on_a_faulty_disk(mut self) -> Phone {
        self.disk = Some(FaultyDisk::under(&self.data));
        self
    }

    /// Its disk.
    ///
    /// # Panics
    /// When it is an ordinary one.
    pub fn disk(&self) -> &FaultyDisk {
        self.disk.as_ref().expect("a phone on a faulty disk")
    }

    /// Any command of `huben`, with `--json`.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        call(&mut self.command(arguments))
    }

    /// A command that must succeed.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> Value {
        self.run(arguments).ok()
    }

    /// A command that is not waited for, with its spelling.
    #[track_caller]
    pub fn start(&self, arguments: &[&str]) -> (Running, String) {
        let mut command = self.command(arguments);
        let line = spelled(&command);
        (started(&mut command), line)
    }

    /// `enrol`, which must succeed.
    #[track_caller]
    pub fn enrol(&self, invitation: &str) -> Value {
        self.ok(&["enrol", invitation])
    }

    /// One `sync` that must finish in one go.
    #[track_caller]
    pub fn sync(&self) -> Value {
        let result = self.ok(&["sync"]);
        assert_eq!(result["complete"], true, "{}: {result}", self.name);
        result
    }

    /// `sync` as often as a bad line needs; every attempt's result, the last one complete.
    ///
    /// # Panics
    /// When an attempt fails otherwise than by the line, or the line never lets it finish.
    #[track_caller]
    pub fn sync_over_a_bad_line(&self) -> Vec<Value> {
        let mut attempts = Vec::new();
        for _ in 0..TRIES {
            let outcome = self.run(&["sync"]);
            match outcome.code {
                Some(0) => {
                    attempts.push(outcome.ok());
                    return attempts;
                }
                Some(4) => attempts.extend(outcome.json()),
                _ => panic!("{}: {}\n{}{}", self.name, outcome.line, outcome.stdout, outcome.stderr),
            }
        }
        panic!("{}: {TRIES} attempts and the sync never finished: {attempts:?}", self.name);
    }

    /// A listing's items, fetched page by page; asserts the listing's shape.
    #[track_caller]
    pub fn items(&self, arguments: &[&str]) -> Vec<Value> {
        const PAGE: usize = 200;
        let mut items = Vec::new();
        loop {
            let offset = items.len().to_string();
            let limit = PAGE.to_string();
            let page = self.ok(&[arguments, &["--limit", &limit, "--offset", &offset]].concat());
            let total = page["total"].as_u64().unwrap_or_else(|| panic!("a listing without total: {page}"));
            let found = page["items"].as_array().unwrap_or_else(|| panic!("a listing without items: {page}"));
            items.extend(found.iter().cloned());
            if items.len() as u64 >= total || found.is_empty() {
                assert_eq!(items.len() as u64, total, "{arguments:?}: the pages do not add up");
                return items;
            }
        }
    }

    /// `status ID`, only the state.
    #[track_caller]
    pub fn state(&self, id: &str) -> String {
        self.ok(&["status", id])["state"].as_str().expect("a state is text").to_owned()
    }

    /// The phone's directory.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A copy of the whole directory, as a careless backup makes one.
    pub fn copied_to(&self, data: &Path) -> Phone {
        crate::files::copy_tree(&self.data, data);
        let copy = self.clone();
        Phone { data: data.to_owned(), ..copy }
    }

    /// The command line, ready to run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(programs::huben());
        command.args(arguments).arg("--json").arg("--data").arg(&self.data);
        command.env("LANG", "C.UTF-8").envs(self.clock.environment());
        command.envs(self.disk.iter().flat_map(FaultyDisk::environment));
        command
    }
}

/// The id of a record that a command gave.
#[track_caller]
pub fn id(record: &Value) -> String {
    record["id"].as_str().unwrap_or_else(|| panic!("a record without id: {record}")).to_owned()
}
