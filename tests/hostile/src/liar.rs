//! A hub that lies: the real one behind it takes every request, and what it says is changed and signed again with the
//! office's own key. A phone that trusts a signature too far panics, loses, or never ends.

use crate::bytes::{self, array, number, some};
use crate::campaign::Campaign;
use crate::{cbor, panics, people, words};
use ciborium::Value;
use ed25519_dalek::SigningKey;
use huben_engine::{Error, Reply, Result, Transport};
use huben_server::Hub;
use huben_sync::{
    Answer, Cursor, Fill, Part, Scope, Standing, Verdict, from_cbor, open_answer, seal_answer, to_cbor,
};
use huben_tests::chance::Chance;
use serde_bytes::{ByteArray, ByteBuf};
use std::cell::{Cell, RefCell};

/// Requests of one run after which it counts as endless.
pub const ENDLESS: u32 = 150;

/// The line to it.
pub struct Liar<'a> {
    hub: &'a Hub,
    key: SigningKey,
    chance: RefCell<Chance>,
    /// Always the same lie, by number; else another one each time.
    stubborn: Option<u64>,
    asked: Cell<u32>,
}

/// Kinds of lies that can be told again and again.
pub const LIES: u64 = 21;

impl<'a> Liar<'a> {
    /// With the campaign's office behind it.
    ///
    /// # Panics
    /// When the office's key cannot be read.
    pub fn before(campaign: &'a Campaign, seed: u64, stubborn: Option<u64>) -> Liar<'a> {
        let db = rusqlite::Connection::open(campaign.data.join("office.db")).expect("the office's database");
        let key: [u8; 32] = db
            .query_row("SELECT value FROM secret WHERE name = 'answer'", [], |row| row.get(0))
            .expect("the office's answer key");
        let chance = RefCell::new(Chance::seeded(seed));
        Liar { hub: &campaign.hub, key: SigningKey::from_bytes(&key), chance, stubborn, asked: Cell::new(0) }
    }

    /// Did the run ask without end?
    pub fn is_endless(&self) -> bool {
        self.asked.get() > ENDLESS
    }

    fn said(&self, request: &[u8], honest: Vec<u8>) -> Vec<u8> {
        let chance = &mut *self.chance.borrow_mut();
        let Ok(mut answer) = open_answer::<Answer>(&self.key.verifying_key(), request, &honest) else {
            return honest;
        };
        match chance.below(if self.stubborn.is_some() { 16 } else { 24 }) {
            0..=15 => {
                for _ in 0..=chance.below(3) {
                    let lie = self.stubborn.unwrap_or_else(|| chance.below(LIES));
                    tell(&mut answer, lie, chance);
                }
                seal_answer(&self.key, request, &answer)
            }
            16..=19 => {
                let mut tree: Value = from_cbor(&to_cbor(&answer)).unwrap_or(Value::Null);
                cbor::mutate(chance, &mut tree);
                seal_answer(&self.key, request, &tree)
            }
            20 => seal_answer(&self.key, request, &cbor::anything(chance, 5)),
            21 => {
                let mut broken = honest;
                bytes::mutate(chance, &mut broken, &[]);
                broken
            }
            22 => {
                let many = chance.below(400) as usize;
                some(chance, many)
            }
            _ => honest,
        }
    }
}

impl Transport for Liar<'_> {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        self.asked.set(self.asked.get() + 1);
        if self.is_endless() {
            return Err(Error::Offline { reason: "asked without end".into() });
        }
        if path == "/v1/enrol" {
            let mut reply = self.hub.enrol(body);
            let chance = &mut *self.chance.borrow_mut();
            let mut tree: Value = from_cbor(&reply.body).unwrap_or(Value::Null);
            cbor::mutate(chance, &mut tree);
            reply.body = to_cbor(&tree);
            return Ok(Reply { status: reply.status, body: reply.body });
        }
        let reply = self.hub.exchange(body);
        Ok(Reply { status: reply.status, body: self.said(body, reply.body) })
    }

    fn get(&self, _path: &str) -> Result<Reply> {
        self.asked.set(self.asked.get() + 1);
        let chance = &mut *self.chance.borrow_mut();
        let mut body = self.hub.office().body;
        bytes::mutate(chance, &mut body, &[]);
        Ok(Reply { status: 200, body })
    }
}

/// One lie in an honest answer.
fn tell(answer: &mut Answer, lie: u64, chance: &mut Chance) {
    let mark = |chance: &mut Chance| ByteArray::new(array::<8>(chance));
    match lie {
        0 => {
            answer.verdicts = (0..1 + chance.below(6)).map(|place| (place as u32, verdict(chance))).collect()
        }
        1 => answer.verdicts = vec![(0, Verdict::Forked), (1, Verdict::Forked), (u32::MAX, Verdict::Forked)],
        2 => answer.verdicts.push((0, verdict(chance))),
        3 => answer.decided = vec![(ByteArray::new(array(chance)), verdict(chance)); 3],
        4 => answer.areas.push(json(chance)),
        5 => answer.users.push(json(chance)),
        6 => answer.actors.iter_mut().for_each(|(_, user)| *user = ByteArray::new(array(chance))),
        7 | 8 => answer.parts.iter_mut().for_each(|part| spoil(part, chance)),
        9 => {
            let doubled = answer.parts.clone();
            answer.parts.extend(doubled.into_iter().rev());
        }
        10 => leave(answer),
        11 => answer.parts.push(Part::Newer(cbor::anything(chance, 4))),
        12 => {
            let seq = number(chance, 5);
            let fill =
                (chance.below(2) == 0).then(|| Fill { base: seq, ..Fill::begin(0, number(chance, 9)) });
            answer.cursor = Some(Cursor { seq, mark: mark(chance), fill });
        }
        13 => answer.receipt = Some((number(chance, 5), mark(chance))),
        14 => answer.more = true,
        15 => answer.unknown_cursor = true,
        16 => {
            answer.unknown_cursor = true;
            answer.common = Some((number(chance, 2), mark(chance)));
        }
        17 => {
            let area = (*chance.pick(&["", "3", "321181001025001", "321181001025002", "x"])).to_owned();
            answer.scopes = Some(vec![Scope { area, tiers: vec![words::any(chance), "card".into()] }]);
        }
        18 => answer.cloned = !answer.cloned,
        // The first is at the office; the rest is to be offered again.
        19 => answer.verdicts = (1..40).map(|place| (place, Verdict::Later)).collect(),
        _ => {
            answer.standing =
                *chance.pick(&[Standing::Revoked, Standing::Pending, Standing::Unknown, Standing::Newer]);
            answer.version = number(chance, 1) as u16;
            answer.schema = number(chance, 1) as u16;
            answer.time_ms = number(chance, 1) as i64;
        }
    }
}

fn verdict(chance: &mut Chance) -> Verdict {
    match chance.below(8) {
        7 => Verdict::Later,
        0 => Verdict::AtOffice,
        1 => Verdict::Missing((0..chance.below(3)).map(|_| ByteArray::new(array(chance))).collect()),
        2 => Verdict::Refused {
            code: words::any(chance),
            path: words::any(chance),
            reason: words::any(chance),
        },
        3 => Verdict::Held { reason: words::any(chance) },
        4 => Verdict::Forked,
        5 => Verdict::Erased,
        _ => Verdict::Newer(cbor::anything(chance, 3)),
    }
}

fn json(chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => words::any(chance),
        1 => serde_json::json!({ "code": words::any(chance), "name": words::any(chance) }).to_string(),
        _ => serde_json::json!({ "id": "01890000-0000-7000-8000-000000000000", "name": words::any(chance) })
            .to_string(),
    }
}

fn leave(answer: &mut Answer) {
    let documents: Vec<ByteArray<16>> = answer
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Document { document, .. } => Some(*document),
            _ => None,
        })
        .collect();
    answer.parts.extend(documents.into_iter().map(|leave| Part::Leave { leave }));
}

fn spoil(part: &mut Part, chance: &mut Chance) {
    let Part::Document { document, kind, root, epoch, snapshot, chunks } = part else { return };
    match chance.below(9) {
        0 => *document = ByteArray::new(array(chance)),
        1 => *kind = (*chance.pick(&["household", "visit", "issue", "issue_file", "care", ""])).to_owned(),
        2 => *root = Some(ByteArray::new(array(chance))),
        3 => *epoch = number(chance, 0) as u32,
        4 => {
            let many = chance.below(300) as usize;
            *snapshot = Some(ByteBuf::from(some(chance, many)));
        }
        5 => chunks.reverse(),
        6 => chunks.iter_mut().for_each(|chunk| {
            let mut raw = crate::change::RawChange::parse(chunk);
            if let Some((_, data)) = raw.as_mut().and_then(|raw| raw.columns.last_mut()) {
                bytes::mutate(chance, data, &[]);
            }
            if let Some(raw) = raw {
                *chunk = ByteBuf::from(raw.to_sent());
            }
        }),
        7 => {
            if let Some(snapshot) = snapshot {
                bytes::mutate(chance, snapshot, &[]);
            }
        }
        _ => chunks.iter_mut().for_each(|chunk| bytes::mutate(chance, chunk, &[])),
    }
}

/// What lies did to phones.
#[derive(Debug, Default)]
pub struct Harm {
    /// Runs that were lied to.
    pub runs: u64,
    /// Requests in them.
    pub requests: u64,
    /// How runs ended, by error.
    pub ends: std::collections::BTreeMap<String, u64>,
    /// What must not be.
    pub violations: Vec<String>,
}

/// Phones enrol honestly, record and sync with the liar, and then with the honest office once more: every word of
/// theirs is at the office then, or stands under "needs attention".
pub fn lie(phones: u64, runs: u64, seed: u64, stubborn: Option<u64>) -> Harm {
    let mut campaign = Campaign::open(seed);
    let mut harm = Harm::default();
    for nth in 0..phones {
        let (own, user) = (campaign.own_surroundings(), campaign.colleague_user.clone());
        let data = campaign.directory.path().join(format!("phone-{nth}"));
        let invitation = campaign.invite(&user);
        let liar = Liar::before(&campaign, seed ^ nth << 20, None);
        // An enrolment that was lied about fails or not; the next one is honest.
        let vault = || std::sync::Arc::new(people::Vault::default());
        let lied = panics::let_out(|| {
            let elsewhere = campaign.directory.path().join(format!("lied-{nth}"));
            drop(huben_engine::FieldBook::enrol_over(&elsewhere, vault(), own.clone(), &invitation, &liar));
        });
        if lied.is_none() {
            harm.violations.push(format!("enrolment, phone {nth}: {}", panics::last()));
        }
        let invitation = campaign.invite(&user);
        let book = people::enrol(&data, own, &invitation, &campaign.hub);
        people::sync(&book, &campaign.hub).1.expect("a first sync");
        let mut told = Vec::new();
        let mut home = None;
        for run in 0..runs {
            if home.is_none_or(|home| book.household(home).is_err()) {
                let fields = huben_engine::CardFields {
                    area: Some(huben_tests::places::GRID_1.parse().expect("an area")),
                    address: Some("1-1-101".into()),
                    contact: Some("张三".into()),
                    ..Default::default()
                };
                home = book.add_household(fields).ok().map(|view| view.household.id);
            }
            let text = format!("手机{nth}第{run}次");
            if let Some(home) = home {
                let input = huben_engine::VisitInput { text: Some(text.clone()), ..Default::default() };
                if book.record_visit(home, input).is_ok() {
                    told.push(text);
                }
            }
            let liar = Liar::before(&campaign, seed ^ nth << 20 ^ (run + 1), stubborn);
            let run_of = huben_engine::SyncRun::new(std::sync::Arc::new(huben_engine::Silent));
            let ended = panics::let_out(|| book.sync_over(&run_of, &liar).1);
            harm.runs += 1;
            harm.requests += u64::from(liar.asked.get());
            if liar.is_endless() {
                harm.violations.push(format!("phone {nth}, run {run}: a run that does not end"));
            }
            let end = match ended {
                None => {
                    harm.violations.push(format!("phone {nth}, run {run}: {}", panics::last()));
                    "panic".to_owned()
                }
                Some(Ok(())) => "complete".to_owned(),
                Some(Err(error)) => error.to_string().chars().take(70).collect(),
            };
            *harm.ends.entry(end).or_default() += 1;
        }
        harm.violations
            .extend(whole(&campaign, &book, &told).into_iter().map(|it| format!("phone {nth}: {it}")));
    }
    harm
}

/// After an honest sync or three: nothing is lost.
fn whole(campaign: &Campaign, book: &huben_engine::FieldBook, told: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let synced = (0..3).map(|_| panics::let_out(|| people::sync(book, &campaign.hub).1)).last().flatten();
    if !matches!(synced, Some(Ok(()))) {
        found.push(format!("cannot sync with an honest office any more: {synced:?} {}", panics::last()));
    }
    drop(people::sync(&campaign.desk, &campaign.hub));
    let desk: String = people::shown(&campaign.desk).values().map(ToString::to_string).collect();
    let attention = book.attention(huben_engine::Slice::ALL).map(|page| page.items).unwrap_or_default();
    let attention: String =
        attention.iter().flat_map(|one| one.text.values()).map(|text| text.as_str().to_owned()).collect();
    let held = campaign.administer(&["held", "list"]).map(|list| list.to_string()).unwrap_or_default();
    let lost =
        told.iter().filter(|text| ![&desk, &attention, &held].iter().any(|place| place.contains(*text)));
    let lost: Vec<_> = lost.collect();
    if !lost.is_empty() {
        found.push(format!("lost: {lost:?}"));
    }
    // A lie that was believed is named by `verify`, and taken back as it says: rebuild, then sync.
    let sound = || panics::let_out(|| book.verify().is_ok_and(|sound| sound.ok)) == Some(true);
    if !sound() {
        drop(panics::let_out(|| (book.rebuild(), people::sync(book, &campaign.hub))));
    }
    let sound = panics::let_out(|| book.verify());
    if !sound.as_ref().is_some_and(|sound| sound.as_ref().is_ok_and(|sound| sound.ok)) {
        found.push(format!("its book: {sound:?}"));
    }
    found
}
