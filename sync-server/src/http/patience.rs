//! A connection that does not stay open for ever: somebody who says nothing, or drips a letter a second, holds a file
//! handle, and an office has a bounded number of them.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Nothing moved for so long: longer than any answer takes, and as long as a phone waits for one.
const QUIET: Duration = Duration::from_secs(60);
/// No connection is older than this. A phone that is cut off asks again and loses nothing.
const AGE: Duration = Duration::from_secs(15 * 60);

/// A stream that ends when nothing moves on it, and when it is old.
pub(super) struct Patient<S> {
    stream: S,
    quiet: Duration,
    /// When it is old.
    end: Instant,
    until: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    /// From now on.
    pub(super) fn new(stream: S) -> Self {
        Self::for_so_long(stream, QUIET, AGE)
    }

    fn for_so_long(stream: S, quiet: Duration, age: Duration) -> Self {
        Self { stream, quiet, end: Instant::now() + age, until: Box::pin(sleep(quiet)) }
    }

    /// Something moved, or patience is at its end.
    fn judged<T>(&mut self, context: &mut Context<'_>, moved: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if moved.is_ready() {
            let until = (Instant::now() + self.quiet).min(self.end);
            self.until.as_mut().reset(until);
            return moved;
        }
        match self.until.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let moved = Pin::new(&mut self.stream).poll_read(context, buffer);
        if moved.is_ready() && Instant::now() > self.end {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        self.judged(context, moved)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let moved = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judged(context, moved)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let moved = Pin::new(&mut self.stream).poll_flush(context);
        self.judged(context, moved)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let moved = Pin::new(&mut self.stream).poll_shutdown(context);
        self.judged(context, moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    fn run<F: Future>(test: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("a runtime").block_on(test)
    }

    #[test]
    fn a_connection_on_which_nothing_moves_ends() {
        run(async {
            let (mut there, here) = duplex(64);
            let mut here = Patient::for_so_long(here, Duration::from_millis(50), AGE);
            there.write_all(b"a").await.expect("written");
            assert_eq!(here.read_u8().await.expect("a byte"), b'a');
            let ended = here.read_u8().await.expect_err("nobody says anything");
            assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        });
    }

    #[test]
    fn a_connection_on_which_somebody_drips_ends_too() {
        run(async {
            let (mut there, here) = duplex(64);
            let mut here = Patient::for_so_long(here, QUIET, Duration::from_millis(50));
            let ended = loop {
                there.write_all(b"a").await.expect("written");
                if let Err(ended) = here.read_u8().await {
                    break ended;
                }
            };
            assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        });
    }
}
