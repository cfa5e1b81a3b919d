//! How poisons are made: an honest chunk or edit, with one thing wrong.

use crate::bytes::{array, number, some};
use crate::change::{RawChange, unsigned};
use crate::device::{Device, Known, blank};
use crate::records::{by, offer, put, put_in, some_known, step, written};
use crate::{records, words};
use automerge::marks::{ExpandMark, Mark};
use automerge::transaction::Transactable;
use automerge::{AutoCommit, ChangeHash, ObjType, ROOT, ReadDoc, ScalarValue};
use huben_documents::Kind;
use huben_sync::Offer;
use huben_tests::chance::Chance;
use std::sync::OnceLock;

/// An honest chunk with one thing wrong in its fields.
pub(super) fn raw(
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
pub(super) fn with_bytes(
    device: &Device,
    chance: &mut Chance,
    bytes: impl FnOnce(&Known, &mut Chance) -> Vec<u8>,
) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, None)?;
    Some(vec![offer(document, &known.kind, known.root, bytes(known, chance))])
}

/// An edit of a known document, whatever it does.
pub(super) fn edit(
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
pub(super) fn old_edit(
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

pub(super) fn kind(chance: &mut Chance) -> Kind {
    chance.pick(&Kind::KNOWN).clone()
}

pub(super) fn first_key(device: &Device, chance: &mut Chance) -> Option<String> {
    let (_, known) = some_known(device, chance, Some(&Kind::Household))?;
    let (_, residents) = known.doc.get(ROOT, "residents").ok()??;
    known.doc.keys(residents).next()
}

pub(super) fn scalar(chance: &mut Chance) -> ScalarValue {
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
pub(super) fn fork(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let side = |words: String| {
        let bytes = written(device, &known.doc, |doc| put(doc, "note", words))?;
        Some(offer(document, &known.kind, known.root, bytes))
    };
    Some(vec![side("左".into())?, side(words::any(chance))?])
}

pub(super) fn orphans(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let one = records::honest(device, chance)?;
    let change = RawChange::parse(&one.bytes)?;
    let orphan = |chance: &mut Chance| {
        let change = RawChange { deps: vec![some(chance, 32)], seq: 1 + chance.below(3), ..change.clone() };
        Offer { bytes: change.to_sent(), ..one.clone() }
    };
    Some((0..600).map(|_| orphan(chance)).collect())
}

pub(super) fn run_bomb(raw: &mut RawChange, chance: &mut Chance) {
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

pub(super) fn not_utf8(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
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

pub(super) fn compressed(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let mut copy = known.doc.clone();
    copy.set_actor(automerge::ActorId::from(device.actor));
    put(&mut copy, "note", "压缩".repeat(500));
    copy.commit();
    let bytes = copy.get_last_local_change()?.bytes().get(8..)?.to_vec();
    Some(vec![offer(document, &known.kind, known.root, bytes)])
}

/// 24 MB of one letter, as automerge deflates it.
pub(super) fn bomb() -> &'static [u8] {
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

pub(super) fn largest(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let (document, known) = some_known(device, chance, Some(&Kind::Household))?;
    let sized = |length: usize| {
        let bytes = written(device, &known.doc, |doc| put(doc, "note", "n".repeat(length)))?;
        Some(offer(document, &known.kind, known.root, bytes))
    };
    let over = sized(32_000)?.bytes.len() + 8 - 32_000;
    let exact = huben_documents::MAX_CHUNK_BYTES - over;
    Some(vec![sized(exact + chance.below(3) as usize - 1)?])
}

pub(super) fn text_and_marks(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    edit(device, &Kind::Household, chance, |doc, chance| {
        let Ok(text) = doc.put_object(ROOT, "note", ObjType::Text) else { return };
        drop(doc.splice_text(&text, 0, 0, &words::any(chance)));
        let mark = Mark::new("bold".to_owned(), true, 0, 1 + chance.below(9) as usize);
        drop(doc.mark(&text, mark, ExpandMark::Both));
    })
}

pub(super) fn lying_step(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
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
pub(super) fn storm(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
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

pub(super) fn filed_wrongly(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
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
