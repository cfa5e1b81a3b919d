//! One household while its rows come in: blanks are filled, contradictions named, people told apart.

use super::cells::Sheet;
use super::door;
use super::headings::Field;
use super::record::Record;
use super::table::Table;
use super::{LedgerHousehold, LedgerResident, Problems};
use chrono::NaiveDate;
use huben_domain::{HouseholdKind, Json, Occupancy};
use std::collections::BTreeMap;

/// A household while its rows come in.
#[derive(Debug)]
pub(super) struct Draft {
    pub household: LedgerHousehold,
    /// Its door's key.
    pub door: String,
    kind: Option<HouseholdKind>,
    occupancy: Option<Occupancy>,
    place_is_shop: bool,
}

/// What reading one sheet needs besides the row.
pub(super) struct Context<'a> {
    pub sheet: &'a Sheet,
    pub table: &'a Table,
    pub problems: &'a mut Problems,
}

impl Context<'_> {
    /// A problem in the column that says `field`.
    pub fn refuse(&mut self, row: u32, field: Field, value: &str, reason: String) {
        let header = self.table.column(field).map_or("", |column| &column.header);
        self.problems.add(self.sheet, row, header, value, reason);
    }
}

impl Draft {
    /// A household without any row yet; `record` opens it.
    pub fn new(record: &Record, door: String, address: String, context: &Context<'_>) -> Self {
        let place_name = context.table.column(Field::PlaceName);
        Self {
            household: LedgerHousehold {
                sheet: context.sheet.name.clone(),
                row: record.row,
                area: None,
                estate: record.estate.clone(),
                address,
                kind: HouseholdKind::Home,
                name: None,
                occupancy: Occupancy::Unknown,
                contact: record.contact.clone(),
                phone: None,
                note: None,
                attributes: BTreeMap::new(),
                residents: Vec::new(),
            },
            door,
            kind: None,
            occupancy: None,
            place_is_shop: place_name.is_some_and(|column| column.header.contains(['店', '铺'])),
        }
    }

    /// Adds what a row says about the household and about the person it names.
    pub fn add(&mut self, mut record: Record, context: &mut Context<'_>) {
        let first_row = self.household.row;
        let row = record.row;
        let opens = row == first_row && context.sheet.name == self.household.sheet;
        let folded = |name: &Option<String>| name.as_deref().map(door::folded);
        let about_contact = record.name.is_none() || folded(&record.name) == folded(&self.household.contact);
        let mut agree = Agreement { row, first_row, context };
        agree.on(Field::Area, &mut self.household.area, record.area.take(), |area| area.clone());
        agree.on(Field::Kind, &mut self.kind, record.kind.take(), |kind| kind.zh().to_owned());
        agree.on(Field::Occupancy, &mut self.occupancy, record.occupancy.take(), |occupancy| {
            occupancy.zh().to_owned()
        });
        agree.on(Field::PlaceName, &mut self.household.name, record.place_name.take(), |name| name.clone());
        if about_contact {
            agree.on(Field::Phone, &mut self.household.phone, record.phone.take(), |phone| phone.clone());
        } else if record.phone == self.household.phone {
            record.phone = None;
        }
        if about_contact || opens {
            agree.on(Field::Note, &mut self.household.note, record.note.take(), |note| note.clone());
            for (key, value) in std::mem::take(&mut record.attributes) {
                agree.on_attribute(&mut self.household.attributes, key, value);
            }
        } else {
            self.keep_what_is_the_persons_own(&mut record, context);
        }
        if let Some(resident) = resident(record, &self.household.contact) {
            self.add_resident(resident, row, context);
        }
    }

    /// A merged cell says the same in every row: that is the household's. Anything else is this person's.
    fn keep_what_is_the_persons_own(&self, record: &mut Record, context: &Context<'_>) {
        if let Some(note) = record.note.take().filter(|note| Some(note) != self.household.note.as_ref()) {
            let header = context.table.column(Field::Note).map_or("备注", |column| &column.header);
            record.attributes.insert(header.to_owned(), Json::string(&note));
        }
        record.attributes.retain(|key, value| self.household.attributes.get(key) != Some(value));
    }

    fn add_resident(&mut self, resident: LedgerResident, row: u32, context: &mut Context<'_>) {
        let same_name =
            |known: &&mut LedgerResident| door::folded(&known.name) == door::folded(&resident.name);
        let Some(known) = self.household.residents.iter_mut().find(same_name) else {
            self.household.residents.push(resident);
            return;
        };
        let mut agree = Agreement { row, first_row: self.household.row, context };
        agree.on(Field::Sex, &mut known.sex, resident.sex, |sex| sex.zh().to_owned());
        agree.on(Field::BirthDate, &mut known.birth_date, resident.birth_date, NaiveDate::to_string);
        agree.on(Field::Relation, &mut known.relation, resident.relation, String::clone);
        agree.on(Field::Phone, &mut known.phone, resident.phone, String::clone);
        agree.on(Field::Residence, &mut known.residence, resident.residence, |residence| {
            residence.zh().to_owned()
        });
        for (key, value) in resident.attributes {
            agree.on_attribute(&mut known.attributes, key, value);
        }
    }

    /// The household with what the ledger left open decided.
    pub fn finish(self) -> LedgerHousehold {
        let implied = match (&self.household.name, self.place_is_shop) {
            (None, _) => HouseholdKind::Home,
            (Some(_), true) => HouseholdKind::Shop,
            (Some(_), false) => HouseholdKind::Organisation,
        };
        LedgerHousehold {
            kind: self.kind.unwrap_or(implied),
            occupancy: self.occupancy.unwrap_or(Occupancy::Unknown),
            ..self.household
        }
    }
}

/// Rows of one household fill in each other's blanks, and may not contradict each other.
struct Agreement<'a, 'b> {
    row: u32,
    first_row: u32,
    context: &'a mut Context<'b>,
}

impl Agreement<'_, '_> {
    fn on<T: PartialEq>(
        &mut self,
        field: Field,
        known: &mut Option<T>,
        said: Option<T>,
        text: impl Fn(&T) -> String,
    ) {
        match (known.as_ref(), said) {
            (Some(known), Some(said)) if *known != said => {
                let reason = format!(
                    "{} since row {}; one household or person with two values",
                    text(known),
                    self.first_row
                );
                self.context.refuse(self.row, field, &text(&said), reason);
            }
            (None, Some(said)) => *known = Some(said),
            _ => {}
        }
    }

    fn on_attribute(&mut self, known: &mut BTreeMap<String, Json>, key: String, said: Json) {
        match known.get(&key) {
            Some(value) if *value != said => {
                let reason = format!(
                    "{} since row {}; one household or person with two values",
                    value.as_str(),
                    self.first_row
                );
                self.context.problems.add(self.context.sheet, self.row, &key, said.as_str(), reason);
            }
            _ => {
                known.insert(key, said);
            }
        }
    }
}

/// The person a row names. The contact is one where the row says more about them than a name.
fn resident(record: Record, contact: &Option<String>) -> Option<LedgerResident> {
    let says_more = record.sex.is_some()
        || record.birth_date.is_some()
        || record.relation.is_some()
        || record.residence.is_some();
    let name = record.name.or_else(|| contact.clone().filter(|_| says_more))?;
    Some(LedgerResident {
        name,
        sex: record.sex,
        birth_date: record.birth_date,
        relation: record.relation,
        phone: record.phone,
        residence: record.residence,
        attributes: record.attributes,
    })
}
