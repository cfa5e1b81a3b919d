//! Counts HTTP/1.1 requests in a stream of bytes.

/// Where in the stream of requests of one connection we are.
#[derive(Debug, Default)]
pub(super) struct Requests {
    place: Place,
}

#[derive(Debug, Default)]
enum Place {
    #[default]
    Between,
    Head(Vec<u8>),
    Body(usize),
    /// A chunked body: how long it is shows only at its end.
    Chunks(Vec<u8>),
}

impl Requests {
    /// How many requests begin in this piece.
    pub(super) fn feed(&mut self, mut piece: &[u8]) -> u64 {
        let mut begun = 0;
        while let Some((&byte, rest)) = piece.split_first() {
            match &mut self.place {
                Place::Between => {
                    begun += 1;
                    self.place = Place::Head(Vec::new());
                    continue;
                }
                Place::Head(head) => {
                    head.push(byte);
                    piece = rest;
                    if head.ends_with(b"\r\n\r\n") {
                        self.place = after_head(&String::from_utf8_lossy(head).to_ascii_lowercase());
                    }
                }
                Place::Body(left) => {
                    let taken = piece.len().min(*left);
                    piece = &piece[taken..];
                    *left -= taken;
                    if *left == 0 {
                        self.place = Place::Between;
                    }
                }
                Place::Chunks(seen) => {
                    seen.push(byte);
                    piece = rest;
                    if seen.ends_with(b"\r\n0\r\n\r\n") {
                        self.place = Place::Between;
                    }
                }
            }
        }
        begun
    }
}

fn after_head(head: &str) -> Place {
    let value = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    if value("transfer-encoding:").is_some() {
        return Place::Chunks(Vec::new());
    }
    match value("content-length:").and_then(|length| length.parse().ok()) {
        None | Some(0) => Place::Between,
        Some(length) => Place::Body(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_wherever_the_pieces_break() {
        let stream = b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\n\r\n\
            POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\nGET /d HTTP/1.1\r\n\r\n";
        for size in 1..stream.len() {
            let mut requests = Requests::default();
            let begun: u64 = stream.chunks(size).map(|piece| requests.feed(piece)).sum();
            assert_eq!(begun, 4, "pieces of {size}");
        }
    }
}
