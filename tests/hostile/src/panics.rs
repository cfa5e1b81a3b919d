//! Every panic is counted and told by its place, whoever catches it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once};

static SEEN: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());
static LAST: Mutex<String> = Mutex::new(String::new());
static HOOK: Once = Once::new();

thread_local! {
    static INSIDE: Cell<u32> = const { Cell::new(0) };
}

/// `None` when a panic came out of `act`. Panics inside, caught deeper or here, are counted instead of printed.
pub fn let_out<T>(act: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(count);
    INSIDE.with(|inside| inside.set(inside.get() + 1));
    let out = catch_unwind(AssertUnwindSafe(act)).ok();
    INSIDE.with(|inside| inside.set(inside.get() - 1));
    out
}

/// Where panics arose so far, and how often: those that somebody caught are among them.
pub fn seen() -> BTreeMap<String, u64> {
    SEEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

/// What the newest panic said.
pub fn last() -> String {
    LAST.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

fn count() {
    let otherwise = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if INSIDE.with(Cell::get) == 0 {
            return otherwise(info);
        }
        *LAST.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = info.to_string();
        // From the crate's name on: no paths of this machine.
        let place = info.location().map(|at| format!("{}:{}", from_the_crate_on(at.file()), at.line()));
        let mut seen = SEEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        *seen.entry(place.unwrap_or_default()).or_default() += 1;
    }));
}

fn from_the_crate_on(file: &str) -> &str {
    let inside = file.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/'));
    inside.map_or(file, |(_, rest)| rest)
}
