//! How `huben` and `huben-server` speak to people: in two languages, in tables that fit, in errors that name the option,
//! and to programs in one line of JSON.

mod complaint;
mod lang;
mod output;
pub mod table;
mod usage;

pub use complaint::{Complaint, misuse};
pub use lang::Lang;
pub use output::{UNWRITTEN, complain, print};
pub use usage::Usage;
