//! One HTTP request by hand: what no phone of today would send.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// `Content-Type`, empty without one.
    pub content_type: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Posts CBOR.
pub fn post(office: SocketAddr, path: &str, body: &[u8]) -> Option<Reply> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: office\r\nConnection: close\r\nContent-Type: application/cbor\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    send(office, &head, body)
}

/// Sends any head and body; `None` when nothing readable came back.
///
/// # Panics
/// When nobody listens there.
pub fn send(office: SocketAddr, head: &str, body: &[u8]) -> Option<Reply> {
    let mut stream = TcpStream::connect(office).expect("the office listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout can be set");
    // The office may answer and close before it has read everything.
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)));
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let kind =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-type:").map(str::to_owned));
    let content_type = kind.unwrap_or_default().trim().to_owned();
    Some(Reply { status, content_type, body: answer[end + 4..].to_vec() })
}
