//! `huben`: see the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    huben_cli::run(std::env::args_os().collect())
}
