//! Residents of a household.

use crate::ids::maybe;
use crate::{Book, DraftId, Ending, HouseholdId, Residence, ResidentId, Result, Sex};
use huben_engine as engine;

/// One person of a household.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Resident {
    /// Stays when the person moves house.
    pub id: ResidentId,
    /// As they are called.
    pub name: String,
    /// Where it is known.
    pub sex: Option<Sex>,
    /// Like `1958-03-02`.
    pub birth_date: Option<String>,
    /// What they are to the household's contact, in free words (女儿, 租客).
    pub relation: Option<String>,
    /// Their own telephone.
    pub phone: Option<String>,
    /// Where they are registered against where they live.
    pub residence: Option<Residence>,
    /// Moved, died, entered in error.
    pub ended: Option<Ending>,
}

/// Resident fields to write: what is absent is left alone, blank text empties a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct ResidentInput {
    /// As they are called.
    #[uniffi(default = None)]
    pub name: Option<String>,
    /// Where it is known.
    #[uniffi(default = None)]
    pub sex: Option<Sex>,
    /// Like `1958-03-02`.
    #[uniffi(default = None)]
    pub birth_date: Option<String>,
    /// What they are to the household's contact.
    #[uniffi(default = None)]
    pub relation: Option<String>,
    /// Their own telephone.
    #[uniffi(default = None)]
    pub phone: Option<String>,
    /// Where they are registered against where they live.
    #[uniffi(default = None)]
    pub residence: Option<Residence>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    #[uniffi(default = None)]
    pub draft: Option<DraftId>,
}

#[uniffi::export]
impl Book {
    /// A new resident; a name is needed.
    pub fn add_resident(&self, household: HouseholdId, resident: ResidentInput) -> Result<Resident> {
        Ok(self.engine.add_resident(household.try_into()?, resident.read()?)?.into())
    }

    /// Writes the fields given.
    pub fn edit_resident(&self, id: ResidentId, resident: ResidentInput) -> Result<Resident> {
        Ok(self.engine.edit_resident(id.try_into()?, resident.read()?)?.into())
    }

    /// The resident moved, died, or was entered in error.
    pub fn end_resident(&self, id: ResidentId, reason: String) -> Result<Resident> {
        Ok(self.engine.end_resident(id.try_into()?, &reason)?.into())
    }
}

impl ResidentInput {
    fn read(self) -> Result<engine::FromDraft<engine::ResidentFields>> {
        let fields = engine::ResidentFields {
            name: self.name,
            sex: maybe(self.sex)?,
            birth_date: self.birth_date,
            relation: self.relation,
            phone: self.phone,
            residence: maybe(self.residence)?,
        };
        Ok(engine::FromDraft { fields, draft: maybe(self.draft)? })
    }
}

impl From<huben_domain::Resident> for Resident {
    fn from(person: huben_domain::Resident) -> Self {
        Self {
            id: person.id.into(),
            name: person.name,
            sex: person.sex.map(Into::into),
            birth_date: person.birth_date.map(|day| day.to_string()),
            relation: person.relation,
            phone: person.phone,
            residence: person.residence.map(Into::into),
            ended: person.ended.map(Into::into),
        }
    }
}
