//! The hub on the network: all routes on one page.

mod door;
mod endpoints;
mod problem;

pub(crate) use door::serve;

use crate::down::Reader;
use crate::exchange::Writer;
use crate::keys::Keys;
use axum::Router;
use axum::routing::{get, post};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What every endpoint needs. Nothing of it is state of a device.
pub(crate) struct Hub {
    pub(crate) dir: PathBuf,
    pub(crate) keys: Keys,
    pub(crate) writer: Writer,
    pub(crate) reader: Reader,
    /// Requests worked on at once; the rest wait their turn.
    pub(crate) turns: Semaphore,
}

/// Every route.
pub(crate) fn routes(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/v1/exchange", post(endpoints::exchange))
        .route("/v1/enrol", post(endpoints::enrol))
        .route("/v1/office", get(endpoints::office))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(|| async { problem::not_found() })
        .method_not_allowed_fallback(|| async { problem::wrong_verb() })
        .with_state(hub)
}
