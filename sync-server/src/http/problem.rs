//! Refusals over HTTP: RFC 9457 problem documents.

use crate::failure::{Failure, FailureKind};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use huben_sync::Malformed;

/// A problem document.
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("problem");
        let body =
            serde_json::json!({ "title": title, "status": self.status.as_u16(), "detail": self.detail });
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}

impl From<Malformed> for Problem {
    fn from(malformed: Malformed) -> Self {
        let status = match malformed {
            Malformed::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Malformed::Signature => StatusCode::UNAUTHORIZED,
            Malformed::Envelope | Malformed::Body => StatusCode::BAD_REQUEST,
        };
        Problem::new(status, malformed.to_string())
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        tracing::error!(kind = failure.kind.as_str(), reason = failure.reason, "a request failed");
        let status = match failure.kind {
            FailureKind::Locked | FailureKind::StorageFull => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Problem::new(status, "the office has a problem of its own; try again in a while")
    }
}

/// A route, but not with this verb.
pub(super) fn wrong_verb() -> Response {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address takes another kind of request").into_response()
}

/// No such route.
pub(super) fn not_found() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "nothing here; devices speak to /v1/exchange").into_response()
}
