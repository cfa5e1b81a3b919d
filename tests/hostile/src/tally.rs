//! What became of each kind of shot: a table, so that a reader sees how far attacks get.

use crate::device::Device;
use crate::door::Said;
use crate::shot::Shot;
use huben_sync::{Answer, Verdict};
use std::collections::BTreeMap;
use std::fmt;

/// Counts by shot and outcome. Requests are counted once, offers each.
#[derive(Debug, Default)]
pub struct Tally {
    requests: BTreeMap<String, u64>,
    offers: BTreeMap<String, BTreeMap<String, u64>>,
    reasons: BTreeMap<String, u64>,
}

impl Tally {
    /// Notes an answer; gives it, read.
    pub fn note(&mut self, device: &Device, shot: &Shot, said: &Said) -> Option<Answer> {
        let answer = device.read(&shot.body, said);
        let status = match (said, &answer) {
            (None, _) => "no answer".to_owned(),
            (Some((status, _)), Some(answer)) => format!("{status} {:?}", answer.standing),
            (Some((status, _)), None) => format!("{status} problem"),
        };
        *self.requests.entry(status.clone()).or_default() += 1;
        let row = self.offers.entry(shot.name.to_owned()).or_default();
        let Some(answer) = answer.filter(|_| !shot.offers.is_empty()) else {
            *row.entry(format!("({status})")).or_default() += 1;
            return device.read(&shot.body, said);
        };
        for place in 0..shot.offers.len() as u32 {
            let verdict = answer.verdicts.iter().find(|(at, _)| *at == place).map(|(_, verdict)| verdict);
            let word = match verdict {
                None | Some(Verdict::AtOffice) => "taken".to_owned(),
                Some(Verdict::Missing(_)) => "missing".to_owned(),
                Some(Verdict::Held { .. }) => "held".to_owned(),
                Some(Verdict::Forked) => "forked".to_owned(),
                Some(Verdict::Refused { code, reason, .. }) => {
                    let reason: String = reason.chars().take(60).collect();
                    // What a chunk itself says is no reason of ours.
                    let reason =
                        reason.rsplit_once(": ").map_or(reason.as_str(), |(_, rest)| rest).to_owned();
                    *self.reasons.entry(format!("{code}: {reason}")).or_default() += 1;
                    code.clone()
                }
                Some(_) => "other".to_owned(),
            };
            *row.entry(word).or_default() += 1;
        }
        Some(answer)
    }

    /// Requests and the changes that they brought, as far as their answers tell.
    pub fn sent(&self) -> u64 {
        let changes = self.offers.values().flatten().filter(|(word, _)| !word.starts_with('('));
        self.answered("") + changes.map(|(_, count)| count).sum::<u64>()
    }

    /// How many offers came to this.
    pub fn offers(&self, word: &str) -> u64 {
        self.offers.values().filter_map(|row| row.get(word)).sum()
    }

    /// How many requests were answered so.
    pub fn answered(&self, beginning: &str) -> u64 {
        let fitting = self.requests.iter().filter(|(status, _)| status.starts_with(beginning));
        fitting.map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "requests by answer:")?;
        self.requests.iter().try_for_each(|(status, count)| writeln!(f, "  {count:>8}  {status}"))?;
        writeln!(f, "offers by verdict (in brackets: requests refused or read whole):")?;
        for (name, row) in &self.offers {
            let row: Vec<String> = row.iter().map(|(word, count)| format!("{word} {count}")).collect();
            writeln!(f, "  {name}: {}", row.join(", "))?;
        }
        writeln!(f, "refused by reason:")?;
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        reasons.iter().take(30).try_for_each(|(reason, count)| writeln!(f, "  {count:>8}  {reason}"))
    }
}
