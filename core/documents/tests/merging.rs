//! Documents made apart merge; contradictions, replays and rights hold.

use huben_documents::policy::{Record, Signer};
use huben_documents::*;
use huben_domain::*;

const ANNA: [u8; 16] = [1; 16];
const BEN: [u8; 16] = [2; 16];

fn id() -> HouseholdId {
    HouseholdId::new(1_700_000_000_000, [7; 10])
}

fn card(fields: CardFields) -> Intent {
    huben_documents::card(Act::EditHousehold, &fields)
}

fn added() -> (Document, Vec<u8>) {
    let mut document = Document::new(&Kind::Household).unwrap();
    let intent = huben_documents::card(
        Act::AddHousehold,
        &CardFields {
            area: Some("321181001025001".parse().unwrap()),
            address: Some("3-2-501".into()),
            contact: Some("王秀英".into()),
            ..CardFields::default()
        },
    );
    let written = document.write(&intent, ANNA, 1).unwrap().unwrap();
    (document, written.bytes)
}

fn copy_of(bytes: &[u8]) -> Document {
    Document::load(&Kind::Household, None, [bytes]).unwrap()
}

fn phone(number: &str) -> Intent {
    card(CardFields { phone: Some(number.into()), ..CardFields::default() })
}

#[test]
fn two_phones_written_apart_are_a_contradiction_with_who_and_when_and_a_third_value_settles_it() {
    let (mut here, bytes) = added();
    let mut there = copy_of(&bytes);
    let mine = here.write(&phone("111"), ANNA, 10).unwrap().unwrap();
    let theirs = there.write(&phone("222"), BEN, 20).unwrap().unwrap();
    here.apply(&Chunk::parse(&theirs.bytes).unwrap()).unwrap();
    there.apply(&Chunk::parse(&mine.bytes).unwrap()).unwrap();
    assert_eq!(here.heads(), there.heads());
    let mut values = here.contradictions().remove(0).values;
    values.sort_by_key(|contender| contender.at);
    assert_eq!(
        values,
        vec![
            Contender { value: Value::text("111"), actor: ANNA.to_vec(), at: 10 },
            Contender { value: Value::text("222"), actor: BEN.to_vec(), at: 20 },
        ]
    );
    let settle = Intent::new(Act::Settle).put(Path::from("phone"), Value::text("333"));
    here.write(&settle, ANNA, 30).unwrap().unwrap();
    assert_eq!(here.contradictions(), vec![]);
    assert_eq!(household(&here, id()).unwrap().phone.as_deref(), Some("333"));
}

#[test]
fn equal_values_written_apart_are_no_contradiction() {
    let (mut here, bytes) = added();
    let mut there = copy_of(&bytes);
    here.write(&phone("111"), ANNA, 10).unwrap().unwrap();
    let theirs = there.write(&phone("111"), BEN, 20).unwrap().unwrap();
    here.apply(&Chunk::parse(&theirs.bytes).unwrap()).unwrap();
    assert_eq!(here.contradictions(), vec![]);
}

#[test]
fn a_replayed_intent_stays_concurrent_with_what_a_colleague_wrote() {
    let (mut here, bytes) = added();
    let mut there = copy_of(&bytes);
    let refused = here
        .write(&card(CardFields { note: Some("no".into()), ..Default::default() }), ANNA, 5)
        .unwrap()
        .unwrap();
    let mine = here.write(&phone("111"), ANNA, 10).unwrap().unwrap();
    let theirs = there.write(&phone("222"), BEN, 20).unwrap().unwrap();

    let mut rebuilt =
        Document::load(&Kind::Household, None, [bytes.as_slice(), theirs.bytes.as_slice()]).unwrap();
    let mut map = HeadMap::default();
    map.replace(refused.hash, &refused.base);
    let again = replay(&mut rebuilt, &phone("111"), &map.resolve(&mine.base), [3; 16], 10).unwrap().unwrap();
    assert_ne!(again.hash, mine.hash);
    assert_eq!(rebuilt.contradictions().len(), 1);
    assert_eq!(household(&rebuilt, id()).unwrap().note, None);
}

fn worker(area: &str) -> Signer {
    let grant = Grant { role: Role::GridWorker, area: area.parse().unwrap(), from: None, until: None };
    Signer { user: UserId::from_bytes([9; 16]), unit: None, grants: vec![grant] }
}

fn record(area: Option<&str>) -> Record {
    let area = area.map(|code| code.parse().unwrap());
    Record { root: id().into(), area, author: None, addressed: vec![], steps: 0 }
}

#[test]
fn a_worker_writes_in_their_own_grid_and_nowhere_else() {
    let (_, bytes) = added();
    let chunk = Chunk::parse(&bytes).unwrap();
    let mut document = Document::new(&Kind::Household).unwrap();
    accept(&mut document, &chunk, &record(None), &worker("321181001025001")).unwrap();
    let refused = accept(&mut document, &chunk, &record(None), &worker("321181001025002")).unwrap_err();
    assert!(matches!(refused, Rejection::Refused(refusal) if refusal.code == policy::Code::NotAllowed));
}

#[test]
fn a_second_change_under_one_number_is_a_fork_and_one_without_its_base_is_missing() {
    let (mut here, bytes) = added();
    let mut there = copy_of(&bytes);
    let mine = here.write(&phone("111"), ANNA, 10).unwrap().unwrap();
    let next = here.write(&phone("112"), ANNA, 11).unwrap().unwrap();
    let clone = copy_of(&bytes).write(&phone("222"), ANNA, 20).unwrap().unwrap();
    let signer = worker("321181001025001");
    let record = record(Some("321181001025001"));
    there.apply(&Chunk::parse(&clone.bytes).unwrap()).unwrap();
    let chunk = |written: &Written| Chunk::parse(&written.bytes).unwrap();
    assert_eq!(accept(&mut there, &chunk(&mine), &record, &signer), Err(Rejection::Forked));
    assert_eq!(accept(&mut there, &chunk(&next), &record, &signer), Err(Rejection::Missing(vec![mine.hash])));
}

#[test]
fn attributes_come_back_to_the_letter() {
    let (mut here, _) = added();
    let json = Json::parse("{\"b\": 1.0, \"a\": [12345678901234567890123, null, \"党员\"]}").unwrap();
    let fields =
        CardFields { attributes: [("x.y".to_owned(), json.clone())].into(), ..CardFields::default() };
    here.write(&card(fields), ANNA, 2).unwrap().unwrap();
    assert_eq!(household(&here, id()).unwrap().attributes["x.y"], json);
}

#[test]
fn a_compressed_or_cut_or_flipped_chunk_is_no_chunk() {
    let (_, bytes) = added();
    for end in 0..bytes.len() {
        assert!(Chunk::parse(&bytes[..end]).is_err());
    }
    for place in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1;
        assert!(Chunk::parse(&flipped).is_err(), "{place}");
    }
}

#[test]
fn a_contradiction_is_settled_with_either_of_its_values_whoever_wins_meanwhile() {
    let rounds = [("111", ANNA, BEN), ("222", ANNA, BEN), ("111", BEN, ANNA), ("222", BEN, ANNA)];
    for (chosen, one, other) in rounds {
        let (mut here, bytes) = added();
        let mut there = copy_of(&bytes);
        here.write(&phone("111"), [one[0] + 4; 16], 10).unwrap().unwrap();
        let theirs = there.write(&phone("222"), [other[0] + 4; 16], 20).unwrap().unwrap();
        here.apply(&Chunk::parse(&theirs.bytes).unwrap()).unwrap();
        let settle = Intent::new(Act::Settle).put(Path::from("phone"), Value::text(chosen));
        here.write(&settle, ANNA, 30).unwrap().unwrap();
        assert_eq!(here.contradictions(), vec![], "{chosen}");
        assert_eq!(household(&here, id()).unwrap().phone.as_deref(), Some(chosen));
    }
}

#[test]
fn a_first_chunk_says_alone_what_its_document_says() {
    let resident = ResidentFields { name: Some("王秀英".into()), ..ResidentFields::default() };
    let card = CardFields {
        area: Some("321181001025001".parse().unwrap()),
        address: Some("3-2-501".into()),
        note: Some("晚七点后在家".into()),
        attributes: [("党员".to_owned(), Json::parse("[1, {\"a\": 2.50}]").unwrap())].into(),
        ..CardFields::default()
    };
    let intent = huben_documents::card(Act::AddHousehold, &card);
    let intent = huben_documents::resident(intent, ResidentId::new(1, [3; 10]), &resident);
    let mut document = Document::new(&Kind::Household).unwrap();
    let first = Chunk::parse(&document.write(&intent, ANNA, 1).unwrap().unwrap().bytes).unwrap();
    let fresh = Fresh::read(&Kind::Household, &first).unwrap();
    assert_eq!(household(&fresh, id()), household(&document, id()));
    assert_eq!(household(&fresh, id()).unwrap().residents.len(), 1);

    let second = document.write(&phone("111"), BEN, 2).unwrap().unwrap();
    assert_eq!(Fresh::read(&Kind::Household, &Chunk::parse(&second.bytes).unwrap()), None);
    assert_eq!(Fresh::read(&Kind::Visit, &first), None);
}

#[test]
fn whose_a_chunk_is_can_be_told_from_its_bytes_and_name_and_no_byte_of_it_may_differ() {
    let (mut document, first) = added();
    let edit = document.write(&phone("111"), BEN, 10).unwrap().unwrap();
    for (bytes, actor) in [(first, ANNA), (edit.bytes, BEN)] {
        let chunk = Chunk::parse(&bytes).unwrap();
        assert_eq!(Chunk::author(&bytes, chunk.hash()), Some(chunk.actor()));
        assert_eq!(chunk.actor(), actor);
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(Chunk::author(&changed, chunk.hash()), None, "byte {place}");
        }
        assert_eq!(Chunk::author(&bytes[..bytes.len() - 1], chunk.hash()), None);
    }
}
