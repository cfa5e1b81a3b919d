//! An office: a data directory, its administration, and `serve` while it is open.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::call::call;
use crate::clock::Clock;
use crate::faulty_disk::FaultyDisk;
use crate::outcome::Outcome;
use crate::places::{COMMUNITY, COMMUNITY_NAME};
use crate::programs;
use crate::serving::{Listening, Serving};

/// One office, ended with the test.
pub struct Office {
    data: PathBuf,
    log: PathBuf,
    serving: Option<Serving>,
    address: Option<SocketAddr>,
    public_url: Option<String>,
    clock: Clock,
    disk: Option<FaultyDisk>,
}

impl Office {
    /// An office that is not made yet, in a directory that may not exist.
    pub fn at(data: &Path) -> Office {
        let log = data.with_extension("log");
        Office {
            data: data.to_owned(),
            log,
            serving: None,
            address: None,
            public_url: None,
            clock: Clock::Right,
            disk: None,
        }
    }

    /// `init` with the real divisions: 振兴路社区 and everything above it.
    #[track_caller]
    pub fn open(data: &Path) -> Office {
        let office = Office::at(data);
        let divisions = crate::workspace::divisions();
        let divisions = divisions.to_str().expect("paths of the project are text");
        let init = ["init", "--name", COMMUNITY_NAME, "--area", COMMUNITY, "--divisions", divisions];
        office.run(&init).ok();
        office
    }

    /// Any command of `huben-server`, with `--json`.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(programs::huben_server());
        command.args(arguments).arg("--json").arg("--data").arg(&self.data);
        command.env("LANG", "C.UTF-8").envs(self.clock.environment());
        command.envs(self.disk.iter().flat_map(FaultyDisk::environment));
        call(&mut command)
    }

    /// A command that must succeed.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> Value {
        self.run(arguments).ok()
    }

    /// Opens the doors: `serve`, on the address it had before if it had one.
    #[track_caller]
    pub fn serve(&mut self) -> SocketAddr {
        let listening = Listening {
            at: self.address,
            public_url: self.public_url.clone(),
            clock: self.clock.clone(),
            disk: self.disk.clone(),
        };
        let serving = Serving::start(&self.data, &self.log, &listening);
        let address = serving.address();
        self.address = Some(address);
        self.serving = Some(serving);
        address
    }

    /// What invitations carry from now on; the doors are closed and opened again when they were open.
    #[track_caller]
    pub fn announce_as(&mut self, public_url: Option<String>) {
        self.public_url = public_url;
        if self.serving.is_some() {
            self.stop();
            self.serve();
        }
    }

    /// The clock of every later process of this office.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Every later process of this office works on a disk that can go wrong: sound as yet.
    pub fn use_a_faulty_disk(&mut self) -> FaultyDisk {
        let disk = FaultyDisk::under(&self.data);
        self.disk = Some(disk.clone());
        disk
    }

    /// Its disk.
    ///
    /// # Panics
    /// When it is an ordinary one.
    pub fn disk(&self) -> &FaultyDisk {
        self.disk.as_ref().expect("an office on a faulty disk")
    }

    /// SIGTERM; asserts what the contract says of it.
    #[track_caller]
    pub fn stop(&mut self) {
        let serving = self.serving.take().expect("an open office");
        let (code, took, _) = serving.terminate();
        assert_eq!(code, Some(0), "serve after SIGTERM\n{}", self.log());
        assert!(took.as_secs() < 5, "serve took {took:?} to stop");
    }

    /// SIGKILL.
    #[track_caller]
    pub fn kill(&mut self) {
        self.serving.take().expect("an open office").kill();
    }

    /// The running server.
    #[track_caller]
    pub fn serving(&self) -> &Serving {
        self.serving.as_ref().expect("an open office")
    }

    /// A new invitation for a user.
    #[track_caller]
    pub fn invite(&self, user: &str) -> String {
        let answer = self.ok(&["user", "invite", "--user", user]);
        answer["invitation"].as_str().expect("an invitation is text").to_owned()
    }

    /// Adds a user and gives the id.
    #[track_caller]
    pub fn add_user(&self, name: &str, role: &str, areas: &[&str], more: &[&str]) -> String {
        let mut arguments = vec!["user", "add", "--name", name, "--role", role];
        arguments.extend(areas.iter().flat_map(|area| ["--area", area]));
        arguments.extend(more);
        self.ok(&arguments)["user"].as_str().expect("a user's id is text").to_owned()
    }

    /// The office's directory.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The address it listens on, or listened on last.
    #[track_caller]
    pub fn address(&self) -> SocketAddr {
        self.address.expect("an office that was open")
    }

    /// The same office from another directory: a restored backup takes its place, under the same address.
    pub fn moved_to(mut self, data: &Path) -> Office {
        self.serving = None;
        self.data = data.to_owned();
        self
    }

    /// What the server wrote on standard error.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}
