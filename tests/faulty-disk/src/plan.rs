//! What is to go wrong, and at which operation.
//!
//! A plan is one line, `GENERATION FAULT NTH`. Counting begins anew with every other line and in every process: the
//! first operation that the fault could strike has the number 0.

use std::ffi::{CStr, CString, c_int};
use std::os::unix::ffi::OsStrExt;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::kernel;

/// What a program wants of its disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Bytes into a file; whether they make it longer.
    Write { longer: bool },
    /// Everything written is to survive a power cut.
    Sync,
    /// A file is made, cut off, renamed or removed.
    Other,
}

/// What it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// What it asked for.
    Done,
    /// The same, and a line about it.
    Watched,
    /// Half of a write, and word that it was half: what POSIX allows.
    Half,
    /// Half of a write, and this error.
    HalfThen(c_int),
    /// Nothing, and this error.
    Refused(c_int),
    /// The program is killed, half of a write being done.
    KilledHalfway,
    /// The program is killed before anything is done.
    Killed,
}

#[derive(Default)]
struct State {
    plan: String,
    met: u64,
}

struct Place {
    plan: CString,
    struck: CString,
    under: Vec<u8>,
}

static STATE: Mutex<State> = Mutex::new(State { plan: String::new(), met: 0 });
static PLACE: OnceLock<Option<Place>> = OnceLock::new();

fn place() -> Option<&'static Place> {
    let read = || {
        let plan = std::env::var_os("FAULTY_DISK")?;
        let mut struck = plan.clone();
        struck.push(".struck");
        Some(Place {
            plan: CString::new(plan.as_bytes()).ok()?,
            struck: CString::new(struck.as_bytes()).ok()?,
            under: std::env::var_os("FAULTY_DISK_UNDER")?.as_bytes().to_vec(),
        })
    };
    PLACE.get_or_init(read).as_ref()
}

/// The fate of an operation on this file.
pub(crate) fn fate(path: &[u8], wish: Wish) -> Fate {
    let Some(place) = place().filter(|place| path.starts_with(&place.under)) else { return Fate::Done };
    let plan = kernel::read(&place.plan);
    let mut state: MutexGuard<'_, State> = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    if state.plan != plan {
        *state = State { plan: plan.clone(), met: 0 };
    }
    let mut words = plan.split_whitespace().skip(1);
    let (Some(fault), Some(nth)) = (words.next(), words.next().and_then(|nth| nth.parse().ok())) else {
        return Fate::Done;
    };
    let fate = match (fault, wish) {
        ("watch", _) => Fate::Watched,
        ("kill", _) => state.once(nth, Fate::Killed),
        ("tear", Wish::Write { .. }) => state.once(nth, Fate::KilledHalfway),
        ("torn", Wish::Write { .. }) => state.once(nth, Fate::HalfThen(libc::EIO)),
        // Counted from the write on, whatever comes after it.
        ("collapse", _) if state.met > nth => Fate::Killed,
        ("collapse", Wish::Write { .. }) => state.once(nth, Fate::HalfThen(libc::EIO)),
        ("short", Wish::Write { .. }) => state.from(nth, Fate::Half),
        ("full", Wish::Write { longer: true }) if state.met == nth => {
            state.from(nth, Fate::HalfThen(libc::ENOSPC))
        }
        ("full", Wish::Write { longer: true }) => state.from(nth, Fate::Refused(libc::ENOSPC)),
        ("unsynced", Wish::Sync) => state.once(nth, Fate::Refused(libc::EIO)),
        ("readonly", _) => state.from(nth, Fate::Refused(libc::EROFS)),
        ("broken", _) => state.from(nth, Fate::Refused(libc::EIO)),
        _ => Fate::Done,
    };
    if fate != Fate::Done {
        let file = String::from_utf8_lossy(&path[place.under.len()..]).into_owned();
        kernel::append(&place.struck, &format!("{fault} {nth}: {wish:?} of {file}\n"));
    }
    fate
}

impl State {
    fn once(&mut self, nth: u64, fate: Fate) -> Fate {
        self.met += 1;
        if self.met == nth + 1 { fate } else { Fate::Done }
    }

    fn from(&mut self, nth: u64, fate: Fate) -> Fate {
        self.met += 1;
        if self.met > nth { fate } else { Fate::Done }
    }
}

/// The same for a name as the program gave it, relative ones and all.
pub(crate) fn fate_of_name(name: &CStr, wish: Wish) -> Fate {
    fate(name.to_bytes(), wish)
}
