//! Answers that are not the office's to this request: a page to log in, a bomb, silence, the answer to another request.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use flate2::{Compression, FlushCompress};

use super::Shared;
use super::line::{Bomb, Direction, Line};

const PAGE: &str =
    "<!doctype html><html><body><h1>免费 Wi-Fi</h1><p>请先登录 please log in</p></body></html>";

const CBOR: &str = "application/cbor";

/// What every bomb grows to, and where an endless answer would end after all.
const GROWN: u64 = 1 << 30;

/// Serves one connection whose line is one of these.
pub(super) fn answer(mut phone: TcpStream, line: Line, shared: &Shared) {
    while let Some(request) = message(&mut phone) {
        shared.counters.requests(1);
        shared.counters.bytes(Direction::Up, request.len());
        let target = *shared.target.lock().expect("no thread panics with the target");
        let said = match line {
            Line::Twice => ask(target, &request).and_then(|_| ask(target, &request)),
            Line::AnothersAnswer => {
                let answer = ask(target, &request);
                std::mem::replace(&mut *shared.answer.lock().expect("no thread panics with it"), answer)
            }
            Line::Bomb(Bomb::Endless) => {
                go_on_and_on(&mut phone, shared);
                None
            }
            Line::Bomb(bomb) => Some(bomb_as_answer(bomb)),
            // Until the phone has had enough.
            Line::Silent => {
                drop(phone.read_to_end(&mut Vec::new()));
                None
            }
            _ => Some(with_head("text/html; charset=utf-8", "", PAGE.as_bytes())),
        };
        let Some(said) = said else { return };
        shared.counters.bytes(Direction::Down, said.len());
        if phone.write_all(&said).is_err() {
            return;
        }
    }
}

/// One whole request, or one whole answer; `None` when the line ends before.
fn message(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut message = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let length = from.read(&mut buffer).ok().filter(|length| *length > 0)?;
        message.extend_from_slice(&buffer[..length]);
        let Some(end) = message.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&message[..end]).to_ascii_lowercase();
        let body = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        if message.len() >= end + 4 + body.unwrap_or(0) {
            return Some(message);
        }
    }
}

/// What the office says to it, over a line that is good.
fn ask(office: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut office = TcpStream::connect(office).ok()?;
    office.write_all(request).ok()?;
    message(&mut office)
}

fn with_head(kind: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn bomb_as_answer(bomb: Bomb) -> Vec<u8> {
    match bomb {
        Bomb::Gzip => with_head(CBOR, "Content-Encoding: gzip\r\n", &gzip_bomb()),
        Bomb::Zstd => with_head(CBOR, "Content-Encoding: zstd\r\n", &zstd_bomb()),
        // Version, algorithm and 64 bytes where a signature would be.
        _ => with_head(CBOR, "", &[&[1, 1], &[7; 64][..], &zstd_bomb()].concat()),
    }
}

fn go_on_and_on(phone: &mut TcpStream, shared: &Shared) {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {CBOR}\r\nContent-Length: {GROWN}\r\n\r\n");
    let piece = vec![0x5a; 64 * 1024];
    let mut sent = phone.write_all(head.as_bytes());
    while sent.is_ok() {
        sent = phone.write_all(&piece);
        shared.counters.bytes(Direction::Down, piece.len());
    }
}

/// A gigabyte of zeros as one megabyte.
///
/// # Panics
/// Never: memory can be written.
pub fn gzip_bomb() -> Vec<u8> {
    const PIECE: usize = 1 << 20;
    // RFC 1952: magic bytes, deflate, no flags, no time, no hints, an unknown system.
    const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let mut piece = Vec::with_capacity(PIECE / 256);
    // A full flush ends a piece on a byte, and nothing refers back over it: it can stand as often as one likes.
    flate2::Compress::new(Compression::best(), false)
        .compress_vec(&vec![0; PIECE], &mut piece, FlushCompress::Full)
        .expect("zeros can be compressed");
    [&HEADER[..], &piece.repeat((GROWN / PIECE as u64) as usize)].concat()
}

/// A gigabyte of zeros as some ten kilobytes.
///
/// # Panics
/// Never: memory can be written.
pub fn zstd_bomb() -> Vec<u8> {
    zstd::encode_all(std::io::repeat(0).take(GROWN), 1).expect("zeros can be compressed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bombs_are_small_and_do_grow() {
        let (gzip, zstd) = (gzip_bomb(), zstd_bomb());
        assert!(gzip.len() < 2 << 20 && zstd.len() < 200 << 10, "{} and {}", gzip.len(), zstd.len());
        let grown = |unpacked: &mut dyn Read| {
            let mut some = Vec::new();
            unpacked.take(5 << 20).read_to_end(&mut some).unwrap();
            some
        };
        let zeros = vec![0; 5 << 20];
        assert!(grown(&mut flate2::read::GzDecoder::new(&gzip[..])) == zeros);
        assert!(grown(&mut zstd::Decoder::new(&zstd[..]).unwrap()) == zeros);
    }
}
