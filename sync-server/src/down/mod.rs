//! The downward half of an exchange: what a device may have, from its cursor on.

mod entries;
mod fill;
mod page;
mod read;
mod scopes;

pub(crate) use read::{Reader, answer};
