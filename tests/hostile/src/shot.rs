//! One hostile request, drawn by chance: from which family, under which name, and its bytes.

use crate::bytes::{self, array, number, some};
use crate::change::RawChange;
use crate::device::Device;
use crate::poison::{self, twin};
use crate::{cbor, records, words};
use ciborium::Value;
use huben_sync::{Cursor, Fill, Offer, Request, from_cbor, to_cbor};
use huben_tests::chance::Chance;
use serde_bytes::ByteArray;

/// A request ready to go.
pub struct Shot {
    /// What it is, for the table.
    pub name: &'static str,
    /// Where to.
    pub path: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
    /// What it offers, where that can be said: by position as in the verdicts.
    pub offers: Vec<Offer>,
}

/// An honest question for what is new.
pub const READS: &str = "reads of everything";

/// Draws one.
pub fn draw(device: &mut Device, chance: &mut Chance) -> Shot {
    let family = chance.below(100);
    match family {
        0..=11 => offers_of(device, chance, "honest work", |device, chance| {
            Some((0..1 + chance.below(3)).filter_map(|_| records::honest(device, chance)).collect())
        }),
        12..=23 => offers_of(device, chance, "chunk: bytes changed", |device, chance| {
            let other = records::honest(device, chance)?;
            let mut one = records::honest(device, chance)?;
            bytes::mutate(chance, &mut one.bytes, &other.bytes);
            Some(vec![one])
        }),
        24..=39 => offers_of(device, chance, "chunk: columns changed", columns),
        40..=69 => {
            let (name, make) = *chance.pick(poison::ALL);
            offers_of(device, chance, name, make)
        }
        70..=73 => offers_of(device, chance, "batch of everything", |device, chance| {
            let makes = (0..1 + chance.below(8)).map(|_| chance.pick(poison::ALL).1).collect::<Vec<_>>();
            let mut offers: Vec<Offer> =
                makes.into_iter().filter_map(|make| make(device, chance)).flatten().take(400).collect();
            offers.extend(records::honest(device, chance));
            Some(offers)
        }),
        74..=81 => fields(device, chance),
        82..=87 => tree(device, chance),
        88..=90 => {
            let request = honest(device, chance);
            let mut body = to_cbor(&request);
            bytes::mutate(chance, &mut body, &[]);
            let body = device.seal_bytes(&zstd::bulk::compress(&body, 1).unwrap_or_default());
            plain("request: CBOR bytes changed", body)
        }
        91..=93 => frame(device, chance),
        94..=95 => {
            let request = honest(device, chance);
            let mut body = device.seal(&request);
            bytes::mutate(chance, &mut body, &[]);
            plain("envelope: bytes changed", body)
        }
        96..=97 => again(device, chance),
        98 => {
            Shot { name: "enrolment", path: "/v1/enrol", body: enrolment(device, chance), offers: Vec::new() }
        }
        _ => plain(READS, {
            let mut request = device.request(Vec::new());
            request.more_up = false;
            device.seal(&request)
        }),
    }
}

fn plain(name: &'static str, body: Vec<u8>) -> Shot {
    Shot { name, path: "/v1/exchange", body, offers: Vec::new() }
}

fn offers_of(
    device: &mut Device,
    chance: &mut Chance,
    name: &'static str,
    make: impl FnOnce(&Device, &mut Chance) -> Option<Vec<Offer>>,
) -> Shot {
    let offers = make(device, chance).unwrap_or_default();
    if offers.is_empty() {
        // Nothing known that it fits: then something of its own.
        let honest = records::honest(device, chance).into_iter().collect();
        return sealed(device, "honest work", honest);
    }
    sealed(device, name, offers)
}

fn sealed(device: &mut Device, name: &'static str, offers: Vec<Offer>) -> Shot {
    let mut request = device.request(offers.clone());
    request.actors.extend((0..12).map(|nth| ByteArray::new(twin(device, nth))));
    Shot { offers, ..plain(name, device.seal(&request)) }
}

/// An honest request with some of everything in it.
fn honest(device: &mut Device, chance: &mut Chance) -> Request {
    let offers = (0..2).filter_map(|_| records::honest(device, chance)).collect();
    let mut request = device.request(offers);
    request.more_up = chance.below(2) == 0;
    request.wanted = device.known.keys().take(3).map(|id| ByteArray::new(*id)).collect();
    request.held = vec![ByteArray::new(array(chance))];
    request.held_in = request.wanted.iter().copied().take(1).collect();
    request
}

/// The columns' bytes changed, or a column taken, doubled, renamed; everything around them honest.
fn columns(device: &Device, chance: &mut Chance) -> Option<Vec<Offer>> {
    let mut one = records::honest(device, chance)?;
    let mut change = RawChange::parse(&one.bytes)?;
    for _ in 0..=chance.below(2) {
        let many = change.columns.len() as u64;
        let nth = chance.below(many) as usize;
        let other = change.columns.get(chance.below(many) as usize).cloned()?;
        match chance.below(8) {
            0 => drop(change.columns.remove(nth)),
            1 => change.columns.insert(nth, other),
            2 => change.columns[nth].0 = number(chance, change.columns[nth].0) & 0xff,
            3 => change.columns[nth].1 = other.1,
            _ => bytes::mutate(chance, &mut change.columns[nth].1, &other.1),
        }
    }
    if chance.below(3) == 0 {
        change.others = vec![array::<16>(chance).to_vec()];
    }
    one.bytes = change.to_sent();
    Some(vec![one])
}

/// A readable request whose own fields are wrong.
fn fields(device: &mut Device, chance: &mut Chance) -> Shot {
    let mut request = honest(device, chance);
    let mark = |chance: &mut Chance| ByteArray::new(array::<8>(chance));
    for _ in 0..=chance.below(3) {
        match chance.below(12) {
            0 => request.cursor.seq = number(chance, request.cursor.seq),
            1 => request.cursor.mark = mark(chance),
            2 => request.cursor = Cursor::START,
            3 | 4 => {
                request.cursor.fill = Some(Fill {
                    base: number(chance, 0),
                    upto: number(chance, 9),
                    area: number(chance, 0) as u32,
                    root: ByteArray::new(array(chance)),
                    document: ByteArray::new(array(chance)),
                });
                request.more_up = false;
            }
            5 => request.older = (0..chance.below(66)).map(|n| (number(chance, n), mark(chance))).collect(),
            6 => request.receipt = Some((number(chance, 3), mark(chance))),
            7 => request.page_bytes = number(chance, 0) as u32,
            8 => request.wanted = (0..chance.below(258)).map(|_| ByteArray::new(array(chance))).collect(),
            9 => request.held = (0..chance.below(258)).map(|_| ByteArray::new(array(chance))).collect(),
            10 => request.actors = (0..chance.below(18)).map(|_| ByteArray::new(array(chance))).collect(),
            _ => {
                request.number = number(chance, request.number);
                request.version = number(chance, 1) as u16;
                request.state_lost = chance.below(2) == 0;
            }
        }
    }
    Shot { offers: request.chunks.clone(), ..plain("request: fields wrong", device.seal(&request)) }
}

/// A request that is CBOR, and says something else.
fn tree(device: &mut Device, chance: &mut Chance) -> Shot {
    let request = honest(device, chance);
    let mut tree: Value = from_cbor(&to_cbor(&request)).unwrap_or(Value::Null);
    let name = if chance.below(12) == 0 {
        tree = cbor::anything(chance, 5);
        "request: any CBOR"
    } else {
        cbor::mutate(chance, &mut tree);
        "request: CBOR nodes changed"
    };
    plain(name, device.seal(&tree))
}

/// Frames of zstd: bombs, giant windows, broken, concatenated, and CBOR that nests or claims lengths.
fn frame(device: &mut Device, chance: &mut Chance) -> Shot {
    let request = to_cbor(&honest(device, chance));
    let frame = |bytes: &[u8]| zstd::bulk::compress(bytes, 1).unwrap_or_default();
    let body = match chance.below(8) {
        0 => frame(&vec![0; 2 * 1024 * 1024 + chance.below(3) as usize]),
        1 => frame(&vec![0x81; 1 + chance.below(2_000_000) as usize]),
        2 => vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 1, 0, 0, 1],
        3 => [frame(&request), frame(&request)].concat(),
        4 => [&[0x50, 0x2a, 0x4d, 0x18, 0xff, 0xff, 0xff, 0xff][..], &frame(&request)].concat(),
        5 => frame(&[&[0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..], &request].concat()),
        6 => frame(&[0x5b, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff]),
        _ => {
            let mut broken = frame(&request);
            bytes::mutate(chance, &mut broken, &[]);
            broken
        }
    };
    plain("request: frames of zstd", device.seal_bytes(&body))
}

/// An old request once more, or another one under its number.
fn again(device: &mut Device, chance: &mut Chance) -> Shot {
    if chance.below(40) == 0 {
        device.number = device.number.saturating_sub(1 + chance.below(70));
        let request = honest(device, chance);
        return plain("one number, two bodies", device.seal(&request));
    }
    plain("an old request again", device.last_body.clone())
}

fn enrolment(device: &Device, chance: &mut Chance) -> Vec<u8> {
    let key = ed25519_dalek::SigningKey::from_bytes(&array(chance));
    let mut tree: Value = from_cbor(&to_cbor(&huben_sync::EnrolmentRequest::sign(&key, array(chance))))
        .unwrap_or(Value::Text(words::any(chance)));
    match chance.below(4) {
        0 => {}
        1 => cbor::mutate(chance, &mut tree),
        2 => tree = cbor::anything(chance, 4),
        _ => {
            return {
                let many = chance.below(300) as usize;
                some(chance, many)
            };
        }
    }
    let _ = device;
    to_cbor(&tree)
}
