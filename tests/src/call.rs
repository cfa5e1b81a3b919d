//! One call of a program: its output read to the end, with a deadline, so that nothing hangs a test run.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::outcome::Outcome;

/// Longer than any honest command on a busy machine.
const DEADLINE: Duration = Duration::from_secs(180);

/// Runs a command to its end.
///
/// # Panics
/// When the program cannot be started or does not end in time; it is then killed.
#[track_caller]
pub fn call(command: &mut Command) -> Outcome {
    let line = spelled(command);
    started(command).finish(&line)
}

/// A call that is still under way: for killing it, or for running several at once.
pub struct Running {
    child: Child,
    streams: Receiver<(Stream, String)>,
}

#[derive(PartialEq)]
enum Stream {
    Out,
    Err,
}

/// Starts a command without waiting for it.
///
/// # Panics
/// When the program cannot be started.
#[track_caller]
pub fn started(command: &mut Command) -> Running {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A test's own surroundings must not reach the programs.
    command.env_remove("HUBEN_DATA").env_remove("RUST_LOG").env("NO_COLOR", "1");
    let line = spelled(command);
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{line}: {error}"));
    let (sender, streams) = channel();
    let mut out = child.stdout.take().expect("stdout is piped");
    let mut err = child.stderr.take().expect("stderr is piped");
    let err_sender = sender.clone();
    std::thread::spawn(move || drop(sender.send((Stream::Out, read_all(&mut out)))));
    std::thread::spawn(move || drop(err_sender.send((Stream::Err, read_all(&mut err)))));
    Running { child, streams }
}

impl Running {
    /// Waits for the end and gives what came of it.
    ///
    /// # Panics
    /// When the program does not end in time; it is then killed.
    #[track_caller]
    pub fn finish(self, line: &str) -> Outcome {
        self.finish_within(DEADLINE, line)
            .unwrap_or_else(|| panic!("{line}: still running after {} s", DEADLINE.as_secs()))
    }

    /// The same with another deadline; `None` if it did not end in time. It is then killed.
    #[track_caller]
    pub fn finish_within(mut self, deadline: Duration, line: &str) -> Option<Outcome> {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        for _ in 0..2 {
            match self.streams.recv_timeout(deadline) {
                Ok((Stream::Out, text)) => stdout = text,
                Ok((Stream::Err, text)) => stderr = text,
                Err(_) => return None,
            }
        }
        let status = self.child.wait().unwrap_or_else(|error| panic!("{line}: {error}"));
        Some(Outcome::new(line.to_owned(), status.code(), stdout, stderr))
    }

    /// The same, with the most memory that the program ever had resident, in kB.
    #[track_caller]
    pub fn finish_measured(self, line: &str) -> (Outcome, u64) {
        let pid = self.child.id();
        // Asked again and again until it has ended: nothing tells it afterwards.
        let peak = std::thread::spawn(move || {
            let mut peak = 0;
            while let Some(so_far) = crate::memory::peak_kb(pid) {
                peak = so_far;
                std::thread::sleep(Duration::from_millis(1));
            }
            peak
        });
        let outcome = self.finish(line);
        (outcome, peak.join().expect("a file is read"))
    }

    /// SIGKILL now, and what came of the call. Without an exit code it was still running; with one it was faster.
    #[track_caller]
    pub fn finish_killed(mut self, line: &str) -> Outcome {
        drop(self.child.kill());
        self.finish(line)
    }

    /// SIGKILL, as a phone does that runs out of power.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn read_all(stream: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The command as one would type it.
pub fn spelled(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
