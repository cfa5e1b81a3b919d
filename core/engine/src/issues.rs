//! Issues: reported, moved step by step, shown with what their user may do next.

use crate::book::{Work, person, self_user, state_of};
use crate::directory::{known_area, own_area};
use crate::households::{limit, need};
use crate::store::Header;
use crate::{
    Complainant, Error, FieldBook, FromDraft, IssueFilter, IssueInput, IssueView, Page, Result, Slice,
    StepView,
};
use chrono::{DateTime, FixedOffset};
use huben_documents::policy::Record;
use huben_documents::{Kind, issue_file_id, report_issue, take_step, write_file};
use huben_domain::*;
use rusqlite::{Connection, OptionalExtension, params};

impl FieldBook {
    /// Reports an issue; it has its case number at once, without a network.
    pub fn report_issue(&self, input: IssueInput) -> Result<IssueView> {
        let id = self.write(|work| {
            crate::drafts::handed_in(work, input.draft)?;
            let input = with_visit(work, input)?;
            let area = area_of(work, &input)?;
            let signer = work.signer()?;
            let Some(hat) = permitted(&StepKind::Report, &hats(&signer.grants, &area, Tie::default())) else {
                return Err(Error::NotAllowed { reason: format!("you are not entrusted with area {area}") });
            };
            let complainant = match &input.complainant {
                Some((name, phone)) => {
                    let phone = phone.as_deref().map(Phone::parse).transpose()?;
                    Some((validate::name(name)?, phone.map(|phone| phone.to_string())))
                }
                None => None,
            };
            validate::attributes(&input.attributes)?;
            let id = work.id(IssueId::new)?;
            let issue = Issue {
                id,
                case_number: case_number(&area, work.now, id),
                category: validate::category(&input.category)?,
                text: validate::text(&input.text)?,
                household: input.household,
                visit: input.visit,
                place: validate::optional("place", input.place.as_deref(), limits::ADDRESS_CHARS)?,
                urgent: input.urgent,
                source: source(&hat, complainant.is_some()),
                first_asked: work.user,
                steps: vec![Step {
                    hat,
                    unit: signer.unit.clone(),
                    ..step(work, 1, StepKind::Report, StepInput::default())?
                }],
                attributes: input.attributes,
                area,
            };
            work.record(&header(id), &record(&issue, true), &report_issue(&issue))?;
            if let Some((name, phone)) = complainant {
                let intent = write_file(id, (Some(&name), phone.as_deref()), None);
                work.record(&file_header(id), &record(&issue, false), &intent)?;
            }
            Ok(id)
        })?;
        self.issue(id)
    }

    /// Takes one step, with an internal note if one is given. Permission is judged before stage.
    pub fn take_step(
        &self,
        id: IssueId,
        kind: StepKind,
        entered: impl Into<FromDraft<StepInput>>,
    ) -> Result<IssueView> {
        let FromDraft { fields: input, draft } = entered.into();
        self.write(|work| {
            crate::drafts::handed_in(work, draft)?;
            let issue = stored(&work.tx, id)?;
            let signer = work.signer()?;
            let actor = Actor {
                user: work.user,
                unit: signer.unit.clone(),
                hats: hats(&signer.grants, &issue.area, Tie::default()),
            };
            let hat = check_step(&issue.steps, &actor, &kind).map_err(refusal)?;
            let input = input.checked(&kind, work.now)?;
            if let Some(Ok(user)) = input.to.as_deref().map(str::parse::<UserId>) {
                crate::book::directory_user(&work.tx, user)?.ok_or_else(|| {
                    Error::invalid("to", "the office has no such user; look among its people")
                })?;
            }
            let note = input.note.clone();
            let taken = Step { hat, unit: signer.unit, ..step(work, next_n(&issue.steps), kind, input)? };
            work.record(&header(id), &record(&issue, false), &take_step(&taken))?;
            if let Some(note) = note {
                let intent = write_file(id, (None, None), Some((taken.id, &note)));
                work.record(&file_header(id), &record(&issue, false), &intent)?;
            }
            Ok(())
        })?;
        self.issue(id)
    }

    /// The issues this device holds: urgent ones first, then the newest.
    pub fn issues(&self, filter: &IssueFilter, slice: Slice) -> Result<Page<IssueView>> {
        let conn = self.conn();
        if let Some(area) = &filter.area {
            own_area(self, &conn, area)?;
        }
        self.issues_in(&conn, filter, slice)
    }

    pub(crate) fn issues_in(
        &self,
        conn: &Connection,
        filter: &IssueFilter,
        slice: Slice,
    ) -> Result<Page<IssueView>> {
        let from = filter.area.as_ref().map_or(String::new(), |area| area.to_string());
        let to = format!("{from}~");
        let stage = filter.stage.as_ref().map(|stage| stage.as_str().to_owned());
        let household = filter.household.map(|id| id.to_bytes());
        let now = self.surroundings.now();
        // Whose move it is stands in no row: the road and today's grants say so.
        if filter.waiting_for_me {
            let mut query =
                conn.prepare_cached(&format!("SELECT json FROM issue {FILTER} AND {OPEN} {ORDER}"))?;
            let rows = query.query_map(params![from, to, stage, household], |row| row.get::<_, String>(0))?;
            let mut mine = Vec::new();
            for json in rows {
                mine.extend(Some(view(conn, read(&json?)?, self.user, now)?).filter(waits_for_its_reader));
            }
            let total = mine.len() as u64;
            let (offset, limit) =
                (slice.offset as usize, slice.limit.map_or(usize::MAX, |limit| limit as usize));
            return Ok(Page { items: mine.into_iter().skip(offset).take(limit).collect(), total });
        }
        let total = conn
            .prepare_cached(&format!("SELECT COUNT(*) FROM issue {FILTER}"))?
            .query_row(params![from, to, stage, household], |row| row.get(0))?;
        let mut query =
            conn.prepare_cached(&format!("SELECT json FROM issue {FILTER} {ORDER} LIMIT ?5 OFFSET ?6"))?;
        let rows = query
            .query_map(params![from, to, stage, household, limit(slice), slice.offset], |row| {
                row.get::<_, String>(0)
            })?;
        let items = rows.map(|json| view(conn, read(&json?)?, self.user, now)).collect::<Result<Vec<_>>>()?;
        Ok(Page { items, total })
    }

    /// One issue.
    pub fn issue(&self, id: IssueId) -> Result<IssueView> {
        let conn = self.conn();
        view(&conn, stored(&conn, id)?, self.user, self.surroundings.now())
    }
}

/// In this area and below, at this stage, about this household.
const FILTER: &str =
    "WHERE area BETWEEN ?1 AND ?2 AND (?3 IS NULL OR stage = ?3) AND (?4 IS NULL OR household = ?4)";
/// Somebody's move is awaited.
pub(crate) const OPEN: &str = "(stage IN ('reported', 'dispatched', 'handled', 'verified'))";
/// Urgent ones first, then the newest.
const ORDER: &str = "ORDER BY urgent DESC, at_ms DESC, id DESC";

/// Is the next move this device's user's?
fn waits_for_its_reader(issue: &IssueView) -> bool {
    crate::today::place(issue).is_some()
}

/// The visit must be here; the household it was paid to is the issue's, unless another is named.
fn with_visit(work: &Work<'_>, input: IssueInput) -> Result<IssueInput> {
    let Some(visit) = input.visit else { return Ok(input) };
    let visit = crate::visits::stored(&work.tx, visit)?;
    Ok(IssueInput { household: input.household.or(Some(visit.household)), ..input })
}

/// The household's area, else the given one, else the user's only one.
fn area_of(work: &Work<'_>, input: &IssueInput) -> Result<AreaCode> {
    if let Some(household) = input.household {
        let card = need(&work.tx, household).map_err(|_| {
            Error::not_found(format!(
                "no household {household} on this device; sync, or look it up in the list"
            ))
        })?;
        return Ok(input.area.clone().unwrap_or(card.household.area));
    }
    if let Some(area) = &input.area {
        return Ok(known_area(&work.tx, area)?.code);
    }
    let mut areas: Vec<AreaCode> = work.signer()?.grants.into_iter().map(|grant| grant.area).collect();
    areas.sort();
    areas.dedup();
    match areas.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Error::NotAllowed { reason: "you are not entrusted with any area".into() }),
        several => {
            let names: Vec<&str> = several.iter().map(AreaCode::as_str).collect();
            Err(Error::invalid("area", format!("say in which area: {}", names.join(", "))))
        }
    }
}

fn source(hat: &Hat, complainant: bool) -> Source {
    match hat {
        _ if complainant => Source::Resident,
        Hat::Volunteer => Source::Volunteer,
        Hat::Supervisor | Hat::Dispatcher => Source::Office,
        _ => Source::Worker,
    }
}

fn step(work: &Work<'_>, n: u64, kind: StepKind, input: StepInput) -> Result<Step> {
    Ok(Step {
        id: work.id(StepId::new)?,
        n,
        step: kind,
        at: work.now,
        by: work.user,
        hat: Hat::Author,
        unit: None,
        to: input.to,
        text: input.text,
        until: input.until,
        result: input.result,
        score: input.score,
        more: Default::default(),
    })
}

fn refusal(refusal: StepRefusal) -> Error {
    match refusal {
        StepRefusal::NotAllowed { reason } => Error::NotAllowed { reason },
        StepRefusal::NotNow { .. } => Error::invalid("step", refusal.to_string()),
    }
}

pub(crate) fn header(id: IssueId) -> Header {
    Header { id: id.into(), kind: Kind::Issue, root: id.into(), epoch: 0 }
}

fn file_header(id: IssueId) -> Header {
    Header { id: issue_file_id(id), kind: Kind::IssueFile, root: id.into(), epoch: 0 }
}

pub(crate) fn record(issue: &Issue, new: bool) -> Record {
    let mut addressed: Vec<String> = issue
        .steps
        .iter()
        .filter(|step| step.step == StepKind::Dispatch)
        .filter_map(|step| step.to.clone())
        .collect();
    addressed.sort();
    addressed.dedup();
    Record {
        root: issue.id.into(),
        area: (!new).then(|| issue.area.clone()),
        author: (!new).then_some(issue.first_asked),
        addressed,
        steps: if new { 0 } else { next_n(&issue.steps) - 1 },
    }
}

pub(crate) fn read(json: &str) -> Result<Issue> {
    serde_json::from_str(json).map_err(Error::internal)
}

/// The issue as its row has it, or not found.
pub(crate) fn stored(conn: &Connection, id: IssueId) -> Result<Issue> {
    let mut query = conn.prepare_cached("SELECT json FROM issue WHERE id = ?1")?;
    let json: Option<String> = query.query_row([id.to_bytes()], |row| row.get(0)).optional()?;
    let missing =
        || Error::not_found(format!("no issue {id} on this device; sync, or look among the issues"));
    read(&json.ok_or_else(missing)?)
}

pub(crate) fn view(
    conn: &Connection,
    issue: Issue,
    user: UserId,
    now: DateTime<FixedOffset>,
) -> Result<IssueView> {
    let state = issue.state();
    let me = self_user(conn, user)?;
    let actor =
        Actor { user, unit: me.unit.clone(), hats: hats(&me.grants_at(now), &issue.area, Tie::default()) };
    let possible = possible(&issue.steps, &actor);
    let file = file(conn, issue.id)?;
    let complainant = file.as_ref().and_then(|file| {
        let name = file.complainant_name.clone()?;
        Some(Complainant { name, phone: file.complainant_phone.clone() })
    });
    let mut steps = issue.steps;
    steps.sort_by_key(|step| (step.n, step.id));
    let steps = steps.into_iter().map(|step| {
        Ok(StepView {
            counted: state.verdicts.get(&step.id) == Some(&Counted::Yes),
            note: file.as_ref().and_then(|file| file.notes.get(&step.id).cloned()),
            id: step.id,
            by: person(conn, step.by)?,
            step: step.step,
            at: step.at,
            hat: step.hat,
            to_name: named(conn, step.to.as_deref())?,
            to: step.to,
            text: step.text,
            until: step.until,
            result: step.result,
            score: step.score,
        })
    });
    Ok(IssueView {
        steps: steps.collect::<Result<_>>()?,
        possible,
        complainant,
        first_asked: person(conn, issue.first_asked)?,
        state: state_of(conn, issue.id.into())?,
        id: issue.id,
        case_number: issue.case_number,
        area: issue.area,
        category: issue.category,
        text: issue.text,
        household: issue.household,
        visit: issue.visit,
        place: issue.place,
        urgent: issue.urgent,
        source: issue.source,
        stage: state.stage,
        suspended: state.suspended,
        due_at: state.due_at,
        addressee_name: named(conn, state.addressee.as_deref())?,
        addressee: state.addressee,
        attributes: issue.attributes,
    })
}

/// An addressee as people call them.
fn named(conn: &Connection, to: Option<&str>) -> Result<Option<String>> {
    match to.map(|to| (to, to.parse::<UserId>())) {
        Some((id, Ok(user))) => Ok(person(conn, user)?.name.or_else(|| Some(id.to_owned()))),
        Some((words, Err(_))) => Ok(Some(words.to_owned())),
        None => Ok(None),
    }
}

fn file(conn: &Connection, issue: IssueId) -> Result<Option<IssueFile>> {
    let mut query = conn.prepare_cached("SELECT json FROM issue_file WHERE issue = ?1")?;
    let json: Option<String> = query.query_row([issue.to_bytes()], |row| row.get(0)).optional()?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
