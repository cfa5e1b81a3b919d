//! Who may read what: the tiers that a role opens over its area. What is somebody's own (an issue they reported or
//! that was dispatched to them) they read wherever it lies.

use crate::Kind;
use huben_domain::Role;

/// A tier of sensitivity; scopes are (area, tier).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// Household cards and visits.
    Card,
    /// Issues as their reporter may read them.
    Issue,
    /// Issue files: complainants, internal notes.
    IssueFile,
    /// Care files.
    Care,
}

impl Tier {
    /// The tier as sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Tier::Card => "card",
            Tier::Issue => "issue",
            Tier::IssueFile => "issue_file",
            Tier::Care => "care",
        }
    }

    /// The tier of this name; `None` for one of a newer version.
    pub fn parse(text: &str) -> Option<Self> {
        [Tier::Card, Tier::Issue, Tier::IssueFile, Tier::Care].into_iter().find(|tier| tier.as_str() == text)
    }

    /// The tier a document of this kind belongs to.
    pub fn of(kind: &Kind) -> Option<Self> {
        match kind {
            Kind::Household | Kind::Visit => Some(Tier::Card),
            Kind::Issue => Some(Tier::Issue),
            Kind::IssueFile => Some(Tier::IssueFile),
            Kind::Other(_) => None,
        }
    }
}

/// What a role opens over its area and everything below.
pub fn tiers(role: &Role) -> &'static [Tier] {
    match role {
        Role::GridWorker | Role::MicroGridLead | Role::Dispatcher | Role::Supervisor | Role::Auditor => {
            &[Tier::Card, Tier::Issue, Tier::IssueFile]
        }
        Role::CareTeam => &[Tier::Card],
        Role::Volunteer | Role::Handler | Role::Admin | Role::Other(_) => &[],
    }
}
