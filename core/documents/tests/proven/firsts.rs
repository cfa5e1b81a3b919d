//! The first chunk of a document, which is read without one.

use crate::chance;
use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ExpandedChange, ObjType, ScalarValue};
use huben_documents::*;
use huben_domain::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

const ANNA: [u8; 16] = [1; 16];

fn written(kind: &Kind, intent: &Intent) -> Chunk {
    let written = Document::new(kind).unwrap().write(intent, ANNA, 1_800_000_000).unwrap().unwrap();
    Chunk::parse(&written.bytes).unwrap()
}

/// A card with a resident and attributes, a visit, an issue.
fn honest() -> Vec<(Kind, Chunk)> {
    let card = CardFields {
        area: Some("321181001025001".parse().unwrap()),
        address: Some("3-2-501".into()),
        note: Some("晚七点后在家".into()),
        attributes: [("党员".to_owned(), Json::parse("[1, {\"a\": 2.50}]").unwrap())].into(),
        ..CardFields::default()
    };
    let resident = ResidentFields { name: Some("王秀英".into()), ..ResidentFields::default() };
    let card = huben_documents::card(Act::AddHousehold, &card);
    let card = huben_documents::resident(card, ResidentId::new(1, [3; 10]), &resident);
    let visit = Intent::new(Act::RecordVisit)
        .field("at", Value::text("2026-11-27T18:00:00+08:00"))
        .field("text", Value::text("煤气软管老化"))
        .field("household", Value::from(HouseholdId::new(1, [7; 10])));
    let step = "{\"id\":\"x\",\"n\":1,\"step\":\"report\"}";
    let issue = Intent::new(Act::ReportIssue)
        .field("area", Value::text("321181001025001"))
        .field("category", Value::text("消防"))
        .put(Path::Entry("steps".into(), "1".into()), Value::text(step));
    vec![
        (Kind::Household, written(&Kind::Household, &card)),
        (Kind::Visit, written(&Kind::Visit, &visit)),
        (Kind::Issue, written(&Kind::Issue, &issue)),
    ]
}

/// Whatever is called proven passes the trial and says what its document says. True if it was called so.
fn holds(kind: &Kind, chunk: &Chunk) -> bool {
    let Some((fresh, operations)) = Fresh::proven(kind, chunk) else { return false };
    let mut document = Document::new(kind).unwrap();
    assert_eq!(examine(&mut document, chunk).as_ref(), Ok(&operations), "{:02x?}", chunk.bytes());
    document.merge_on_trial(chunk).unwrap_or_else(|damage| panic!("{damage}: {:02x?}", chunk.bytes()));
    for operation in &operations {
        assert_eq!(fresh.value(&operation.path), document.value(&operation.path), "{}", operation.path);
    }
    true
}

#[test]
fn what_honest_phones_write_into_a_new_document_is_proven() {
    for (kind, chunk) in honest() {
        assert!(holds(&kind, &chunk), "{kind}");
        assert_eq!(Fresh::proven(&kind, &chunk).map(|(fresh, _)| fresh), Fresh::read(&kind, &chunk));
    }
}

#[test]
fn an_edit_and_a_chunk_of_another_kind_are_not() {
    let [(_, card), (_, visit), _] = &honest()[..] else { panic!("three") };
    assert!(!holds(&Kind::Issue, card) && !holds(&Kind::Household, visit));
    let mut document = Document::load(&Kind::Household, None, [card.bytes()]).unwrap();
    let edit = Intent::new(Act::EditHousehold).field("phone", Value::text("111"));
    let edit = document.write(&edit, [2; 16], 2).unwrap().unwrap();
    assert!(!holds(&Kind::Household, &Chunk::parse(&edit.bytes).unwrap()));
}

#[test]
fn a_time_that_no_clock_shows_is_refused_because_a_later_edit_would_break_on_it() {
    for (time, taken) in
        [(i64::MIN + 1_000_000_000, false), (i64::MAX, false), (-86_400, true), (1 << 39, true)]
    {
        for (kind, chunk) in honest() {
            let mut change = Change::try_from(chunk.bytes()).unwrap().decode();
            change.time = time;
            let chunk = Chunk::parse(Change::from(change).raw_bytes()).unwrap();
            assert_eq!(holds(&kind, &chunk), taken, "{kind} at {time}");
            assert_eq!(
                examine(&mut Document::new(&kind).unwrap(), &chunk).is_ok(),
                taken,
                "{kind} at {time}"
            );
        }
    }
}

#[test]
fn a_resident_without_anything_in_it_is_refused_because_no_right_was_asked_for() {
    let (kind, chunk) = honest().remove(0);
    let mut change = Change::try_from(chunk.bytes()).unwrap().decode();
    let made = change.operations.iter().position(|op| matches!(op.action, OpType::Make(_))).unwrap();
    let resident = ObjectId::Id(OpId(change.start_op.get() + made as u64, change.actor_id.clone()));
    let all = change.operations.len();
    change.operations.retain(|op| op.obj != resident);
    assert!(change.operations.len() < all);
    let chunk = Chunk::parse(Change::from(change).raw_bytes()).unwrap();
    assert!(!holds(&kind, &chunk));
    let refused = examine(&mut Document::new(&kind).unwrap(), &chunk);
    assert!(matches!(refused, Err(Rejection::Refused(_))), "{refused:?}");
}

/// One thing that no honest phone does, drawn by chance.
fn poison(change: &mut ExpandedChange, draw: &mut impl FnMut(usize) -> usize) {
    let count = change.operations.len();
    let actor = change.actor_id.clone();
    let id = |counter: usize, actor: &ActorId| OpId(counter as u64, actor.clone());
    let op = &mut change.operations[draw(count)];
    match draw(16) {
        0 => op.pred = vec![id(1, &ActorId::from([0; 16]))].into(),
        1 => op.pred = vec![id(draw(9), &actor)].into(),
        2 => op.obj = ObjectId::Id(id(draw(9), &actor)),
        3 => op.action = OpType::Delete,
        4 => op.action = OpType::Make([ObjType::Map, ObjType::List, ObjType::Text][draw(3)]),
        5 => op.action = OpType::Put(ScalarValue::counter(5)),
        6 => op.action = OpType::Increment(1),
        7 => op.action = OpType::Put(ScalarValue::F64([f64::NAN, -0.0, f64::INFINITY][draw(3)])),
        8 => op.action = OpType::Put(ScalarValue::Timestamp(i64::MIN)),
        9 => op.key = Key::Map("".into()),
        10 => op.insert = true,
        11 => {
            let twice: Op = op.clone();
            change.operations.push(twice);
        }
        12 => change.start_op = (u64::from(u32::MAX) - 1).try_into().unwrap(),
        13 => change.extra_bytes = vec![1, 2, 3],
        14 => change.message = Some("hello".into()),
        _ => change.time = [i64::MIN, i64::MAX, 0][draw(3)],
    }
}

#[test]
fn nothing_crafted_is_called_proven_that_does_not_pass_the_trial() {
    let mut draw = chance(5);
    let (mut crafted, mut mutated) = (0, 0);
    for (kind, chunk) in honest() {
        for _ in 0..400 {
            let mut change = Change::try_from(chunk.bytes()).unwrap().decode();
            (0..=draw(2)).for_each(|_| poison(&mut change, &mut draw));
            // Automerge's own writer gives up on some of it.
            let Ok(change) = catch_unwind(AssertUnwindSafe(|| Change::from(change))) else { continue };
            crafted += usize::from(Chunk::parse(change.raw_bytes()).is_ok_and(|chunk| holds(&kind, &chunk)));
        }
        for _ in 0..2_000 {
            let mut sent = as_sent(chunk.bytes()).to_vec();
            for _ in 0..=draw(2) {
                let place = draw(sent.len());
                sent[place] ^= 1 << draw(8);
            }
            mutated += usize::from(Chunk::received(&sent).is_ok_and(|chunk| holds(&kind, &chunk)));
        }
    }
    // Another time, another letter: some of it is honest. If none were, nothing would have been tried.
    assert!(crafted > 20 && mutated > 200, "{crafted} crafted, {mutated} mutated");
}
