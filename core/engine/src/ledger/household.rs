//! Rows put together: which of them are one household.

use super::cells::Sheet;
use super::door;
use super::draft::{Context, Draft};
use super::headings::Field;
use super::record::{self, Record};
use super::table::Table;
use super::{LedgerHousehold, Problems};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The identity by which a household of a ledger is found again: its area, its door's key (`Door::key`, or the
/// address as words) and its contact. Never shown, only compared.
pub fn match_key(area: &str, door_key: &str, contact: &str) -> String {
    let (area, contact) = (door::folded(area), door::folded(contact));
    format!("{area}\u{1f}{door_key}\u{1f}{contact}")
}

/// The households so far.
#[derive(Debug, Default)]
pub(super) struct Households {
    drafts: Vec<Draft>,
    /// Drafts by door and contact; several where the same door is in several areas.
    by_identity: HashMap<String, Vec<usize>>,
}

impl Households {
    /// Reads every row below the header.
    pub fn read_sheet(&mut self, sheet: &Sheet, table: &Table, today: NaiveDate, problems: &mut Problems) {
        let mut last = None;
        for row in &sheet.rows[table.first_row..] {
            if let Some(record) = record::read(sheet, table, row, today, problems) {
                let mut context = Context { sheet, table, problems };
                last = self.place(record, last, &mut context).or(last);
            }
        }
    }

    /// The households as read, in the order of their first rows.
    pub fn finish(self) -> Vec<LedgerHousehold> {
        self.drafts.into_iter().map(Draft::finish).collect()
    }

    /// Puts a row where it belongs: the household above, one met before, or a new one. Gives that household.
    fn place(&mut self, mut record: Record, last: Option<usize>, context: &mut Context<'_>) -> Option<usize> {
        let Some(address) = record.address.clone() else {
            return self.place_without_address(record, last, context);
        };
        let key = door::key(&address, record.estate.as_deref());
        let above = last.filter(|last| self.drafts[*last].door == key);
        let contact = self.contact(&record, above, context.table);
        let at = match (above, &contact) {
            (Some(above), None) => above,
            // A head who is listed below the others.
            (Some(above), Some(contact)) if self.drafts[above].household.contact.is_none() => {
                self.drafts[above].household.contact = Some(contact.clone());
                self.by_identity.entry(identity(&key, contact)).or_default().push(above);
                above
            }
            _ => {
                match self.met_before(&key, contact.as_deref().unwrap_or_default(), record.area.as_deref()) {
                    Some(at) => at,
                    None => return Some(self.begin(record, key, address, contact, context)),
                }
            }
        };
        record.contact = contact;
        self.drafts[at].add(record, context);
        Some(at)
    }

    /// A blank address under a filled one goes on with that household, unless the row names another contact.
    fn place_without_address(
        &mut self,
        record: Record,
        last: Option<usize>,
        context: &mut Context<'_>,
    ) -> Option<usize> {
        let contact = record.contact.clone().or_else(|| head(&record));
        let above = last.filter(|last| {
            let known = &self.drafts[*last].household.contact;
            record.name.is_some() && (contact.is_none() || contact == *known)
        });
        match above {
            Some(above) => self.drafts[above].add(record, context),
            None if record.address_refused => {}
            None => {
                let field = [Field::Address, Field::Room, Field::Building]
                    .into_iter()
                    .find(|field| context.table.has(*field));
                let reason =
                    "the address is missing; only a resident's row below its household may leave it out";
                context.refuse(record.row, field.unwrap_or(Field::Address), "", reason.to_owned());
            }
        }
        above
    }

    /// Whom the row names as the household's contact. A table that has only names names the contact first.
    fn contact(&self, record: &Record, above: Option<usize>, table: &Table) -> Option<String> {
        let only_names = !table.has(Field::Contact) && !table.has(Field::Relation);
        let first_of_names = if only_names && above.is_none() { record.name.clone() } else { None };
        record.contact.clone().or_else(|| head(record)).or(first_of_names)
    }

    /// The household of this door and contact. In two areas it is two, unless the estate says it is one door.
    fn met_before(&self, door: &str, contact: &str, area: Option<&str>) -> Option<usize> {
        let met = self.by_identity.get(&identity(door, contact))?;
        let same_area = met.iter().find(|at| {
            let known = self.drafts[**at].household.area.as_deref();
            known.is_none() || area.is_none() || known == area
        });
        let one_door = !door.starts_with('|');
        same_area.or_else(|| met.first().filter(|_| one_door)).copied()
    }

    fn begin(
        &mut self,
        mut record: Record,
        door: String,
        address: String,
        contact: Option<String>,
        context: &mut Context<'_>,
    ) -> usize {
        let at = self.drafts.len();
        self.by_identity.entry(identity(&door, contact.as_deref().unwrap_or_default())).or_default().push(at);
        record.contact.clone_from(&contact);
        let mut draft = Draft::new(&record, door, address, context);
        draft.add(record, context);
        self.drafts.push(draft);
        at
    }
}

fn head(record: &Record) -> Option<String> {
    record.name.clone().filter(|_| record.relation.as_deref().is_some_and(record::is_head))
}

fn identity(door: &str, contact: &str) -> String {
    match_key("", door, contact)
}
