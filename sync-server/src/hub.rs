//! The hub without a network: a request's bytes in, an answer's bytes out. Between two requests it keeps nothing but
//! its store, so that several could share one.

use crate::devices;
use crate::down::{self, Reader};
use crate::exchange::Writer;
use crate::failure::{Failure, FailureKind};
use crate::invitations::{self, NotEnrolled};
use crate::keys::Keys;
use crate::surroundings::Surroundings;
use ed25519_dalek::VerifyingKey;
use huben_sync::{
    Answer, EnrolmentRequest, Malformed, Opened, Request, Standing, VERSION, from_cbor, limits, open_request,
    seal_answer, to_cbor,
};
use rusqlite::TransactionBehavior;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// One office, ready to answer.
pub struct Hub {
    keys: Keys,
    writer: Writer,
    reader: Reader,
    surroundings: Arc<dyn Surroundings>,
}

/// What the hub says: an HTTP status and a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 200, 401 for a device that the office does not know (both with CBOR), else a problem document's.
    pub status: u16,
    /// `application/cbor` or `application/problem+json`.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl Hub {
    /// The office in this directory.
    pub fn open(dir: &Path, surroundings: Arc<dyn Surroundings>) -> Result<Self, Failure> {
        let writer = Writer::open(dir, surroundings.clone())?;
        let keys = Keys::read(&writer.db())?;
        Ok(Self { keys, writer, reader: Reader::new(dir.to_owned()), surroundings })
    }

    /// `POST /v1/exchange`.
    pub fn exchange(&self, body: &[u8]) -> Reply {
        self.exchanged(body).unwrap_or_else(Problem::into)
    }

    /// `POST /v1/enrol`.
    pub fn enrol(&self, body: &[u8]) -> Reply {
        self.enrolled(body).map_or_else(Problem::into, |body| cbor(200, body))
    }

    /// `GET /v1/office`: the key of answers, vouched for.
    pub fn office(&self) -> Reply {
        cbor(200, to_cbor(&self.keys.office))
    }

    fn exchanged(&self, body: &[u8]) -> Result<Reply, Problem> {
        let opened = open_request(body)?;
        let device = self.reader.with(|db| devices::find(db, opened.device))?;
        let key = match &device {
            Some(device) => Some(device.key),
            None => self.shown_key(&opened)?,
        };
        let Some(key) = key.and_then(|key| VerifyingKey::from_bytes(&key).ok()) else {
            // Nobody the office knows, and no certificate: say so, signed, so that it can be shown one.
            let answer = Answer { version: VERSION, standing: Standing::Unknown, ..Answer::default() };
            return Ok(cbor(401, seal_answer(&self.keys.answer, body, &answer)));
        };
        let request: Request = opened.verify(&key)?;
        bounded(&request)?;
        if device.is_none() {
            self.remember_forgotten(&request)?;
        }
        let digest: [u8; 32] = Sha256::digest(body).into();
        let up = self.writer.exchange(opened.device, digest, request.clone())?;
        let now_ms = self.surroundings.now_ms();
        let answer = self.reader.with(|db| down::answer(db, opened.device, &request, up, now_ms))?;
        Ok(cbor(200, seal_answer(&self.keys.answer, body, &answer)))
    }

    /// The key in a certificate that this office's identity has issued.
    fn shown_key(&self, opened: &Opened<'_>) -> Result<Option<[u8; 32]>, Problem> {
        let request: Request = opened.body()?;
        let identity = self.keys.identity.verifying_key();
        let certificate = request
            .certificate
            .filter(|shown| shown.verify(&identity).is_ok() && *shown.device == opened.device);
        Ok(certificate.map(|certificate| *certificate.key))
    }

    /// A device from before a restore: kept as pending until a person confirms it.
    fn remember_forgotten(&self, request: &Request) -> Result<(), Failure> {
        let Some(certificate) = &request.certificate else { return Ok(()) };
        let mut db = self.writer.db();
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if devices::find(&transaction, *certificate.device)?.is_none() {
            let (id, user, key) = (*certificate.device, *certificate.user, *certificate.key);
            devices::add(&transaction, id, user, key, Standing::Pending, certificate.at_ms)?;
        }
        Ok(transaction.commit()?)
    }

    fn enrolled(&self, body: &[u8]) -> Result<Vec<u8>, Problem> {
        let request: EnrolmentRequest = from_cbor(body)?;
        request.verify()?;
        let mut db = self.writer.db();
        let transaction =
            db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Failure::from)?;
        let enrolment = invitations::enrol(&transaction, self.surroundings.as_ref(), &self.keys, &request)?;
        transaction.commit().map_err(Failure::from)?;
        Ok(enrolment.to_bytes())
    }
}

fn cbor(status: u16, body: Vec<u8>) -> Reply {
    Reply { status, content_type: "application/cbor", body }
}

fn bounded(request: &Request) -> Result<(), Malformed> {
    let within = request.chunks.len() <= limits::CHUNKS
        && request.actors.len() <= limits::ACTORS
        && request.wanted.len() <= limits::WANTED
        && request.held.len() <= limits::WANTED
        && request.held_in.len() <= limits::WANTED
        && request.older.len() <= limits::OLDER_MARKS;
    if within { Ok(()) } else { Err(Malformed::TooLarge) }
}

/// A refusal: an RFC 9457 problem document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    status: u16,
    title: &'static str,
    detail: String,
}

impl Problem {
    pub(crate) fn new(status: u16, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into() }
    }
}

impl From<Problem> for Reply {
    fn from(Problem { status, title, detail }: Problem) -> Self {
        let body = serde_json::json!({ "title": title, "status": status, "detail": detail });
        Reply { status, content_type: "application/problem+json", body: body.to_string().into_bytes() }
    }
}

impl From<Malformed> for Problem {
    fn from(malformed: Malformed) -> Self {
        let (status, title) = match malformed {
            Malformed::TooLarge => (413, "Too large"),
            Malformed::Signature => (401, "Not signed by whom it names"),
            Malformed::Envelope | Malformed::Body => (400, "Not understood"),
        };
        Problem::new(status, title, malformed.to_string())
    }
}

impl From<NotEnrolled> for Problem {
    fn from(refused: NotEnrolled) -> Self {
        match refused {
            NotEnrolled::Unknown => Problem::new(404, "Unknown invitation", "no such invitation"),
            NotEnrolled::Expired => {
                Problem::new(410, "Too old", "the invitation is too old; ask for a new one")
            }
            NotEnrolled::Used => Problem::new(403, "Used", "another device has used the invitation"),
            NotEnrolled::Failed(failure) => failure.into(),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        tracing::error!(kind = failure.kind.as_str(), reason = failure.reason, "a request failed");
        let status = match failure.kind {
            FailureKind::Locked | FailureKind::StorageFull => 503,
            _ => 500,
        };
        Problem::new(status, "Trouble", "the office has a problem of its own; try again in a while")
    }
}
