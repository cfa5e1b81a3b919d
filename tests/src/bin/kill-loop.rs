//! Kills programs at drawn moments and compares what they said with what is there:
//! `cargo run -p huben-tests --bin kill-loop -- --kills 1000`. See `huben_tests::kill_loop`.

use std::process::ExitCode;

use clap::Parser;
use huben_tests::kill_loop;

/// Kills `huben visit record`, `huben sync` and `huben-server` at drawn moments; nothing acknowledged may be lost.
#[derive(Parser)]
struct Options {
    /// How many programs are killed while they run.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    kills: u64,
    /// What is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let Options { kills, seed } = Options::parse();
    huben_tests::files::need_temporary_files();
    let mut told = 0;
    let report = kill_loop::play(kills, seed, |so_far| {
        if so_far.kills() >= told + 100 {
            told = so_far.kills();
            eprintln!("{told} kills");
        }
    });
    println!("seed {seed}: {report}");
    if report.untrue.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
