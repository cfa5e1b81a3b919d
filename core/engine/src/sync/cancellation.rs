//! Ending a run from another thread: heard at once, while it waits and while the office is silent.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Said once, by whoever wants the run to end; never taken back.
#[derive(Debug, Default)]
pub struct Cancellation {
    said: Mutex<bool>,
    waiting: Condvar,
    on_the_line: Notify,
}

impl Cancellation {
    /// Ends every wait, those under way and those to come.
    pub fn say(&self) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.waiting.notify_all();
        // Kept for whoever asks next: there is one run, with one request at a time.
        self.on_the_line.notify_one();
    }

    /// Was it said?
    pub fn is_said(&self) -> bool {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long, or until it is said.
    pub fn wait(&self, how_long: Duration) {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        // Poisoned or timed out: the wait is over.
        drop(self.waiting.wait_timeout_while(said, how_long, |said| !*said));
    }

    /// Until it is said.
    pub(crate) async fn said(&self) {
        while !self.is_said() {
            self.on_the_line.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn whoever_waits_is_woken_and_whoever_comes_later_does_not_wait() {
        const LONG: Duration = Duration::from_secs(600);
        let cancellation = Cancellation::default();
        let began = Instant::now();
        std::thread::scope(|scope| {
            scope.spawn(|| cancellation.wait(LONG));
            cancellation.say();
        });
        cancellation.wait(LONG);
        assert!(began.elapsed() < LONG && cancellation.is_said());
    }
}
