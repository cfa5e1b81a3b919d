//! The poisons by name: inputs of which it is known, or easy to fear, that they harm. Each is signed, numbered and
//! addressed as an honest one would be; what is wrong is what its name says.

use crate::bytes::{array, number, some};
use crate::change::{RawChange, unsigned, wrapped};
use crate::device::{Device, Known, blank};
use crate::records::{by, offer, put, put_in, resident, some_known, step, written};
use crate::{records, words};
use automerge::marks::{ExpandMark, Mark};
use automerge::transaction::Transactable;
use automerge::{AutoCommit, ChangeHash, ObjType, ROOT, ReadDoc, ScalarValue};
use huben_documents::Kind;
use huben_sync::Offer;
use huben_tests::chance::Chance;
use std::sync::OnceLock;

/// Makes one poison; `None` where the device knows no document that it fits.
pub type Make = fn(&Device, &mut Chance) -> Option<Vec<Offer>>;

/// All of them.
pub const ALL: &[(&str, Make)] = &[
    ("start_op 2^32-2", |d, c| raw(d, c, |raw, _| raw.start_op = 0xffff_fffe)),
    ("start_op anywhere", |d, c| raw(d, c, |raw, c| raw.start_op = number(c, raw.start_op))),
    ("seq twice", |d, c| raw(d, c, |raw, _| raw.seq = raw.seq.saturating_sub(1).max(1))),
    ("seq anywhere", |d, c| raw(d, c, |raw, c| raw.seq = number(c, raw.seq))),
    ("a fork: one seq, two changes", fork),
    ("time at the extremes", |d, c| {
        raw(d, c, |raw, c| raw.time = *c.pick(&[i64::MIN, i64::MAX, -1, 0, 1 << 40, 253_402_300_800]))
    }),
    ("unknown dependencies by the thousand", |d, c| {
        raw(d, c, |raw, c| raw.deps = (0..1000).map(|_| some(c, 32)).collect())
    }),
    ("a crowd of orphans", orphans),
    ("dependencies on oneself and twice", |d, c| {
        raw(d, c, |raw, _| raw.deps = raw.deps.iter().chain(&raw.deps).cloned().collect())
    }),
    ("without dependencies", |d, c| raw(d, c, |raw, _| raw.deps.clear())),
    ("another's actor", |d, c| {
        let stranger = *d.strangers.get(c.below(d.strangers.len() as u64) as usize)?;
        raw(d, c, |raw, _| raw.actor = stranger.to_vec())
    }),
    ("the genesis's actor", |d, c| raw(d, c, |raw, _| raw.actor = b"huben genesis v1".to_vec())),
    ("an actor of another length", |d, c| {
        raw(d, c, |raw, c| {
            raw.actor = {
                let many = *c.pick(&[0, 1, 15, 17, 4000]);
                some(c, many)
            }
        })
    }),
    ("a message and other actors", |d, c| {
        raw(d, c, |raw, c| {
            raw.message = words::any(c).into_bytes();
            raw.others = (0..c.below(9)).map(|_| some(c, 16)).collect();
        })
    }),
    ("bytes after the columns", |d, c| raw(d, c, |raw, c| raw.tail = some(c, 20))),
    ("without operations", |d, c| raw(d, c, |raw, _| raw.columns.clear())),
    ("run-length bomb", |d, c| raw(d, c, run_bomb)),
    ("compressed column", |d, c| {
        raw(d, c, |raw, _| {
            if let Some((spec, data)) = raw.columns.first_mut() {
                *spec |= 8;
                *data = bomb().to_vec();
            }
        })
    }),
    ("text that is no UTF-8", not_utf8),
    ("compressed change", compressed),
    ("DEFLATE bomb", |d, c| with_bytes(d, c, |_, _| wrapped(2, bomb()))),
    ("document chunk", |d, c| with_bytes(d, c, |known, _| known.doc.clone().save()[8..].to_vec())),
    ("plain document chunk", |d, c| {
        with_bytes(d, c, |known, _| known.doc.clone().save_nocompress()[8..].to_vec())
    }),
    ("bundle chunk and unknown types", |d, c| {
        with_bytes(d, c, |_, c| {
            let kind = c.below(256) as u8;
            wrapped(kind, &some(c, 100))
        })
    }),
    ("a length that is not there", |d, c| {
        with_bytes(d, c, |_, c| {
            let mut sent = vec![1];
            unsigned(&mut sent, number(c, 100));
            sent.extend(some(c, 60));
            sent
        })
    }),
    ("exactly the largest, and one byte more", largest),
    ("put_object over an existing key", |d, c| {
        edit(d, &Kind::Household, c, |doc, _| {
            drop(doc.put_object(ROOT, "residents", ObjType::Map));
            drop(doc.put_object(ROOT, "phone", ObjType::Map));
        })
    }),
    ("a resident made anew from old heads", |d, c| {
        let (key, name) = (first_key(d, c)?, "另一个人");
        old_edit(d, &Kind::Household, c, move |doc| resident(doc, &key, name))
    }),
    ("the same resident in two spellings", |d, c| {
        let key = first_key(d, c)?;
        edit(d, &Kind::Household, c, |doc, c| {
            resident(doc, &key.to_uppercase(), "大写");
            resident(doc, &key.replace('-', ""), "无横线");
            resident(doc, &format!("{{{key}}}"), &words::any(c));
        })
    }),
    ("forbidden under a losing conflict", |d, c| {
        let stranger = array::<16>(c).to_vec();
        old_edit(d, &Kind::Visit, c, move |doc| put(doc, "by", stranger))
    }),
    ("another's visit", |d, c| edit(d, &Kind::Visit, c, |doc, c| put(doc, "text", words::any(c)))),
    ("delete of a map", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| drop(doc.delete(ROOT, *c.pick(&["residents", "attributes"]))))
    }),
    ("delete of a field", |d, c| edit(d, &Kind::Household, c, |doc, _| drop(doc.delete(ROOT, "contact")))),
    ("delete of a resident", |d, c| {
        let key = first_key(d, c)?;
        edit(d, &Kind::Household, c, |doc, _| {
            if let Ok(Some((_, residents))) = doc.get(ROOT, "residents") {
                drop(doc.delete(residents, key.as_str()));
            }
        })
    }),
    ("counter and increment", |d, c| {
        edit(d, &Kind::Household, c, |doc, _| {
            put(doc, "note", ScalarValue::counter(7));
            drop(doc.increment(ROOT, "note", 3));
        })
    }),
    ("increment of a text", |d, c| {
        edit(d, &Kind::Household, c, |doc, _| drop(doc.increment(ROOT, "contact", i64::MAX)))
    }),
    ("text and marks", text_and_marks),
    ("lists", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| {
            if let Ok(list) = doc.put_object(ROOT, "note", ObjType::List) {
                (0..1 + c.below(20)).for_each(|_| drop(doc.insert(&list, 0, words::any(c))));
            }
        })
    }),
    ("values of every type", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            let field = *c.pick(&[
                "area",
                "text",
                "by",
                "household",
                "first_asked",
                "urgent",
                "ended",
                "at",
                "issue",
                "x",
            ]);
            put(doc, field, scalar(c));
        })
    }),
    ("values of every type in maps", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            let map = *c.pick(&["attributes", "residents", "steps", "notes"]);
            put_in(doc, map, &words::any(c), scalar(c));
        })
    }),
    ("words in every field", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            for field in [
                "address",
                "estate",
                "contact",
                "phone",
                "note",
                "name",
                "kind",
                "met",
                "companions",
                "follow_up_on",
                "at",
                "answers",
                "category",
                "source",
                "case_number",
                "place",
                "ended",
                "occupancy",
            ] {
                if c.below(2) == 0 {
                    put(doc, field, words::any(c));
                }
            }
        })
    }),
    ("a field named like a map's entry", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| {
            put(doc, "attributes.党员", words::any(c));
            put(doc, "residents.x.name", words::any(c));
            put_in(doc, "attributes", "党员", format!("{}", c.below(100)));
        })
    }),
    ("both sides of a doubled name", |d, c| {
        old_edit(d, &Kind::Household, c, |doc| {
            put(doc, "attributes.党员", "一");
            put_in(doc, "attributes", "党员", "\"二\"");
        })
    }),
    ("nested JSON", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            let depth = c.below(14_000) as usize;
            put_in(doc, "attributes", "深", "[".repeat(depth) + &"]".repeat(depth));
            put(doc, "answers", "{\"a\":".repeat(2000) + "1" + &"}".repeat(2000));
        })
    }),
    ("steps that lie", lying_step),
    ("an area that is not one's own", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| {
            let area =
                *c.pick(&["321181001025002", "321181001025999", "321181001", "", "abc", "32118100102500a"]);
            put(doc, "area", area);
        })
    }),
    ("in another's grid", |d, c| {
        let bytes = written(d, &blank(&Kind::Household)?, |doc| {
            put(doc, "area", *c.pick(&["321181001025002", "321181001025999", "321181001025"]));
            put(doc, "address", "9-9-999");
        })?;
        let id = records::id(c);
        Some(vec![offer(id, &Kind::Household, id, bytes)])
    }),
    ("a storm of conflicts", storm),
    ("the same chunk again and again", |d, c| {
        let one = records::honest(d, c)?;
        Some(vec![one; 1 + c.below(300) as usize])
    }),
    ("the same chunk in many documents", |d, c| {
        let one = records::honest(d, c)?;
        let many =
            (0..50).map(|_| Offer { document: serde_bytes::ByteArray::new(records::id(c)), ..one.clone() });
        Some(many.collect())
    }),
    ("filed wrongly", filed_wrongly),
    ("kinds that nobody knows", |d, c| {
        let one = records::honest(d, c)?;
        let names = ["", "Household", "care", "household\0", "\u{202e}", "visit "];
        let kind = if c.below(3) == 0 { words::any(c) } else { (*c.pick(&names)).to_owned() };
        Some(vec![Offer { kind, ..one }])
    }),
    ("four thousand at once", |d, c| {
        let one = records::honest(d, c)?;
        let cut = |c: &mut Chance| Offer { bytes: some(c, 8), ..one.clone() };
        Some((0..4096 + c.below(3)).map(|_| cut(c)).collect())
    }),
];

/// An honest chunk with one thing wrong in its fields.
fn raw(
    device: &Device,
    chance: &mut Chance,
    spoil: impl FnOnce(&mut RawChange, &mut Chance),
) -> Option<Vec<Offer>> {
    let mut one = records::honest(device, chance)?;
    let mut change = RawChange::parse(&one.bytes)?;
    spoil(&mut change, chance);
    one.bytes = change.to_sent();
    Some(vec![one])
}

/// An offer for a known document with these bytes.
fn with_bytes(
    device: &Device,
    chance: &mut Chance,
    bytes: impl FnOnce(&Known, &mut Chance) -> Vec<u8>,
) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, None)?;
    Some(vec![offer(document, &known.kind, known.root, bytes(known, chance))])
}

/// An edit of a known document, whatever it does.
pub(crate) fn edit(
    device: &Device,
    kind: &Kind,
    chance: &mut Chance,
    act: impl FnOnce(&mut AutoCommit, &mut Chance),
) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(kind))?;
    let bytes = written(device, &known.doc, |doc| act(doc, chance))?;
    Some(vec![offer(document, kind, known.root, bytes)])
}

/// The same from the document's beginning, under a fresh actor that the request declares.
fn old_edit(
    device: &Device,
    kind: &Kind,
    chance: &mut Chance,
    act: impl FnOnce(&mut AutoCommit),
) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(kind))?;
    let genesis = blank(kind)?.get_heads();
    let actor = twin(device, chance.below(12) as u8);
    let bytes = by(actor, &known.doc, &genesis, 0, act)?;
    Some(vec![offer(document, kind, known.root, bytes)])
}

/// Actors that the device declares beside its first; the last byte counts them.
pub fn twin(device: &Device, nth: u8) -> [u8; 16] {
    let mut actor = device.actor;
    actor[15] = nth;
    actor
}

fn kind(chance: &mut Chance) -> Kind {
    chance.pick(&Kind::KNOWN).clone()
}

fn first_key(device: &Device, chance: &mut Chance) -> Option<String> {
    let (_, known) = some_known(device, chance, Some(&Kind::Household))?;
    let (_, residents) = known.doc.get(ROOT, "residents").ok()??;
    known.doc.keys(residents).next()
}

fn scalar(chance: &mut Chance) -> ScalarValue {
    match chance.below(10) {
        0 => ScalarValue::Null,
        1 => ScalarValue::Boolean(true),
        2 => ScalarValue::Int(number(chance, 1) as i64),
        3 => ScalarValue::Uint(number(chance, 1)),
        4 => ScalarValue::F64(*chance.pick(&[f64::NAN, f64::NEG_INFINITY, -0.0, 5e-324])),
        5 => ScalarValue::Timestamp(number(chance, 1) as i64),
        6 => ScalarValue::Bytes(array::<16>(chance).to_vec()),
        7 => ScalarValue::Bytes({
            let many = chance.below(3000) as usize;
            some(chance, many)
        }),
        8 => ScalarValue::Unknown { type_code: 12, bytes: array::<5>(chance).to_vec() },
        _ => ScalarValue::Str(words::any(chance).into()),
    }
}

/// Two changes of one actor with one number on the same heads.
fn fork(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let side = |words: String| {
        let bytes = written(device, &known.doc, |doc| put(doc, "note", words))?;
        Some(offer(document, &known.kind, known.root, bytes))
    };
    Some(vec![side("左".into())?, side(words::any(chance))?])
}

fn orphans(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let one = records::honest(device, chance)?;
    let change = RawChange::parse(&one.bytes)?;
    let orphan = |chance: &mut Chance| {
        let change = RawChange { deps: vec![some(chance, 32)], seq: 1 + chance.below(3), ..change.clone() };
        Offer { bytes: change.to_sent(), ..one.clone() }
    };
    Some((0..600).map(|_| orphan(chance)).collect())
}

fn run_bomb(raw: &mut RawChange, chance: &mut Chance) {
    let mut bomb = Vec::new();
    match chance.below(3) {
        0 => {
            unsigned(&mut bomb, 0);
            unsigned(&mut bomb, 1 << 40);
        }
        1 => {
            crate::change::signed(&mut bomb, 1 << 40);
            bomb.push(1);
        }
        _ => {
            crate::change::signed(&mut bomb, i64::MIN);
            bomb.extend([1; 40]);
        }
    }
    let many = raw.columns.len() as u64;
    if let Some((_, data)) = raw.columns.get_mut(chance.below(many) as usize) {
        *data = bomb;
    }
}

fn not_utf8(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let mut offers = edit(device, &kind(chance), chance, |doc, chance| {
        put(doc, "AAAAAAAA", "ok");
        put(doc, "note", "BBBBBBBB");
        put_in(doc, "attributes", "CCCCCCCC", if chance.below(2) == 0 { "\"DDDDDDDD\"" } else { "1" });
    })?;
    let letter = *chance.pick(b"ABCD");
    for byte in offers.iter_mut().flat_map(|offer| &mut offer.bytes).filter(|byte| **byte == letter) {
        *byte = *chance.pick(&[0xff, 0xc0, 0xed, 0x80, 0xf8]);
    }
    Some(offers)
}

fn compressed(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let mut copy = known.doc.clone();
    copy.set_actor(automerge::ActorId::from(device.actor));
    put(&mut copy, "note", "压缩".repeat(500));
    copy.commit();
    let bytes = copy.get_last_local_change()?.bytes().get(8..)?.to_vec();
    Some(vec![offer(document, &known.kind, known.root, bytes)])
}

/// 24 MB of one letter, as automerge deflates it.
fn bomb() -> &'static [u8] {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut doc = AutoCommit::new();
        put(&mut doc, "x", "a".repeat(24 << 20));
        doc.commit();
        let change = doc.get_last_local_change();
        let bytes = change.map(|mut change| change.bytes().to_vec()).unwrap_or_default();
        // Type and length go; the deflated contents stay.
        bytes.get(12..).map(|rest| rest[..rest.len().min(30_000)].to_vec()).unwrap_or_default()
    })
}

fn largest(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let sized = |length: usize| {
        let bytes = written(device, &known.doc, |doc| put(doc, "note", "n".repeat(length)))?;
        Some(offer(document, &known.kind, known.root, bytes))
    };
    let over = sized(32_000)?.bytes.len() + 8 - 32_000;
    let exact = huben_documents::MAX_CHUNK_BYTES - over;
    Some(vec![sized(exact + chance.below(3) as usize - 1)?])
}

fn text_and_marks(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    edit(device, &Kind::Household, chance, |doc, chance| {
        let Ok(text) = doc.put_object(ROOT, "note", ObjType::Text) else { return };
        drop(doc.splice_text(&text, 0, 0, &words::any(chance)));
        let mark = Mark::new("bold".to_owned(), true, 0, 1 + chance.below(9) as usize);
        drop(doc.mark(&text, mark, ExpandMark::Both));
    })
}

fn lying_step(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    edit(device, &Kind::Issue, chance, |doc, chance| {
        let n = *chance.pick(&[0, 1, 2, 3, u64::MAX, i64::MAX as u64]);
        let what = *chance.pick(&["report", "dispatch", "verify", "close", "rate", "审批", ""]);
        let (key, mut text) = step(device, chance, n, what);
        match chance.below(7) {
            0 => text = text.replace(&device.user.to_string(), "01890000-0000-7000-8000-000000000000"),
            1 => text = text.replace("\"n\":", "\"n\":1,\"n\":"),
            2 => text = text.replace("{", "{\"score\":256,"),
            3 => text = text.replace("{", "{\"until\":\"9999-12-31T23:59:59-23:59\","),
            4 => text = text.replace("{", &format!("{{\"to\":\"{}\",", "单位".repeat(3000))),
            5 => text.push_str("{}"),
            _ => text = text.replace("{", "{\"unit\":\"派出所\",\"more\":[[[[]]]],"),
        }
        put_in(doc, "steps", if chance.below(5) == 0 { "x" } else { &key }, text);
    })
}

/// Sixteen actors, one field, one moment.
fn storm(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let heads: Vec<ChangeHash> = known.doc.clone().get_heads();
    let side = |nth: u8| {
        let bytes = by(twin(device, nth), &known.doc, &heads, 0, |doc| {
            put(doc, "note", format!("第{nth}种说法"));
            put_in(doc, "attributes", "党员", format!("{nth}"));
        })?;
        Some(offer(document, &known.kind, known.root, bytes))
    };
    (0..12).map(side).collect()
}

fn filed_wrongly(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let mut one = records::honest(device, chance)?;
    let other = some_known(device, chance, None).map(|(id, _)| id)?;
    let root = serde_bytes::ByteArray::new(other);
    match chance.below(8) {
        0 => one.kind = kind(chance).as_str().to_owned(),
        1 => one.root = Some(root),
        2 => one.root = Some(one.document),
        3 => one.root = Some(serde_bytes::ByteArray::new(array(chance))),
        4 => one.document = root,
        5 => one.epoch = number(chance, 0) as u32,
        6 => one.others = true,
        _ => one.document = serde_bytes::ByteArray::new([*chance.pick(&[0, 0xff]); 16]),
    }
    Some(vec![one])
}
