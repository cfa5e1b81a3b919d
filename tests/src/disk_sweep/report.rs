//! How programs took it.

use std::collections::BTreeMap;
use std::fmt;

use crate::faulty_disk::Fault;
use crate::outcome::Outcome;

/// How a fault of the disk may be told; to a phone whose office has one, as an office that does not answer well.
const WORDS: [&str; 3] = ["storage_full", "storage_failed", "offline"];

/// What one scene came to.
#[derive(Debug, Clone, Default)]
pub struct Report {
    scene: String,
    /// By fault: how often it struck, and by what the program ended with, how often.
    ends: BTreeMap<String, BTreeMap<String, u64>>,
    /// Trials in which the fault struck.
    pub struck: u64,
    /// What should not have been. Empty is what everybody wants.
    pub untrue: Vec<String>,
}

impl Report {
    pub(super) fn of(scene: &str) -> Report {
        Report { scene: scene.to_owned(), ..Report::default() }
    }

    pub(super) fn trial(
        &mut self,
        fault: Fault,
        nth: u64,
        struck: &[String],
        outcome: &Outcome,
        untrue: Vec<String>,
    ) {
        let mut untrue = untrue;
        let Some(first) = struck.first() else {
            // What an earlier fault left behind is noticed where none struck.
            self.untrue.extend(untrue.into_iter().map(|what| format!("no fault ({}): {what}", nth + 1)));
            return;
        };
        self.struck += 1;
        let end = match outcome.code {
            Some(0) => "done".to_owned(),
            None => "killed".to_owned(),
            Some(_) => {
                let failure = outcome.failure();
                if !WORDS.contains(&failure.kind.as_str()) {
                    untrue.push(format!(
                        "not told as a fault of the disk: {}: {}",
                        failure.kind, failure.reason
                    ));
                }
                failure.kind
            }
        };
        *self.ends.entry(format!("{fault:?}")).or_default().entry(end).or_default() += 1;
        let told = untrue.into_iter().map(|what| format!("{first} (of {}): {what}", nth + 1));
        self.untrue.extend(told);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} faults struck", self.scene, self.struck)?;
        for (fault, ends) in &self.ends {
            let ends: Vec<String> = ends.iter().map(|(end, count)| format!("{count} {end}")).collect();
            writeln!(f, "  {fault}: {}", ends.join(", "))?;
        }
        match self.untrue.len() {
            0 => write!(f, "  nothing acknowledged was lost, nothing doubled, and all went on"),
            count => write!(f, "  {count} NOT AS IT SHOULD BE:\n    {}", self.untrue.join("\n    ")),
        }
    }
}
