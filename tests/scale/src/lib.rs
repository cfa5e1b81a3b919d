//! What an office and a phone cost as they grow. One program a question, each with its aim and, where there is one, the
//! floor: the least work any program could do for the same result, in the same run. `docs/benchmarks.md` has the figures.
//!
//! `wire` is a phone reduced to what a hub sees of it, cheap enough to have five thousand of; `town` is an office for
//! them; `process` reads what a process cost; `plot` draws.

pub mod aim;
pub mod day;
pub mod http;
pub mod plot;
pub mod process;
pub mod town;
pub mod wire;
