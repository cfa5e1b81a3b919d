//! One phone's line to the office: HTTP/1.1 by hand over TCP, opened once and kept for a run, as `huben` keeps its own.
//! A hub cannot tell the difference; the generator can afford thousands.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// As a phone's: `core/engine/src/sync/line.rs`.
const CONNECT: Duration = Duration::from_secs(10);
/// As a phone's.
const ANSWER: Duration = Duration::from_secs(60);

/// An open line.
pub struct Line {
    stream: TcpStream,
}

impl Line {
    /// Calls the office.
    pub async fn to(office: SocketAddr) -> io::Result<Line> {
        let stream = timeout(CONNECT, TcpStream::connect(office)).await??;
        stream.set_nodelay(true)?;
        Ok(Line { stream })
    }

    /// One request; its status and body.
    pub async fn post(&mut self, path: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        timeout(ANSWER, self.exchange(path, body)).await?
    }

    async fn exchange(&mut self, path: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: office\r\ncontent-type: application/cbor\r\ncontent-length: {length}\r\n\r\n"
        );
        self.stream.write_all(&[head.as_bytes(), body].concat()).await?;
        let mut answer = Vec::new();
        let end = loop {
            if let Some(at) = answer.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            self.more(&mut answer).await?;
        };
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        let not_http = || io::Error::new(io::ErrorKind::InvalidData, "not an HTTP answer");
        let status = head.split(' ').nth(1).and_then(|n| n.parse().ok()).ok_or_else(not_http)?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.and_then(|n| n.trim().parse().ok()).ok_or_else(not_http)?;
        while answer.len() < end + length {
            self.more(&mut answer).await?;
        }
        Ok((status, answer.split_off(end)))
    }

    async fn more(&mut self, answer: &mut Vec<u8>) -> io::Result<()> {
        match self.stream.read_buf(answer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
