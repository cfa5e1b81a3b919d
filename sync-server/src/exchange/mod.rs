//! The upward half of an exchange: what a device sends is judged and appended, many requests to one commit.

mod append;
mod decide;
mod hold;
mod judge;
mod numbers;
mod offered;
mod refusals;
mod sender;
mod writer;

pub(crate) use append::load;
pub(crate) use decide::{accept_held, words_of};
pub(crate) use writer::{Up, Writer};
