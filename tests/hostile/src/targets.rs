//! Every decoder of bytes from outside, and the accept pipeline: each takes any bytes, and must neither panic nor take
//! its time. What a target asserts beside holds for every input.

use crate::checks::loads_and_takes_an_edit;
use crate::device::Device;
use crate::door::Door;
use crate::{community::Community, records};
use chrono::NaiveDate;
use ed25519_dalek::{Signer, SigningKey};
use huben_documents::policy::{Record, Signer as Author, judge};
use huben_documents::{
    Chunk, Document, Fresh, Intent, Kind, Readable, as_sent, earlier, examine, household, issue, issue_file,
    visit, words,
};
use huben_domain::{
    Area, AreaCode, DocumentId, Door as HouseDoor, Grant, Json, Phone, Role, Step, User, UserId,
};
use huben_engine::ledger;
use huben_engine::search_keys;
use huben_sync::{
    Answer, Certificate, Enrolment, EnrolmentRequest, Invitation, OfficeKeys, Request, from_cbor,
    open_answer, open_request,
};
use huben_tests::chance::Chance;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

/// What a target's bytes are, for those who change them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Bytes.
    Bytes,
    /// CBOR.
    Cbor,
    /// A change as sent, after this many bytes of something else.
    Change(usize),
    /// A stored document: its checksum is made right again.
    Document,
    /// Text.
    Text,
}

/// One target.
pub struct Target {
    /// Its name, and its folder in the corpus.
    pub name: &'static str,
    /// What its bytes are.
    pub shape: Shape,
    /// Tries them; true when they got past the first gate, so that they were more than noise.
    pub run: fn(&[u8]) -> bool,
}

/// All of them.
pub const ALL: [Target; 13] = [
    Target { name: "request", shape: Shape::Cbor, run: request },
    Target { name: "envelope", shape: Shape::Bytes, run: envelope },
    Target { name: "answer", shape: Shape::Cbor, run: answer },
    Target { name: "enrolment", shape: Shape::Cbor, run: enrolment },
    Target { name: "invitation", shape: Shape::Text, run: invitation },
    Target { name: "chunk", shape: Shape::Change(0), run: chunk },
    Target { name: "accept", shape: Shape::Change(1), run: accept },
    Target { name: "snapshot", shape: Shape::Document, run: snapshot },
    Target { name: "intent", shape: Shape::Text, run: intent },
    Target { name: "text", shape: Shape::Text, run: text },
    Target { name: "ledger", shape: Shape::Bytes, run: ledger },
    Target { name: "divisions", shape: Shape::Text, run: divisions },
    Target { name: "hub", shape: Shape::Cbor, run: hub },
];

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));

fn squeezed(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 1).unwrap_or_default()
}

/// A request's CBOR, behind an honest signature.
fn request(bytes: &[u8]) -> bool {
    let body = squeezed(bytes);
    let device = [1; 16];
    let signature = KEY.sign(&[b"huben request 1", &device[..], &body].concat());
    let sent = [&[1, 1], &device[..], &signature.to_bytes(), &body].concat();
    open_request(&sent).is_ok_and(|opened| opened.verify::<Request>(&KEY.verifying_key()).is_ok())
}

/// A whole request as sent.
fn envelope(bytes: &[u8]) -> bool {
    drop(open_answer::<Answer>(&KEY.verifying_key(), b"", bytes));
    let Ok(opened) = open_request(bytes) else { return false };
    drop(opened.verify::<Request>(&KEY.verifying_key()));
    opened.body::<Request>().is_ok()
}

/// An answer's CBOR, behind an honest signature.
fn answer(bytes: &[u8]) -> bool {
    let body = squeezed(bytes);
    let signed = [b"huben answer 1", &Sha256::digest(b"asked")[..], &body].concat();
    let sent = [&[1, 1][..], &KEY.sign(&signed).to_bytes(), &body].concat();
    open_answer::<Answer>(&KEY.verifying_key(), b"asked", &sent).is_ok()
}

fn enrolment(bytes: &[u8]) -> bool {
    let key = KEY.verifying_key();
    let asked = from_cbor::<EnrolmentRequest>(bytes).map(|asked| asked.verify());
    let enrolled = from_cbor::<Enrolment>(bytes).map(|enrolled| {
        let _ = (enrolled.certificate.verify(&key), enrolled.keys.verify(&key));
        serde_json::from_str::<User>(&enrolled.user)
    });
    let certificate = from_cbor::<Certificate>(bytes).map(|certificate| certificate.verify(&key));
    let keys = from_cbor::<OfficeKeys>(bytes).map(|keys| keys.verify(&key));
    asked.is_ok() || enrolled.is_ok() || certificate.is_ok() || keys.is_ok()
}

fn invitation(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Ok(read) = Invitation::parse(&text) else { return false };
    assert_eq!(Invitation::parse(&read.to_text()), Ok(read));
    true
}

/// A change as it travels, and as it is stored.
fn chunk(bytes: &[u8]) -> bool {
    drop(Chunk::parse(bytes));
    let Ok(chunk) = Chunk::received(bytes) else { return false };
    assert_eq!(as_sent(chunk.bytes()), bytes);
    assert_eq!(Chunk::parse(chunk.bytes()).map(|again| again.hash()), Ok(chunk.hash()));
    words(&chunk);
    for kind in Kind::KNOWN {
        let Some(fresh) = Fresh::read(&kind, &chunk) else { continue };
        // What is read without a document is what a document would say.
        let document = Document::load(&kind, None, [chunk.bytes()]).expect("an honest first chunk loads");
        assert_eq!(shown(&fresh), shown(&document));
    }
    true
}

fn shown(from: &impl Readable) -> String {
    let id = DocumentId::from_bytes([9; 16]);
    match from.kind() {
        Kind::Household => serde_json::to_string(&household(from, id.into())),
        Kind::Visit => serde_json::to_string(&visit(from, id.into())),
        Kind::Issue => serde_json::to_string(&issue(from, id.into()).inspect(|issue| drop(issue.state()))),
        _ => serde_json::to_string(&issue_file(from)),
    }
    .expect("a record is JSON")
}

/// A standing document of each kind: its chunks, and the heads that the corpus builds on.
pub static STANDING: LazyLock<Vec<(Kind, Vec<Vec<u8>>)>> = LazyLock::new(records::standing);

/// The hub's judgement: which document, then a change for it. What is taken must work afterwards.
fn accept(bytes: &[u8]) -> bool {
    let Some((which, sent)) = bytes.split_first() else { return false };
    let (kind, chunks) = &STANDING[*which as usize % STANDING.len()];
    let Ok(chunk) = Chunk::received(sent) else { return false };
    let load = || Document::load(kind, None, chunks.iter().map(Vec::as_slice)).expect("it stands");
    let mut document = load();
    if document.has(chunk.hash()) {
        return false;
    }
    let Ok(operations) = examine(&mut document, &chunk) else { return false };
    let area: AreaCode = "321181001025001".parse().expect("a code");
    let grant = Grant { role: Role::Supervisor, area: area.clone(), from: None, until: None };
    let author = Author { user: UserId::from_bytes([9; 16]), unit: None, grants: vec![grant] };
    let root = DocumentId::from_bytes([9; 16]);
    let record = Record { root, area: Some(area), author: Some(author.user), addressed: vec![], steps: 2 };
    drop(judge(kind, &record, &author, &operations));
    let proven = document.proves(&chunk);
    if document.merge_on_trial(&chunk).is_err() {
        assert!(!proven, "what proves itself passes the trial");
        // What the office refuses a phone refuses too.
        assert!(load().apply(&chunk).is_err());
        return true;
    }
    shown(&document);
    earlier(&mut document, "text");
    document.contradictions();
    load().apply(&chunk).expect("what the office takes a phone takes");
    let all: Vec<Vec<u8>> = document.chunks().into_iter().map(|(_, bytes)| bytes).collect();
    loads_and_takes_an_edit(kind, None, &all).expect("what was taken takes an edit");
    true
}

/// A document's snapshot, which comes from the office.
fn snapshot(bytes: &[u8]) -> bool {
    let mut loads = false;
    for kind in Kind::KNOWN {
        let Ok(mut document) = Document::received(&kind, bytes) else { continue };
        loads = true;
        document.chunks();
        document.contradictions();
        shown(&document);
    }
    loads
}

fn intent(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Intent>(bytes).is_ok() || from_cbor::<Intent>(bytes).is_ok()
}

/// Everything that reads text: attributes, steps, areas, users, doors, codes, telephones, times, searches.
fn text(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(json) = Json::parse(&text) {
        assert_eq!(Json::parse(json.as_str()).as_ref(), Ok(&json));
        json.depth();
        json.to_value();
    }
    if let Ok(step) = serde_json::from_str::<Step>(&text) {
        let again = serde_json::to_string(&step).expect("a step is JSON");
        assert_eq!(serde_json::from_str::<Step>(&again).ok(), Some(step));
    }
    drop(serde_json::from_str::<Area>(&text));
    drop(serde_json::from_str::<User>(&text));
    let door = HouseDoor::parse(&text, Some(&text));
    drop(door.key());
    drop(text.parse::<AreaCode>());
    drop(Phone::parse(&text));
    drop(text.parse::<DocumentId>());
    drop(search_keys::query(&text));
    let entry = search_keys::Entry { names: &[&text], texts: &[&text], doors: &[&text], phones: &[&text] };
    search_keys::index_tokens(entry);
    true
}

const WORKBOOK: &[u8] = include_bytes!("../../fixtures/ledgers/few.xlsx");
const PARTS: [&str; 4] =
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"];

/// A ledger: a number, then a whole file, or one part of a workbook, which is packed first.
fn ledger(bytes: &[u8]) -> bool {
    let Some((which, rest)) = bytes.split_first() else { return false };
    let file = match PARTS.get(*which as usize) {
        Some(part) => with_part(part, rest),
        None => rest.to_vec(),
    };
    let read = ledger::read("ledger", &file, NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
    !read.rows.is_empty()
}

/// The corpus's workbook with one part in another's place.
pub fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(WORKBOOK)).expect("a workbook");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).expect("a part");
        let part_name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        new.start_file(&part_name, zip::write::SimpleFileOptions::default()).expect("a new part");
        new.write_all(if part_name == name { content } else { &bytes }).expect("its bytes");
    }
    new.finish().expect("a workbook").into_inner()
}

/// One part of the workbook, for the corpus.
pub fn part(nth: usize) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(WORKBOOK)).expect("a workbook");
    let mut bytes = Vec::new();
    if let Some(name) = PARTS.get(nth)
        && let Ok(mut part) = archive.by_name(name)
    {
        part.read_to_end(&mut bytes).expect("its bytes");
    }
    bytes
}

thread_local! {
    static OFFICE: (Community, std::cell::RefCell<Device>) = {
        let mut community = Community::open(1);
        let device = community.attackers().swap_remove(0);
        (community, std::cell::RefCell::new(device))
    };
}

/// `huben-server area import FILE`.
fn divisions(bytes: &[u8]) -> bool {
    OFFICE.with(|(community, _)| {
        let file = community.directory.path().join("divisions.csv");
        std::fs::write(&file, bytes).expect("a file");
        community.administer(&["area", "import", file.to_str().expect("text")]).is_ok()
    })
}

/// A request's CBOR from an enrolled device, all the way through the hub.
fn hub(bytes: &[u8]) -> bool {
    OFFICE.with(|(community, device)| {
        let body = device.borrow().seal_bytes(&squeezed(bytes));
        let (status, said) = Door::Inside(&community.hub).post("/v1/exchange", &body).expect("no panic");
        assert!(status < 500, "{status} {}", String::from_utf8_lossy(&said));
        status == 200
    })
}

/// An honest request of that device, for the corpus.
pub fn honest_request(chance: &mut Chance) -> Vec<u8> {
    OFFICE.with(|(_, device)| {
        let mut device = device.borrow_mut();
        let offers = (0..3).filter_map(|_| records::honest(&device, chance)).collect();
        huben_sync::to_cbor(&device.request(offers))
    })
}
