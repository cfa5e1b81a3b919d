//! How replicas agree: the messages of one exchange, their envelope and limits, and what each side does next.
//!
//! One signed request carries everything up, one signed answer everything down ([`Request`], [`Answer`]). Payloads
//! are bytes: what a chunk says is `huben-documents`' business. Pure: no clock, file, thread or socket.
//! The promises are written down in `docs/protocol.md`.

mod advice;
mod answer;
mod cbor;
mod certificate;
mod envelope;
mod invitation;
pub mod limits;
mod plan;
mod request;
mod session;

pub use advice::{Advice, FULL, GATHER, NOTICES, SCREEN, Situation, Waits, Why, advise};
pub use answer::{Answer, Part, Scope, Standing, Verdict};
pub use cbor::{Malformed, from_cbor, to_cbor};
pub use certificate::{Certificate, Enrolment, EnrolmentRequest, OfficeKeys};
pub use envelope::{Opened, open_answer, open_request, seal_answer, seal_request};
pub use invitation::{BadInvitation, Invitation};
pub use plan::{Plan, plan};
pub use request::{Cursor, Fill, Mark, Offer, Request};
pub use session::{Next, Session};

/// The version of the wire this crate speaks.
pub const VERSION: u16 = 1;
/// The newest schema of documents this version writes.
pub const SCHEMA: u16 = 1;
