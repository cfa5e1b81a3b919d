//! One campaign: a real office, honest people at work, and enrolled attackers who send what chance draws.

use crate::community::{Community, SECRET};
use crate::device::Device;
use crate::door::{Door, memory_kb};
use crate::shot::{self, Shot};
use crate::tally::Tally;
use crate::{checks, panics, poison};
use huben_sync::Part;
use huben_tests::chance::Chance;
use huben_tests::serving::{Listening, Serving};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

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

/// Attacks.
pub fn run(options: &Options) -> Report {
    let mut community = Community::open(options.seed);
    let serving = (options.http_percent > 0).then(|| {
        Serving::start(&community.data, &community.directory.path().join("serve.log"), &Listening::default())
    });
    let mut devices = community.attackers();
    let mut chance = Chance::seeded(options.seed ^ 0xa77a_c4e5);
    let mut tally = Tally::default();
    let (mut attacked, mut slowest) = (Duration::ZERO, (Duration::ZERO, String::new()));
    let mut slowest_honest = Duration::ZERO;
    // The office's own program at its most, between two looks as well; this one has the attackers in it.
    let memory = || (memory_kb(std::process::id()).0, serving.as_ref().map(|it| memory_kb(it.pid()).1));
    let before = memory();
    let mut most = before;
    let (wave, round) = ((options.requests / WAVES).max(1), (options.requests / ROUNDS).max(1));
    for nth in 1..=options.requests {
        if nth % wave == 0 {
            devices = community.attackers();
        }
        let which = chance.below(devices.len() as u64) as usize;
        let device = &mut devices[which];
        let shot = drawn(device, &mut chance, options.only.as_deref());
        let door = match &serving {
            Some(serving) if chance.below(100) < options.http_percent => Door::Http(serving.address()),
            _ => Door::Inside(&community.hub),
        };
        let began = Instant::now();
        let said = door.post(shot.path, &shot.body);
        let took = began.elapsed();
        attacked += took;
        if took > slowest.0 {
            slowest = (took, format!("{} (request {nth})", shot.name));
        }
        match &said {
            None => community.violations.push(format!("request {nth}, {}: no answer", shot.name)),
            Some((status, body)) if *status >= 500 => community.violations.push(format!(
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
                community.violations.push(format!("request {nth}, {}: another's grid was read", shot.name));
            }
        }
        device.last_body = shot.body;
        if nth % round == 0 {
            tell(nth, options.requests);
            slowest_honest = slowest_honest.max(community.honest_round());
            let now = memory();
            most = (most.0.max(now.0), most.1.max(now.1));
        }
        if community.violations.len() > 20 {
            break;
        }
    }
    let after = checks::afterwards(&mut community);
    let growth = |before: u64, most: u64| most.saturating_sub(before);
    let served_growth_kb = before.1.zip(most.1).map(|(before, most)| growth(before, most));
    if served_growth_kb.is_some_and(|growth| growth > MOST_GROWTH_KB) {
        community.violations.push("the served program's memory grew by more than 64 MB".into());
    }
    Report {
        tally,
        violations: std::mem::take(&mut community.violations),
        attacked,
        slowest,
        slowest_honest,
        growth_kb: growth(before.0, most.0),
        served_growth_kb,
        after,
        panics: panics::seen().into_iter().collect(),
    }
}

/// What shots are called: the poisons, and what a few thousand draws give beside.
pub fn names(seed: u64) -> BTreeSet<&'static str> {
    let mut devices = Community::open(seed).attackers();
    let mut chance = Chance::seeded(seed);
    let mut names: BTreeSet<&str> = poison::ALL.iter().map(|(name, _)| *name).collect();
    names.extend((0..3_000).map(|_| shot::draw(&mut devices[0], &mut chance).name));
    names
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
