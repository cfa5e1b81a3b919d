//! The hub on the network: all routes on one page.

mod door;
mod endpoints;
mod patience;

pub(crate) use door::serve;

use crate::hub::Hub;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What every endpoint needs. Nothing of it is state of a device.
pub(crate) struct Door {
    hub: Hub,
    /// Requests worked on at once.
    turns: Semaphore,
}

/// Every route.
fn routes(door: Arc<Door>) -> Router {
    Router::new()
        .route("/v1/exchange", post(endpoints::exchange))
        .route("/v1/enrol", post(endpoints::enrol))
        .route("/v1/office", get(endpoints::office))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(endpoints::not_found)
        .method_not_allowed_fallback(endpoints::wrong_verb)
        .with_state(door)
}
