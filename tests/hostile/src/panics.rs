//! Every panic is counted and told by its place, whoever catches it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

static SEEN: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());
static LAST: Mutex<String> = Mutex::new(String::new());

/// From now on panics are counted instead of printed.
pub fn count() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |at| {
            // From the crate's name on: no paths of this machine.
            let file = at.file().rsplit_once("/src/index.").map_or(at.file(), |(_, rest)| rest);
            let file = file
                .split_once('/')
                .filter(|(registry, _)| registry.contains("crates"))
                .map_or(file, |(_, rest)| rest);
            format!("{file}:{}", at.line())
        });
        *LAST.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = format!("{info}");
        let mut seen = SEEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if seen.len() < 1000 {
            *seen.entry(place).or_default() += 1;
        }
    }));
}

/// Where panics arose so far, and how often: those that somebody caught are among them.
pub fn seen() -> BTreeMap<String, u64> {
    SEEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

/// What the newest panic said, for a program that ends by it.
pub fn last() -> String {
    LAST.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

/// `None` when a panic came out of `act`.
pub fn let_out<T>(act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(act)).ok()
}
