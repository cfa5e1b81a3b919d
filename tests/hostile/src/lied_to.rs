//! Phones that are lied to: they record and sync with a [`Liar`], and then with the honest office once more.

use crate::community::Community;
use crate::liar::Liar;
use crate::{panics, people};
use huben_engine::{CardFields, FieldBook, Silent, Slice, SyncRun, VisitInput};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What lies did to phones.
#[derive(Debug, Default)]
pub struct Harm {
    /// Runs that were lied to.
    pub runs: u64,
    /// Requests in them.
    pub requests: u64,
    /// How runs ended, by error.
    pub ends: BTreeMap<String, u64>,
    /// What must not be.
    pub violations: Vec<String>,
}

/// Phones enrol honestly, record and sync with the liar, and then with the honest office once more: every word of
/// theirs is at the office then, or stands under "needs attention".
pub fn lie(phones: u64, runs: u64, seed: u64, stubborn: Option<u64>) -> Harm {
    let mut community = Community::open(seed);
    let mut harm = Harm::default();
    for nth in 0..phones {
        let (own, user) = (community.own_surroundings(), community.colleague_user.clone());
        let data = community.directory.path().join(format!("phone-{nth}"));
        let invitation = community.invite(&user);
        let liar = Liar::before(&community, seed ^ nth << 20, None);
        // An enrolment that was lied about fails or not; the next one is honest.
        let vault = || Arc::new(people::Vault::default());
        let lied = panics::let_out(|| {
            let elsewhere = community.directory.path().join(format!("lied-{nth}"));
            drop(FieldBook::enrol_over(&elsewhere, vault(), own.clone(), &invitation, &liar));
        });
        if lied.is_none() {
            harm.violations.push(format!("enrolment, phone {nth}: {}", panics::last()));
        }
        let invitation = community.invite(&user);
        let book = people::enrol(&data, own, &invitation, &community.hub);
        people::sync(&book, &community.hub).1.expect("a first sync");
        let mut told = Vec::new();
        let mut home = None;
        for run in 0..runs {
            if home.is_none_or(|home| book.household(home).is_err()) {
                let fields = CardFields {
                    area: Some(huben_tests::places::GRID_1.parse().expect("an area")),
                    address: Some("1-1-101".into()),
                    contact: Some("张三".into()),
                    ..Default::default()
                };
                home = book.add_household(fields).ok().map(|view| view.household.id);
            }
            let text = format!("手机{nth}第{run}次");
            if let Some(home) = home {
                let input = VisitInput { text: Some(text.clone()), ..Default::default() };
                if book.record_visit(home, input).is_ok() {
                    told.push(text);
                }
            }
            let liar = Liar::before(&community, seed ^ nth << 20 ^ (run + 1), stubborn);
            let run_of = SyncRun::new(Arc::new(Silent));
            let ended = panics::let_out(|| book.sync_over(&run_of, &liar).1);
            harm.runs += 1;
            harm.requests += u64::from(liar.asked());
            if liar.is_endless() {
                harm.violations.push(format!("phone {nth}, run {run}: a run that does not end"));
            }
            let end = match ended {
                None => {
                    harm.violations.push(format!("phone {nth}, run {run}: {}", panics::last()));
                    "panic".to_owned()
                }
                Some(Ok(())) => "complete".to_owned(),
                Some(Err(error)) => error.to_string().chars().take(70).collect(),
            };
            *harm.ends.entry(end).or_default() += 1;
        }
        harm.violations
            .extend(whole(&community, &book, &told).into_iter().map(|it| format!("phone {nth}: {it}")));
    }
    harm
}

/// After an honest sync or three: nothing is lost.
fn whole(community: &Community, book: &FieldBook, told: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let synced = (0..3).map(|_| panics::let_out(|| people::sync(book, &community.hub).1)).last().flatten();
    if !matches!(synced, Some(Ok(()))) {
        found.push(format!("cannot sync with an honest office any more: {synced:?} {}", panics::last()));
    }
    drop(people::sync(&community.desk, &community.hub));
    let desk: String = people::shown(&community.desk).values().map(ToString::to_string).collect();
    let attention = book.attention(Slice::ALL).map(|page| page.items).unwrap_or_default();
    let attention: String =
        attention.iter().flat_map(|one| one.text.values()).map(|text| text.as_str().to_owned()).collect();
    let held = community.administer(&["held", "list"]).map(|list| list.to_string()).unwrap_or_default();
    let lost =
        told.iter().filter(|text| ![&desk, &attention, &held].iter().any(|place| place.contains(*text)));
    let lost: Vec<_> = lost.collect();
    if !lost.is_empty() {
        found.push(format!("lost: {lost:?}"));
    }
    // A lie that was believed is named by `verify`, and taken back as it says: rebuild, then sync.
    let sound = || panics::let_out(|| book.verify().is_ok_and(|sound| sound.ok)) == Some(true);
    if !sound() {
        drop(panics::let_out(|| (book.rebuild(), people::sync(book, &community.hub))));
    }
    let sound = panics::let_out(|| book.verify());
    if !sound.as_ref().is_some_and(|sound| sound.as_ref().is_ok_and(|sound| sound.ok)) {
        found.push(format!("its book: {sound:?}"));
    }
    found
}
