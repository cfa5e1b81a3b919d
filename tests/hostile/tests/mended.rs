//! What attacks have found, each by itself.

use automerge::{AutoCommit, ReadDoc};
use huben_documents::{Chunk, Document, Fresh, Kind, as_sent};
use huben_hostile::change::RawChange;
use huben_hostile::community::Community;
use huben_hostile::device::{Device, blank};
use huben_hostile::door::Door;
use huben_hostile::records::{by, honest, offer, put, put_in, written};
use huben_hostile::{bytes, panics, people, poison, records};
use huben_sync::{Answer, Offer, Verdict};
use huben_tests::chance::Chance;
use serde_bytes::ByteArray;

/// An office with a desk and a colleague, and an enrolled grid worker who sends what they like.
fn office() -> (Community, Device) {
    let mut community = Community::open(1);
    let worker = community.attackers().swap_remove(0);
    (community, worker)
}

fn sent(community: &Community, device: &mut Device, offers: Vec<Offer>) -> Answer {
    let mut request = device.request(offers);
    request.actors.extend((0..12).map(|nth| ByteArray::new(poison::twin(device, nth))));
    let body = device.seal(&request);
    let said = Door::Inside(&community.hub).post("/v1/exchange", &body);
    device.read(&body, &said).unwrap_or_else(|| panic!("no answer: {:?}", said.map(|(status, _)| status)))
}

/// Honest work; now and then there is nothing yet that an edit would fit.
fn work(device: &Device, chance: &mut Chance) -> Offer {
    (0..100).find_map(|_| honest(device, chance)).expect("something to do")
}

fn code(verdict: &Verdict) -> &str {
    match verdict {
        Verdict::Refused { code, .. } => code,
        Verdict::Held { .. } => "held",
        _ => "other",
    }
}

#[test]
fn two_fields_with_one_name_stop_nobodys_sync() {
    // `attributes.党员` was the attribute's place and a field's name, and the colleague's phone had one row for both.
    let (community, mut worker) = office();
    let (document, known) = worker
        .known
        .iter()
        .find(|(_, known)| known.kind == Kind::Household)
        .map(|(id, known)| (*id, known.doc.clone()))
        .expect("the colleague's household");
    let side = |nth: u8| {
        let both = |doc: &mut AutoCommit| {
            put(doc, "attributes.党员", format!("{nth}"));
            put_in(doc, "attributes", "党员", format!("{nth}"));
        };
        let bytes = by(poison::twin(&worker, nth), &known, &[], 0, both).expect("a change");
        offer(document, &Kind::Household, document, bytes)
    };
    let both = vec![side(1), side(2)];
    let answer = sent(&community, &mut worker, both);
    let codes: Vec<&str> = answer.verdicts.iter().map(|(_, verdict)| code(verdict)).collect();
    assert_eq!(codes, ["malformed", "malformed"]);
    people::visit(&community.colleague, community.household, "一切都好");
    assert!(people::sync(&community.colleague, &community.hub).1.is_ok());
}

#[test]
fn a_record_under_the_id_before_all_others_is_refused() {
    // Fills go on after the last id delivered, and begin with this one: nobody new would ever have got it.
    let (community, mut worker) = office();
    let bytes = written(&worker, &blank(&Kind::Household).expect("a kind"), |doc| {
        put(doc, "area", "321181001025001");
        put(doc, "address", "1-1-101");
    });
    let offer = offer([0; 16], &Kind::Household, [0; 16], bytes.expect("a change"));
    let answer = sent(&community, &mut worker, vec![offer]);
    assert_eq!(answer.verdicts.iter().map(|(_, it)| code(it)).collect::<Vec<_>>(), ["malformed"]);
}

#[test]
fn a_kind_with_an_endless_name_is_not_kept() {
    // Two megabytes of one letter travel as a hundred bytes, and twenty thousand of them would be held.
    let (community, mut worker) = office();
    let mut chance = Chance::seeded(1);
    let one = work(&worker, &mut chance);
    let named = |kind: String| Offer { kind, ..one.clone() };
    let answer = sent(&community, &mut worker, vec![named("k".repeat(1 << 20)), named("newer".into())]);
    assert_eq!(answer.verdicts.iter().map(|(_, it)| code(it)).collect::<Vec<_>>(), ["malformed", "held"]);
}

#[test]
fn held_work_of_an_unknown_kind_asks_for_an_update_when_somebody_takes_it() {
    let (community, mut worker) = office();
    let mut chance = Chance::seeded(1);
    let one = Offer { kind: "elevator".into(), ..work(&worker, &mut chance) };
    sent(&community, &mut worker, vec![one]);
    let held = community.administer(&["held", "list"]).expect("a list");
    let id = held["items"][0]["id"].as_str().expect("an id").to_owned();
    let refused = community.administer(&["held", "accept", &id]).expect_err("it cannot be merged");
    assert_eq!(refused.kind, huben_server::FailureKind::InvalidInput);
    assert!(refused.reason.contains("update"), "{}", refused.reason);
}

#[test]
fn what_an_attacker_knows_of_a_document_is_what_stands_there() {
    // The attack is only as good as its picture of the office: edits are built on heads that are there.
    let (community, mut worker) = office();
    let mut chance = Chance::seeded(2);
    for _ in 0..40 {
        let one = work(&worker, &mut chance);
        let answer = sent(&community, &mut worker, vec![one.clone()]);
        if answer.verdicts.is_empty() {
            worker.taken(&one);
        }
    }
    let edited = worker.known.values().filter(|known| known.changes > 1).count();
    assert!(edited > 3, "{edited}");
    assert!(worker.known.values().all(|known| known.doc.keys(automerge::ROOT).count() > 2));
}

#[test]
fn endless_edits_of_one_record_do_not_keep_the_others_waiting() {
    // Each was tried on the whole record, and 1,500 of them, 60 kB as sent, kept the office busy for minutes.
    let (community, mut worker) = office();
    let mut doc = blank(&Kind::Household).expect("a kind");
    doc.set_actor(automerge::ActorId::from(worker.actor));
    let mut edits = |count: usize| -> Vec<Offer> {
        let edit = |nth| {
            put(&mut doc, "area", "321181001025001");
            put(&mut doc, "note", format!("{nth}"));
            doc.commit();
            let bytes = as_sent(doc.get_last_local_change().expect("a change").raw_bytes()).to_vec();
            offer([3; 16], &Kind::Household, [3; 16], bytes)
        };
        (0..count).map(edit).collect()
    };
    let all = edits(1200);
    let answer = sent(&community, &mut worker, all.clone());
    let later = answer.verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Later).count();
    assert!(
        (1..all.len()).contains(&later) && later == answer.verdicts.len(),
        "{later}: {:?}",
        answer.verdicts.first()
    );
    // What was left is judged when it is offered again, a share each time, and nothing is lost.
    let again = sent(&community, &mut worker, all[all.len() - later..].to_vec());
    assert!(again.verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Later));
    assert!(again.verdicts.len() < later);
    people::visit(&community.colleague, community.household, "一切都好");
    assert!(people::sync(&community.colleague, &community.hub).1.is_ok());
}

#[test]
fn a_change_that_automerge_takes_and_cannot_give_back_is_not_merged() {
    // The office's trial refuses it; a phone believed the office, and panicked when it was asked for the history.
    let (kind, chunks) = records::standing().swap_remove(0);
    let load = || Document::load(&kind, None, chunks[..1].iter().map(Vec::as_slice)).expect("a document");
    let raw = RawChange::parse(as_sent(&chunks[1])).expect("a change");
    let mut chance = Chance::of_test(8);
    let mut found = 0;
    for _ in 0..3000 {
        let mut spoilt = raw.clone();
        let nth = chance.below(spoilt.columns.len() as u64) as usize;
        bytes::mutate(&mut chance, &mut spoilt.columns[nth].1, &[]);
        let Ok(chunk) = Chunk::received(&spoilt.to_sent()) else { continue };
        let change = automerge::Change::from_bytes(chunk.bytes().to_vec()).expect("a change");
        let mut plain = AutoCommit::load(&load().snapshot()).expect("a document");
        let hash = change.hash();
        let taken = panics::let_out(|| plain.apply_changes([change]).is_ok()) == Some(true);
        let given_back =
            panics::let_out(|| plain.get_change_by_hash(&hash).map(|it| it.raw_bytes().to_vec()));
        let whole = given_back.flatten().as_deref() == Some(chunk.bytes());
        assert_eq!(panics::let_out(|| load().apply(&chunk).is_ok()), Some(taken && whole));
        found += u32::from(taken && !whole);
    }
    assert!(found > 20, "only {found} were taken and not given back");
    let mut first = RawChange::parse(as_sent(&chunks[0])).expect("a change");
    first.message = b"x".to_vec();
    first.others.push(vec![7; 16]);
    assert!(Fresh::read(&kind, &Chunk::received(&first.to_sent()).expect("a chunk")).is_none());
    assert!(Fresh::read(&kind, &Chunk::parse(&chunks[0]).expect("a chunk")).is_some());
}
