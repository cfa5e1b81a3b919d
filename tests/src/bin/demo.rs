//! `./demo`: see `huben_tests::demo`.

use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;
use huben_tests::demo::{Options, play};

fn main() -> ExitCode {
    let options = Options::parse();
    // A program that answers wrongly stops the story: in its own words, without a backtrace.
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.payload_as_str().unwrap_or("for an unknown reason");
        eprintln!("\n  The demo stopped: {message}");
    }));
    match catch_unwind(|| play(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) | Err(_) => ExitCode::FAILURE,
    }
}
