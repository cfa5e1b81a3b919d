//! Plays seeds: `cargo run -p huben-simulation --bin simulate -- --seeds 10000`.
//!
//! In a trace `[…]` is a sync's line, a letter a request: `.` good, `l` lost on the way, `a` its answer lost, `u` cut on the
//! way up, `d` cut on the way down, `2` arrived twice, `w` wanders about, `s` an old one arrived, `x` another's answer came,
//! `c` the office lost power, `0` it has none, `+` something was recorded meanwhile.

use clap::Parser;
use huben_simulation::surroundings::Fault;
use huben_simulation::world::World;
use std::process::ExitCode;
use std::time::Instant;

/// Plays the simulation; a seed that breaks an invariant prints its trace.
#[derive(Parser)]
struct Options {
    /// How many seeds.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(..1 << 62))]
    from: u64,
    /// Play this seed alone and print its trace.
    #[arg(long, conflicts_with_all = ["seeds", "from"], value_parser = clap::value_parser!(u64).range(..1 << 62))]
    seed: Option<u64>,
    /// Plant a fault and stop at the first seed that finds it (exit 0; exit 1 when none does): early-receipt, cursor-first, dropped-leave, wrong-chunk,
    /// log-gap, resurrection, wrong-heads, mark-unchecked, actor-reused, early-purge.
    #[arg(long, value_parser = fault)]
    plant: Option<Fault>,
}

fn fault(name: &str) -> Result<Fault, String> {
    let known = Fault::ALL.iter().find(|(known, _)| *known == name);
    let names = || Fault::ALL.map(|(name, _)| name).join(", ");
    known.map(|(_, fault)| *fault).ok_or_else(|| format!("no such fault; there are {}", names()))
}

fn main() -> ExitCode {
    let options = Options::parse();
    huben_tests::files::need_temporary_files();
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
            let planted = Fault::ALL.iter().find(|(_, fault)| Some(*fault) == options.plant);
            let plant = planted.map(|(name, _)| format!(" --plant {name}")).unwrap_or_default();
            println!("again: cargo run -p huben-simulation --bin simulate -- --seed {seed}{plant}");
            return if planted.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    }
    if options.plant.is_some() {
        println!(
            "{count} seeds, and nobody notices the planted fault, {:.1} s",
            began.elapsed().as_secs_f64()
        );
        return ExitCode::FAILURE;
    }
    println!("{count} seeds, every invariant held, {:.1} s", began.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}
