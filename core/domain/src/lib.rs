//! What is true in Huben: the words, shapes and rules of one household, one book, one card.
//!
//! Pure: no IO, no clock, no randomness, no SQL, no Automerge. Time and chance are arguments.
//! How these truths are written so that they merge is `huben-documents`; where they live on a phone
//! is `huben-engine`.

mod codes;
mod id;
mod invalid;
mod json;
mod open_enum;

pub use codes::*;
pub use id::*;
pub use invalid::Invalid;
pub use json::Json;
