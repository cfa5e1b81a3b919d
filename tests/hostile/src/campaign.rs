//! One campaign: a real office, honest people at work, and enrolled attackers who send what chance draws.

use crate::checks;
use crate::device::Device;
use crate::door::{Door, memory_kb};
use crate::panics;
use crate::people;
use crate::shot::{self, Shot};
use crate::tally::Tally;
use huben_domain::HouseholdId;
use huben_engine::FieldBook;
use huben_server::{Failure, Hub};
use huben_simulation::surroundings::{Surroundings, Time};
use huben_sync::Part;
use huben_tests::chance::Chance;
use huben_tests::places::{COMMUNITY, GRID_1, GRID_2};
use huben_tests::serving::{Listening, Serving};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What stands only in a grid that no attacker but the dispatcher may read, and nobody may take elsewhere.
pub const SECRET: &str = "只有第三网格知道的暗号";
const SECRET_GRID: &str = "321181001025003";
/// Attackers are replaced so often: a flag once set on a device must not hide what an unflagged one can do.
const WAVES: u64 = 8;
/// Times the honest ones record and sync while the attack is on.
const ROUNDS: u64 = 25;
/// What the office's memory may grow by.
pub const MOST_GROWTH_KB: u64 = 64 * 1024;

/// How to attack.
#[derive(Debug, Clone)]
pub struct Options {
    /// Hostile requests.
    pub requests: u64,
    /// The seed of everything drawn.
    pub seed: u64,
    /// Of a hundred requests, how many go to the real program over HTTP.
    pub http_percent: u64,
    /// Only shots of this name.
    pub only: Option<String>,
}

/// What came of it.
pub struct Report {
    /// Verdicts.
    pub tally: Tally,
    /// What must not be, in plain words; empty when everything held.
    pub violations: Vec<String>,
    /// Time spent in requests.
    pub attacked: Duration,
    /// The slowest request and what it was.
    pub slowest: (Duration, String),
    /// The slowest sync of an honest device meanwhile.
    pub slowest_honest: Duration,
    /// Growth of this process (hub, books and attackers together), in kB.
    pub growth_kb: u64,
    /// Growth of the served program, in kB.
    pub served_growth_kb: Option<u64>,
    /// What was looked at afterwards.
    pub after: String,
    /// Panics, by place; all of them were caught unless a violation says otherwise.
    pub panics: Vec<(String, u64)>,
}

/// The office and everybody in it.
pub struct Campaign {
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

impl Campaign {
    /// Opens an office with a desk and a colleague.
    ///
    /// # Panics
    /// When that does not go, before any attack.
    pub fn open(seed: u64) -> Campaign {
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
        Campaign {
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
    fn honest_round(&mut self) -> Duration {
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

/// Attacks.
pub fn run(options: &Options) -> Report {
    let mut campaign = Campaign::open(options.seed);
    let serving = (options.http_percent > 0).then(|| {
        Serving::start(&campaign.data, &campaign.directory.path().join("serve.log"), &Listening::default())
    });
    let mut devices = campaign.attackers();
    let mut chance = Chance::seeded(options.seed ^ 0xa77a_c4e5);
    let mut tally = Tally::default();
    let (mut attacked, mut slowest) = (Duration::ZERO, (Duration::ZERO, String::new()));
    let mut slowest_honest = Duration::ZERO;
    let memory = || (memory_kb(std::process::id()).0, serving.as_ref().map(|it| memory_kb(it.pid()).0));
    let before = memory();
    let mut most = before;
    let (wave, round) = ((options.requests / WAVES).max(1), (options.requests / ROUNDS).max(1));
    for nth in 1..=options.requests {
        if nth % wave == 0 {
            devices = campaign.attackers();
        }
        let which = chance.below(devices.len() as u64) as usize;
        let device = &mut devices[which];
        let shot = drawn(device, &mut chance, options.only.as_deref());
        let door = match &serving {
            Some(serving) if chance.below(100) < options.http_percent => Door::Http(serving.address()),
            _ => Door::Inside(&campaign.hub),
        };
        let began = Instant::now();
        let said = door.post(shot.path, &shot.body);
        let took = began.elapsed();
        attacked += took;
        if took > slowest.0 {
            slowest = (took, format!("{} (request {nth})", shot.name));
        }
        match &said {
            None => campaign.violations.push(format!("request {nth}, {}: no answer", shot.name)),
            Some((status, body)) if *status >= 500 => campaign.violations.push(format!(
                "request {nth}, {}: {status} {}",
                shot.name,
                String::from_utf8_lossy(body)
            )),
            Some(_) => {}
        }
        let answer = tally.note(device, &shot, &said);
        if let Some(answer) = answer {
            for (place, one) in shot.offers.iter().enumerate() {
                if answer.standing == huben_sync::Standing::Active
                    && !answer.verdicts.iter().any(|(at, _)| *at as usize == place)
                {
                    device.taken(one);
                }
            }
            if shot.name == shot::READS {
                device.take_in(&answer);
            }
            if which != 3 && tells_secret(&answer.parts) {
                campaign.violations.push(format!("request {nth}, {}: another's grid was read", shot.name));
            }
        }
        device.last_body = shot.body;
        if nth % round == 0 {
            tell(nth, options.requests);
            slowest_honest = slowest_honest.max(campaign.honest_round());
            let now = memory();
            most = (most.0.max(now.0), most.1.max(now.1));
        }
        if campaign.violations.len() > 20 {
            break;
        }
    }
    let after = checks::afterwards(&mut campaign);
    let growth = |before: u64, most: u64| most.saturating_sub(before);
    let served_growth_kb = before.1.zip(most.1).map(|(before, most)| growth(before, most));
    if served_growth_kb.is_some_and(|growth| growth > MOST_GROWTH_KB) {
        campaign.violations.push("the served program's memory grew by more than 64 MB".into());
    }
    Report {
        tally,
        violations: std::mem::take(&mut campaign.violations),
        attacked,
        slowest,
        slowest_honest,
        growth_kb: growth(before.0, most.0),
        served_growth_kb,
        after,
        panics: panics::seen().into_iter().collect(),
    }
}

/// How far it is, for a person at a terminal.
fn tell(nth: u64, of: u64) {
    use std::io::IsTerminal;
    if std::io::stderr().is_terminal() {
        eprintln!("{nth} of {of}");
    }
}

fn drawn(device: &mut Device, chance: &mut Chance, only: Option<&str>) -> Shot {
    loop {
        let shot = shot::draw(device, chance);
        if only.is_none_or(|only| shot.name.contains(only) || chance.below(400) == 0) {
            return shot;
        }
    }
}

fn tells_secret(parts: &[Part]) -> bool {
    let tells = |bytes: &[u8]| bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    parts.iter().any(|part| match part {
        Part::Document { snapshot, chunks, .. } => {
            snapshot.iter().any(|bytes| tells(bytes)) || chunks.iter().any(|bytes| tells(bytes))
        }
        _ => false,
    })
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
