//! What each route does: read the body within bounds, ask the hub off the network's threads, say what it says.

use super::Door;
use crate::hub::{Hub, Problem, Reply};
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use huben_sync::{Malformed, limits};
use std::sync::Arc;
use std::time::Duration;

/// One exchange.
pub(super) async fn exchange(State(door): State<Arc<Door>>, request: Request) -> Response {
    answered(door, request, Hub::exchange).await
}

/// An invitation becomes a device.
pub(super) async fn enrol(State(door): State<Arc<Door>>, request: Request) -> Response {
    answered(door, request, Hub::enrol).await
}

/// The key of answers, vouched for.
pub(super) async fn office(State(door): State<Arc<Door>>) -> Response {
    door.hub.office().into_response()
}

/// A route, but not with this verb.
pub(super) async fn wrong_verb() -> Response {
    refusal(405, "Not that way", "this address takes another kind of request")
}

/// No such route.
pub(super) async fn not_found() -> Response {
    refusal(404, "Nothing here", "nothing here; devices speak to /v1/exchange")
}

/// A slow line may take so long to bring one request.
const PATIENCE: Duration = Duration::from_secs(30);
/// An envelope beside the largest body.
const LARGEST: usize = limits::REQUEST_BYTES + 4096;

async fn answered(door: Arc<Door>, request: Request, ask: fn(&Hub, &[u8]) -> Reply) -> Response {
    let body = match whole(request).await {
        Ok(body) => body,
        Err(problem) => return Reply::from(problem).into_response(),
    };
    let closing = || refusal(503, "Closing", "the office is closing; try again in a while");
    // A bounded number at once; the rest wait their turn.
    let Ok(_turn) = door.turns.acquire().await else { return closing() };
    let at_work = door.clone();
    let asked = tokio::task::spawn_blocking(move || ask(&at_work.hub, &body)).await;
    asked.map_or_else(|_| closing(), Reply::into_response)
}

/// The request's body, bounded in size and time; a length that is too large is refused before anything is read.
async fn whole(request: Request) -> Result<Bytes, Problem> {
    let too_large = || Problem::from(Malformed::TooLarge);
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST as u64) {
        return Err(too_large());
    }
    let slow = || Problem::new(408, "Too slow", "the request did not arrive in time; try again");
    let read = tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), LARGEST));
    read.await.map_err(|_| slow())?.map_err(|_| too_large())
}

fn refusal(status: u16, title: &'static str, detail: &str) -> Response {
    Reply::from(Problem::new(status, title, detail)).into_response()
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, self.content_type)], self.body).into_response()
    }
}
