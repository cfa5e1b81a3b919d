//! The device's half, between runs: when to ask the office next. A phone's job scheduler keeps one job and obeys; the
//! policy is explained in `docs/power.md`.

use std::time::Duration;

/// What a device knows of itself. Ages are by its own clock and only ever differences: a clock that was put back
/// counts as no time passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Situation {
    /// Changes that no run has offered to its end yet.
    pub unsent: u64,
    /// How long the oldest of them has waited.
    pub waited: Duration,
    /// Some of them are about an urgent issue.
    pub urgent: bool,
    /// The office has more to bring down than the last run fetched.
    pub unfinished: bool,
    /// Requests since the last answer.
    pub unanswered: u64,
    /// Since the last request.
    pub asked: Duration,
    /// Since the last answer; `None` before the first.
    pub answered: Option<Duration>,
    /// Where this device stands in a crowd, 0 to 65,535: spreads what many devices would do at once.
    pub place: u16,
    /// The office asks for a person first: to sign in again or to update.
    pub person_first: bool,
    /// Until then it judges nothing that this device sends.
    pub judges_nothing: bool,
}

/// Who waits for what others did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Waits {
    /// Nobody: the screen is dark and no notices are shown.
    #[default]
    Nobody,
    /// Somebody wants to be told of what is dispatched to them.
    Notices,
    /// Somebody looks at the screen.
    Screen,
}

/// When to sync next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// So long from now, once there is a network; `None`: not before something changes.
    pub after: Option<Duration>,
    /// Why.
    pub why: Why,
}

/// Why a device should sync, or why it should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Work about an urgent issue is unsent.
    Urgent,
    /// A run broke off while there was more to fetch.
    Unfinished,
    /// [`FULL`] changes are unsent.
    Full,
    /// Work gathers for [`GATHER`].
    Gathering,
    /// Somebody waits for news.
    News,
    /// The office did not answer; the pause grows.
    BackingOff,
    /// Nothing to send, and nobody waits.
    Nothing,
    /// A person must sign in again or update first.
    Person,
}

/// Work waits so long for more, so that a round of visits shares one wake-up.
pub const GATHER: Duration = Duration::from_secs(15 * 60);
/// So many changes wait for no more: about one request.
pub const FULL: u64 = 20;
/// How old the news on a screen may be.
pub const SCREEN: Duration = Duration::from_secs(10 * 60);
/// How old the news may be that somebody is to be told of.
pub const NOTICES: Duration = Duration::from_secs(2 * 3600);
/// The pause after the first run without an answer; doubles with each.
const BACK_OFF: Duration = Duration::from_secs(60);
/// The longest such pause, before the crowd is spread.
const BACK_OFF_MOST: Duration = Duration::from_secs(4 * 3600);
/// The same while something urgent waits.
const BACK_OFF_URGENT: Duration = Duration::from_secs(15 * 60);

/// Decides. `network_is_back`: the device has just found a network again, so that pauses from before say nothing.
pub fn advise(now: &Situation, waits: Waits, network_is_back: bool) -> Advice {
    let Some((due, why)) = due(now, waits) else {
        let why = if now.person_first { Why::Person } else { Why::Nothing };
        return Advice { after: None, why };
    };
    let pause = if network_is_back { Duration::ZERO } else { back_off(now, waits) };
    if pause > due {
        Advice { after: Some(pause), why: Why::BackingOff }
    } else {
        Advice { after: Some(due), why }
    }
}

/// As if every request so far had been answered.
fn due(now: &Situation, waits: Waits) -> Option<(Duration, Why)> {
    let news = |age: Duration| now.answered.map_or(Duration::ZERO, |since| age.saturating_sub(since));
    let look = match waits {
        _ if now.person_first => None,
        Waits::Nobody => None,
        Waits::Notices => Some((news(NOTICES), Why::News)),
        Waits::Screen => Some((news(SCREEN), Why::News)),
    };
    let work = match now.unsent {
        0 => None,
        _ if now.judges_nothing => None,
        _ if now.urgent => Some((Duration::ZERO, Why::Urgent)),
        FULL.. => Some((Duration::ZERO, Why::Full)),
        _ => Some((GATHER.saturating_sub(now.waited), Why::Gathering)),
    };
    let rest = (now.unfinished && !now.person_first).then_some((Duration::ZERO, Why::Unfinished));
    [work, rest, look].into_iter().flatten().min_by_key(|(due, _)| *due)
}

/// What is left of the pause after runs that nobody answered.
fn back_off(now: &Situation, waits: Waits) -> Duration {
    if now.unanswered == 0 {
        return Duration::ZERO;
    }
    let runs = (now.unanswered - 1) / u64::from(crate::session::PATIENCE);
    let most = match waits {
        Waits::Screen => SCREEN,
        _ if now.urgent && now.unsent > 0 => BACK_OFF_URGENT,
        _ => BACK_OFF_MOST,
    };
    let pause = BACK_OFF.saturating_mul(1 << runs.min(16)).min(most);
    // Up to half as long again: a hub that comes back is not asked by everybody in one second.
    let spread = pause / 2 * u32::from(now.place) / u32::from(u16::MAX);
    (pause + spread).saturating_sub(now.asked)
}
