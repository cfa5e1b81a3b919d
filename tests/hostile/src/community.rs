//! A real office, and honest people at work in it.

use crate::device::Device;
use crate::door::Door;
use crate::{checks, panics, people};
use huben_domain::HouseholdId;
use huben_engine::FieldBook;
use huben_server::{Failure, Hub};
use huben_simulation::surroundings::{Surroundings, Time};
use huben_tests::chance::Chance;
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What stands only in a grid that no attacker but the dispatcher may read, and nobody may take elsewhere.
pub const SECRET: &str = "只有第三网格知道的暗号";
const SECRET_GRID: &str = "321181001025003";

/// The office and everybody in it.
pub struct Community {
    pub(crate) data: PathBuf,
    pub(crate) surroundings: Arc<Surroundings>,
    /// The hub.
    pub hub: Hub,
    /// The supervisor's book.
    pub desk: FieldBook,
    /// A grid worker's book.
    pub colleague: FieldBook,
    pub(crate) colleague_user: String,
    /// Where the colleague calls.
    pub household: HouseholdId,
    pub(crate) told: Vec<(HouseholdId, String)>,
    pub(crate) violations: Vec<String>,
    time: Time,
    chance: Chance,
    // Removed last.
    pub(crate) directory: TempDir,
}

impl Community {
    /// Opens an office with a desk and a colleague.
    ///
    /// # Panics
    /// When that does not go, before any attack.
    pub fn open(seed: u64) -> Community {
        let directory = TempDir::new().expect("a temporary directory");
        let (data, time) = (directory.path().join("office"), Time::begin());
        let mut chance = Chance::seeded(seed);
        let surroundings = Surroundings::new(time.clone(), chance.draw(), None);
        let run = |words: &[&str]| administer(&data, &surroundings, words).expect("the office is made");
        run(&["init", "--name", "振兴路社区", "--area", COMMUNITY]);
        run(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
        run(&["area", "add", "--code", GRID_2, "--name", "第2网格"]);
        run(&["area", "add", "--code", SECRET_GRID, "--name", "第3网格"]);
        let hub = Hub::open(&data, surroundings.clone()).expect("the hub opens");
        let mut hire = |name: &str, role: &str, area: &str| {
            let user = run(&["user", "add", "--name", name, "--role", role, "--area", area]);
            let user = user["user"].as_str().expect("an id").to_owned();
            let own = Surroundings::new(time.clone(), chance.draw(), None);
            let book =
                people::enrol(&directory.path().join(name), own, &invite(&data, &surroundings, &user), &hub);
            people::sync(&book, &hub).1.expect("a first sync");
            (book, user)
        };
        let (desk, _) = hire("desk", "supervisor", COMMUNITY);
        let (colleague, colleague_user) = hire("colleague", "grid-worker", GRID_1);
        let household = people::household(&colleague, GRID_1, "王秀英");
        people::household(&desk, SECRET_GRID, SECRET);
        for book in [&colleague, &desk, &colleague] {
            people::sync(book, &hub).1.expect("an honest sync");
        }
        Community {
            data,
            surroundings,
            hub,
            desk,
            colleague,
            colleague_user,
            household,
            time,
            chance,
            directory,
            told: Vec::new(),
            violations: Vec::new(),
        }
    }

    /// A command of the office.
    pub fn administer(&self, words: &[&str]) -> Result<Value, Failure> {
        administer(&self.data, &self.surroundings, words)
    }

    pub(crate) fn invite(&self, user: &str) -> String {
        invite(&self.data, &self.surroundings, user)
    }

    pub(crate) fn own_surroundings(&mut self) -> Arc<Surroundings> {
        Surroundings::new(self.time.clone(), self.chance.draw(), None)
    }

    /// Attackers of every sort, newly enrolled, who have read what they may.
    pub fn attackers(&mut self) -> Vec<Device> {
        let sorts: [(&str, &[&'static str]); 5] = [
            ("grid-worker", &[GRID_1]),
            ("grid-worker", &[GRID_1, GRID_2]),
            ("volunteer", &[GRID_1]),
            ("dispatcher", &[COMMUNITY]),
            ("grid-worker", &[GRID_1]),
        ];
        let mut devices = Vec::new();
        for (nth, (role, areas)) in sorts.into_iter().enumerate() {
            let mut words = vec!["user", "add", "--name", "来者不善", "--role", role];
            areas.iter().for_each(|area| words.extend(["--area", area]));
            let user = self.administer(&words).expect("a user")["user"].as_str().expect("an id").to_owned();
            let invitation = self.invite(&user);
            let door = Door::Inside(&self.hub);
            let areas = if areas[0] == COMMUNITY { vec![GRID_1, GRID_2] } else { areas.to_vec() };
            let mut device = Device::enrol(&door, &invitation, areas, &mut self.chance);
            device.reports_only = role == "volunteer" || role == "dispatcher";
            device.fetch(&door);
            if nth == 4 {
                let id = huben_domain::DeviceId::from_bytes(device.id).to_string();
                self.administer(&["device", "revoke", "--device", &id]).expect("a device is revoked");
            }
            devices.push(device);
        }
        devices
    }

    /// The honest ones record and sync; gives how long the slower of both took.
    pub(crate) fn honest_round(&mut self) -> Duration {
        let text = format!("第{}次走访，一切都好", self.told.len() + 1);
        // An attacker who holds both grids may take a household elsewhere; the colleague then calls on another.
        if self.colleague.household(self.household).is_err() {
            self.household = people::household(&self.colleague, GRID_1, "王秀英");
        }
        people::visit(&self.colleague, self.household, &text);
        self.told.push((self.household, text.clone()));
        let mut slowest = Duration::ZERO;
        for (name, book) in [("the colleague", &self.colleague), ("the desk", &self.desk)] {
            let began = Instant::now();
            if let Err(error) = people::sync(book, &self.hub).1 {
                self.violations.push(format!("{name} cannot sync: {error}"));
            }
            slowest = slowest.max(began.elapsed());
        }
        if !checks::visits(&self.desk, self.household).contains(&text) {
            self.violations.push(format!("the desk does not see «{text}»"));
        }
        slowest
    }
}

fn administer(data: &Path, surroundings: &Arc<Surroundings>, words: &[&str]) -> Result<Value, Failure> {
    let data = data.to_str().expect("a path that is text");
    let words = [words, &["--data", data]].concat();
    let done = panics::let_out(|| huben_server::administer(&words, surroundings.as_ref()));
    done.unwrap_or_else(|| panic!("{words:?}: {}", panics::last()))
}

fn invite(data: &Path, surroundings: &Arc<Surroundings>, user: &str) -> String {
    let words = ["user", "invite", "--user", user, "--public-url", "http://127.0.0.1:1"];
    let said = administer(data, surroundings, &words).expect("an invitation");
    said["invitation"].as_str().expect("text").to_owned()
}
