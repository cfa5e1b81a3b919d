//! The wire is a promise: every message's bytes are kept, what is new reads them, and what comes from a newer version
//! is read as far as it is understood.
//!
//! `HUBEN_WRITE_GOLDEN=1 cargo test -p huben-sync` writes bytes that are not there yet; it never changes any.

use ciborium::Value;
use ed25519_dalek::SigningKey;
use huben_sync::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::{ByteArray, ByteBuf};
use std::fmt::{Debug, Write};
use std::path::PathBuf;

/// The bytes kept under this name.
fn golden(name: &str, made: &[u8]) -> Vec<u8> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.hex"));
    if !file.exists() && std::env::var_os("HUBEN_WRITE_GOLDEN").is_some() {
        let mut hex = String::new();
        made.chunks(48).for_each(|line| {
            line.iter().for_each(|byte| write!(hex, "{byte:02x}").unwrap());
            hex.push('\n');
        });
        std::fs::write(&file, hex).unwrap();
    }
    let hex: Vec<u8> = std::fs::read(&file)
        .unwrap_or_else(|_| panic!("{name} has no golden bytes"))
        .into_iter()
        .filter(u8::is_ascii_hexdigit)
        .collect();
    hex.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Both ways: today's program writes these bytes and reads them.
#[track_caller]
fn is_kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, message: &T) {
    let kept = golden(name, &to_cbor(message));
    assert_eq!(to_cbor(message), kept, "{name} is written otherwise than it was");
    assert_eq!(&from_cbor::<T>(&kept).unwrap(), message, "{name} is read otherwise than it was");
}

fn key(of: u8) -> SigningKey {
    SigningKey::from_bytes(&[of; 32])
}

fn mark(of: u8) -> Mark {
    ByteArray::new([of; 8])
}

fn id(of: u8) -> ByteArray<16> {
    ByteArray::new([of; 16])
}

fn certificate() -> Certificate {
    let device_key = key(2).verifying_key().to_bytes();
    Certificate::issue(&key(1), *id(1), *id(2), *id(3), device_key, 1_764_201_600_000)
}

/// A request with everything a request can have.
fn request() -> Request {
    Request {
        version: 1,
        number: 300,
        cursor: Cursor {
            seq: 70_000,
            mark: mark(7),
            fill: Some(Fill { base: 5, upto: 69_999, area: 2, root: id(8), document: id(9) }),
        },
        older: vec![(60_000, mark(6)), (0, mark(0))],
        actors: vec![id(10), id(11)],
        chunks: vec![
            Offer {
                document: id(12),
                kind: "household".into(),
                root: None,
                epoch: 0,
                others: false,
                bytes: vec![0x85, 0x6f, 0x4a, 0x83],
            },
            Offer {
                document: id(13),
                kind: "visit".into(),
                root: Some(id(12)),
                epoch: 3,
                others: true,
                bytes: vec![1, 2, 3],
            },
        ],
        more_up: true,
        wanted: vec![id(14)],
        held: vec![ByteArray::new([15; 32])],
        held_in: vec![],
        page_bytes: 262_144,
        receipt: None,
        state_lost: true,
        certificate: Some(certificate()),
    }
}

/// The request of a day without news.
fn short_request() -> Request {
    Request {
        number: 1,
        cursor: Cursor::START,
        older: vec![],
        actors: vec![],
        chunks: vec![],
        more_up: false,
        wanted: vec![],
        held: vec![],
        held_in: vec![],
        page_bytes: 16_384,
        state_lost: false,
        certificate: None,
        ..request()
    }
}

/// An answer with everything an answer can have.
fn answer() -> Answer {
    let missing = Verdict::Missing(vec![ByteArray::new([16; 32])]);
    let refused = Verdict::Refused {
        code: "not_allowed".into(),
        path: "phone".into(),
        reason: "outside what you are entrusted with in this area".into(),
    };
    let held = Verdict::Held { reason: "it comes from a device that was revoked".into() };
    Answer {
        version: 1,
        standing: Standing::Pending,
        verdicts: vec![
            (0, missing),
            (1, refused.clone()),
            (2, held),
            (3, Verdict::Forked),
            (4, Verdict::Erased),
        ],
        decided: vec![(ByteArray::new([17; 32]), Verdict::AtOffice), (ByteArray::new([18; 32]), refused)],
        areas: vec![r#"{"code":"321181001025","name":"振兴路社区"}"#.into()],
        users: vec![r#"{"id":"01890000-0000-7000-8000-000000000000"}"#.into()],
        actors: vec![(id(10), id(3))],
        parts: vec![
            Part::Document {
                document: id(12),
                kind: "household".into(),
                root: None,
                epoch: 0,
                snapshot: Some(ByteBuf::from(vec![1, 2])),
                chunks: vec![ByteBuf::from(vec![3]), ByteBuf::from(vec![4, 5])],
            },
            Part::Document {
                document: id(13),
                kind: "visit".into(),
                root: Some(id(12)),
                epoch: 1,
                snapshot: None,
                chunks: vec![],
            },
            Part::Leave { leave: id(19) },
        ],
        cursor: Some(Cursor { seq: 70_001, mark: mark(20), fill: None }),
        receipt: Some((70_002, mark(21))),
        more: true,
        unknown_cursor: true,
        common: Some((60_000, mark(6))),
        scopes: Some(vec![Scope {
            area: "321181001025001".into(),
            tiers: vec!["card".into(), "issue".into()],
        }]),
        cloned: true,
        schema: 1,
        time_ms: 1_764_201_600_000,
    }
}

#[test]
fn requests_are_the_bytes_they_were() {
    is_kept("request", &request());
    is_kept("request-short", &short_request());
    is_kept("request-receipt", &Request { receipt: Some((70_002, mark(21))), ..short_request() });
    is_kept("request-held", &Request { held_in: vec![id(14)], held: request().held, ..short_request() });
}

#[test]
fn answers_are_the_bytes_they_were() {
    is_kept("answer", &answer());
    is_kept("answer-short", &Answer { version: 1, ..Answer::default() });
    for (name, standing) in
        [("active", Standing::Active), ("revoked", Standing::Revoked), ("unknown", Standing::Unknown)]
    {
        is_kept(&format!("standing-{name}"), &standing);
    }
}

#[test]
fn enrolment_is_the_bytes_it_was() {
    is_kept("enrolment-request", &EnrolmentRequest::sign(&key(2), *id(4)));
    let keys = OfficeKeys::issue(&key(1), key(5).verifying_key().to_bytes());
    is_kept("office-keys", &keys);
    let enrolment = Enrolment {
        certificate: certificate(),
        keys,
        office_name: "振兴路社区".into(),
        user: r#"{"id":"01890000-0000-7000-8000-000000000000"}"#.into(),
    };
    is_kept("enrolment", &enrolment);
}

#[test]
fn an_invitation_is_the_text_it_was() {
    let invitation = Invitation {
        url: "https://192.168.1.5:7300".into(),
        identity: key(1).verifying_key().to_bytes().into(),
        token: id(4),
    };
    let kept = String::from_utf8(golden("invitation", invitation.to_text().as_bytes())).unwrap();
    assert_eq!(invitation.to_text(), kept);
    assert_eq!(Invitation::parse(&kept), Ok(invitation));
}

/// How well zstd packs may change with its version; what was packed once is read for ever.
#[test]
fn sealed_bytes_of_an_earlier_version_open() {
    let sealed = golden("sealed-request", &seal_request(&key(2), *id(2), &request()));
    let opened = open_request(&sealed).unwrap();
    assert_eq!(opened.device, *id(2));
    assert_eq!(opened.verify::<Request>(&key(2).verifying_key()), Ok(request()));
    let sealed_answer = golden("sealed-answer", &seal_answer(&key(5), &sealed, &answer()));
    assert_eq!(open_answer::<Answer>(&key(5).verifying_key(), &sealed, &sealed_answer), Ok(answer()));
    let another = seal_request(&key(2), *id(2), &short_request());
    assert_eq!(
        open_answer::<Answer>(&key(5).verifying_key(), &another, &sealed_answer),
        Err(Malformed::Signature),
        "an answer to another request"
    );
}

/// A message as a newer version would send it: with keys and words that this one does not know.
fn newer<T: Serialize>(message: &T, edit: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
    let mut value = Value::serialized(message).unwrap();
    edit(value.as_map_mut().unwrap());
    to_cbor(&value)
}

fn entry<'m>(map: &'m mut [(Value, Value)], name: &str) -> &'m mut Vec<Value> {
    let found = map.iter_mut().find(|(key, _)| key.as_text() == Some(name));
    found.unwrap().1.as_array_mut().unwrap()
}

#[test]
fn an_answer_of_a_newer_version_is_read_as_far_as_it_is_understood() {
    let unknown_verdict = Value::Map(vec![(
        "postponed".into(),
        Value::Map(vec![("until".into(), 1_764_201_600_000_i64.into())]),
    )]);
    let unknown_entry = Value::Map(vec![("z".into(), "erase".into()), ("x9".into(), Value::Bytes(vec![1]))]);
    let bytes = golden(
        "answer-newer",
        &newer(&answer(), |map| {
            map.push(("zz".into(), Value::Map(vec![])));
            entry(map, "x").push(Value::Array(vec![5.into(), unknown_verdict.clone()]));
            entry(map, "x").push(Value::Array(vec![6.into(), "quarantined".into()]));
            entry(map, "p").push(unknown_entry.clone());
            map.iter_mut().find(|(key, _)| key.as_text() == Some("st")).unwrap().1 = "asleep".into();
        }),
    );
    let read: Answer = from_cbor(&bytes).unwrap();
    let mut understood = answer();
    understood.standing = Standing::Newer;
    understood.verdicts.push((5, Verdict::Newer(unknown_verdict)));
    understood.verdicts.push((6, Verdict::Newer("quarantined".into())));
    understood.parts.push(Part::Newer(unknown_entry));
    assert_eq!(read, understood);
}

#[test]
fn a_request_of_a_newer_version_is_read_as_far_as_it_is_understood() {
    let bytes = golden(
        "request-newer",
        &newer(&request(), |map| {
            map.push(("battery".into(), 17.into()));
            let offer = entry(map, "k")[0].as_map_mut().unwrap();
            offer.push(("signed_by".into(), Value::Bytes(vec![1; 64])));
        }),
    );
    assert_eq!(from_cbor::<Request>(&bytes), Ok(request()));
}

#[test]
fn what_is_signed_and_grows_beyond_every_message_is_no_message() {
    let large = |bytes: usize| ByteBuf::from(vec![0; bytes]);
    let sealed = seal_request(&key(1), [5; 16], &large(limits::REQUEST_RAW_BYTES));
    assert!(sealed.len() < limits::REQUEST_BYTES / 2, "{} bytes are refused for their length", sealed.len());
    let opened = open_request(&sealed).unwrap();
    assert_eq!(opened.verify::<ByteBuf>(&key(1).verifying_key()), Err(Malformed::TooLarge));
    let sealed = seal_answer(&key(1), b"question", &large(limits::ANSWER_RAW_BYTES));
    assert!(sealed.len() < limits::ANSWER_BYTES / 2, "{} bytes are refused for their length", sealed.len());
    let opened = open_answer::<ByteBuf>(&key(1).verifying_key(), b"question", &sealed);
    assert_eq!(opened, Err(Malformed::TooLarge));
    // A little less is one.
    let sealed = seal_answer(&key(1), b"question", &large(limits::ANSWER_RAW_BYTES - 16));
    assert!(open_answer::<ByteBuf>(&key(1).verifying_key(), b"question", &sealed).is_ok());
}
