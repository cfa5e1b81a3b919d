//! Carries the bytes of one connection, each way in a thread of its own.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;

use super::Shared;
use super::line::Direction;
use super::requests::Requests;

/// Carries until both sides are done or the line cuts.
pub(super) fn both_ways(phone: TcpStream, office: TcpStream, shared: &Arc<Shared>) {
    // Pieces go on as they come: a cut must not find bytes waiting in a buffer of ours.
    drop(phone.set_nodelay(true));
    drop(office.set_nodelay(true));
    let (Ok(phone_in), Ok(office_out)) = (phone.try_clone(), office.try_clone()) else { return };
    let up_shared = Arc::clone(shared);
    let up = std::thread::spawn(move || carry(Direction::Up, phone_in, office_out, &up_shared));
    carry(Direction::Down, office, phone, shared);
    drop(up.join());
}

fn carry(way: Direction, mut from: TcpStream, mut to: TcpStream, shared: &Shared) {
    let mut buffer = [0; 16 * 1024];
    let mut passed = 0;
    let mut requests = Requests::default();
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let passage =
            shared.wire.lock().expect("no thread panics with the line").passage(way, passed, length);
        if !passage.wait.is_zero() {
            std::thread::sleep(passage.wait);
        }
        if let Some(place) = passage.flip {
            buffer[place] ^= 0x10;
        }
        let piece = &buffer[..passage.pass];
        if way == Direction::Up {
            // Seen means tried: a request counts though the cut falls on its first byte.
            shared.counters.requests(requests.feed(&buffer[..length]));
        }
        shared.counters.bytes(way, piece.len());
        passed += piece.len() as u64;
        let sent = to.write_all(piece);
        if passage.cut || sent.is_err() {
            shared.counters.cut(passage.cut);
            drop(from.shutdown(Shutdown::Both));
            drop(to.shutdown(Shutdown::Both));
            return;
        }
    }
    // A half-closed connection stays half-closed: HTTP clients may close their side first.
    drop(to.shutdown(Shutdown::Write));
}
