//! Households, residents, ledgers.

use crate::failure::{Failure, Result};
use crate::options::{Card, Household, Person, Resident};
use crate::parse::{attributes, code, maybe, read};
use crate::shell::Shell;
use crate::show;
use huben_domain::{HouseholdKind, Occupancy, Residence, Sex};
use huben_engine::{CardFields, FieldBook, HouseholdFilter, ResidentFields};
use std::path::Path;

/// `huben household …`
pub fn household(shell: &Shell, command: Household) -> Result<()> {
    let book = shell.book()?;
    let names = if matches!(command, Household::Import { .. }) { "undo" } else { "id" };
    on_household(shell, &book, command).map_err(|failure| failure.missing(names))
}

fn on_household(shell: &Shell, book: &FieldBook, command: Household) -> Result<()> {
    let one = match command {
        Household::Add(card) => book.add_household(fields(card)?)?,
        Household::Edit { id, card } => book.edit_household(read("id", &id)?, fields(card)?)?,
        Household::Move { id, area } => book.move_household(read("id", &id)?, read("area", &area)?)?,
        Household::End { id, reason, same_as } => {
            book.end_household(read("id", &id)?, &reason, maybe("same_as", same_as.as_deref())?)?
        }
        Household::Show { id } => book.household(read("id", &id)?)?,
        Household::List { area, not_seen_days, slice } => {
            let filter = HouseholdFilter { area: maybe("area", area.as_deref())?, not_seen_days, text: None };
            return shell.list(&book.households(&filter, slice.into())?, show::households);
        }
        Household::Import { undo: Some(import), .. } => {
            return shell.give(&book.undo_import(read("undo", &import)?)?, show::undo);
        }
        Household::Import { file, area, dry_run, .. } => {
            let file = file.ok_or_else(|| Failure::invalid("file", "name the ledger"))?;
            return import(shell, book, &file, area.as_deref(), dry_run);
        }
    };
    shell.give(&one, show::household)
}

fn import(shell: &Shell, book: &FieldBook, file: &Path, area: Option<&str>, dry_run: bool) -> Result<()> {
    let bytes = std::fs::read(file)
        .map_err(|error| Failure::invalid("file", format!("cannot be read: {}", error.kind())))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bar = shell.bar();
    let report = book.import(&name, &bytes, maybe("area", area)?, dry_run, bar.as_ref())?;
    drop(bar);
    let told = shell.give(&report, show::import);
    match report.problems.len() {
        0 => told,
        some => Err(Failure::invalid(
            "file",
            format!("{some} cells cannot be taken; nothing was imported. Correct them and import again"),
        )),
    }
}

fn fields(card: Card) -> Result<CardFields> {
    Ok(CardFields {
        area: maybe("area", card.area.as_deref())?,
        address: card.address,
        estate: card.estate,
        kind: code("kind", card.kind.as_deref(), HouseholdKind::parse_known)?,
        name: card.name,
        occupancy: code("occupancy", card.occupancy.as_deref(), Occupancy::parse_known)?,
        contact: card.contact,
        phone: card.phone,
        note: card.note,
        attributes: attributes(&card.attributes.attribute, &card.attributes.attribute_json)?,
    })
}

/// `huben resident …`
pub fn resident(shell: &Shell, command: Resident) -> Result<()> {
    let book = shell.book()?;
    let names = if matches!(command, Resident::Add { .. }) { "household" } else { "id" };
    on_resident(shell, &book, command).map_err(|failure| failure.missing(names))
}

fn on_resident(shell: &Shell, book: &FieldBook, command: Resident) -> Result<()> {
    let one = match command {
        Resident::Add { household, person } => {
            book.add_resident(read("household", &household)?, person_fields(person)?)?
        }
        Resident::Edit { id, person } => book.edit_resident(read("id", &id)?, person_fields(person)?)?,
        Resident::End { id, reason } => book.end_resident(read("id", &id)?, &reason)?,
    };
    shell.give(&one, show::resident)
}

fn person_fields(person: Person) -> Result<ResidentFields> {
    Ok(ResidentFields {
        name: person.name,
        sex: code("sex", person.sex.as_deref(), Sex::parse_known)?,
        birth_date: person.birth_date,
        relation: person.relation,
        phone: person.phone,
        residence: code("residence", person.residence.as_deref(), Residence::parse_known)?,
    })
}
