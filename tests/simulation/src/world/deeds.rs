//! What people can do with a book, as plain functions: a deed is drawn by chance, done, and told. Nothing here knows
//! the world, so that a deed can be done while its phone is in the middle of a sync.

use crate::world::marker::{marker, markers};
use crate::world::model::Register;
use huben_domain::{DocumentId, HouseholdId, IssueId, Json, StepInput, StepKind, UserId, VisitId};
use huben_engine::{
    CardFields, Error, FieldBook, HouseholdFilter, IssueFilter, IssueInput, ResidentFields, Slice, VisitInput,
};
use huben_tests::chance::Chance;
use std::collections::BTreeSet;

/// The grids of the simulated community.
pub const GRIDS: [&str; 2] = ["321181001025001", "321181001025002"];
/// The office's own fields that people write to.
pub const KEYS: [&str; 3] = ["党员", "低保", "独居"];
/// Characters of a long report beside its marker: a handful fills a request.
const LONG: u32 = 3_900;

/// What a deed came to: the record it wrote to, and the field if it can be written over.
type Done = Result<(DocumentId, Option<Register>), Error>;

/// Something that a person did.
pub struct Deed {
    /// Its marker's number.
    pub number: u32,
    /// In words, for the trace.
    pub what: &'static str,
    /// What it came to.
    pub done: Done,
    /// What stood there before.
    pub over: BTreeSet<u32>,
}

/// How many kinds of deeds there are, the likely ones more than once.
pub const DEEDS: u64 = 23;

/// What somebody is likely to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Anything, anywhere.
    Any,
    /// Mostly the note of the first household, as everybody else: what is rare elsewhere happens here.
    Crowded,
    /// The same, and now and then moving that household to the other grid, which only the office may.
    Meddling,
}

/// What to do, and the dice for it.
pub fn draw_deed(chance: &mut Chance, habit: Habit) -> (u64, [u64; 3]) {
    let kind = chance.below(DEEDS);
    let dice = [chance.draw(), chance.draw(), chance.draw()];
    let note = [0, KEYS.len() as u64, dice[2]];
    match (kind, habit) {
        (_, Habit::Any) => (kind, dice),
        (0, _) => (kind, [0, dice[1], dice[2]]),
        (9 | 15..=17, Habit::Meddling) => (9, note),
        (1..=9 | 14..=20, _) => (3, note),
        _ => (kind, [0, dice[1], dice[2]]),
    }
}

/// Does one thing.
pub fn deed(book: &FieldBook, number: u32, kind: u64, dice: [u64; 3], users: &[UserId]) -> Deed {
    let mut over = BTreeSet::new();
    let (what, done) = match kind {
        0..=2 => ("adds a household", add_household(book, number, dice)),
        3..=8 => ("writes on a card", write_on_card(book, number, dice, &mut over)),
        9 => ("moves a household", move_household(book, number, dice, &mut over)),
        10..=13 => ("records a visit", record_visit(book, number, dice)),
        14 => ("puts a visit right", amend_visit(book, number, dice, &mut over)),
        15..=16 => ("reports an issue", report_issue(book, number, dice)),
        17..=19 => ("takes a step", take_step(book, number, dice, users)),
        20 => ("adds a resident", add_resident(book, number, dice)),
        _ => ("settles", settle(book, number, dice, &mut over)),
    };
    Deed { number, what, done, over }
}

/// One of them.
pub fn pick<T>(things: &[T], dice: u64) -> Option<&T> {
    (!things.is_empty()).then(|| &things[(dice % things.len() as u64) as usize])
}

fn gone(what: &str) -> Error {
    Error::NotFound { what: what.to_owned() }
}

/// The cards on a phone, as JSON.
pub fn households(book: &FieldBook) -> Result<Vec<(HouseholdId, serde_json::Value)>, Error> {
    let page = book.households(&HouseholdFilter::default(), Slice::ALL)?;
    let json = |view: &huben_engine::HouseholdView| serde_json::to_value(view).expect("a view is JSON");
    Ok(page.items.iter().map(|view| (view.household.id, json(view))).collect())
}

/// A household's visits: id, text, who made it.
pub fn visits(book: &FieldBook, household: HouseholdId) -> Result<Vec<(VisitId, String, UserId)>, Error> {
    let page = book.book(household, Slice::ALL)?;
    Ok(page.items.into_iter().map(|visit| (visit.id, visit.text, visit.by.id)).collect())
}

/// What stands in a field now: one value, or several.
pub fn standing(book: &FieldBook, register: &Register) -> Result<BTreeSet<u32>, Error> {
    let (document, path) = register;
    let disputed = book.contradictions(Slice::ALL)?.items;
    if let Some(found) = disputed.iter().find(|found| found.document == *document && found.field == *path) {
        return Ok(found.values.iter().flat_map(|side| markers(side.value.as_str())).collect());
    }
    let missing = |error| if let Error::NotFound { .. } = error { Ok(BTreeSet::new()) } else { Err(error) };
    if path == "text" {
        return book.visit((*document).into()).map(|visit| markers(&visit.text)).or_else(missing);
    }
    let card = match book.household((*document).into()) {
        Ok(card) => serde_json::to_value(&card).expect("a view is JSON"),
        Err(error) => return missing(error),
    };
    let value = match path.split_once('.') {
        Some((map, key)) => &card[map][key],
        None => &card[path.as_str()],
    };
    Ok(markers(&value.to_string()))
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
    pick(&households(book)?, dice).map(|(id, _)| *id).ok_or_else(|| gone("no household yet"))
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
    *over = standing(book, &register)?;
    book.edit_household(id, fields)?;
    Ok((id.into(), Some(register)))
}

fn move_household(book: &FieldBook, number: u32, dice: [u64; 3], over: &mut BTreeSet<u32>) -> Done {
    let id = a_household(book, dice[0])?;
    let register = (id.into(), "note".to_owned());
    *over = standing(book, &register)?;
    let area = Some(pick(&GRIDS, dice[1]).expect("grids").parse().expect("a code"));
    book.edit_household(id, CardFields { area, note: Some(marker(number)), ..CardFields::default() })?;
    Ok((id.into(), Some(register)))
}

fn record_visit(book: &FieldBook, number: u32, dice: [u64; 3]) -> Done {
    let filler = |nth: u32| char::from_u32(0x4e00 + (number * 31 + nth * 577) % 20_000);
    let long = if dice[2].is_multiple_of(6) { LONG } else { 0 };
    let text = marker(number) + &(0..long).filter_map(filler).collect::<String>();
    let input = VisitInput { text: Some(text), ..VisitInput::default() };
    let id: DocumentId = book.record_visit(a_household(book, dice[0])?, input)?.id.into();
    Ok((id, Some((id, "text".to_owned()))))
}

fn amend_visit(book: &FieldBook, number: u32, dice: [u64; 3], over: &mut BTreeSet<u32>) -> Done {
    let me = book.me()?.user.id;
    let own: Vec<VisitId> = visits(book, a_household(book, dice[0])?)?
        .into_iter()
        .filter(|(_, _, by)| *by == me)
        .map(|(id, ..)| id)
        .collect();
    let id = *pick(&own, dice[1]).ok_or_else(|| gone("no visit of mine"))?;
    let register: Register = (id.into(), "text".to_owned());
    *over = standing(book, &register)?;
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

fn take_step(book: &FieldBook, number: u32, dice: [u64; 3], users: &[UserId]) -> Done {
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
        until: (step == StepKind::Postpone).then(|| "2131-03-05T18:00:00+08:00".parse().expect("a time")),
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
    *over = standing(book, &register)?;
    book.settle(found.document, &found.field, &marker(number))?;
    Ok((found.document, Some(register)))
}
