//! A phone of a version that is not written yet, played by hand: it speaks the wire itself, and writes fields, enum
//! values, steps and kinds of records that nobody of today knows.

use crate::database;
use ed25519_dalek::{SigningKey, VerifyingKey};
use huben_documents::{Act, Document, Intent, Kind, Value, as_sent};
use huben_domain::DocumentId;
use huben_sync::{
    Answer, Cursor, Enrolment, EnrolmentRequest, Invitation, Offer, Request, VERSION, from_cbor, open_answer,
    seal_request, to_cbor,
};
use rusqlite::Connection;
use serde_bytes::ByteArray;

/// Under which it writes.
pub const ACTOR: [u8; 16] = *b"a newer phone 01";
/// When it writes: seconds of the Unix epoch, in 2031.
const AT: i64 = 1_930_000_000;

/// The phone.
pub struct Newer {
    /// Verifies the office's answers.
    pub answer_key: VerifyingKey,
    device: [u8; 16],
    key: SigningKey,
}

impl Newer {
    /// Enrols with an invitation; `post` takes a path and a body, and gives the answer's body.
    ///
    /// # Panics
    /// When the office does not enrol it.
    pub fn enrol(invitation: &str, post: impl FnOnce(&str, &[u8]) -> Vec<u8>) -> Newer {
        let key = SigningKey::from_bytes(&[42; 32]);
        let invitation = Invitation::parse(invitation).expect("an invitation");
        let asked = to_cbor(&EnrolmentRequest::sign(&key, *invitation.token));
        let enrolment: Enrolment = from_cbor(&post("/v1/enrol", &asked)).expect("an enrolment");
        let identity = VerifyingKey::from_bytes(&invitation.identity).expect("a key");
        let answer_key = enrolment.keys.verify(&identity).expect("the office's own keys");
        Newer { device: *enrolment.certificate.device, key, answer_key }
    }

    /// A request as it goes over the wire, with a field that nobody of today knows.
    ///
    /// # Panics
    /// Never: everything in it can be written.
    pub fn seal(&self, number: u64, chunks: Vec<Offer>) -> Vec<u8> {
        let request = Request {
            version: VERSION,
            number,
            cursor: Cursor::START,
            older: vec![],
            actors: vec![ByteArray::new(ACTOR)],
            chunks,
            more_up: false,
            wanted: vec![],
            held: vec![],
            held_in: vec![],
            page_bytes: 262_144,
            receipt: None,
            state_lost: false,
            certificate: None,
        };
        let mut said = ciborium::Value::serialized(&request).expect("CBOR");
        said.as_map_mut().expect("a map").push(("battery".into(), 17.into()));
        seal_request(&self.key, self.device, &said)
    }

    /// The office's answer to a sealed request; `None` if it is none.
    pub fn open(&self, sealed: &[u8], reply: &[u8]) -> Option<Answer> {
        open_answer(&self.answer_key, sealed, reply).ok()
    }
}

/// An intent written on a document as the office has it.
///
/// # Panics
/// When it changes nothing there.
pub fn written(office: &Connection, id: DocumentId, kind: &Kind, intent: &Intent) -> Offer {
    let mut document = database::document(office, id, kind);
    let bytes = document.write(intent, ACTOR, AT).expect("a change").expect("something new").bytes;
    offer(id, kind.as_str(), None, bytes)
}

/// A record of a kind that this version does not know, hanging on a household.
///
/// # Panics
/// Never: it can be written.
pub fn topic(id: DocumentId, household: DocumentId) -> Offer {
    let mut document = Document::new(&Kind::Visit).expect("a kind");
    let intent = Intent::new(Act::RecordVisit).field("topic", Value::text(&format!("加装电梯 {id}")));
    let bytes = document.write(&intent, ACTOR, AT + 1).expect("a change").expect("something new").bytes;
    offer(id, "deliberation", Some(household), bytes)
}

fn offer(id: DocumentId, kind: &str, root: Option<DocumentId>, bytes: Vec<u8>) -> Offer {
    let root = root.map(|root| ByteArray::new(root.to_bytes()));
    let bytes = as_sent(&bytes).to_vec();
    Offer { document: ByteArray::new(id.to_bytes()), kind: kind.into(), root, epoch: 0, others: false, bytes }
}
