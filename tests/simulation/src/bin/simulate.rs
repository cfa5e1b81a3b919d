//! Plays seeds: `cargo run -p huben-simulation --bin simulate -- --seeds 10000`.

use clap::Parser;
use huben_simulation::surroundings::Fault;
use huben_simulation::world::World;
use std::process::ExitCode;
use std::time::Instant;

/// Plays the simulation; a seed that breaks an invariant prints its trace.
#[derive(Parser)]
struct Options {
    /// How many seeds.
    #[arg(long, default_value_t = 300)]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Play this seed alone and print its trace.
    #[arg(long)]
    seed: Option<u64>,
    /// Plant a fault and stop at the first seed that finds it: early-receipt, cursor-first, dropped-leave, wrong-chunk,
    /// log-gap, resurrection, wrong-heads, mark-unchecked, actor-reused, early-purge.
    #[arg(long, value_parser = fault)]
    plant: Option<Fault>,
}

fn fault(name: &str) -> Result<Fault, String> {
    let known = Fault::ALL.iter().find(|(known, _)| *known == name);
    known.map(|(_, fault)| *fault).ok_or_else(|| "no such fault; see --help".to_owned())
}

fn main() -> ExitCode {
    let options = Options::parse();
    let seeds = match options.seed {
        Some(seed) => seed..seed + 1,
        None => options.from..options.from + options.seeds,
    };
    let began = Instant::now();
    let count = seeds.end - seeds.start;
    for seed in seeds {
        if seed.is_multiple_of(500) {
            eprintln!("seed {seed}, {:.0} s", began.elapsed().as_secs_f64());
        }
        let outcome = World::play(seed, options.plant);
        if options.seed.is_some() || outcome.violation.is_some() {
            outcome.trace.iter().for_each(|line| println!("{line}"));
        }
        if let Some(violation) = outcome.violation {
            println!("seed {seed}: {violation}");
            println!("again: cargo run -p huben-simulation --bin simulate -- --seed {seed}");
            return ExitCode::FAILURE;
        }
    }
    println!("{count} seeds, every invariant held, {:.1} s", began.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}
