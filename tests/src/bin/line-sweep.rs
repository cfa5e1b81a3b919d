//! `huben sync` and `huben enrol` over every bad line: `cargo run -p huben-tests --bin line-sweep -- --every 1`.
//! See `huben_tests::line_sweep`.

use std::process::ExitCode;

use clap::Parser;
use huben_tests::line_sweep::{OTHERS, Street, What, cuts};
use huben_tests::proxy::Line;

/// Cuts a sync and an enrolment at many bytes, and plays everything else that a line can do.
#[derive(Parser)]
struct Options {
    /// A cut at every so many bytes: 1 is all of them, and takes hours.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// The byte of the first cut.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Leave out the line that never answers: it takes minutes.
    #[arg(long)]
    not_silent: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    huben_tests::files::need_temporary_files();
    let mut good = true;
    for what in [What::Sync, What::Enrol] {
        let mut street = Street::open();
        let usual = street.usual(what);
        println!("{what:?}: {} bytes up, {} down as a rule", usual.bytes_up, usual.bytes_down);
        let cuts = cuts(usual, options.first, options.every);
        if cuts.is_empty() {
            println!("--first {} lies behind the last byte: nothing would be cut", options.first);
            return ExitCode::from(2);
        }
        let lines = cuts.into_iter().chain(OTHERS);
        for line in lines.filter(|line| !(options.not_silent && *line == Line::Silent)) {
            street.play(what, line);
        }
        println!("{}", street.report);
        good &= street.report.untrue.is_empty();
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
