//! The fuzzer: kept inputs replayed, and changed by seeded chance. Blind to coverage on purpose: it runs on the
//! pinned stable compiler, inside the ordinary tests, and the same seed tries the same inputs.

use crate::bytes;
use crate::change::{RawChange, stored, wrapped};
use crate::panics;
use crate::targets::{Shape, Target};
use crate::{cbor, words};
use huben_tests::chance::Chance;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// No honest input takes as long.
const SLOW: Duration = Duration::from_secs(5);

/// What an input did.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The target.
    pub target: &'static str,
    /// The input.
    pub input: Vec<u8>,
    /// What happened.
    pub what: String,
}

/// Where a target's kept inputs are.
pub fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// A target's kept inputs, by name.
pub fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder(target)).into_iter().flatten().flatten();
    let mut kept: Vec<(String, Vec<u8>)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some((name, std::fs::read(entry.path()).ok()?))
        })
        .collect();
    kept.sort();
    kept
}

/// Tries one input; true when it got past the first gate.
pub fn attempt(target: &Target, input: &[u8]) -> Result<bool, Finding> {
    let began = Instant::now();
    let what = match panics::let_out(|| (target.run)(input)) {
        None => panics::last(),
        Some(_) if began.elapsed() > SLOW => format!("took {:.1?}", began.elapsed()),
        Some(read) => return Ok(read),
    };
    Err(Finding { target: target.name, input: input.to_vec(), what })
}

/// Replays the corpus.
pub fn replay(target: &Target) -> (usize, Vec<Finding>) {
    let kept = kept(target.name);
    (kept.len(), kept.iter().filter_map(|(_, input)| attempt(target, input).err()).collect())
}

/// What a search came to.
#[derive(Debug, Default)]
pub struct Searched {
    /// Inputs tried.
    pub tried: u64,
    /// Those that got past the target's first gate.
    pub read: u64,
    /// The first that did harm.
    pub found: Option<Finding>,
}

/// Changes kept inputs until `enough` says so of what was tried, or until one does harm.
pub fn search(target: &Target, seed: u64, mut enough: impl FnMut(&Searched) -> bool) -> Searched {
    let kept: Vec<Vec<u8>> = kept(target.name).into_iter().map(|(_, input)| input).collect();
    let mut chance = Chance::seeded(seed);
    let mut searched = Searched::default();
    while !enough(&searched) && !kept.is_empty() && searched.found.is_none() {
        let mut input = chance.pick(&kept).clone();
        let other = chance.pick(&kept).clone();
        change(target.shape, &mut chance, &mut input, &other);
        searched.tried += 1;
        match attempt(target, &input) {
            Ok(read) => searched.read += u64::from(read),
            Err(found) => searched.found = Some(found),
        }
    }
    searched
}

fn change(shape: Shape, chance: &mut Chance, input: &mut Vec<u8>, other: &[u8]) {
    let done = match (shape, chance.below(3)) {
        (Shape::Cbor, 0 | 1) => tree(chance, input),
        (Shape::Change(head), 0 | 1) => fields(head, chance, input, other),
        (Shape::Document, 0 | 1) => document(chance, input, other),
        (Shape::Text, 0) => {
            let piece = words::any(chance);
            let at = chance.below(input.len() as u64 + 1) as usize;
            input.splice(at..at, piece.bytes());
            true
        }
        _ => false,
    };
    if !done {
        bytes::mutate(chance, input, other);
    }
}

fn tree(chance: &mut Chance, input: &mut Vec<u8>) -> bool {
    let Ok(mut tree) = huben_sync::from_cbor::<ciborium::Value>(input) else { return false };
    cbor::mutate(chance, &mut tree);
    *input = huben_sync::to_cbor(&tree);
    true
}

fn document(chance: &mut Chance, input: &mut Vec<u8>, other: &[u8]) -> bool {
    // Magic bytes and checksum, the kind, the length.
    let sized = input.get(9..).unwrap_or_default();
    let Some(length) = sized.iter().take(4).position(|byte| byte & 0x80 == 0) else { return false };
    let mut contents = sized[length + 1..].to_vec();
    bytes::mutate(chance, &mut contents, other);
    *input = stored(&wrapped(input[8], &contents));
    true
}

fn fields(head: usize, chance: &mut Chance, input: &mut Vec<u8>, other: &[u8]) -> bool {
    let Some(mut raw) = input.get(head..).and_then(RawChange::parse) else { return false };
    let lent = other.get(head..).and_then(RawChange::parse);
    for _ in 0..=chance.below(2) {
        let many = raw.columns.len() as u64;
        let nth = chance.below(many) as usize;
        let borrowed =
            lent.as_ref().and_then(|lent| lent.columns.get(chance.below(lent.columns.len() as u64) as usize));
        match (chance.below(9), borrowed) {
            (0, Some(column)) => raw.columns.push(column.clone()),
            (1, Some((_, data))) if many > 0 => raw.columns[nth].1 = data.clone(),
            (2, _) => raw.start_op = bytes::number(chance, raw.start_op),
            (3, _) => raw.seq = bytes::number(chance, raw.seq),
            (4, _) => raw.others.push(bytes::array::<16>(chance).to_vec()),
            (_, _) if many > 0 => bytes::mutate(chance, &mut raw.columns[nth].1, &[]),
            _ => {}
        }
    }
    input.truncate(head);
    input.extend(raw.to_sent());
    true
}
