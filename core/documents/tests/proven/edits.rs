//! An edit of a document that is here, made at its newest heads or at older ones.

use crate::chance;
use automerge::legacy::{Key, ObjectId, OpId, OpType};
use automerge::{ActorId, Change, ExpandedChange, ObjType, ScalarValue};
use huben_documents::*;
use huben_domain::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A document as the office has it, by its chunks.
struct Standing {
    kind: Kind,
    chunks: Vec<Vec<u8>>,
}

impl Standing {
    fn document(&self) -> Document {
        self.at(self.chunks.len())
    }

    /// As somebody has it who has read so many of its chunks.
    fn at(&self, read: usize) -> Document {
        Document::load(&self.kind, None, self.chunks[..read].iter().map(Vec::as_slice)).unwrap()
    }
}

/// Whatever is called proven passes the trial, comes to the same document, and that goes on working. True if it was called so.
fn holds(standing: &Standing, chunk: &Chunk) -> bool {
    let mut document = standing.document();
    if document.has(chunk.hash()) || examine(&mut document, chunk).is_err() || !document.proves(chunk) {
        return false;
    }
    let tried = standing.document().merge_on_trial(chunk);
    tried.unwrap_or_else(|damage| panic!("{damage}: {:02x?}", chunk.bytes()));
    document.merge(chunk).unwrap();
    assert_eq!(document.chunk(chunk.hash()).as_deref(), Some(chunk.bytes()), "it reads back");
    let mut again = Document::load(&standing.kind, Some(&document.snapshot()), []).unwrap();
    assert_eq!(again.heads(), document.heads());
    assert_eq!(again.contradictions(), document.contradictions());
    assert_eq!(shown(&again), shown(&document));
    let mut phone = standing.document();
    phone.apply(chunk).unwrap();
    assert_eq!(shown(&phone), shown(&document));
    let edit = Intent::new(Act::EditHousehold).field("later", Value::text("x"));
    again.write(&edit, [9; 16], 1).unwrap().unwrap();
    true
}

fn shown(document: &Document) -> String {
    let id = DocumentId::from_bytes([7; 16]);
    format!("{:?} {:?}", household(document, id.into()), document.value(&Path::field("phone")))
}

fn resident(n: usize) -> ResidentId {
    ResidentId::new(1, [n as u8; 10])
}

/// An edit of a card as the engine writes them, drawn by chance.
fn intent(draw: &mut impl FnMut(usize) -> usize, card: &Document) -> Intent {
    let text = |n: usize| Value::text(["", "一", "二", "三"][n]);
    let fields = ["phone", "note", "contact"];
    let standing = |n: usize| card.value(&Path::resident(resident(n), "name")).is_some();
    match draw(8) {
        0 => {
            let n = draw(6);
            let fields = ResidentFields { name: Some("王秀英".into()), ..ResidentFields::default() };
            huben_documents::resident(Intent::new(Act::AddResident), resident(n), &fields)
        }
        1 => match (0..6).find(|n| standing(*n)) {
            Some(n) => {
                Intent::new(Act::EditResident).put(Path::resident(resident(n), "phone"), text(draw(4)))
            }
            None => Intent::new(Act::EditHousehold).field("phone", text(draw(4))),
        },
        2 => Intent::new(Act::EditHousehold)
            .put(Path::attribute(["党员", "a", "b"][draw(3)]), Value::text("1")),
        // Over a contradiction, whichever side is chosen.
        3 => Intent::new(Act::Settle).field(fields[draw(3)], text(draw(4))),
        _ => Intent::new(Act::EditHousehold).field(fields[draw(3)], text(draw(4))).field("x", text(draw(4))),
    }
}

/// A card that some people have edited, each having read some of what the others wrote; each edit with the document before it.
fn days(draw: &mut impl FnMut(usize) -> usize) -> Vec<(Standing, Chunk)> {
    let card = CardFields {
        area: Some("321181001025001".parse().unwrap()),
        address: Some("3-2-501".into()),
        phone: Some("111".into()),
        ..CardFields::default()
    };
    let mut document = Document::new(&Kind::Household).unwrap();
    let first =
        document.write(&huben_documents::card(Act::AddHousehold, &card), [1; 16], 0).unwrap().unwrap();
    let mut standing = Standing { kind: Kind::Household, chunks: vec![first.bytes] };
    // How many chunks each has read; all of their own are among them.
    let mut read = [1; 4];
    let mut days = Vec::new();
    for _ in 0..16 {
        let who = draw(4);
        if draw(2) == 0 {
            read[who] = standing.chunks.len();
        }
        let mut then = standing.at(read[who]);
        let intent = intent(draw, &then);
        let Some(written) = then.write(&intent, [who as u8 + 2; 16], 1_800_000_000).unwrap() else {
            continue;
        };
        let chunk = Chunk::parse(&written.bytes).unwrap();
        // Two may have added the same resident.
        if examine(&mut standing.document(), &chunk).is_ok() {
            days.push((Standing { kind: Kind::Household, chunks: standing.chunks.clone() }, chunk));
            standing.chunks.push(written.bytes);
            read[who] = standing.chunks.len();
        }
    }
    days
}

#[test]
fn what_honest_phones_write_into_a_document_is_proven() {
    let mut draw = chance(6);
    let mut concurrent = 0;
    for _ in 0..40 {
        for (standing, chunk) in days(&mut draw) {
            assert!(holds(&standing, &chunk), "{:02x?}", chunk.bytes());
            concurrent += usize::from(standing.document().heads() != chunk.deps());
        }
    }
    assert!(concurrent > 50, "{concurrent} were written beside something else");
}

/// One thing that no honest phone does, drawn by chance.
fn poison(change: &mut ExpandedChange, standing: &Standing, draw: &mut impl FnMut(usize) -> usize) {
    let (count, actor) = (change.operations.len(), change.actor_id.clone());
    let chunks: Vec<Change> =
        standing.chunks.iter().map(|bytes| Change::try_from(&bytes[..]).unwrap()).collect();
    let other = &chunks[draw(chunks.len())];
    let theirs = OpId(other.start_op().get() + draw(other.len()) as u64, other.actor_id().clone());
    let op = &mut change.operations[draw(count)];
    let mut pred: Vec<OpId> = op.pred.iter().cloned().collect();
    match draw(22) {
        0 => drop(pred.pop()),
        1 => pred.push(theirs),
        2 => pred = vec![theirs],
        3 => pred.push(OpId(1 + draw(40) as u64, actor)),
        4 => pred.extend(pred.first().cloned()),
        5 => op.obj = ObjectId::Id(theirs),
        6 => op.obj = ObjectId::Id(OpId(1 + draw(2) as u64, ActorId::from(*b"huben genesis v1"))),
        7 => op.key = Key::Map(["phone", "note", "residents", "", "党员"][draw(5)].into()),
        8 => op.action = OpType::Delete,
        9 => op.action = OpType::Make([ObjType::Map, ObjType::List, ObjType::Text][draw(3)]),
        10 => {
            op.action =
                OpType::Put([ScalarValue::counter(5), ScalarValue::F64(f64::NAN), 7.into()][draw(3)].clone())
        }
        11 => op.action = OpType::Increment(1),
        12 => op.insert = true,
        13 => change.deps.push(other.hash()),
        14 => change.deps = vec![other.hash()],
        15 => drop(change.deps.pop()),
        16 => {
            change.start_op =
                (change.start_op.get() + draw(5) as u64).saturating_sub(2).max(1).try_into().unwrap()
        }
        17 => change.seq = 1 + draw(4) as u64,
        18 => change.actor_id = other.actor_id().clone(),
        19 => change.extra_bytes = vec![1],
        20 => change.message = Some("hello".into()),
        _ => change.time = [i64::MIN, i64::MAX, 0][draw(3)],
    }
    op.pred = pred.into();
}

#[test]
fn no_crafted_edit_is_called_proven_that_does_not_pass_the_trial() {
    let mut draw = chance(7);
    let (mut crafted, mut mutated) = (0, 0);
    for _ in 0..12 {
        for (standing, chunk) in days(&mut draw) {
            for _ in 0..40 {
                let mut change = Change::try_from(chunk.bytes()).unwrap().decode();
                (0..=draw(2)).for_each(|_| poison(&mut change, &standing, &mut draw));
                // Automerge's own writer gives up on some of it.
                let Ok(change) = catch_unwind(AssertUnwindSafe(|| Change::from(change))) else { continue };
                crafted +=
                    usize::from(Chunk::parse(change.raw_bytes()).is_ok_and(|chunk| holds(&standing, &chunk)));
            }
            for _ in 0..60 {
                let mut sent = as_sent(chunk.bytes()).to_vec();
                let place = draw(sent.len());
                sent[place] ^= 1 << draw(8);
                mutated += usize::from(Chunk::received(&sent).is_ok_and(|chunk| holds(&standing, &chunk)));
            }
        }
    }
    // Another time, another letter, heads that nothing depends on: some of it is honest. If none were, nothing would have been tried.
    assert!(crafted > 100 && mutated > 500, "{crafted} crafted, {mutated} mutated");
}

#[test]
fn an_edit_that_overwrites_what_it_has_not_seen_or_leaves_what_it_has_is_tried() {
    let mut document = Document::new(&Kind::Visit).unwrap();
    let mut write = |text: &str, actor| {
        let intent = Intent::new(Act::AmendVisit).field("text", Value::text(text));
        Chunk::parse(&document.write(&intent, [actor; 16], 1).unwrap().unwrap().bytes).unwrap()
    };
    let (first, second) = (write("一", 1), write("二", 2));
    let chunks = vec![first.bytes().to_vec()];
    let standing = Standing { kind: Kind::Visit, chunks };
    assert!(standing.document().proves(&second));
    for pred in [vec![], vec![OpId(1, ActorId::from(*b"huben genesis v1"))]] {
        let mut change = Change::try_from(second.bytes()).unwrap().decode();
        change.operations[0].pred = pred.into();
        let chunk = Chunk::parse(Change::from(change).raw_bytes()).unwrap();
        assert!(!standing.document().proves(&chunk));
    }
}
