//! The two doors of one office: the hub in this process, and the real program over HTTP on the same directory.

use crate::panics;
use huben_server::Hub;
use huben_tests::wire;
use std::net::SocketAddr;

/// What came back: a status and a body; `None` when a panic came out, or the line went dead.
pub type Said = Option<(u16, Vec<u8>)>;

/// A way to ask an office.
pub enum Door<'a> {
    /// The hub itself.
    Inside(&'a Hub),
    /// `huben-server serve`.
    Http(SocketAddr),
}

impl Door<'_> {
    /// Posts a body.
    pub fn post(&self, path: &str, body: &[u8]) -> Said {
        match self {
            Door::Inside(hub) => panics::let_out(|| {
                let reply = if path == "/v1/enrol" { hub.enrol(body) } else { hub.exchange(body) };
                (reply.status, reply.body)
            }),
            Door::Http(address) => wire::post(*address, path, body).map(|reply| (reply.status, reply.body)),
        }
    }
}

/// Resident memory of a process, in kB: now, and at most.
pub fn memory_kb(pid: u32) -> (u64, u64) {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
    };
    (of("VmRSS:"), of("VmHWM:"))
}
