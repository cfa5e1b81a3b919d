//! A captive portal: whatever is asked, it says 200 and shows a page.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::counts::Counters;
use super::line::Direction;
use super::requests::Requests;

const PAGE: &str =
    "<!doctype html><html><body><h1>免费 Wi-Fi</h1><p>请先登录 please log in</p></body></html>";

pub(super) fn answer(mut phone: TcpStream, counters: &Counters) {
    let mut buffer = [0; 16 * 1024];
    let mut requests = Requests::default();
    while let Ok(length @ 1..) = phone.read(&mut buffer) {
        counters.requests(requests.feed(&buffer[..length]));
        counters.bytes(Direction::Up, length);
        if !requests.is_between() {
            continue;
        }
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{PAGE}",
            PAGE.len()
        );
        counters.bytes(Direction::Down, head.len());
        if phone.write_all(head.as_bytes()).is_err() {
            return;
        }
    }
}
