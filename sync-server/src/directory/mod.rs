//! The directory: areas and users, plain rows that only the office writes and every device holds.

mod areas;
mod divisions;
mod grants;
mod users;

pub(crate) use areas::{AreaStanding, add_area, add_area_row, area_standing, import_areas};
pub(crate) use divisions::Divisions;
pub(crate) use grants::{Entrusted, entrusted_at, entrusted_now};
pub(crate) use users::{NewUser, UserChange, add_user, change_user, list_users, read_user};
