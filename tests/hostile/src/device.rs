//! An enrolled device without a program of its own: real keys, and whatever its holder wants to sign.

use crate::bytes::array;
use crate::door::{Door, Said};
use crate::panics::let_out;
use automerge::{AutoCommit, Change};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use huben_documents::{Chunk, Document, Kind};
use huben_domain::UserId;
use huben_sync::{
    Answer, Cursor, Enrolment, EnrolmentRequest, Invitation, Offer, Part, Request, VERSION, from_cbor,
    open_answer, seal_request, to_cbor,
};
use huben_tests::chance::Chance;
use serde_bytes::ByteArray;
use std::collections::BTreeMap;

/// A document as the device knows it.
#[derive(Clone)]
pub struct Known {
    /// Its kind.
    pub kind: Kind,
    /// What it hangs on.
    pub root: [u8; 16],
    /// What is at the office of it, as far as the device has heard.
    pub doc: AutoCommit,
    /// Changes learnt.
    pub changes: usize,
}

/// Documents it keeps in mind.
const MIND: usize = 60;
/// Beyond so many changes a document is left alone: attacks are to be many, not slow.
pub const LONG: usize = 150;

/// One device.
pub struct Device {
    key: SigningKey,
    answers: VerifyingKey,
    /// Its id.
    pub id: [u8; 16],
    /// Whose it is.
    pub user: UserId,
    /// What it writes as.
    pub actor: [u8; 16],
    /// The last request's number.
    pub number: u64,
    /// How far it has read.
    pub cursor: Cursor,
    /// The newest receipt.
    pub receipt: Option<(u64, ByteArray<8>)>,
    /// May it write issues only?
    pub reports_only: bool,
    /// Where its user may write.
    pub areas: Vec<&'static str>,
    /// Documents by id.
    pub known: BTreeMap<[u8; 16], Known>,
    /// Other people's actors.
    pub strangers: Vec<[u8; 16]>,
    /// A request that it has sent before.
    pub last_body: Vec<u8>,
}

impl Device {
    /// Enrols as an honest phone does.
    ///
    /// # Panics
    /// When the office does not enrol it.
    pub fn enrol(door: &Door<'_>, invitation: &str, areas: Vec<&'static str>, chance: &mut Chance) -> Device {
        let invitation = Invitation::parse(invitation).expect("an invitation");
        let key = SigningKey::from_bytes(&array(chance));
        let asked = to_cbor(&EnrolmentRequest::sign(&key, *invitation.token));
        let (_, body) = door.post("/v1/enrol", &asked).expect("an answer");
        let enrolment: Enrolment = from_cbor(&body).expect("an enrolment");
        let identity = VerifyingKey::from_bytes(&invitation.identity).expect("a key");
        Device {
            key,
            answers: enrolment.keys.verify(&identity).expect("the office's key"),
            id: *enrolment.certificate.device,
            user: UserId::from_bytes(*enrolment.certificate.user),
            actor: array(chance),
            number: 0,
            cursor: Cursor::START,
            receipt: None,
            reports_only: false,
            areas,
            known: BTreeMap::new(),
            strangers: Vec::new(),
            last_body: Vec::new(),
        }
    }

    /// An honest request with these offers.
    pub fn request(&mut self, chunks: Vec<Offer>) -> Request {
        self.number += 1;
        Request {
            version: VERSION,
            number: self.number,
            cursor: self.cursor,
            older: Vec::new(),
            actors: vec![ByteArray::new(self.actor)],
            chunks,
            more_up: true,
            wanted: Vec::new(),
            held: Vec::new(),
            held_in: Vec::new(),
            page_bytes: 512 * 1024,
            receipt: self.receipt,
            state_lost: false,
            certificate: None,
        }
    }

    /// Signs a message that says it is a request.
    pub fn seal(&self, message: &impl serde::Serialize) -> Vec<u8> {
        seal_request(&self.key, self.id, message)
    }

    /// Signs any bytes as a request's body.
    pub fn seal_bytes(&self, body: &[u8]) -> Vec<u8> {
        let signature = self.key.sign(&[b"huben request 1", &self.id[..], body].concat());
        [&[1, 1], &self.id[..], &signature.to_bytes(), body].concat()
    }

    /// What an answer to this request says, if it is one.
    pub fn read(&self, request: &[u8], said: &Said) -> Option<Answer> {
        let (_, body) = said.as_ref()?;
        open_answer(&self.answers, request, body).ok()
    }

    /// Reads everything it may, as an honest phone does.
    pub fn fetch(&mut self, door: &Door<'_>) {
        for _ in 0..50 {
            let mut request = self.request(Vec::new());
            request.more_up = false;
            let body = self.seal(&request);
            let Some(answer) = self.read(&body, &door.post("/v1/exchange", &body)) else { return };
            self.take_in(&answer);
            if !answer.more {
                return;
            }
        }
    }

    /// Remembers what an answer brought.
    pub fn take_in(&mut self, answer: &Answer) {
        self.cursor = answer.cursor.unwrap_or(self.cursor);
        self.receipt = answer.receipt.or(self.receipt);
        let others = answer.actors.iter().filter(|(_, user)| **user != self.user.to_bytes());
        self.strangers.extend(others.map(|(actor, _)| **actor).take(4));
        self.strangers.truncate(64);
        for part in &answer.parts {
            let Part::Document { document, kind, root, snapshot, chunks, .. } = part else { continue };
            let root = root.map_or(**document, |root| *root);
            if let Some(snapshot) = snapshot
                && let Some(Ok(doc)) = let_out(|| AutoCommit::load(snapshot))
            {
                let known = Known { kind: Kind::from(kind.as_str()), root, doc, changes: 40 };
                self.known.insert(**document, known);
            }
            for chunk in chunks {
                self.learn(**document, kind, root, chunk);
            }
        }
    }

    /// An offer was taken.
    pub fn taken(&mut self, offer: &Offer) {
        let root = offer.root.map_or(*offer.document, |root| *root);
        self.learn(*offer.document, &offer.kind, root, &offer.bytes);
    }

    fn learn(&mut self, document: [u8; 16], kind: &str, root: [u8; 16], sent: &[u8]) {
        let kind = Kind::from(kind);
        let Ok(chunk) = Chunk::received(sent) else { return };
        let Some(Ok(change)) = let_out(|| Change::from_bytes(chunk.bytes().to_vec())) else { return };
        let known = match self.known.get_mut(&document) {
            Some(known) => known,
            None => {
                let Some(doc) = blank(&kind) else { return };
                self.forget_one();
                self.known.entry(document).or_insert(Known { kind, root, doc, changes: 0 })
            }
        };
        let Known { doc, changes, .. } = known;
        *changes += 1;
        // What spoils its own copy it forgets; the office is asked about its own at the end.
        if !matches!(let_out(|| doc.apply_changes([change])), Some(Ok(()))) || *changes > LONG {
            self.known.remove(&document);
        }
    }

    fn forget_one(&mut self) {
        if self.known.len() >= MIND {
            let id = array::<16>(&mut Chance::seeded(self.number));
            let next = self.known.range(id..).next().or(self.known.iter().next());
            let gone = next.map(|(id, _)| *id).expect("a full mind is not empty");
            self.known.remove(&gone);
        }
    }
}

/// A document of this kind with nothing but its genesis.
pub fn blank(kind: &Kind) -> Option<AutoCommit> {
    let mut document = Document::new(kind).ok()?;
    AutoCommit::load(&document.snapshot()).ok()
}
