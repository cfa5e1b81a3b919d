//! What the demo can be asked for.

use std::path::PathBuf;

use clap::Parser;
use tempfile::TempDir;

use super::day::Directory;
use super::lang::Lang;

/// One day of a community office, played by the real programs: people record offline on five phones and a desk,
/// the network breaks and comes back, everything merges, and every device is compared with the office.
/// Exits 0 when everything agrees.
#[derive(Debug, Parser)]
#[command(name = "demo", after_help = "Examples:\n  ./demo --lang zh\n  ./demo --serve")]
pub struct Options {
    /// Tell the story in Chinese or in English [default: as the terminal is set]
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Leave the office open at the end, with an invitation for you
    #[arg(long)]
    pub serve: bool,
    /// Keep all data in this directory, which must not exist yet
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Where the line is cut follows from this number
    #[arg(long, default_value_t = 321181001025)]
    pub seed: u64,
}

impl Options {
    /// The language asked for, or the terminal's.
    pub fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_the_terminal)
    }

    /// Where the data goes: what outlives Ctrl-C is kept, the rest is removed.
    ///
    /// # Panics
    /// When the directory exists or cannot be made.
    pub(super) fn directory(&self) -> Directory {
        if let Some(path) = &self.keep {
            std::fs::create_dir(path).unwrap_or_else(|error| panic!("--keep {}: {error}", path.display()));
            return Directory::Kept(path.clone());
        }
        let passing = tempfile::Builder::new().prefix("huben-demo-").tempdir();
        let passing: TempDir = passing.unwrap_or_else(|error| panic!("no temporary directory: {error}"));
        if self.serve { Directory::Kept(passing.keep()) } else { Directory::Passing(passing) }
    }
}
