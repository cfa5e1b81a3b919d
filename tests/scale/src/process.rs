//! What a process cost, as Linux counts it.

use std::fs;
use std::time::Duration;

/// Linux counts processor time for its users in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// Processor time of a process with all its threads, in steps of 10 ms.
///
/// # Panics
/// When there is no such process.
pub fn cpu(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("a running process");
    // The name in brackets may hold anything; after it come numbers, the 12th and 13th of which are user and system time.
    let (_, numbers) = stat.rsplit_once(')').expect("a process has a name");
    let ticks: u32 = numbers.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u32>().ok()).sum();
    TICK * ticks
}

/// Memory of a process, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Resident now.
    pub now: u64,
    /// Resident at most, since it began or since [`forget_peak`].
    pub peak: u64,
}

/// How much memory a process has.
///
/// # Panics
/// When there is no such process.
pub fn memory(pid: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("a running process");
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
    };
    Memory { now: of("VmRSS:"), peak: of("VmHWM:") }
}

/// From now on the peak is counted anew.
pub fn forget_peak(pid: u32) {
    // Where the system does not allow it the peak is that of the whole life: never too small.
    let _ = fs::write(format!("/proc/{pid}/clear_refs"), "5");
}

/// Megabytes, as people say them.
pub fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// How busy the machine was while this ran: the load average of the last minute.
pub fn load_average() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("unknown").to_owned()
}
