//! The first screen in one call, and search.

use crate::values::count;
use crate::{Book, BookStatus, Household, HouseholdPage, IssuePage, PageRequest, RecordRef, Result, VisitId};
use huben_engine as engine;

/// What a day asks of this device's user.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Today {
    /// Calls promised for today or before, and nobody has called since.
    pub follow_ups: FollowUpPage,
    /// Nobody met for long, the longest ago first.
    pub not_seen: HouseholdPage,
    /// How many days make "for long".
    pub not_seen_days: i32,
    /// Issues that were dispatched to the user or their unit.
    pub handed_to_me: IssuePage,
    /// Other issues that wait for the user: to dispatch, verify, close, or to decide what was asked for.
    pub waiting_for_me: IssuePage,
    /// How many fields hold several values.
    pub contradictions: i32,
    /// How many forms are not yet handed in.
    pub drafts: i32,
    /// What this device recorded; what came back is under `needs_attention`.
    pub status: BookStatus,
}

/// A call that was promised.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct FollowUp {
    /// Whom to call on.
    pub household: Household,
    /// The visit that promised it.
    pub visit: VisitId,
    /// For which day, like `2026-12-01`.
    pub due: String,
}

/// The first of the calls that were promised.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct FollowUpPage {
    /// The first.
    pub items: Vec<FollowUp>,
    /// How many there are in all.
    pub total: i32,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct SearchHit {
    /// The record.
    pub record: RecordRef,
    /// What people call it.
    pub title: String,
    /// Larger is better.
    pub score: f64,
}

/// A part of what was found.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct SearchPage {
    /// The part.
    pub items: Vec<SearchHit>,
    /// How many there are in all, counted to a thousand beyond the part.
    pub total: i32,
    /// There are more than `total`.
    pub more: bool,
}

#[uniffi::export]
impl Book {
    /// Whom to see, what was handed to one, what waits, and where one's own work stands.
    pub fn today(&self) -> Result<Today> {
        Ok(self.engine.today()?.into())
    }

    /// Finds records of any kind by characters, pinyin, initials, telephone tail or door. Households alone are found by
    /// `households` with a text.
    pub fn search(&self, text: String, page: PageRequest) -> Result<SearchPage> {
        let engine::Found { page, more } = self.engine.search(&text, page.read()?)?;
        Ok(SearchPage {
            more,
            items: page.items.into_iter().map(SearchHit::from).collect(),
            total: count(page.total),
        })
    }
}

impl From<engine::Today> for Today {
    fn from(today: engine::Today) -> Self {
        let engine::Today {
            follow_ups,
            not_seen,
            handed_to_me,
            waiting_for_me,
            contradictions,
            drafts,
            status,
        } = today;
        let calls = follow_ups.items.into_iter().map(|call| FollowUp {
            household: call.household.into(),
            visit: call.visit.into(),
            due: call.due.to_string(),
        });
        Self {
            follow_ups: FollowUpPage { items: calls.collect(), total: count(follow_ups.total) },
            not_seen: not_seen.into(),
            not_seen_days: count(engine::Today::NOT_SEEN_DAYS.into()),
            handed_to_me: handed_to_me.into(),
            waiting_for_me: waiting_for_me.into(),
            contradictions: count(contradictions),
            drafts: count(drafts),
            status: status.into(),
        }
    }
}

impl From<engine::Hit> for SearchHit {
    fn from(hit: engine::Hit) -> Self {
        Self { record: RecordRef::of(&hit.kind, hit.id), title: hit.title, score: hit.score }
    }
}
