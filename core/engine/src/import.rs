//! Household ledgers taken in, and taken back.

use crate::book::{FieldBook, Work};
use crate::directory::{area, known_area};
use crate::households::{checked, header, need, record};
use crate::ledger::{self, LedgerHousehold, Problem};
use crate::sync::{Progress, Stage};
use crate::{CardFields, Error, ImportReport, ResidentFields, Result, UndoReport};
use huben_documents::{Act, Intent, card, end_household, resident};
use huben_domain::*;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// What a ledger's row becomes.
enum Plan {
    Add,
    Change(Box<Household>, Intent),
    Unchanged,
}

impl FieldBook {
    /// Takes in a ledger: all of it in one transaction, or, with any problem, nothing. A household is found again by
    /// area, normalised door and contact, so that the same file again changes nothing.
    pub fn import(
        &self,
        file_name: &str,
        bytes: &[u8],
        default_area: Option<AreaCode>,
        dry_run: bool,
        progress: &dyn Progress,
    ) -> Result<ImportReport> {
        progress.at(Stage::Reading, 0, None);
        let mut ledger = ledger::read(file_name, bytes, self.surroundings.now().date_naive());
        let mut report =
            ImportReport { import: None, households: 0, residents: 0, unchanged: 0, problems: Vec::new() };
        let areas = self.resolve_areas(&ledger.rows, default_area.as_ref(), &mut ledger.problems)?;
        report.problems = ledger.problems;
        if !report.problems.is_empty() {
            return Ok(report);
        }
        let total = ledger.rows.len() as u64;
        let import = self.write(|work| {
            let import = work.id(ImportId::new)?;
            for (place, (row, area)) in ledger.rows.iter().zip(&areas).enumerate() {
                progress.at(Stage::Writing, place as u64, Some(total));
                match take(work, import, row, area, &mut report) {
                    Err(Error::NotAllowed { reason }) => report.problems.push(beyond(row, reason)),
                    taken => taken?,
                }
            }
            let nothing = dry_run || !report.problems.is_empty();
            if nothing { Err(Error::internal(NOTHING_KEPT)) } else { Ok(import) }
        });
        match import {
            Ok(import) => report.import = (report.households > 0).then_some(import),
            Err(Error::Internal { reason }) if reason == NOTHING_KEPT => {
                if !report.problems.is_empty() {
                    (report.households, report.residents, report.unchanged) = (0, 0, 0);
                }
            }
            Err(error) => return Err(error),
        }
        Ok(report)
    }

    /// Takes an import back: households that it added are ended. What somebody touched since is left and listed.
    pub fn undo_import(&self, import: ImportId) -> Result<UndoReport> {
        self.write(|work| {
            let mut query =
                work.tx.prepare("SELECT DISTINCT document FROM intent WHERE import = ?1 ORDER BY place")?;
            let rows =
                query.query_map([import.to_bytes()], |row| Ok(HouseholdId::from_bytes(row.get(0)?)))?;
            let households: Vec<HouseholdId> = rows.collect::<std::result::Result<_, _>>()?;
            drop(query);
            if households.is_empty() {
                return Err(Error::not_found(format!("no import {import} was made on this device")));
            }
            let mut report = UndoReport { import, undone: 0, left: Vec::new() };
            for id in households {
                if touched_since(work, id, import)? {
                    report.left.push(id);
                    continue;
                }
                let Ok(now) = need(&work.tx, id) else { continue };
                if now.household.ended.is_some() {
                    continue;
                }
                let ended = Ended { reason: "import undone".into(), at: Some(work.now), same_as: None };
                let intent = Intent { act: Act::UndoImport, ..end_household(&ended) };
                work.record_for(&header(id), &record(id, Some(&now.household.area)), &intent, Some(import))?;
                report.undone += 1;
            }
            Ok(report)
        })
    }

    fn resolve_areas(
        &self,
        rows: &[LedgerHousehold],
        default: Option<&AreaCode>,
        problems: &mut Vec<Problem>,
    ) -> Result<Vec<AreaCode>> {
        let conn = self.conn();
        if let Some(code) = default {
            known_area(&conn, code)?;
        }
        let mut names: BTreeMap<String, Vec<AreaCode>> = BTreeMap::new();
        let mut query = conn.prepare("SELECT json FROM area")?;
        for json in query.query_map([], |row| row.get::<_, String>(0))? {
            let area: Area = serde_json::from_str(&json?).map_err(Error::internal)?;
            names.entry(area.name).or_default().push(area.code);
        }
        let mut resolved = Vec::with_capacity(rows.len());
        for row in rows {
            let found = match row.area.as_deref().map(str::trim) {
                None | Some("") => default
                    .cloned()
                    .ok_or("no grid is given; add a column 所属网格, or choose one for the whole ledger"),
                Some(text) => match (text.parse::<AreaCode>(), names.get(text)) {
                    (Ok(code), _) if area(&conn, &code)?.is_some() => Ok(code),
                    (_, Some(codes)) if codes.len() == 1 => Ok(codes[0].clone()),
                    (_, Some(_)) => Err("several areas have this name; write the code"),
                    _ => Err("the office has no such area"),
                },
            };
            match found {
                Ok(code) => resolved.push(code),
                Err(reason) => problems.push(beyond(row, reason.into())),
            }
        }
        Ok(resolved)
    }
}

/// How a dry run, and a ledger with problems, leaves its transaction.
const NOTHING_KEPT: &str = "rolled back";

/// A row whose area cannot be taken.
fn beyond(row: &LedgerHousehold, reason: String) -> Problem {
    let value = row.area.clone().unwrap_or_default();
    Problem { sheet: row.sheet.clone(), row: row.row, column: "所属网格".into(), value, reason }
}

fn take(
    work: &mut Work<'_>,
    import: ImportId,
    row: &LedgerHousehold,
    area: &AreaCode,
    report: &mut ImportReport,
) -> Result<()> {
    let fields = checked(&work.tx, fields_of(row, area))?;
    let (id, intent, now) = match plan(work, row, area, &fields)? {
        Plan::Unchanged => {
            report.unchanged += 1;
            return Ok(());
        }
        Plan::Add => (work.id(HouseholdId::new)?, card(Act::AddHousehold, &fields), None),
        Plan::Change(now, intent) => (now.id, intent, Some(now)),
    };
    let here: &[Resident] = now.as_ref().map_or(&[], |now| &now.residents);
    let mut intent = intent;
    let mut people = 0;
    for person in row.residents.iter().filter(|person| !here.iter().any(|known| same_person(known, person))) {
        let known = here.iter().find(|known| known.name == person.name && known.ended.is_none());
        let resident_id = match known {
            Some(known) => known.id,
            None => work.id(ResidentId::new)?,
        };
        let fields = crate::residents::checked(resident_fields(person), work.now.date_naive())?;
        intent = resident(intent, resident_id, &fields);
        people += 1;
    }
    if intent.act != Act::AddHousehold {
        // An import may bring residents that are not there yet.
        intent.act = Act::AddResident;
    }
    if work.record_for(&header(id), &record(id, now.map(|now| now.area).as_ref()), &intent, Some(import))? {
        report.households += 1;
        report.residents += people;
    } else {
        report.unchanged += 1;
    }
    Ok(())
}

fn plan(work: &Work<'_>, row: &LedgerHousehold, area: &AreaCode, fields: &CardFields) -> Result<Plan> {
    let door = Door::parse(&row.address, row.estate.as_deref());
    let door = door.key().unwrap_or_else(|| row.address.clone());
    let who = row.contact.as_deref().or(row.name.as_deref()).unwrap_or("");
    let key = ledger::match_key(area.as_str(), &door, who);
    let json: Option<String> = work
        .tx
        .prepare_cached("SELECT json FROM household WHERE match = ?1 ORDER BY active DESC, id LIMIT 1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let Some(json) = json else { return Ok(Plan::Add) };
    let now: Household = serde_json::from_str(&json).map_err(Error::internal)?;
    if now.ended.is_some() {
        return Ok(Plan::Add);
    }
    // A cell that the ledger leaves blank empties nothing; one that says something is what holds.
    let mut wanted = fields.clone();
    wanted.area = None;
    wanted.address = None;
    wanted.estate = None;
    let differs = |field: &Option<String>, now: &Option<String>| field.is_some() && field != now;
    if !differs(&wanted.phone, &now.phone) {
        wanted.phone = None;
    }
    if !differs(&wanted.note, &now.note) {
        wanted.note = None;
    }
    if !differs(&wanted.name, &now.name) {
        wanted.name = None;
    }
    if !differs(&wanted.contact, &now.contact) {
        wanted.contact = None;
    }
    wanted.kind = wanted.kind.filter(|kind| *kind != now.kind);
    wanted.occupancy =
        wanted.occupancy.filter(|occupancy| *occupancy != now.occupancy && *occupancy != Occupancy::Unknown);
    wanted.attributes.retain(|key, value| now.attributes.get(key) != Some(value));
    let people =
        row.residents.iter().all(|person| now.residents.iter().any(|known| same_person(known, person)));
    let intent = card(Act::EditHousehold, &wanted);
    if intent.puts.is_empty() && people {
        Ok(Plan::Unchanged)
    } else {
        Ok(Plan::Change(Box::new(now), intent))
    }
}

fn fields_of(row: &LedgerHousehold, area: &AreaCode) -> CardFields {
    CardFields {
        area: Some(area.clone()),
        address: Some(row.address.clone()),
        estate: row.estate.clone(),
        kind: Some(row.kind.clone()),
        name: row.name.clone(),
        occupancy: Some(row.occupancy.clone()),
        contact: row.contact.clone(),
        phone: row.phone.clone(),
        note: row.note.clone(),
        attributes: row.attributes.clone(),
    }
}

fn resident_fields(person: &ledger::LedgerResident) -> ResidentFields {
    ResidentFields {
        name: Some(person.name.clone()),
        sex: person.sex.clone(),
        birth_date: person.birth_date.map(|date| date.to_string()),
        relation: person.relation.clone(),
        phone: person.phone.clone(),
        residence: person.residence.clone(),
    }
}

/// Does the book say everything already that the ledger says of this person?
fn same_person(known: &Resident, person: &ledger::LedgerResident) -> bool {
    fn says<T: PartialEq>(ledger: &Option<T>, book: &Option<T>) -> bool {
        ledger.is_none() || ledger == book
    }
    known.name == person.name
        && says(&person.sex, &known.sex)
        && says(&person.birth_date, &known.birth_date)
        && says(&person.relation, &known.relation)
        && says(&person.phone, &known.phone)
        && says(&person.residence, &known.residence)
}

/// Has anybody written to the household, its book or an issue of it after the import?
fn touched_since(work: &Work<'_>, id: HouseholdId, import: ImportId) -> Result<bool> {
    let tx = &work.tx;
    let adds: bool = tx
        .prepare_cached("SELECT 1 FROM intent WHERE document = ?1 AND import = ?2 AND act = 'add_household'")?
        .exists(params![id.to_bytes(), import.to_bytes()])?;
    let changes: i64 = tx
        .prepare_cached("SELECT COUNT(*) FROM chunk WHERE document = ?1")?
        .query_row([id.to_bytes()], |row| row.get(0))?;
    let of_import: i64 = tx
        .prepare_cached("SELECT COUNT(*) FROM intent WHERE document = ?1 AND import = ?2")?
        .query_row(params![id.to_bytes(), import.to_bytes()], |row| row.get(0))?;
    let visited: bool =
        tx.prepare_cached("SELECT 1 FROM visit WHERE household = ?1")?.exists([id.to_bytes()])?;
    let concerned: bool =
        tx.prepare_cached("SELECT 1 FROM issue WHERE household = ?1")?.exists([id.to_bytes()])?;
    Ok(!adds || changes != of_import || visited || concerned)
}
