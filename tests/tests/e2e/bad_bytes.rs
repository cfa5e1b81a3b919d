//! Malformed, truncated, oversized and hostile bytes at the office's door: a 4xx with a problem document, bounded
//! memory, and everybody else undisturbed.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use ed25519_dalek::SigningKey;
use huben_sync::seal_request;
use huben_tests::chance::Chance;
use huben_tests::database::book;
use huben_tests::memory::peak_kb;
use huben_tests::proxy::{gzip_bomb, zstd_bomb};
use huben_tests::wire::{Reply, post, send};
use huben_tests::world::World;
use serde_bytes::ByteBuf;
use serde_json::Value;

use crate::make::{shared_household, text_set, visit};

/// The resident memory that no single request may push the office beyond.
const MOST_MEMORY_KB: u64 = 400 * 1024;

#[track_caller]
fn assert_problem(answer: Option<Reply>, what: &str) {
    let answer = answer.unwrap_or_else(|| panic!("{what}: no answer"));
    let (status, kind, body) = (answer.status, &answer.content_type, answer.text());
    assert!((400..500).contains(&status), "{what}: {status} {body}");
    assert!(kind.starts_with("application/problem+"), "{what}: {status} {kind} {body}");
    if kind.contains("json") {
        let problem: Value = serde_json::from_str(&body).unwrap_or_else(|_| panic!("{what}: {body}"));
        assert!(problem["title"].is_string() || problem["detail"].is_string(), "{what}: {problem}");
    }
}

#[test]
fn nonsense_is_answered_with_a_problem_and_harms_nobody() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    let office = world.office.address();
    let mut chance = Chance::of_test(0xbad);
    let random: Vec<u8> = (0..2000).map(|_| chance.draw() as u8).collect();
    let squeezed = zstd::encode_all(&random[..], 3).unwrap();
    let bodies: [(&str, &[u8]); 7] = [
        ("nothing", b""),
        ("one byte", b"\x00"),
        ("random bytes", &random),
        ("random bytes, compressed", &squeezed),
        ("half a compressed frame", &squeezed[..squeezed.len() / 2]),
        ("JSON", br#"{"hello": "office"}"#),
        ("deeply nested CBOR", &[0x81; 20_000]),
    ];
    for (what, body) in bodies {
        assert_problem(post(office, "/v1/exchange", body), what);
    }
    assert_problem(post(office, "/v1/no-such-thing", b""), "an unknown path");
    let head = "GET /v1/exchange HTTP/1.1\r\nHost: office\r\nConnection: close\r\n\r\n";
    assert_problem(send(office, head, b""), "the wrong verb");
    visit(&worker, &home, "一切都好");
    worker.sync();
    desk.sync();
    assert_eq!(text_set(&desk, &home).len(), 1);
    assert_eq!(world.office.ok(&["verify"])["ok"], true);
}

#[test]
fn bombs_and_giants_are_refused_in_bounded_memory() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let office = world.office.address();
    assert_problem(post(office, "/v1/exchange", &zstd_bomb()), "1 GB of zeros in a small frame");
    // From somebody that the office does not know: it looks into the body for a certificate.
    let unknown = [&[1, 1][..], &[9; 16], &[7; 64], &zstd_bomb()].concat();
    assert_problem(post(office, "/v1/exchange", &unknown), "1 GB of zeros in an envelope");
    for (encoding, bomb) in [("gzip", gzip_bomb()[..60_000].to_vec()), ("zstd", zstd_bomb())] {
        let head = format!(
            "POST /v1/exchange HTTP/1.1\r\nHost: office\r\nConnection: close\r\nContent-Encoding: {encoding}\r\nContent-Length: {}\r\n\r\n",
            bomb.len()
        );
        assert_problem(send(office, &head, &bomb), encoding);
    }
    let giant = vec![0xa1; 64 << 20];
    assert_problem(post(office, "/v1/exchange", &giant), "64 MB");
    let head = "POST /v1/exchange HTTP/1.1\r\nHost: office\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n";
    assert_problem(send(office, head, b"x"), "a length that nobody has");
    let memory = peak_kb(world.office.serving().pid()).unwrap();
    assert!(memory < MOST_MEMORY_KB, "{memory} kB");
    worker.sync();
}

#[test]
fn a_bomb_that_a_device_has_signed_is_refused_in_bounded_memory() {
    let world = World::open();
    let (desk, worker) = (world.desk(), world.worker("李红梅"));
    let home = shared_household(&desk, &[&worker]);
    let value = |name: &str| -> Vec<u8> {
        let book = book(worker.data());
        book.query_row("SELECT value FROM meta WHERE key = ?1", [name], |row| row.get(0)).unwrap()
    };
    let key = SigningKey::from_bytes(&value("device_key").try_into().unwrap());
    let device: [u8; 16] = value("device").try_into().unwrap();
    let before = peak_kb(world.office.serving().pid()).unwrap();
    let bomb = seal_request(&key, device, &ByteBuf::from(vec![0; 256 << 20]));
    assert!(bomb.len() < 64 << 10, "{} bytes are refused for their length", bomb.len());
    let answer = post(world.office.address(), "/v1/exchange", &bomb);
    assert_eq!(answer.as_ref().map(|answer| answer.status), Some(413));
    assert_problem(answer, "256 MB in a signed envelope");
    let grown = peak_kb(world.office.serving().pid()).unwrap() - before;
    assert!(grown < 32 << 10, "{grown} kB for one request");
    visit(&worker, &home, "一切都好");
    worker.sync();
}

#[test]
fn a_request_played_again_or_changed_is_not_taken_for_a_new_one() {
    // What a phone sends is signed; a stranger who repeats it with a byte changed is refused.
    let mut world = World::open();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    world.office.announce_as(Some(format!("http://{address}")));
    let office = world.office.address();
    let user = world.office.add_user("李红梅", "grid-worker", &[huben_tests::places::GRID_1], &[]);
    let phone = world.new_phone("李红梅", &user);
    let invitation = world.office.invite(&user);
    let recorded = std::sync::Arc::new(std::sync::Mutex::new(Vec::<Vec<u8>>::new()));
    let kept = std::sync::Arc::clone(&recorded);
    std::thread::spawn(move || record_requests(&listener, office, &kept));
    phone.enrol(&invitation);
    phone.sync();
    let requests = recorded.lock().unwrap().clone();
    let last =
        requests.iter().rfind(|request| request.starts_with(b"POST /v1/exchange")).expect("an exchange");
    let end = last.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    for place in [end + 10, (end + last.len()) / 2, last.len() - 1] {
        let mut changed = last.clone();
        changed[place] ^= 1;
        let (head, body) = changed.split_at(end);
        let head = String::from_utf8(head.to_vec()).unwrap();
        let head = head.replacen("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1);
        let answer = send(office, &head, body);
        if place == end + 10 {
            // Inside the device's id: a signed word that the office knows no such device.
            assert_eq!(answer.map(|answer| answer.status), Some(401));
        } else {
            assert_problem(answer, &format!("byte {place} of {} changed", last.len()));
        }
    }
    phone.run(&["status"]).ok();
}

/// A proxy for one test that keeps whole requests: each connection in both directions until it closes.
fn record_requests(
    listener: &std::net::TcpListener,
    office: SocketAddr,
    kept: &std::sync::Arc<std::sync::Mutex<Vec<Vec<u8>>>>,
) {
    for phone in listener.incoming().flatten() {
        let Ok(mut upstream) = TcpStream::connect(office) else { return };
        let (mut from_phone, mut to_office) = (phone.try_clone().unwrap(), upstream.try_clone().unwrap());
        let kept = std::sync::Arc::clone(kept);
        std::thread::spawn(move || {
            let mut buffer = [0; 64 * 1024];
            let mut all = Vec::new();
            while let Ok(length @ 1..) = from_phone.read(&mut buffer) {
                // A new request begins where the line does: the client waits for each answer.
                if buffer.starts_with(b"POST") || buffer.starts_with(b"GET") {
                    kept.lock().unwrap().push(Vec::new());
                    all.clear();
                }
                all.extend_from_slice(&buffer[..length]);
                if let Some(last) = kept.lock().unwrap().last_mut() {
                    *last = all.clone();
                }
                if to_office.write_all(&buffer[..length]).is_err() {
                    return;
                }
            }
            drop(to_office.shutdown(std::net::Shutdown::Write));
        });
        let mut phone = phone;
        std::thread::spawn(move || drop(std::io::copy(&mut upstream, &mut phone)));
    }
}
