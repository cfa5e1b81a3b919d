//! What a device may hold: tiers over areas, and what is its user's own wherever it lies.

use crate::failure::Failure;
use huben_documents::{Tier, tiers};
use huben_domain::{AreaCode, Grant};
use huben_sync::Scope;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Areas and what is open to the user there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Scopes(BTreeMap<AreaCode, BTreeSet<Tier>>);

impl Scopes {
    /// What these grants open.
    pub(super) fn of(grants: &[Grant]) -> Self {
        let mut areas: BTreeMap<AreaCode, BTreeSet<Tier>> = BTreeMap::new();
        for grant in grants.iter().filter(|grant| !tiers(&grant.role).is_empty()) {
            areas.entry(grant.area.clone()).or_default().extend(tiers(&grant.role));
        }
        Self(areas)
    }

    /// Is a tier open in an area?
    pub(super) fn covers(&self, area: &AreaCode, tier: Tier) -> bool {
        self.0.iter().any(|(scope, tiers)| scope.covers(area) && tiers.contains(&tier))
    }

    /// The areas in which anything is open.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AreaCode::as_str)
    }

    /// Nothing at all?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The areas that open something `before` did not, the narrowest first: the worker's own grid comes first.
    pub(super) fn gained_since(&self, before: &Scopes) -> Vec<AreaCode> {
        let new = |(area, tiers): &(&AreaCode, &BTreeSet<Tier>)| {
            tiers.iter().any(|tier| !before.covers(area, *tier))
        };
        let mut areas: Vec<AreaCode> = self.0.iter().filter(new).map(|(area, _)| area.clone()).collect();
        areas.sort_by_key(|area| (std::cmp::Reverse(area.as_str().len()), area.clone()));
        areas
    }

    /// As sent.
    pub(super) fn to_wire(&self) -> Vec<Scope> {
        let scope = |(area, tiers): (&AreaCode, &BTreeSet<Tier>)| Scope {
            area: area.to_string(),
            tiers: tiers.iter().map(|tier| tier.as_str().to_owned()).collect(),
        };
        self.0.iter().map(scope).collect()
    }
}

/// Who reads.
pub(super) struct Who {
    pub(super) user: String,
    pub(super) unit: String,
    pub(super) scopes: Scopes,
}

impl Who {
    /// May they read this tier of a root that lies in `area`?
    pub(super) fn reads(
        &self,
        db: &Connection,
        root: [u8; 16],
        area: &AreaCode,
        tier: Tier,
    ) -> Result<bool, Failure> {
        if self.scopes.covers(area, tier) {
            return Ok(true);
        }
        if !matches!(tier, Tier::Issue | Tier::IssueFile) {
            return Ok(false);
        }
        const OWN: &str = "SELECT MAX(file) FROM reader WHERE root = ?1 AND who IN (?2, ?3)";
        let file: Option<Option<bool>> =
            db.prepare_cached(OWN)?.query_row((root, &self.user, &self.unit), |row| row.get(0)).optional()?;
        Ok(match file.flatten() {
            None => false,
            Some(file) => tier == Tier::Issue || file,
        })
    }
}
