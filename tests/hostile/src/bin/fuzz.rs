//! The long run: `cargo run -p huben-hostile --bin fuzz -- accept --seconds 600`.

use clap::Parser;
use huben_hostile::fuzz::{Finding, Searched, folder, replay, search};
use huben_hostile::targets::{self, Target};
use huben_hostile::{corpus, panics};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Replays the corpus of decoders and of the accept pipeline, and changes it for a while. A finding is kept in the corpus.
#[derive(Parser)]
struct Arguments {
    /// Which targets; all of them, one after the other, when none is named.
    targets: Vec<String>,
    /// How long, for each.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the corpus's seeds anew instead.
    #[arg(long)]
    make_corpus: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.make_corpus {
        let made = panics::let_out(corpus::make);
        println!("{made:?} {}", panics::last());
        return if matches!(made, Some(Ok(_))) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let chosen = |target: &&Target| {
        arguments.targets.is_empty() || arguments.targets.iter().any(|name| name == target.name)
    };
    let chosen: Vec<&Target> = targets::ALL.iter().filter(chosen).collect();
    let unknown = |name: &&String| !targets::ALL.iter().any(|target| target.name == **name);
    if let Some(name) = arguments.targets.iter().find(unknown) {
        println!("{name}: no such target; there are {}", targets::ALL.map(|target| target.name).join(", "));
        return ExitCode::from(2);
    }
    // A machine on which nothing can be tried finds faults everywhere, and would keep them.
    huben_tests::files::need_temporary_files();
    let mut good = true;
    for target in chosen {
        let (kept, mut found) = replay(target);
        let until = Instant::now() + Duration::from_secs(arguments.seconds);
        let Searched { tried, read, found: finding } =
            search(target, arguments.seed, |_| Instant::now() >= until);
        found.extend(finding);
        println!(
            "{}: {kept} kept, {tried} changed, {read} of them past the first gate, {} found",
            target.name,
            found.len()
        );
        if kept == 0 {
            println!("  nothing is kept for it: is {} there?", folder(target.name).display());
        }
        good &= found.is_empty() && kept > 0;
        found.iter().for_each(keep);
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn keep(finding: &Finding) {
    let hash = finding.input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let file = folder(finding.target).join(format!("found-{hash:016x}"));
    println!("  {}\n  kept as {}", finding.what, file.display());
    if let Err(error) = std::fs::write(&file, &finding.input) {
        println!("  not kept: {error}");
    }
}
