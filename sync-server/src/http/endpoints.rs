//! What each route does: convert, call, convert.

use super::Hub;
use super::problem::Problem;
use crate::devices;
use crate::down;
use crate::exchange::Up;
use crate::failure::Failure;
use crate::invitations::{self, NotEnrolled};
use crate::store;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ed25519_dalek::VerifyingKey;
use huben_sync::{
    Answer, EnrolmentRequest, Request, Standing, VERSION, from_cbor, limits, open_request, seal_answer,
    to_cbor,
};
use rusqlite::TransactionBehavior;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;

/// One exchange.
pub(super) async fn exchange(State(hub): State<Arc<Hub>>, request: HttpRequest) -> Answered {
    let body = whole(request).await?;
    working(hub, move |hub| exchanged(hub, &body)).await
}

/// An invitation becomes a device.
pub(super) async fn enrol(State(hub): State<Arc<Hub>>, request: HttpRequest) -> Answered {
    let body = whole(request).await?;
    working(hub, move |hub| Ok((StatusCode::OK, enrolled(hub, &body)?))).await
}

/// The key of answers, vouched for.
pub(super) async fn office(State(hub): State<Arc<Hub>>) -> Response {
    cbor(StatusCode::OK, to_cbor(&hub.keys.office))
}

type Answered = Result<Response, Problem>;

/// A slow line may take so long to bring one request.
const PATIENCE: Duration = Duration::from_secs(30);
/// An envelope beside the largest body.
const LARGEST: usize = limits::REQUEST_BYTES + 4096;

/// The request's body, bounded in size and time; a length that is too large is refused before anything is read.
async fn whole(request: HttpRequest) -> Result<Bytes, Problem> {
    let too_large = || Problem::from(huben_sync::Malformed::TooLarge);
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST as u64) {
        return Err(too_large());
    }
    let slow = || Problem::new(StatusCode::REQUEST_TIMEOUT, "the request did not arrive in time; try again");
    let read = tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), LARGEST));
    read.await.map_err(|_| slow())?.map_err(|_| too_large())
}

/// Off the network's threads, a bounded number at once.
async fn working(
    hub: Arc<Hub>,
    work: impl FnOnce(&Hub) -> Result<(StatusCode, Vec<u8>), Problem> + Send + 'static,
) -> Answered {
    let busy =
        || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the office is closing; try again in a while");
    let _turn = hub.turns.acquire().await.map_err(|_| busy())?;
    let for_work = hub.clone();
    let done = tokio::task::spawn_blocking(move || work(&for_work)).await.map_err(|_| busy())?;
    done.map(|(status, bytes)| cbor(status, bytes))
}

fn cbor(status: StatusCode, bytes: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/cbor")], bytes).into_response()
}

fn exchanged(hub: &Hub, body: &[u8]) -> Result<(StatusCode, Vec<u8>), Problem> {
    let opened = open_request(body)?;
    let device = hub.reader.with(|db| devices::find(db, opened.device))?;
    let (key, known) = match &device {
        Some(device) => (device.key, true),
        None => (shown_key(hub, &opened)?, false),
    };
    let Some(key) = VerifyingKey::from_bytes(&key).ok().filter(|_| known || key != [0; 32]) else {
        // Nobody the office knows, and no certificate: say so, signed, so that it can be shown one.
        let answer = Answer { version: VERSION, standing: Standing::Unknown, ..Answer::default() };
        return Ok((StatusCode::UNAUTHORIZED, seal_answer(&hub.keys.answer, body, &answer)));
    };
    let request: Request = opened.verify(&key)?;
    bounded(&request)?;
    if !known {
        remember_forgotten(hub, &request)?;
    }
    let digest: [u8; 32] = Sha256::digest(body).into();
    let up: Up = hub.writer.exchange(opened.device, digest, request.clone())?;
    let answer = hub.reader.with(|db| down::answer(db, opened.device, &request, up))?;
    Ok((StatusCode::OK, seal_answer(&hub.keys.answer, body, &answer)))
}

/// The key in a certificate that this office's identity has issued; zeros without one.
fn shown_key(hub: &Hub, opened: &huben_sync::Opened<'_>) -> Result<[u8; 32], Problem> {
    let request: Request = opened.body()?;
    let identity = hub.keys.identity.verifying_key();
    let certificate =
        request.certificate.filter(|shown| shown.verify(&identity).is_ok() && *shown.device == opened.device);
    Ok(certificate.map_or([0; 32], |certificate| *certificate.key))
}

/// A device from before a restore: kept as pending until a person confirms it.
fn remember_forgotten(hub: &Hub, request: &Request) -> Result<(), Problem> {
    let Some(certificate) = &request.certificate else { return Ok(()) };
    let mut db = store::open(&hub.dir)?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Failure::from)?;
    if devices::find(&transaction, *certificate.device)?.is_none() {
        let (id, user, key) = (*certificate.device, *certificate.user, *certificate.key);
        devices::add(&transaction, id, user, key, Standing::Pending, certificate.at_ms)?;
    }
    Ok(transaction.commit().map_err(Failure::from)?)
}

fn bounded(request: &Request) -> Result<(), Problem> {
    let within = request.chunks.len() <= limits::CHUNKS
        && request.actors.len() <= limits::ACTORS
        && request.wanted.len() <= limits::WANTED
        && request.held.len() <= limits::WANTED
        && request.older.len() <= limits::OLDER_MARKS;
    if within { Ok(()) } else { Err(huben_sync::Malformed::TooLarge.into()) }
}

fn enrolled(hub: &Hub, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let request: EnrolmentRequest = from_cbor(body)?;
    request.verify()?;
    let mut db = store::open(&hub.dir)?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Failure::from)?;
    let enrolment =
        invitations::enrol(&transaction, &hub.keys, &request).map_err(|refused| match refused {
            NotEnrolled::Unknown => Problem::new(StatusCode::NOT_FOUND, "no such invitation"),
            NotEnrolled::Expired => {
                Problem::new(StatusCode::GONE, "the invitation is too old; ask for a new one")
            }
            NotEnrolled::Used => {
                Problem::new(StatusCode::FORBIDDEN, "another device has used the invitation")
            }
            NotEnrolled::Failed(failure) => failure.into(),
        })?;
    transaction.commit().map_err(Failure::from)?;
    Ok(enrolment.to_bytes())
}
