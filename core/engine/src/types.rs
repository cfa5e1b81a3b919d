//! What goes into the field book and what comes out, beside the domain's own records.

use chrono::{DateTime, FixedOffset, NaiveDate};
use huben_domain::*;
use serde::Serialize;
use std::collections::BTreeMap;

pub use huben_documents::{CardFields, ResidentFields};

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<T> {
    /// The page.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The page. Its `total` is exact as long as there are no more than a thousand beyond the page.
    #[serde(flatten)]
    pub page: Page<Hit>,
    /// There are more than `total`.
    pub more: bool,
}

/// Which part of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// At most so many; `None` for all.
    pub limit: Option<u64>,
    /// After so many.
    pub offset: u64,
}

impl Slice {
    /// Everything.
    pub const ALL: Slice = Slice { limit: None, offset: 0 };
}

/// Where a record stands. "At the office" only with the office's receipt on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// On this device, durably.
    Saved,
    /// The office's receipt is here; a colleague's record is at the office by nature.
    AtOffice,
    /// Somebody must decide: see [`Attention`].
    NeedsAttention,
}

impl State {
    /// The state as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Saved => "saved",
            State::AtOffice => "at_office",
            State::NeedsAttention => "needs_attention",
        }
    }
}

/// A household with what the book knows of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HouseholdView {
    /// The card.
    #[serde(flatten)]
    pub household: Household,
    /// The newest visit's time.
    pub last_visit_at: Option<DateTime<FixedOffset>>,
    /// The newest visit at which somebody was met.
    pub last_met_at: Option<DateTime<FixedOffset>>,
    /// Where the card stands.
    pub state: State,
}

/// All of one household, as it stood at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HouseholdOverview {
    /// Card and residents.
    pub household: HouseholdView,
    /// Its book, newest first.
    pub visits: Page<VisitView>,
    /// Its issues, urgent ones first, then the newest.
    pub issues: Vec<IssueView>,
    /// What two people see differently on the card or in the book.
    pub contradictions: Vec<ContradictionView>,
}

/// What this device's user may do with a household, as phone and office judge it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HouseholdRights {
    /// Write on the card, of its people, and end any of them.
    pub edit: bool,
    /// Record a visit.
    pub visit: bool,
    /// The areas that it can be moved to.
    pub move_to: Vec<Area>,
    /// The visits that are one's own to put right, newest first.
    pub own_visits: Vec<VisitId>,
}

/// A user by id and name; the name is null until the directory has brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The user.
    pub id: UserId,
    /// As printed on the card.
    pub name: Option<String>,
}

/// Words that a visit's author has put right since.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EarlierText {
    /// What stood there.
    pub text: String,
    /// When it was written.
    pub at: DateTime<FixedOffset>,
}

/// A visit as the book shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VisitView {
    /// The visit's id.
    pub id: VisitId,
    /// Whose book it stands in.
    pub household: HouseholdId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who made it.
    pub by: Person,
    /// How.
    pub kind: VisitKind,
    /// What it found.
    pub outcome: Outcome,
    /// Whom they met.
    pub met: Vec<ResidentId>,
    /// Who came along.
    pub companions: Vec<String>,
    /// Why.
    pub purpose: Option<String>,
    /// What was said and done.
    pub text: String,
    /// Earlier words, oldest first.
    pub earlier: Vec<EarlierText>,
    /// Checklist answers.
    pub answers: Option<Json>,
    /// The day to call again.
    pub follow_up_on: Option<NaiveDate>,
    /// Issues that came of it.
    pub issues: Vec<IssueId>,
    /// The office's own fields.
    pub attributes: BTreeMap<String, Json>,
    /// Where it stands.
    pub state: State,
}

/// One step as an issue's timeline shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepView {
    /// The step.
    pub id: StepId,
    /// What was done.
    pub step: StepKind,
    /// When, by the author's clock.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub by: Person,
    /// In which capacity.
    pub hat: Hat,
    /// To whom: a user's id or a unit's name.
    pub to: Option<String>,
    /// The same by name.
    pub to_name: Option<String>,
    /// Words for the reporter.
    pub text: Option<String>,
    /// Internal words; null for whoever may not read the file.
    pub note: Option<String>,
    /// By when.
    pub until: Option<DateTime<FixedOffset>>,
    /// What a verification found.
    pub result: Option<CheckResult>,
    /// 1 to 5.
    pub score: Option<u8>,
    /// False: it came too late, or is from a newer version; kept, not counted.
    pub counted: bool,
}

/// An issue as people see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IssueView {
    /// The issue's id.
    pub id: IssueId,
    /// For people to refer to.
    pub case_number: String,
    /// Where.
    pub area: AreaCode,
    /// Free words.
    pub category: String,
    /// What is the matter.
    pub text: String,
    /// The household it concerns.
    pub household: Option<HouseholdId>,
    /// The visit it came of.
    pub visit: Option<VisitId>,
    /// Where exactly.
    pub place: Option<String>,
    /// Does it brook no delay?
    pub urgent: bool,
    /// Who brought it up.
    pub source: Source,
    /// Who complained, where this device's user may read the issue's file.
    pub complainant: Option<Complainant>,
    /// 首问负责.
    pub first_asked: Person,
    /// Where it stands.
    pub stage: Stage,
    /// Does the clock stand still?
    pub suspended: bool,
    /// By when.
    pub due_at: Option<DateTime<FixedOffset>>,
    /// With whom it is: a user's id or a unit's name.
    pub addressee: Option<String>,
    /// The same by name.
    pub addressee_name: Option<String>,
    /// Every step, in order.
    pub steps: Vec<StepView>,
    /// The steps that this device's user may take now.
    pub possible: Vec<StepKind>,
    /// The office's own fields.
    pub attributes: BTreeMap<String, Json>,
    /// Where the record stands.
    pub state: State,
}

/// Whom to call back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complainant {
    /// As they gave it.
    pub name: String,
    /// Their telephone, if they left one.
    pub phone: Option<String>,
}

/// Which households.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HouseholdFilter {
    /// In this area and below.
    pub area: Option<AreaCode>,
    /// Nobody met for so many days; leaves out ended and vacant ones.
    pub not_seen_days: Option<u32>,
    /// Found by these words, as [`crate::FieldBook::search`] finds; blank words find all.
    pub text: Option<String>,
}

/// Which issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IssueFilter {
    /// At this stage.
    pub stage: Option<Stage>,
    /// In this area and below.
    pub area: Option<AreaCode>,
    /// About this household.
    pub household: Option<HouseholdId>,
    /// The next move is this device's user's: to handle, verify, close, or to decide. As [`Today`] counts them.
    pub waiting_for_me: bool,
}

/// Fields to be written, and the draft that they were; it goes in the same transaction, so that nothing is handed in
/// twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FromDraft<T> {
    /// What is written.
    pub fields: T,
    /// The draft, if there was one.
    pub draft: Option<DraftId>,
}

impl<T> From<T> for FromDraft<T> {
    fn from(fields: T) -> Self {
        Self { fields, draft: None }
    }
}

/// A visit to be recorded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VisitInput {
    /// When; now if absent.
    pub at: Option<DateTime<FixedOffset>>,
    /// How; at home if absent.
    pub kind: Option<VisitKind>,
    /// What it found; met if absent.
    pub outcome: Option<Outcome>,
    /// Whom they met.
    pub met: Option<Vec<ResidentId>>,
    /// Who came along.
    pub companions: Option<Vec<String>>,
    /// Why; blank empties it.
    pub purpose: Option<String>,
    /// What was said and done.
    pub text: Option<String>,
    /// Checklist answers.
    pub answers: Option<Json>,
    /// The day to call again (ISO date text); blank empties it.
    pub follow_up: Option<String>,
    /// The office's own fields.
    pub attributes: BTreeMap<String, Json>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    pub draft: Option<DraftId>,
}

/// An issue to be reported.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IssueInput {
    /// Where; the household's, else the user's only area.
    pub area: Option<AreaCode>,
    /// Free words.
    pub category: String,
    /// What is the matter.
    pub text: String,
    /// The household it concerns.
    pub household: Option<HouseholdId>,
    /// The visit it came of.
    pub visit: Option<VisitId>,
    /// Where exactly.
    pub place: Option<String>,
    /// Does it brook no delay?
    pub urgent: bool,
    /// Who complained: name and telephone; kept in the issue's file.
    pub complainant: Option<(String, Option<String>)>,
    /// The office's own fields.
    pub attributes: BTreeMap<String, Json>,
    /// The draft that this was; it goes in the same transaction, so that nothing is handed in twice.
    pub draft: Option<DraftId>,
}

/// What this device recorded, by where it stands. Counts records, however often each was touched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// On this device only.
    pub saved: u64,
    /// With the office's receipt.
    pub at_office: u64,
    /// Somebody must decide.
    pub needs_attention: u64,
    /// When the office last answered, by this device's clock.
    pub last_contact_at: Option<DateTime<FixedOffset>>,
}

/// Where one record stands, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordStatus {
    /// The record.
    pub id: DocumentId,
    /// Where it stands.
    pub state: State,
    /// In plain words; null when there is nothing to explain.
    pub reason: Option<String>,
}

/// What became of one record that this device wrote to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Receipt {
    /// The record.
    pub record: DocumentId,
    /// Its kind.
    pub kind: String,
    /// What people call it; empty where it is no longer on this device.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// In plain words; null when there is nothing to explain.
    pub reason: Option<String>,
    /// When this device last wrote to it.
    pub at: DateTime<FixedOffset>,
    /// The number under which the office has the newest of it; null while any of it is not there.
    pub number: Option<u64>,
}

/// Something that was refused or held, with its full text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attention {
    /// Names this entry for retry and drop.
    pub id: IntentId,
    /// The record.
    pub record: DocumentId,
    /// The record's kind.
    pub kind: String,
    /// What was done.
    pub act: &'static str,
    /// How it stands with the office.
    #[serde(rename = "state")]
    pub standing: Standing,
    /// Why, in plain words.
    pub reason: String,
    /// Everything that was written, by path.
    pub text: BTreeMap<String, Json>,
    /// When it was recorded.
    pub at: DateTime<FixedOffset>,
}

/// Why something waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The office did not take it.
    Refused,
    /// It is at the office and waits for a decision there.
    Held,
    /// It cannot be offered before something else is settled.
    Stuck,
    /// A restored office has lost it, and it is no longer on this device.
    Lost,
}

impl Standing {
    /// May it be offered once more? What is held is at the office already, what is lost has no words any more.
    pub fn can_retry(self) -> bool {
        matches!(self, Standing::Refused | Standing::Stuck)
    }

    /// As its row has it; nothing for what waits for nobody.
    pub(crate) fn of(state: &str) -> Option<Self> {
        match state {
            "refused" => Some(Standing::Refused),
            "held" => Some(Standing::Held),
            "stuck" => Some(Standing::Stuck),
            "lost" => Some(Standing::Lost),
            _ => None,
        }
    }
}

/// A field that holds several values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContradictionView {
    /// What [`crate::FieldBook::settle`] takes.
    pub document: DocumentId,
    /// The record that people know it by: an issue's file belongs to the issue.
    pub record: DocumentId,
    /// The document's kind.
    pub kind: String,
    /// What people call the record.
    pub title: String,
    /// The JSON path.
    pub field: String,
    /// Every distinct value.
    pub values: Vec<ContenderView>,
}

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContenderView {
    /// What they wrote.
    pub value: Json,
    /// Who; null until the directory has brought them.
    pub by: Option<Person>,
    /// When, by their clock.
    pub at: DateTime<FixedOffset>,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// `household`, `visit` or `issue`.
    pub kind: String,
    /// The record.
    pub id: DocumentId,
    /// What people call it.
    pub title: String,
    /// Larger is better.
    pub score: f64,
}

/// What `verify` found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verified {
    /// Is everything as it should be?
    pub ok: bool,
    /// Documents looked at.
    pub documents: u64,
    /// What is wrong, in plain words.
    pub problems: Vec<String>,
}

/// What a sync run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SyncReport {
    /// Everything was exchanged.
    pub complete: bool,
    /// HTTP requests.
    pub round_trips: u64,
    /// Chunks of ours that are now at the office.
    pub sent: u64,
    /// Chunks of others that are now here.
    pub received: u64,
    /// Chunks of ours that were not taken.
    pub refused: u64,
    /// Chunks of ours that wait at the office for a person.
    pub held: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answer bodies.
    pub bytes_down: u64,
    /// How long it took.
    pub elapsed_ms: u64,
}

/// Who this device belongs to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Me {
    /// The user.
    pub user: User,
    /// The device.
    pub device: DeviceId,
    /// The areas of the user's grants.
    pub areas: Vec<Area>,
    /// What the office calls itself.
    pub office: String,
}

/// Somebody to whom an issue can be dispatched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addressee {
    /// What a dispatch takes: a user's id or a unit's name.
    pub to: String,
    /// For people.
    pub name: String,
    /// Is it a unit?
    pub unit: bool,
}

/// What a day asks of this device's user.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Today {
    /// Calls promised for today or before, and nobody has called since.
    pub follow_ups: Page<FollowUp>,
    /// Nobody met for [`Today::NOT_SEEN_DAYS`], the longest ago first.
    pub not_seen: Page<HouseholdView>,
    /// Issues that were dispatched to the user or their unit.
    pub handed_to_me: Page<IssueView>,
    /// Other issues whose straight road waits for the user: to dispatch, verify, close, or to decide what was asked for.
    pub waiting_for_me: Page<IssueView>,
    /// Fields that hold several values.
    pub contradictions: u64,
    /// Forms not yet handed in.
    pub drafts: u64,
    /// What this device recorded, by where it stands.
    pub status: Status,
}

impl Today {
    /// After so many days a household counts as not seen for long.
    pub const NOT_SEEN_DAYS: u32 = 90;
    /// So many of each list are told; the rest is counted.
    pub const SHOWN: u64 = 50;
}

/// A call that was promised.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowUp {
    /// Whom to call on.
    pub household: HouseholdView,
    /// The visit that promised it: the household's newest.
    pub visit: VisitId,
    /// For which day.
    pub due: NaiveDate,
}

/// A draft: never sent, never counted, survives a kill.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    /// The draft.
    pub id: DraftId,
    /// What it will become: `visit`, `issue`, ….
    pub kind: String,
    /// The shell's own form, as JSON.
    pub content: Json,
    /// When it was last touched.
    pub at: DateTime<FixedOffset>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportReport {
    /// Names the import for undo; null for a dry run or with problems.
    pub import: Option<ImportId>,
    /// Households that are new or changed.
    pub households: u64,
    /// Residents that are new or changed.
    pub residents: u64,
    /// Households that stood there already.
    pub unchanged: u64,
    /// Every bad cell; with any, nothing is imported.
    pub problems: Vec<crate::ledger::Problem>,
}

/// What taking an import back did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UndoReport {
    /// The import.
    pub import: ImportId,
    /// Households taken back.
    pub undone: u64,
    /// Households that were there before, or that somebody changed since: left alone.
    pub left: Vec<HouseholdId>,
}
