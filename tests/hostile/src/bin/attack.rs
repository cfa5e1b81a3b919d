//! Attacks a real office: `cargo run -p huben-hostile --bin attack`.

use clap::Parser;
use huben_hostile::campaign::{self, Options, Report, run};
use huben_hostile::panics;
use std::process::ExitCode;

/// Sends validly signed, hostile requests to a real hub while honest people work, and checks that nothing is harmed.
#[derive(Parser)]
struct Arguments {
    /// How many requests; each brings ten changes on average.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..))]
    requests: u64,
    /// The seed: the same one draws the same attack.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Of a hundred requests, how many go to `huben-server serve` over HTTP; the rest to the hub in this process.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(..=100))]
    http: u64,
    /// Only shots whose name has these words in it.
    #[arg(long)]
    only: Option<String>,
}

fn main() -> ExitCode {
    let Arguments { requests, seed, http, only } = Arguments::parse();
    huben_tests::files::need_temporary_files();
    if let Some(only) = &only {
        let names = campaign::names(seed);
        if !names.iter().any(|name| name.contains(only)) {
            println!("no shot is called so; there are: {}", names.into_iter().collect::<Vec<_>>().join(", "));
            return ExitCode::from(2);
        }
    }
    let again = only.as_ref().map(|only| format!(" --only '{only}'")).unwrap_or_default();
    let options = Options { requests, seed, http_percent: http, only };
    let Some(report) = panics::let_out(|| run(&options)) else {
        println!("the attack itself broke off: {}", panics::last());
        return ExitCode::FAILURE;
    };
    let Report {
        tally,
        violations,
        attacked,
        slowest,
        slowest_honest,
        growth_kb,
        served_growth_kb,
        after,
        panics: caught,
    } = report;
    println!("{tally}");
    println!("{after}");
    println!("panics caught inside, by place:");
    caught.iter().for_each(|(place, count)| println!("  {count:>8}  {place}"));
    let rate = requests as f64 / attacked.as_secs_f64();
    println!("{} hostile changes and requests", tally.sent());
    println!("{requests} requests in {:.1} s: {rate:.0} a second", attacked.as_secs_f64());
    println!("slowest request: {:.0?}, {}; slowest honest sync: {slowest_honest:.0?}", slowest.0, slowest.1);
    let served =
        served_growth_kb.map_or("not asked".to_owned(), |kb| format!("{:.1} MB", kb as f64 / 1024.0));
    println!("memory grew by: {served} in huben-server, {:.1} MB in this process", growth_kb as f64 / 1024.0);
    if violations.is_empty() {
        println!("nothing was harmed (seed {seed})");
        return ExitCode::SUCCESS;
    }
    violations
        .iter()
        .for_each(|violation| println!("VIOLATION: {}", violation.chars().take(700).collect::<String>()));
    println!(
        "again: cargo run -p huben-hostile --bin attack -- --requests {requests} --seed {seed} --http {http}{again}"
    );
    ExitCode::FAILURE
}
