//! Lies to phones: `cargo run -p huben-hostile --bin lie -- --phones 200`.

use clap::Parser;
use huben_hostile::liar::LIES;
use huben_hostile::lied_to::{Harm, lie};
use std::process::ExitCode;

/// Answers real books with validly signed lies, and checks that they neither panic, nor lose, nor ask without end.
#[derive(Parser)]
struct Arguments {
    /// How many phones, one after the other.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    phones: u64,
    /// Syncs of each that are lied to.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..))]
    runs: u64,
    /// The seed: the same one tells the same lies.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Always this lie, by number, in every answer.
    #[arg(long, value_parser = clap::value_parser!(u64).range(..LIES))]
    stubborn: Option<u64>,
}

fn main() -> ExitCode {
    let Arguments { phones, runs: each, seed, stubborn } = Arguments::parse();
    huben_tests::files::need_temporary_files();
    let Harm { runs, requests, ends, violations } = lie(phones, each, seed, stubborn);
    println!("{phones} phones, {runs} runs, {requests} requests answered with lies; runs ended:");
    ends.iter().for_each(|(end, count)| println!("  {count:>8}  {end}"));
    if violations.is_empty() {
        println!("nothing was harmed (seed {seed})");
        return ExitCode::SUCCESS;
    }
    violations
        .iter()
        .for_each(|violation| println!("VIOLATION: {}", violation.chars().take(400).collect::<String>()));
    let stubborn = stubborn.map(|lie| format!(" --stubborn {lie}")).unwrap_or_default();
    println!(
        "again: cargo run -p huben-hostile --bin lie -- --phones {phones} --runs {each} --seed {seed}{stubborn}"
    );
    ExitCode::FAILURE
}
