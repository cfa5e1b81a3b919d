//! Who may write what: every cell of the table, asked of real changes, and what no table lets through.

use huben_documents::policy::{Code, Record, Signer};
use huben_documents::*;
use huben_domain::*;

const GRID: &str = "321181001025001";
const MICRO_GRID: &str = "32118100102500101";
const NEIGHBOUR: &str = "321181001025002";
const ME: [u8; 16] = [9; 16];
const SOMEBODY: [u8; 16] = [8; 16];
const UNIT: &str = "市政养护所";

fn root() -> DocumentId {
    DocumentId::new(1_700_000_000_000, [7; 10])
}

fn resident() -> ResidentId {
    ResidentId::new(1_700_000_000_000, [5; 10])
}

fn step_id(of: u8) -> StepId {
    StepId::new(1_700_000_000_000, [of; 10])
}

fn step(kind: StepKind, hat: Hat, n: u64, id: StepId, by: [u8; 16]) -> Step {
    Step {
        id,
        n,
        step: kind,
        at: "2026-11-24T09:00:00+08:00".parse().unwrap(),
        by: UserId::from_bytes(by),
        hat,
        unit: None,
        to: None,
        text: None,
        until: None,
        result: None,
        score: None,
        more: Default::default(),
    }
}

fn json(value: &impl serde::Serialize) -> Value {
    Value::Text(serde_json::to_string(value).unwrap())
}

/// What a record of this kind has from its first change on, written by `by`.
fn first_change(kind: &Kind, by: [u8; 16]) -> Intent {
    match kind {
        Kind::Household => Intent::new(Act::AddHousehold)
            .field("area", Value::text(GRID))
            .field("address", Value::text("3-2-501"))
            .put(Path::attribute("standing"), Value::text("1"))
            .put(Path::resident(resident(), "name"), Value::text("王秀英")),
        Kind::Visit => Intent::new(Act::RecordVisit)
            .field("household", Value::Id(root().to_bytes()))
            .field("by", Value::Id(by))
            .field("text", Value::text("一切都好"))
            .put(Path::attribute("standing"), Value::text("1")),
        Kind::Issue => Intent::new(Act::ReportIssue)
            .field("area", Value::text(GRID))
            .field("first_asked", Value::Id(by))
            .field("text", Value::text("灯不亮"))
            .put(Path::attribute("standing"), Value::text("1"))
            .put(
                Path::Entry("steps".into(), step_id(1).to_string()),
                json(&step(StepKind::Report, Hat::GridWorker, 1, step_id(1), by)),
            ),
        _ => Intent::new(Act::WriteFile)
            .field("issue", Value::Id(root().to_bytes()))
            .put(Path::attribute("standing"), Value::text("1"))
            .put(Path::Entry("notes".into(), step_id(1).to_string()), Value::text("内部")),
    }
}

/// One line of the table.
struct Row {
    kind: Kind,
    field: String,
    verb: String,
    /// The nine roles, then author and addressee.
    may: Vec<bool>,
}

fn table() -> Vec<Row> {
    let lines = include_str!("policy.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let may: Vec<bool> = words[3..].iter().map(|mark| *mark == "x").collect();
        assert_eq!(may.len(), 11, "{line}");
        Row { kind: Kind::from(words[0]), field: words[1].into(), verb: words[2].into(), may }
    };
    lines.map(row).collect()
}

/// The path and a fitting value that differs from what stands.
fn write(kind: &Kind, field: &str, creates: bool) -> (Path, Value) {
    let path = match field.split('.').collect::<Vec<_>>()[..] {
        ["residents", "name"] => Path::resident(ResidentId::new(1_700_000_000_001, [6; 10]), "name"),
        ["residents", "standing", part] => Path::resident(resident(), part),
        ["steps", "standing"] => Path::Entry("steps".into(), step_id(1).to_string()),
        ["notes", "standing"] => Path::Entry("notes".into(), step_id(1).to_string()),
        ["notes", "new"] => Path::Entry("notes".into(), step_id(2).to_string()),
        ["attributes", key] => Path::attribute(key),
        _ => Path::field(field),
    };
    let value = match (kind, field) {
        (Kind::Household | Kind::Issue, "area") => Value::text(if creates { GRID } else { MICRO_GRID }),
        (Kind::Visit, "household" | "by") | (Kind::Issue, "first_asked" | "household" | "visit") => {
            Value::Id([7; 16])
        }
        (Kind::Issue, "urgent") => Value::Flag(true),
        (Kind::Issue, "steps.standing") => json(&step(StepKind::Close, Hat::Supervisor, 2, step_id(1), ME)),
        _ => Value::text("\"新\""),
    };
    (path, value)
}

/// How somebody stands to the record beside their role.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Tied {
    No,
    Author,
    Addressee,
    AddresseeByUnit,
}

/// A document and a change to it as a row asks for, judged for one signer.
fn judged(row: &Row, signer: &Signer, tied: Tied) -> Result<(), Rejection> {
    let creates = row.verb == "create";
    let author = if tied == Tied::Author { ME } else { SOMEBODY };
    let mut document = Document::new(&row.kind).unwrap();
    if !creates {
        document.write(&first_change(&row.kind, author), SOMEBODY, 1).unwrap().unwrap();
    }
    let mut there = Document::load(&row.kind, Some(&document.snapshot()), []).unwrap();
    let (path, value) = write(&row.kind, &row.field, creates);
    let intent = if creates {
        let mut first = first_change(&row.kind, ME);
        first.puts.retain(|put| put.path != path);
        first.put(path, value)
    } else {
        Intent::new(Act::EditHousehold).put(path, value)
    };
    let intent = Intent { act: Act::AddHousehold, ..intent };
    let written = there.write(&intent, ME, 2).unwrap().unwrap();
    let has_author = matches!(row.kind, Kind::Visit | Kind::Issue);
    let addressed = match tied {
        Tied::Addressee => vec![signer.user.to_string()],
        Tied::AddresseeByUnit => vec![UNIT.to_owned()],
        _ => vec![UserId::from_bytes(SOMEBODY).to_string()],
    };
    let made = !creates || !row.kind.is_root();
    let record = Record {
        root: root(),
        area: made.then(|| GRID.parse().unwrap()),
        author: (!creates && has_author).then(|| UserId::from_bytes(author)),
        addressed,
        steps: u64::from(row.kind == Kind::Issue && !creates),
    };
    accept(&mut document, &Chunk::parse(&written.bytes).unwrap(), &record, signer)
}

fn signer(role: Option<&Role>, area: &str, tied: Tied) -> Signer {
    let grant =
        |role: &Role| Grant { role: role.clone(), area: area.parse().unwrap(), from: None, until: None };
    Signer {
        user: UserId::from_bytes(ME),
        unit: (tied == Tied::AddresseeByUnit).then(|| UNIT.to_owned()),
        grants: role.map(grant).into_iter().collect(),
    }
}

#[test]
fn every_cell_of_the_table_stands_as_written() {
    let roles: Vec<Option<&Role>> = Role::KNOWN.iter().map(Some).chain([None]).collect();
    let ties = [Tied::No, Tied::Author, Tied::Addressee, Tied::AddresseeByUnit];
    // Above the grid, in it, in one of its micro-grids (an area that does not reach the whole grid), and beside it.
    let areas = [("321181", true), (GRID, true), (MICRO_GRID, false), (NEIGHBOUR, false)];
    let mut cells = 0;
    for row in table() {
        for (place, role) in roles.iter().enumerate() {
            for (area, reaches) in areas {
                for tied in ties {
                    let by_role = role.is_some() && reaches && row.may[place];
                    let by_tie = match tied {
                        Tied::No => false,
                        Tied::Author => row.may[9],
                        Tied::Addressee | Tied::AddresseeByUnit => row.may[10],
                    };
                    let got = judged(&row, &signer(*role, area, tied), tied);
                    let who =
                        format!("{} {} {}: {role:?} over {area}, {tied:?}", row.kind, row.field, row.verb);
                    assert_eq!(got.is_ok(), expected(&row, by_role, by_tie), "{who}: {got:?}");
                    if let Err(Rejection::Refused(refusal)) = &got {
                        assert!(
                            matches!(refusal.code, Code::NotAllowed | Code::Immutable),
                            "{who}: refused for another reason: {refusal:?}"
                        );
                    }
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 9_000, "{cells}");
}

/// An area is changed by who holds it and only into one that they hold by role: a tie gives no new place.
fn expected(row: &Row, by_role: bool, by_tie: bool) -> bool {
    if row.field == "area" && row.verb == "set" { by_role } else { by_role || by_tie }
}

#[test]
fn every_field_that_a_record_writes_stands_in_the_table() {
    let fields = CardFields {
        area: Some(GRID.parse().unwrap()),
        address: Some("a".into()),
        estate: Some("e".into()),
        kind: Some(HouseholdKind::Shop),
        name: Some("n".into()),
        occupancy: Some(Occupancy::Owner),
        contact: Some("c".into()),
        phone: Some("1".into()),
        note: Some("n".into()),
        ..CardFields::default()
    };
    let written = card(Act::AddHousehold, &fields);
    let named: Vec<String> =
        table().into_iter().filter(|row| row.kind == Kind::Household).map(|row| row.field).collect();
    for put in written.puts {
        assert!(named.contains(&put.path.to_string()), "{} is in no row", put.path);
    }
}

/// Every step that some hat may take, offered by somebody who wears another.
#[test]
fn a_step_is_taken_only_in_a_hat_that_its_signer_wears() {
    for kind in StepKind::KNOWN {
        for role in Role::KNOWN {
            for hat in Hat::KNOWN {
                let mut document = Document::new(&Kind::Issue).unwrap();
                document.write(&first_change(&Kind::Issue, SOMEBODY), SOMEBODY, 1).unwrap();
                let got =
                    offered(&mut document, step(kind.clone(), hat.clone(), 2, step_id(2), ME), Some(role));
                let wears = Hat::from(role) == *hat && permitted(kind, std::slice::from_ref(hat)).is_some();
                // In which hat somebody reports is not asked, only that they may report at all.
                let reports = *kind == StepKind::Report && permitted(kind, &[Hat::from(role)]).is_some();
                assert_eq!(got.is_ok(), wears || reports, "{kind} as {hat} by {role}: {got:?}");
            }
        }
    }
}

fn offered(document: &mut Document, step: Step, role: Option<&Role>) -> Result<(), Rejection> {
    let mut there = Document::load(&Kind::Issue, Some(&document.snapshot()), []).unwrap();
    let written = there.write(&take_step(&step), ME, 2).unwrap().unwrap();
    let record = Record {
        root: root(),
        area: Some(GRID.parse().unwrap()),
        author: Some(UserId::from_bytes(SOMEBODY)),
        addressed: vec![],
        steps: 1,
    };
    accept(document, &Chunk::parse(&written.bytes).unwrap(), &record, &signer(role, GRID, Tied::No))
}

#[test]
fn a_step_in_somebody_elses_name_or_numbered_beyond_what_there_is_is_refused() {
    let report = || {
        let mut document = Document::new(&Kind::Issue).unwrap();
        document.write(&first_change(&Kind::Issue, SOMEBODY), SOMEBODY, 1).unwrap();
        document
    };
    let good = step(StepKind::Close, Hat::Supervisor, 2, step_id(2), ME);
    let code = |step: Step| match offered(&mut report(), step, Some(&Role::Supervisor)) {
        Ok(()) => None,
        Err(Rejection::Refused(refusal)) => Some(refusal.code),
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(code(good.clone()), None);
    assert_eq!(code(Step { by: UserId::from_bytes(SOMEBODY), ..good.clone() }), Some(Code::Forged));
    assert_eq!(code(Step { unit: Some(UNIT.into()), ..good.clone() }), Some(Code::Forged));
    assert_eq!(code(Step { n: 3, ..good.clone() }), Some(Code::Malformed));
    assert_eq!(code(Step { n: 0, ..good.clone() }), Some(Code::Malformed));
    assert_eq!(code(Step { step: StepKind::Other("inspect".into()), ..good }), Some(Code::Newer));
}

#[test]
fn a_record_made_in_somebody_elses_name_is_refused() {
    for (kind, role) in [(Kind::Visit, Role::GridWorker), (Kind::Issue, Role::Volunteer)] {
        let mut document = Document::new(&kind).unwrap();
        let forged =
            Document::new(&kind).unwrap().write(&first_change(&kind, SOMEBODY), ME, 1).unwrap().unwrap();
        let area = (kind == Kind::Visit).then(|| GRID.parse().unwrap());
        let record = Record { root: root(), area, author: None, addressed: vec![], steps: 0 };
        let signer = signer(Some(&role), GRID, Tied::No);
        let got = accept(&mut document, &Chunk::parse(&forged.bytes).unwrap(), &record, &signer);
        assert!(matches!(got, Err(Rejection::Refused(refusal)) if refusal.code == Code::Forged), "{kind}");
    }
}

#[test]
fn two_people_may_open_an_issues_file_apart() {
    let mut office = Document::new(&Kind::IssueFile).unwrap();
    let first = |actor| {
        let mut blank = Document::new(&Kind::IssueFile).unwrap();
        let note = write_file(root().into(), (None, None), Some((step_id(actor), "内部")));
        Chunk::parse(&blank.write(&note, [actor; 16], 1).unwrap().unwrap().bytes).unwrap()
    };
    let record =
        Record { root: root(), area: Some(GRID.parse().unwrap()), author: None, addressed: vec![], steps: 0 };
    for chunk in [first(1), first(2)] {
        accept(&mut office, &chunk, &record, &signer(Some(&Role::Supervisor), GRID, Tied::No)).unwrap();
        office.apply(&chunk).unwrap();
    }
    assert_eq!(issue_file(&office).unwrap().notes.len(), 2);
}

#[test]
fn a_name_that_reads_like_another_place_is_refused() {
    let dotted = |path: Path| {
        let mut document = Document::new(&Kind::Household).unwrap();
        document.write(&first_change(&Kind::Household, SOMEBODY), SOMEBODY, 1).unwrap();
        let mut there = Document::load(&Kind::Household, Some(&document.snapshot()), []).unwrap();
        let intent = Intent::new(Act::AddResident).put(path, Value::text("\"是\""));
        let written = there.write(&intent, ME, 2).unwrap().unwrap();
        let record = Record {
            root: root(),
            area: Some(GRID.parse().unwrap()),
            author: None,
            addressed: vec![],
            steps: 0,
        };
        let signer = signer(Some(&Role::GridWorker), GRID, Tied::No);
        accept(&mut document, &Chunk::parse(&written.bytes).unwrap(), &record, &signer)
    };
    // Shown as `attributes.党员` and `residents.a.b.name`: the attribute's own place, and resident `a`'s.
    for taken_for in [
        Path::Field("attributes.党员".into()),
        Path::Field("residents.a.b".into()),
        Path::Part("residents".into(), "a.b".into(), "name".into()),
    ] {
        let got = dotted(taken_for.clone());
        assert!(
            matches!(&got, Err(Rejection::Refused(refusal)) if refusal.code == Code::Malformed),
            "{taken_for}: {got:?}"
        );
    }
    assert_eq!(dotted(Path::attribute("备注.补充")), Ok(()));
    assert_eq!(dotted(Path::field("a.newer.field")), Ok(()));
}
