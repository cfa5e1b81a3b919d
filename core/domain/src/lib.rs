//! What is true in Huben: the words, shapes and rules of one household, one book, one card.
//!
//! Pure: no IO, no clock, no randomness, no SQL, no Automerge. Time and chance are arguments.
//! How these truths are written so that they merge is `huben-documents`; where they live on a phone
//! is `huben-engine`.

mod address;
mod area;
mod case_number;
mod codes;
mod door_number;
mod door_text;
mod fold;
mod harmless;
mod household;
mod id;
mod invalid;
mod issue;
mod json;
pub mod limits;
mod moves;
mod open_enum;
mod phone;
mod possible;
mod reasons;
mod resident;
mod rights;
mod step;
mod step_input;
mod user;
pub mod validate;
mod visit;
mod width;
pub mod words;

pub use address::{Door, search_door};
pub use area::{Area, AreaCode, AreaEnded, Level};
pub use case_number::case_number;
pub use codes::*;
pub use fold::{Counted, IssueState, fold, next_n};
pub use harmless::harmless;
pub use household::{Ended, Household};
pub use id::*;
pub use invalid::Invalid;
pub use issue::{Issue, IssueFile};
pub use json::Json;
pub use phone::Phone;
pub use possible::{Actor, StepRefusal, check_step, possible};
pub use reasons::{code_in_chinese, in_chinese, reasons};
pub use resident::Resident;
pub use rights::{entitled, permitted, permitted_all};
pub use step::Step;
pub use step_input::{StepInput, StepNeeds, close_of_day};
pub use user::{Grant, Tie, User, hats};
pub use visit::Visit;
pub use width::half_width;
pub use words::Words;
