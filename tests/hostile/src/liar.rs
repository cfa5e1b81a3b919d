//! A hub that lies: the real one behind it takes every request, and what it says is changed and signed again with the
//! office's own key. A phone that trusts a signature too far panics, loses, or never ends.

use crate::bytes::{self, array, number, some};
use crate::community::Community;
use crate::{cbor, words};
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
    /// With the community's office behind it.
    ///
    /// # Panics
    /// When the office's key cannot be read.
    pub fn before(community: &'a Community, seed: u64, stubborn: Option<u64>) -> Liar<'a> {
        let db = rusqlite::Connection::open(community.data.join("office.db")).expect("the office's database");
        let key: [u8; 32] = db
            .query_row("SELECT value FROM secret WHERE name = 'answer'", [], |row| row.get(0))
            .expect("the office's answer key");
        let chance = RefCell::new(Chance::seeded(seed));
        Liar { hub: &community.hub, key: SigningKey::from_bytes(&key), chance, stubborn, asked: Cell::new(0) }
    }

    /// Did the run ask without end?
    pub fn is_endless(&self) -> bool {
        self.asked.get() > ENDLESS
    }

    /// Requests so far.
    pub fn asked(&self) -> u32 {
        self.asked.get()
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
