//! What people do on their phones, drawn by chance; each act is noted in the model.

use crate::world::World;
use crate::world::marker::{marker, markers};
use crate::world::model::{Register, Write};
use crate::world::violation::Violation;
use huben_domain::{DocumentId, HouseholdId, IssueId, Json, StepInput, StepKind, VisitId};
use huben_engine::{
    CardFields, Error, FieldBook, HouseholdFilter, IssueFilter, IssueInput, ResidentFields, Slice, VisitInput,
};
use std::collections::BTreeSet;

/// The grids of the simulated community.
pub const GRIDS: [&str; 2] = ["321181001025001", "321181001025002"];
/// The office's own fields that people write to.
const KEYS: [&str; 3] = ["党员", "低保", "独居"];

/// What an act came to: the record it wrote to, and the field if it can be written over.
type Done = Result<(DocumentId, Option<Register>), Error>;

impl World {
    /// One person does one thing on their phone.
    pub fn act(&mut self, phone: usize) -> Result<(), Violation> {
        let number = self.model.next();
        let kind = self.chance.below(24);
        let dice = [self.chance.draw(), self.chance.draw(), self.chance.draw()];
        // Now and then the power fails in the middle.
        if self.chance.below(12) == 0 {
            self.phones[phone].fail_after(dice[2] % 14);
        }
        let users = self.users.clone();
        let book = self.phones[phone].book();
        let mut over = BTreeSet::new();
        let (what, done) = match kind {
            0..=2 => ("adds a household", add_household(book, number, dice)),
            3..=8 => ("writes on a card", write_on_card(book, number, dice, &mut over)),
            9 => ("moves a household", move_household(book, number, dice, &mut over)),
            10..=13 => ("records a visit", record_visit(book, number, dice)),
            14 => ("puts a visit right", amend_visit(book, number, dice, &mut over)),
            15..=16 => ("reports an issue", report_issue(book, number, dice)),
            17..=19 => ("takes a step", take_step(book, number, dice, &users)),
            20 => ("adds a resident", add_resident(book, number, dice)),
            21..=22 => ("settles", settle(book, number, dice, &mut over)),
            _ => return self.attend(phone, dice),
        };
        let crashed = self.phones[phone].came_back(&mut self.chance);
        let name = self.phones[phone].name.clone();
        match done {
            Ok((record, register)) => {
                self.tell(format!(
                    "{name} {what} «{number}»{}",
                    if crashed { ", then loses power" } else { "" }
                ));
                let what = what.to_owned();
                self.model.note(
                    number,
                    Write { phone, record: Some(record), acknowledged: true, register, over, what },
                );
            }
            Err(_) if crashed => {
                self.tell(format!("{name} {what} «{number}» and loses power"));
                // Perhaps it is there, perhaps not; where it is, it replaced what stood.
                let register = self.register_after(phone, number);
                let what = what.to_owned();
                self.model
                    .note(number, Write { phone, record: None, acknowledged: false, register, over, what });
            }
            Err(Error::NotAllowed { .. } | Error::InvalidInput { .. } | Error::NotFound { .. }) => {}
            Err(error) => return Err(Violation::new(format!("{name} {what} «{number}»: {error}"))),
        }
        Ok(())
    }

    /// The field that an unacknowledged write stands in, if it stands at all.
    fn register_after(&self, phone: usize, number: u32) -> Option<Register> {
        let book = self.phones[phone].book();
        let cards = households(book);
        let on_card = cards.iter().find_map(|(id, json)| {
            let field = |name: &str| markers(json[name].as_str().unwrap_or_default()).contains(&number);
            if field("note") {
                return Some(((*id).into(), "note".to_owned()));
            }
            let key =
                KEYS.iter().find(|key| markers(&json["attributes"][**key].to_string()).contains(&number))?;
            Some(((*id).into(), format!("attributes.{key}")))
        });
        on_card.or_else(|| {
            let visits = cards.iter().flat_map(|(id, _)| visits(book, *id));
            let mut visits = visits.filter(|(_, text, _)| markers(text).contains(&number));
            visits.next().map(|(id, ..)| (id.into(), "text".to_owned()))
        })
    }

    /// Somebody looks at what needs attention.
    fn attend(&mut self, phone: usize, dice: [u64; 3]) -> Result<(), Violation> {
        let book = self.phones[phone].book();
        let waiting = book.attention(Slice::ALL).map_err(|error| Violation::new(error.to_string()))?.items;
        self.phones[phone].came_back(&mut self.chance);
        let Some(entry) = pick(&waiting, dice[0]) else { return Ok(()) };
        let written: BTreeSet<u32> = entry.text.values().flat_map(|value| markers(value.as_str())).collect();
        let book = self.phones[phone].book();
        let name = self.phones[phone].name.clone();
        let retry = !dice[1].is_multiple_of(3);
        let done = if retry { book.retry(entry.id) } else { book.drop_attention(entry.id) };
        match done {
            Ok(()) => {
                self.tell(format!("{name} {} {written:?}", if retry { "retries" } else { "drops" }));
                let registers =
                    written.iter().filter_map(|number| self.model.writes.get(number)?.register.clone());
                self.model.unsure.extend(registers.collect::<Vec<_>>());
                if !retry {
                    self.model.dropped.extend(written);
                }
                Ok(())
            }
            Err(Error::NotAllowed { .. } | Error::InvalidInput { .. } | Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Violation::new(format!("{name} attends to {written:?}: {error}"))),
        }
    }
}

fn pick<T>(things: &[T], dice: u64) -> Option<&T> {
    (!things.is_empty()).then(|| &things[(dice % things.len() as u64) as usize])
}

fn gone(what: &str) -> Error {
    Error::NotFound { what: what.to_owned() }
}

/// The cards on a phone, as JSON.
pub fn households(book: &FieldBook) -> Vec<(HouseholdId, serde_json::Value)> {
    let page = book.households(&HouseholdFilter::default(), Slice::ALL).expect("a list");
    let json = |view: &huben_engine::HouseholdView| serde_json::to_value(view).expect("a view is JSON");
    page.items.iter().map(|view| (view.household.id, json(view))).collect()
}

/// A household's visits: id, text, who made it.
pub fn visits(book: &FieldBook, household: HouseholdId) -> Vec<(VisitId, String, huben_domain::UserId)> {
    let page = book.book(household, Slice::ALL).expect("a book");
    page.items.into_iter().map(|visit| (visit.id, visit.text, visit.by.id)).collect()
}

/// What stands in a field now: one value, or several.
pub fn standing(book: &FieldBook, register: &Register) -> BTreeSet<u32> {
    let (document, path) = register;
    let disputed = book.contradictions(Slice::ALL).expect("a list").items;
    if let Some(found) = disputed.iter().find(|found| found.document == *document && found.field == *path) {
        return found.values.iter().flat_map(|side| markers(side.value.as_str())).collect();
    }
    if path == "text" {
        return book.visit((*document).into()).map(|visit| markers(&visit.text)).unwrap_or_default();
    }
    let Ok(card) = book.household((*document).into()) else { return BTreeSet::new() };
    let json = serde_json::to_value(&card).expect("a view is JSON");
    let value = match path.split_once('.') {
        Some((map, key)) => &json[map][key],
        None => &json[path.as_str()],
    };
    markers(&value.to_string())
}

fn add_household(book: &FieldBook, number: u32, dice: [u64; 3]) -> Done {
    let fields = CardFields {
        area: Some(pick(&GRIDS, dice[0]).expect("grids").parse().expect("a code")),
        address: Some(format!("{}-1-{}01", 1 + dice[1] % 9, 1 + dice[1] / 9 % 6)),
        contact: Some(marker(number)),
        ..CardFields::default()
    };
    Ok((book.add_household(fields)?.household.id.into(), None))
}

fn a_household(book: &FieldBook, dice: u64) -> Result<HouseholdId, Error> {
    pick(&households(book), dice).map(|(id, _)| *id).ok_or_else(|| gone("no household yet"))
}

fn write_on_card(book: &FieldBook, number: u32, dice: [u64; 3], over: &mut BTreeSet<u32>) -> Done {
    let id = a_household(book, dice[0])?;
    let key = dice[1] as usize % (KEYS.len() + 1);
    let mut fields = CardFields::default();
    let path = match KEYS.get(key) {
        Some(key) => {
            fields.attributes.insert((*key).to_owned(), Json::string(&marker(number)));
            format!("attributes.{key}")
        }
        None => {
            fields.note = Some(marker(number));
            "note".to_owned()
        }
    };
    let register = (id.into(), path);
    *over = standing(book, &register);
    book.edit_household(id, fields)?;
    Ok((id.into(), Some(register)))
}

fn move_household(book: &FieldBook, number: u32, dice: [u64; 3], over: &mut BTreeSet<u32>) -> Done {
    let id = a_household(book, dice[0])?;
    let register = (id.into(), "note".to_owned());
    *over = standing(book, &register);
    let area = Some(pick(&GRIDS, dice[1]).expect("grids").parse().expect("a code"));
    book.edit_household(id, CardFields { area, note: Some(marker(number)), ..CardFields::default() })?;
    Ok((id.into(), Some(register)))
}

fn record_visit(book: &FieldBook, number: u32, dice: [u64; 3]) -> Done {
    let input = VisitInput { text: Some(marker(number)), ..VisitInput::default() };
    let id: DocumentId = book.record_visit(a_household(book, dice[0])?, input)?.id.into();
    Ok((id, Some((id, "text".to_owned()))))
}

fn amend_visit(book: &FieldBook, number: u32, dice: [u64; 3], over: &mut BTreeSet<u32>) -> Done {
    let me = book.me()?.user.id;
    let own: Vec<VisitId> = visits(book, a_household(book, dice[0])?)
        .into_iter()
        .filter(|(_, _, by)| *by == me)
        .map(|(id, ..)| id)
        .collect();
    let id = *pick(&own, dice[1]).ok_or_else(|| gone("no visit of mine"))?;
    let register: Register = (id.into(), "text".to_owned());
    *over = standing(book, &register);
    book.edit_visit(id, VisitInput { text: Some(marker(number)), ..VisitInput::default() })?;
    Ok((id.into(), Some(register)))
}

fn report_issue(book: &FieldBook, number: u32, dice: [u64; 3]) -> Done {
    let household = a_household(book, dice[0]).ok().filter(|_| dice[1].is_multiple_of(2));
    let area = household.is_none().then(|| pick(&GRIDS, dice[1]).expect("grids").parse().expect("a code"));
    let input = IssueInput {
        area,
        category: "消防".into(),
        text: marker(number),
        household,
        urgent: dice[2].is_multiple_of(5),
        ..IssueInput::default()
    };
    Ok((book.report_issue(input)?.id.into(), None))
}

fn take_step(book: &FieldBook, number: u32, dice: [u64; 3], users: &[huben_domain::UserId]) -> Done {
    let issues = book.issues(&IssueFilter::default(), Slice::ALL)?.items;
    let issue = pick(&issues, dice[0]).ok_or_else(|| gone("no issue yet"))?;
    let id: IssueId = issue.id;
    let step = pick(&issue.possible, dice[1]).cloned().ok_or_else(|| gone("nothing to do"))?;
    let input = StepInput {
        to: (step == StepKind::Dispatch).then(|| pick(users, dice[2]).expect("users").to_string()),
        text: Some(marker(number)),
        result: (step == StepKind::Verify).then(|| {
            if dice[2].is_multiple_of(3) {
                huben_domain::CheckResult::Failed
            } else {
                huben_domain::CheckResult::Passed
            }
        }),
        score: (step == StepKind::Rate).then_some(5),
        until: (step == StepKind::Postpone).then(|| "2031-03-05T18:00:00+08:00".parse().expect("a time")),
        ..StepInput::default()
    };
    book.take_step(id, step, input)?;
    Ok((id.into(), None))
}

fn add_resident(book: &FieldBook, number: u32, dice: [u64; 3]) -> Done {
    let id = a_household(book, dice[0])?;
    book.add_resident(id, ResidentFields { name: Some(marker(number)), ..ResidentFields::default() })?;
    Ok((id.into(), None))
}

fn settle(book: &FieldBook, number: u32, dice: [u64; 3], over: &mut BTreeSet<u32>) -> Done {
    let disputed = book.contradictions(Slice::ALL)?.items;
    let marked: Vec<_> = disputed
        .iter()
        .filter(|found| found.field == "note" || found.field.starts_with("attributes."))
        .collect();
    let found = pick(&marked, dice[0]).ok_or_else(|| gone("no contradiction"))?;
    let register = (found.document, found.field.clone());
    *over = standing(book, &register);
    book.settle(found.document, &found.field, &marker(number))?;
    Ok((found.document, Some(register)))
}
