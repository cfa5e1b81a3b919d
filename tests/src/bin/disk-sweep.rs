//! Eight commands of phone and office at every operation of their disk, one fault at a time:
//! `cargo run -p huben-tests --bin disk-sweep`. See `huben_tests::disk_sweep`.

use std::process::ExitCode;

use clap::Parser;
use huben_tests::chance::Chance;
use huben_tests::disk_sweep::{Backup, Enrol, Import, Init, Scene, UserAdd, Visits, What, play};

/// Runs commands on a disk that goes wrong at each of its operations, in nine ways.
#[derive(Parser)]
struct Options {
    /// So many drawn operations for each fault instead of all.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    sample: Option<u16>,
    /// What is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only scenes with this in their name: record, sync, hub, import, enrol, init, user add, backup.
    #[arg(long, default_value = "")]
    scene: String,
}

/// Opens the office and the phones of a scene.
type Open = fn() -> Box<dyn Scene>;

fn main() -> ExitCode {
    let options = Options::parse();
    huben_tests::files::need_temporary_files();
    let mut chance = Chance::seeded(options.seed);
    let mut good = true;
    let scenes: [(&str, Open); 8] = [
        ("record", || Box::new(Visits::open(What::Record))),
        ("sync", || Box::new(Visits::open(What::Sync))),
        ("hub", || Box::new(Visits::open(What::Hub))),
        ("import", || Box::new(Import::open())),
        ("enrol", || Box::new(Enrol::open())),
        ("init", || Box::new(Init::open())),
        ("user add", || Box::new(UserAdd::open())),
        ("backup", || Box::new(Backup::open())),
    ];
    if !scenes.iter().any(|(name, _)| name.contains(&options.scene)) {
        println!("no such scene; there are {}", scenes.map(|(name, _)| name).join(", "));
        return ExitCode::from(2);
    }
    for (name, open) in scenes {
        if name.contains(&options.scene) {
            let report = play(open().as_mut(), options.sample.map(usize::from), &mut chance);
            println!("{report}");
            good &= report.untrue.is_empty();
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
