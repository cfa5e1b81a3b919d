//! Households: the card, the list, and the page that shows all of one.

use crate::ids::maybe;
use crate::values::{attribute_list, attribute_values, count, natural};
use crate::{
    Area, AreaCode, Attribute, Book, Contradiction, DraftId, HouseholdId, HouseholdKind, Issue, Occupancy,
    PageRequest, RecordState, Resident, Result, VisitId, VisitPage,
};
use huben_engine as engine;
use std::collections::HashMap;
use std::time::SystemTime;

/// A household: its card, its people, and what the book knows of it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// Where people find it: a shop by its name first, the estate unless the address says it, the door.
    pub title: String,
    /// A grid or micro-grid.
    pub area: AreaCode,
    /// The words as given, like `3-2-501`.
    pub address: String,
    /// 小区, or the road, or village and group.
    pub estate: Option<String>,
    /// What kind of place it is.
    pub kind: HouseholdKind,
    /// The name of a shop or organisation.
    pub name: Option<String>,
    /// Who lives there, by right.
    pub occupancy: Occupancy,
    /// The person to ask for.
    pub contact: Option<String>,
    /// The household's telephone.
    pub phone: Option<String>,
    /// Free words for whoever calls next.
    pub note: Option<String>,
    /// The office's own fields.
    pub attributes: Vec<Attribute>,
    /// Everybody ever entered, ended ones too.
    pub residents: Vec<Resident>,
    /// The newest visit's time.
    pub last_visit_at: Option<SystemTime>,
    /// The newest visit at which somebody was met.
    pub last_met_at: Option<SystemTime>,
    /// Set when the household is no more.
    pub ended: Option<Ending>,
    /// Where the card stands.
    pub state: RecordState,
}

/// That and why something ended.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Ending {
    /// In plain words.
    pub reason: String,
    /// When, where it is known.
    pub at: Option<SystemTime>,
    /// The household that this one doubled.
    pub same_as: Option<HouseholdId>,
}

/// Card fields to write: what is absent is left alone, blank text empties a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct CardInput {
    /// A grid or micro-grid.
    #[uniffi(default = None)]
    pub area: Option<AreaCode>,
    /// The door as people write it, like `3-2-501`.
    #[uniffi(default = None)]
    pub address: Option<String>,
    /// 小区, where the address does not say it.
    #[uniffi(default = None)]
    pub estate: Option<String>,
    /// What kind of place it is.
    #[uniffi(default = None)]
    pub kind: Option<HouseholdKind>,
    /// The name of a shop or organisation.
    #[uniffi(default = None)]
    pub name: Option<String>,
    /// Who lives there, by right.
    #[uniffi(default = None)]
    pub occupancy: Option<Occupancy>,
    /// The person to ask for.
    #[uniffi(default = None)]
    pub contact: Option<String>,
    /// The household's telephone.
    #[uniffi(default = None)]
    pub phone: Option<String>,
    /// Free words for whoever calls next.
    #[uniffi(default = None)]
    pub note: Option<String>,
    /// The office's own fields, as JSON by name.
    #[uniffi(default)]
    pub attributes: HashMap<String, String>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    #[uniffi(default = None)]
    pub draft: Option<DraftId>,
}

/// What this device's user may do with a household, as phone and office judge it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HouseholdRights {
    /// Write on the card, of its people, and end any of them.
    pub edit: bool,
    /// Record a visit.
    pub visit: bool,
    /// The areas that it can be moved to.
    pub move_to: Vec<Area>,
    /// The visits that are one's own to put right, newest first.
    pub own_visits: Vec<VisitId>,
}

/// Which households.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct HouseholdFilter {
    /// Found by these words: characters, pinyin, initials, telephone tail, door; blank words find all.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// In this area and below.
    #[uniffi(default = None)]
    pub area: Option<AreaCode>,
    /// Nobody met for so many days; leaves out ended and vacant ones.
    #[uniffi(default = None)]
    pub not_seen_days: Option<i32>,
    /// Nobody met for long, as `today` counts it.
    #[uniffi(default = false)]
    pub not_seen_long: bool,
}

/// A part of a list of households.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct HouseholdPage {
    /// The part.
    pub items: Vec<Household>,
    /// How many there are in all.
    pub total: i32,
}

/// All of one household, as its screen shows it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct HouseholdOverview {
    /// Card and residents.
    pub household: Household,
    /// Its book, newest first.
    pub visits: VisitPage,
    /// Its issues, urgent ones first, then the newest.
    pub issues: Vec<Issue>,
    /// What two people see differently on the card or in the book.
    pub contradictions: Vec<Contradiction>,
}

#[uniffi::export]
impl Book {
    /// The households on this device, in the order one walks the doors.
    pub fn households(&self, filter: HouseholdFilter, page: PageRequest) -> Result<HouseholdPage> {
        let page = self.engine.households(&filter.read()?, page.read()?)?;
        Ok(page.into())
    }

    /// One household.
    pub fn household(&self, id: HouseholdId) -> Result<Household> {
        Ok(self.engine.household(id.try_into()?)?.into())
    }

    /// One household with its book (so many visits of it), its issues, and its contradictions.
    pub fn household_overview(&self, id: HouseholdId, visits: PageRequest) -> Result<HouseholdOverview> {
        Ok(self.engine.household_overview(id.try_into()?, visits.read()?)?.into())
    }

    /// What this device's user may do with it: nothing else need be offered.
    pub fn household_rights(&self, id: HouseholdId) -> Result<HouseholdRights> {
        Ok(self.engine.household_rights(id.try_into()?)?.into())
    }

    /// The areas in which this device's user may enter a household; none for somebody who may not.
    pub fn household_areas(&self) -> Result<Vec<Area>> {
        Ok(self.engine.household_areas()?.into_iter().map(Area::from).collect())
    }

    /// A new household; area, address and contact (a name for shops and organisations) are needed.
    pub fn add_household(&self, card: CardInput) -> Result<Household> {
        Ok(self.engine.add_household(card.read()?)?.into())
    }

    /// Writes the fields given.
    pub fn edit_household(&self, id: HouseholdId, card: CardInput) -> Result<Household> {
        Ok(self.engine.edit_household(id.try_into()?, card.read()?)?.into())
    }

    /// The household belongs to another area from now on.
    pub fn move_household(&self, id: HouseholdId, area: AreaCode) -> Result<Household> {
        Ok(self.engine.move_household(id.try_into()?, area.try_into()?)?.into())
    }

    /// The household is no more, or doubles another.
    #[uniffi::method(default(same_as = None))]
    pub fn end_household(
        &self,
        id: HouseholdId,
        reason: String,
        same_as: Option<HouseholdId>,
    ) -> Result<Household> {
        Ok(self.engine.end_household(id.try_into()?, &reason, maybe(same_as)?)?.into())
    }
}

impl HouseholdFilter {
    fn read(self) -> Result<engine::HouseholdFilter> {
        let long = self.not_seen_long.then_some(engine::Today::NOT_SEEN_DAYS);
        let days = self.not_seen_days.map(|days| natural("not_seen_days", days)).transpose()?;
        Ok(engine::HouseholdFilter {
            area: maybe(self.area)?,
            not_seen_days: days.max(long),
            text: self.text,
        })
    }
}

impl CardInput {
    fn read(self) -> Result<engine::FromDraft<engine::CardFields>> {
        let fields = engine::CardFields {
            area: maybe(self.area)?,
            address: self.address,
            estate: self.estate,
            kind: maybe(self.kind)?,
            name: self.name,
            occupancy: maybe(self.occupancy)?,
            contact: self.contact,
            phone: self.phone,
            note: self.note,
            attributes: attribute_values(self.attributes)?,
        };
        Ok(engine::FromDraft { fields, draft: maybe(self.draft)? })
    }
}

impl From<engine::HouseholdOverview> for HouseholdOverview {
    fn from(all: engine::HouseholdOverview) -> Self {
        Self {
            household: all.household.into(),
            visits: all.visits.into(),
            issues: all.issues.into_iter().map(Issue::from).collect(),
            contradictions: all.contradictions.into_iter().map(Contradiction::from).collect(),
        }
    }
}

impl From<engine::HouseholdRights> for HouseholdRights {
    fn from(rights: engine::HouseholdRights) -> Self {
        Self {
            edit: rights.edit,
            visit: rights.visit,
            move_to: rights.move_to.into_iter().map(Area::from).collect(),
            own_visits: rights.own_visits.into_iter().map(VisitId::from).collect(),
        }
    }
}

impl From<engine::HouseholdView> for Household {
    fn from(view: engine::HouseholdView) -> Self {
        let engine::HouseholdView { household: card, last_visit_at, last_met_at, state } = view;
        let title = card.title();
        let huben_domain::Household {
            id,
            area,
            address,
            door,
            kind,
            name,
            occupancy,
            contact,
            phone,
            note,
            attributes,
            residents,
            ended,
        } = card;
        Self {
            title,
            id: id.into(),
            area: area.into(),
            address,
            estate: door.estate,
            kind: kind.into(),
            name,
            occupancy: occupancy.into(),
            contact,
            phone,
            note,
            attributes: attribute_list(attributes),
            residents: residents.into_iter().map(Resident::from).collect(),
            last_visit_at: last_visit_at.map(Into::into),
            last_met_at: last_met_at.map(Into::into),
            ended: ended.map(Into::into),
            state: state.into(),
        }
    }
}

impl From<huben_domain::Ended> for Ending {
    fn from(ended: huben_domain::Ended) -> Self {
        Self { reason: ended.reason, at: ended.at.map(Into::into), same_as: ended.same_as.map(Into::into) }
    }
}

impl From<engine::Page<engine::HouseholdView>> for HouseholdPage {
    fn from(page: engine::Page<engine::HouseholdView>) -> Self {
        Self { items: page.items.into_iter().map(Household::from).collect(), total: count(page.total) }
    }
}
