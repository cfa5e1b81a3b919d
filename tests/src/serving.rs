//! A running `huben-server serve`.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::clock::Clock;
use crate::faulty_disk::FaultyDisk;
use crate::programs;

const READY_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(60);

/// How an office is to listen.
#[derive(Debug, Clone, Default)]
pub struct Listening {
    /// `--listen`; `None` leaves the program's default, a free port of 127.0.0.1.
    pub at: Option<SocketAddr>,
    /// `--public-url`: what invitations carry, for instance a proxy's address.
    pub public_url: Option<String>,
    /// The server's clock.
    pub clock: Clock,
    /// The disk that its directory lies on, if it is not an ordinary one.
    pub disk: Option<FaultyDisk>,
}

/// The process, ended when dropped.
pub struct Serving {
    child: Child,
    ended: Receiver<String>,
    /// The line it announced itself with: `{"listening": "http://127.0.0.1:41234"}`.
    pub announcement: Value,
    log: PathBuf,
}

impl Serving {
    /// Starts `serve` and waits for its first line.
    ///
    /// # Panics
    /// When it does not come up; its log is in the message.
    #[track_caller]
    pub fn start(data: &Path, log: &Path, listening: &Listening) -> Serving {
        let mut command = Command::new(programs::huben_server());
        command.arg("serve").arg("--json").arg("--data").arg(data);
        let listen = listening.at.map_or_else(|| "127.0.0.1:0".to_owned(), |at| at.to_string());
        command.args(["--listen", &listen]);
        if let Some(url) = &listening.public_url {
            command.args(["--public-url", url]);
        }
        let file = OpenOptions::new().create(true).append(true).open(log).expect("the log can be written");
        command.envs(listening.clock.environment()).env_remove("HUBEN_DATA");
        command.envs(listening.disk.iter().flat_map(FaultyDisk::environment));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let mut child = command.spawn().expect("huben-server starts");
        let out = child.stdout.take().expect("stdout is piped");
        let (line_sender, first_line) = channel();
        let (end_sender, ended) = channel();
        std::thread::spawn(move || {
            let mut reader = BufReader::new(out);
            let mut line = String::new();
            drop(reader.read_line(&mut line));
            drop(line_sender.send(line));
            let mut rest = String::new();
            while reader.read_line(&mut rest).is_ok_and(|n| n > 0) {}
            drop(end_sender.send(rest));
        });
        let line = first_line.recv_timeout(READY_WITHIN).unwrap_or_default();
        let Ok(announcement) = serde_json::from_str(&line) else {
            drop(child.kill());
            drop(child.wait());
            panic!("serve said {line:?} instead of where it listens\n{}", read(log));
        };
        Serving { child, ended, announcement, log: log.to_owned() }
    }

    /// Where it listens.
    ///
    /// # Panics
    /// When the announcement holds no loopback address.
    pub fn address(&self) -> SocketAddr {
        let url = self.announcement["listening"].as_str().expect("serve names its address");
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.parse().unwrap_or_else(|_| panic!("not an address: {url}"))
    }

    /// SIGTERM; gives the exit code, how long it took, and whatever followed the first line.
    ///
    /// # Panics
    /// When it does not end at all.
    #[track_caller]
    pub fn terminate(mut self) -> (Option<i32>, Duration, String) {
        let asked = Instant::now();
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().expect("kill(1) runs");
        assert!(sent.success(), "SIGTERM could not be sent to {pid}");
        let rest = self.ended.recv_timeout(STOPPED_WITHIN);
        let rest = rest.unwrap_or_else(|_| panic!("serve ignored SIGTERM\n{}", read(&self.log)));
        let status = self.child.wait().expect("an ended process can be waited for");
        (status.code(), asked.elapsed(), rest)
    }

    /// SIGKILL, as a power cut would.
    pub fn kill(mut self) {
        self.end();
    }

    /// The process's number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    fn end(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.end();
    }
}

fn read(log: &Path) -> String {
    std::fs::read_to_string(log).unwrap_or_default()
}
