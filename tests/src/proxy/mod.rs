//! A TCP proxy between phones and the office that behaves as badly as a stairwell does.
//!
//! One thread a direction, nothing but the standard library. What it does with bytes is a [`Line`], changed at
//! any time; what went through is counted in [`Counts`].

mod counts;
mod false_answers;
mod line;
mod pump;
mod requests;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

pub use counts::Counts;
pub use false_answers::{gzip_bomb, zstd_bomb};
pub use line::{Bomb, Direction, Line};

use counts::Counters;
use line::Wire;

/// The proxy; it stops listening when dropped.
pub struct CuttingProxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What the threads of one proxy share.
struct Shared {
    target: Mutex<SocketAddr>,
    wire: Mutex<Wire>,
    counters: Counters,
    /// The last answer that was kept from the phone it was for.
    answer: Mutex<Option<Vec<u8>>>,
    closing: AtomicBool,
}

impl CuttingProxy {
    /// A proxy on a free port of loopback, open until told otherwise.
    ///
    /// # Panics
    /// When no port can be had.
    pub fn before(target: SocketAddr) -> CuttingProxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            target: Mutex::new(target),
            wire: Mutex::new(Wire::open()),
            counters: Counters::default(),
            answer: Mutex::default(),
            closing: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, &accepting));
        CuttingProxy { address, shared }
    }

    /// What phones are told to call.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes the line; what a rule counts starts at 0 again.
    pub fn set(&self, line: Line) {
        self.shared.wire.lock().expect("no thread panics with the line").set(line);
    }

    /// Sends new connections to another address: the office has moved.
    pub fn point_at(&self, target: SocketAddr) {
        *self.shared.target.lock().expect("no thread panics with the target") = target;
    }

    /// What has gone through so far.
    pub fn counts(&self) -> Counts {
        self.shared.counters.read()
    }
}

impl Drop for CuttingProxy {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        // The accepting thread sleeps in accept(); one last caller wakes it.
        drop(TcpStream::connect(self.address));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for phone in listener.incoming() {
        if shared.closing.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(phone) = phone {
            let shared = Arc::clone(shared);
            std::thread::spawn(move || serve(phone, &shared));
        }
    }
}

/// One connection of a phone, by the line as it is now.
fn serve(phone: TcpStream, shared: &Arc<Shared>) {
    shared.counters.connection();
    let line = shared.wire.lock().expect("no thread panics with the line").line();
    match line {
        Line::Offline => drop(phone),
        line if line.answers_falsely() => false_answers::answer(phone, line, shared),
        _ => {
            let target = *shared.target.lock().expect("no thread panics with the target");
            if let Ok(office) = TcpStream::connect(target) {
                pump::both_ways(phone, office, shared);
            }
        }
    }
}
