//! Who may write what: one table, run on the phone to refuse early and on the hub with authority.
//!
//! Judged by hat, kind, path, verb and signer, over operations. Never by an issue's stage: which steps count is the
//! fold's business (`huben_domain::fold`), the same everywhere.

use crate::{Kind, Operation, Path, Value, Verb};
use huben_domain::{AreaCode, DocumentId, Grant, Hat, Step, StepKind, Tie, UserId, hats, permitted_all};
use thiserror::Error;

/// Who signed the change, with the grants that hold at the moment that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Who.
    pub user: UserId,
    /// The unit they act for.
    pub unit: Option<String>,
    /// What they are entrusted with.
    pub grants: Vec<Grant>,
}

/// What is already known of the record that the document belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The root the document hangs on.
    pub root: DocumentId,
    /// The root's area; `None` while the root itself is being made.
    pub area: Option<AreaCode>,
    /// Who made the record (a visit's author, an issue's first person asked); `None` while it is being made.
    pub author: Option<UserId>,
    /// To whom it was ever dispatched: users' ids as text, units' names.
    pub addressed: Vec<String>,
    /// The highest number of a step so far.
    pub steps: u64,
}

/// A write that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {reason}")]
pub struct Refusal {
    /// What kind of refusal, for programs.
    pub code: Code,
    /// Where.
    pub path: Path,
    /// Lower-case plain words.
    pub reason: String,
}

/// Why a write is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The signer's hats do not reach that far.
    NotAllowed,
    /// Nobody writes this (again).
    Immutable,
    /// Signed in somebody else's name.
    Forged,
    /// The value is of the wrong type, or numbered beyond what the signer can have seen.
    Malformed,
    /// From a newer version than this one can judge.
    Newer,
}

impl Code {
    /// The code as sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::NotAllowed => "not_allowed",
            Code::Immutable => "immutable",
            Code::Forged => "forged",
            Code::Malformed => "malformed",
            Code::Newer => "newer",
        }
    }
}

use Hat::{
    Addressee, Author, CareTeam, Dispatcher, GridWorker, Handler, MicroGridLead, Supervisor, Volunteer,
};

const NOBODY: &[Hat] = &[];
const CARD: &[Hat] = &[GridWorker, MicroGridLead, Supervisor];
const VISITORS: &[Hat] = &[GridWorker, MicroGridLead, CareTeam, Supervisor];
const REPORTERS: &[Hat] = &[GridWorker, MicroGridLead, Volunteer, CareTeam, Handler, Dispatcher, Supervisor];
const DESCRIBE: &[Hat] = &[Author, GridWorker, MicroGridLead, Dispatcher, Supervisor];
const WORK: &[Hat] = &[Author, Addressee, GridWorker, MicroGridLead, Dispatcher, Supervisor];
const FILE: &[Hat] = &[Addressee, GridWorker, MicroGridLead, Dispatcher, Supervisor];
/// Steps have a table of their own, by step: `huben_domain::permitted`.
const BY_STEP: &[Hat] = REPORTERS_AND_TIES;
const REPORTERS_AND_TIES: &[Hat] =
    &[Author, Addressee, GridWorker, MicroGridLead, Volunteer, CareTeam, Handler, Dispatcher, Supervisor];

/// The table: who may touch `head` (a field or a map) of a document of this kind in this way.
/// A field that this version does not know follows its kind's default, so that newer phones can write to an older hub.
pub fn row(kind: &Kind, head: &str, verb: Verb) -> &'static [Hat] {
    match (kind, head, verb) {
        (Kind::Household, _, Verb::Create) => CARD,
        (Kind::Household, _, Verb::Insert | Verb::Set) => CARD,

        (Kind::Visit, _, Verb::Create) => VISITORS,
        (Kind::Visit, "household" | "by", _) => NOBODY,
        (Kind::Visit, _, Verb::Insert | Verb::Set) => &[Author],

        (Kind::Issue, _, Verb::Create) => REPORTERS,
        (Kind::Issue, "steps", Verb::Insert) => BY_STEP,
        (Kind::Issue, "steps", Verb::Set) => NOBODY,
        (Kind::Issue, "first_asked" | "case_number" | "source", _) => NOBODY,
        (Kind::Issue, "area", _) => &[Dispatcher, Supervisor],
        (Kind::Issue, "attributes", _) => WORK,
        (Kind::Issue, _, Verb::Insert | Verb::Set) => DESCRIBE,

        (Kind::IssueFile, "notes", Verb::Create | Verb::Insert) => FILE,
        (Kind::IssueFile, "notes", Verb::Set) => NOBODY,
        (Kind::IssueFile, _, _) => FILE,

        (Kind::Other(_), _, _) => NOBODY,
    }
}

/// Judges everything one change does. One write that is not allowed refuses the whole change.
pub fn judge(kind: &Kind, record: &Record, signer: &Signer, operations: &[Operation]) -> Result<(), Refusal> {
    let written = |name: &str| operations.iter().find(|op| op.path == Path::field(name)).map(|op| &op.value);
    let area = match (&record.area, written("area")) {
        (Some(area), _) => area.clone(),
        (None, Some(Value::Text(text))) => area_code(text)?,
        (None, _) => return Err(refusal(Code::Malformed, "area", "a new record needs an area")),
    };
    let tie = Tie {
        author: record.author.map_or(kind_has_author(kind), |author| author == signer.user),
        addressee: record
            .addressed
            .iter()
            .any(|to| *to == signer.user.to_string() || Some(to) == signer.unit.as_ref()),
    };
    let worn = hats(&signer.grants, &area, tie);
    let mut steps = record.steps;
    for op in operations {
        let allowed = row(kind, op.path.head(), op.verb);
        let refuse = |code, reason: &str| Err(Refusal { code, path: op.path.clone(), reason: reason.into() });
        if allowed.is_empty() && !repeats_the_root(kind, record, op) {
            return match kind {
                Kind::Other(_) => refuse(Code::Newer, "this office does not know this kind of record yet"),
                _ => refuse(Code::Immutable, "cannot be changed once it is written"),
            };
        }
        if !allowed.iter().any(|hat| worn.contains(hat)) && !repeats_the_root(kind, record, op) {
            return refuse(Code::NotAllowed, "outside what you are entrusted with in this area");
        }
        well_typed(kind, record, signer, op)?;
        if op.path == Path::field("area") && record.area.is_some() {
            let Some(to) = op.value.as_text() else { return refuse(Code::Malformed, "an area is needed") };
            let there = hats(&signer.grants, &area_code(to)?, Tie::default());
            if !allowed.iter().any(|hat| there.contains(hat)) {
                return refuse(Code::NotAllowed, "the new area is outside what you are entrusted with");
            }
        }
        if op.path.head() == "steps" {
            steps = step(op, signer, &worn, steps)?;
        }
    }
    Ok(())
}

fn kind_has_author(kind: &Kind) -> bool {
    matches!(kind, Kind::Visit | Kind::Issue)
}

/// Two people may open an issue's file apart: both name the same issue, and that is no overwriting.
fn repeats_the_root(kind: &Kind, record: &Record, op: &Operation) -> bool {
    *kind == Kind::IssueFile
        && op.path == Path::field("issue")
        && op.value == Value::Id(record.root.to_bytes())
}

fn step(op: &Operation, signer: &Signer, worn: &[Hat], highest: u64) -> Result<u64, Refusal> {
    let refuse = |code, reason: &str| Err(Refusal { code, path: op.path.clone(), reason: reason.into() });
    let Some(step) = op.value.as_text().and_then(|text| serde_json::from_str::<Step>(text).ok()) else {
        return refuse(Code::Malformed, "not a step");
    };
    let Path::Entry(_, key) = &op.path else { return refuse(Code::Malformed, "not a step") };
    if *key != step.id.to_string() {
        return refuse(Code::Malformed, "the step's id is not its own");
    }
    if step.by != signer.user || step.unit.is_some() && step.unit != signer.unit {
        return refuse(Code::Forged, "signed in somebody else's name");
    }
    if step.n == 0 || step.n > highest + 1 {
        return refuse(Code::Malformed, "numbered beyond the steps there are");
    }
    if step.step.is_unknown() {
        return refuse(Code::Newer, "this office does not know this step yet");
    }
    let may = permitted_all(&step.step, worn);
    // In which hat somebody reports changes nothing, and a phone may have believed in another one.
    let reports = step.step == StepKind::Report && !may.is_empty();
    if !reports && !may.contains(&step.hat) {
        return refuse(Code::NotAllowed, "this step is not yours to take");
    }
    Ok(highest.max(step.n))
}

fn well_typed(kind: &Kind, record: &Record, signer: &Signer, op: &Operation) -> Result<(), Refusal> {
    let refuse = |code, reason: &str| Err(Refusal { code, path: op.path.clone(), reason: reason.into() });
    let (Path::Field(name), value) = (&op.path, &op.value) else {
        // Entries and parts are text or nothing; what the text says is the projection's business.
        return match op.value {
            Value::Text(_) | Value::Null => Ok(()),
            _ => refuse(Code::Malformed, "text is expected"),
        };
    };
    match (kind, name.as_str(), value) {
        (Kind::Visit, "by", Value::Id(by)) | (Kind::Issue, "first_asked", Value::Id(by)) => {
            if *by == signer.user.to_bytes() {
                Ok(())
            } else {
                refuse(Code::Forged, "signed in somebody else's name")
            }
        }
        (Kind::Visit, "household", Value::Id(id)) | (Kind::IssueFile, "issue", Value::Id(id)) => {
            if *id == record.root.to_bytes() {
                Ok(())
            } else {
                refuse(Code::Malformed, "hangs on another record")
            }
        }
        (Kind::Visit, "by" | "household", _)
        | (Kind::Issue, "first_asked", _)
        | (Kind::IssueFile, "issue", _) => refuse(Code::Malformed, "an id is expected"),
        (Kind::Household | Kind::Issue, "area", Value::Text(text)) => area_code(text).map(|_| ()),
        (Kind::Household | Kind::Issue, "area", _) => refuse(Code::Malformed, "an area is needed"),
        (Kind::Issue, "household" | "visit", Value::Id(_) | Value::Null) => Ok(()),
        (Kind::Issue, "urgent", Value::Flag(_) | Value::Null) => Ok(()),
        (Kind::Issue, "household" | "visit" | "urgent", _) => {
            refuse(Code::Malformed, "another type is expected")
        }
        (_, _, Value::Newer(_)) => refuse(Code::Malformed, "text, an id or yes/no is expected"),
        _ => Ok(()),
    }
}

fn area_code(text: &str) -> Result<AreaCode, Refusal> {
    text.parse().map_err(|_| refusal(Code::Malformed, "area", "not an area code"))
}

fn refusal(code: Code, field: &str, reason: &str) -> Refusal {
    Refusal { code, path: Path::field(field), reason: reason.into() }
}
