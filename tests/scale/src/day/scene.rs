//! Where a day is played: an office, a phone on a disk that counts, a colleague, and a line that counts.

use huben_engine::{CardFields, Error, FieldBook, KeyVault, Reply, Result, Silent, SyncRun, Transport};
use huben_server::{Hub, administer};
use huben_simulation::disk::{Machine, directory};
use huben_simulation::surroundings::{Surroundings, Time};
use huben_tests::content;
use huben_tests::places::{COMMUNITY, COMMUNITY_NAME, GRID_1};
use std::cell::Cell;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// Everything that a day needs.
pub(super) struct Scene {
    pub(super) time: Time,
    pub(super) phone: Machine,
    pub(super) book: FieldBook,
    pub(super) colleague: FieldBook,
    pub(super) line: Line,
    // Last: the directory of the machines.
    _office: Machine,
    _directory: TempDir,
}

/// Counts, and is cut when the network or the office is gone.
pub(super) struct Line {
    hub: Hub,
    pub(super) network: Cell<bool>,
    pub(super) office: Cell<bool>,
    pub(super) requests: Cell<u64>,
}

impl Transport for Line {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        self.requests.set(self.requests.get() + 1);
        if !self.network.get() || !self.office.get() {
            return Err(Error::Offline { reason: "no way to the office".into() });
        }
        let reply = if path == "/v1/enrol" { self.hub.enrol(body) } else { self.hub.exchange(body) };
        Ok(Reply { status: reply.status, body: reply.body })
    }

    fn get(&self, _path: &str) -> Result<Reply> {
        let reply = self.hub.office();
        Ok(Reply { status: reply.status, body: reply.body })
    }
}

#[derive(Debug, Default)]
struct Vault(Mutex<Option<[u8; 32]>>);

impl KeyVault for Vault {
    fn load(&self) -> Result<Option<[u8; 32]>> {
        Ok(*self.0.lock().expect("a vault"))
    }

    fn store(&self, key: &[u8; 32]) -> Result<()> {
        *self.0.lock().expect("a vault") = Some(*key);
        Ok(())
    }
}

impl Scene {
    /// A grid of 80 households, on both phones; it is midnight.
    pub(super) fn set() -> Scene {
        let directory = directory().expect("a directory");
        let time = Time::begin();
        let office = Machine::at(&directory.path().join("office")).expect("a machine");
        let chance = |seed| Surroundings::new(time.clone(), seed, None);
        let data = office.directory().join("data");
        let desk = chance(1);
        let admin = |words: &[&str]| {
            let path = data.to_str().expect("a path that is text");
            administer(&[words, &["--data", path]].concat(), desk.as_ref()).expect("the office obeys")
        };
        admin(&["init", "--name", COMMUNITY_NAME, "--area", COMMUNITY]);
        admin(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
        let invite = |name: &str| {
            let user = admin(&["user", "add", "--name", name, "--role", "grid-worker", "--area", GRID_1]);
            let user = user["user"].as_str().expect("an id").to_owned();
            let invite = ["user", "invite", "--user", &user, "--public-url", "http://127.0.0.1:1"];
            admin(&invite)["invitation"].as_str().expect("text").to_owned()
        };
        let invitations = [invite("李红梅"), invite("王志强")];
        let hub = Hub::open(&data, chance(2)).expect("the hub opens");
        let line = Line { hub, network: Cell::new(true), office: Cell::new(true), requests: Cell::new(0) };
        let phone = Machine::at(&directory.path().join("phone")).expect("a machine");
        let enrol = |directory: &Path, invitation: &str, seed| {
            FieldBook::enrol_over(directory, Arc::new(Vault::default()), chance(seed), invitation, &line)
                .expect("a phone is enrolled")
        };
        let book = enrol(&phone.directory().join("book"), &invitations[0], 3);
        let colleague = enrol(&directory.path().join("colleague"), &invitations[1], 4);
        let sync = |book: &FieldBook| {
            book.sync_over(&SyncRun::new(Arc::new(Silent)), &line).1.expect("the office answers");
        };
        sync(&book);
        for n in 0..80 {
            let fields = CardFields {
                area: Some(GRID_1.parse().expect("a grid's code")),
                address: Some(content::address(n)),
                contact: Some(content::name(n)),
                phone: Some(content::phone(n)),
                ..Default::default()
            };
            book.add_household(fields).expect("a household is added");
        }
        [&book, &colleague, &book].into_iter().for_each(sync);
        Scene { time, phone, book, colleague, line, _office: office, _directory: directory }
    }
}
