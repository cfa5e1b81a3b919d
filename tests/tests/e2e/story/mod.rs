//! The promises of sync, one file a promise, in the order of the issue that asked for them.

mod a_one_exchange;
mod b_cuts;
mod c_first_sync;
mod d_moves;
mod e_refused;
mod f_revoked;
mod g_copied;
mod h_restored;
mod i_compaction;
mod j_damaged;
mod k_long_away;
