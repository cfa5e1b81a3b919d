//! What a device writes when it is honest: whole records and edits, as chunks. Attacks begin with them.

use crate::bytes::array;
use crate::device::{Device, Known, blank};
use crate::words;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, ChangeHash, ROOT, ReadDoc, ScalarValue};
use huben_documents::{Kind, as_sent, issue_file_id};
use huben_domain::{IssueId, StepId};
use huben_sync::Offer;
use huben_tests::chance::Chance;
use serde_bytes::ByteArray;

/// An hour of the year in which attacks are played, seconds of the Unix epoch.
const NOW: i64 = 1_795_737_600;

/// One change of a document by this device; `None` where automerge does not write it.
pub fn written(device: &Device, doc: &AutoCommit, act: impl FnOnce(&mut AutoCommit)) -> Option<Vec<u8>> {
    by(device.actor, doc, &[], NOW, act)
}

/// The same as anybody, at any heads (none: today's), at any time.
pub fn by(
    actor: [u8; 16],
    doc: &AutoCommit,
    heads: &[ChangeHash],
    time: i64,
    act: impl FnOnce(&mut AutoCommit),
) -> Option<Vec<u8>> {
    let mut doc = doc.clone();
    let change = crate::panics::let_out(move || {
        let mut copy = if heads.is_empty() { doc } else { doc.fork_at(heads).ok()? };
        copy.set_actor(ActorId::from(actor));
        act(&mut copy);
        copy.commit_with(CommitOptions::default().with_time(time));
        copy.get_last_local_change()
    });
    change.flatten().map(|change| as_sent(change.raw_bytes()).to_vec())
}

/// An offer of a chunk as sent.
pub fn offer(document: [u8; 16], kind: &Kind, root: [u8; 16], bytes: Vec<u8>) -> Offer {
    let root = (root != document).then(|| ByteArray::new(root));
    let document = ByteArray::new(document);
    Offer { document, kind: kind.as_str().to_owned(), root, epoch: 0, others: false, bytes }
}

/// A document that the device knows, of this kind if one is named.
pub fn some_known<'d>(
    device: &'d Device,
    chance: &mut Chance,
    kind: Option<&Kind>,
) -> Option<([u8; 16], &'d Known)> {
    let fitting: Vec<_> =
        device.known.iter().filter(|(_, known)| kind.is_none_or(|kind| known.kind == *kind)).collect();
    let (id, known) = *fitting.get(chance.below(fitting.len() as u64) as usize)?;
    Some((*id, known))
}

/// Writes a value at one of the record's own fields.
pub fn put(doc: &mut AutoCommit, field: &str, value: impl Into<ScalarValue>) {
    drop(doc.put(ROOT, field, value));
}

/// Writes a value into one of the genesis's maps.
pub fn put_in(doc: &mut AutoCommit, map: &str, key: &str, value: impl Into<ScalarValue>) {
    if let Ok(Some((_, map))) = doc.get(ROOT, map) {
        drop(doc.put(map, key, value));
    }
}

/// A new id.
pub fn id(chance: &mut Chance) -> [u8; 16] {
    let mut id = array::<16>(chance);
    id[..6].copy_from_slice(&(NOW as u64 * 1000).to_be_bytes()[2..]);
    id[6] = 0x70 | id[6] & 0xf;
    id[8] = 0x80 | id[8] & 0x3f;
    id
}

/// A whole new record, or an edit of a known one.
pub fn honest(device: &Device, chance: &mut Chance) -> Option<Offer> {
    match chance.below(10) {
        0..=5 if device.reports_only => issue(device, chance),
        0 => household(device, chance),
        1..=3 => visit(device, chance),
        4 => issue(device, chance),
        5 => file(device, chance),
        _ => edit(device, chance),
    }
}

fn household(device: &Device, chance: &mut Chance) -> Option<Offer> {
    let area = *chance.pick(&device.areas);
    let bytes = written(device, &blank(&Kind::Household)?, |doc| {
        put(doc, "area", area);
        put(doc, "address", format!("{}-1-{}01", 1 + chance.below(9), 1 + chance.below(6)));
        put(doc, "contact", "王秀英");
        put_in(doc, "attributes", "党员", "true");
        resident(doc, &StepId::from_bytes(id(chance)).to_string(), "王小明");
    })?;
    let document = id(chance);
    Some(offer(document, &Kind::Household, document, bytes))
}

/// Enters a resident under any key.
pub fn resident(doc: &mut AutoCommit, key: &str, name: &str) {
    if let Ok(Some((_, residents))) = doc.get(ROOT, "residents")
        && let Ok(entry) = doc.put_object(residents, key, automerge::ObjType::Map)
    {
        drop(doc.put(entry, "name", name));
    }
}

fn visit(device: &Device, chance: &mut Chance) -> Option<Offer> {
    let (root, _) = some_known(device, chance, Some(&Kind::Household))?;
    let bytes = written(device, &blank(&Kind::Visit)?, |doc| {
        put(doc, "household", root.to_vec());
        put(doc, "by", device.user.to_bytes().to_vec());
        put(doc, "at", "2026-11-27T08:00:00+08:00");
        put(doc, "kind", "home");
        put(doc, "outcome", "met");
        put(doc, "text", if chance.below(2) == 0 { "老人身体很好".to_owned() } else { words::any(chance) });
    })?;
    Some(offer(id(chance), &Kind::Visit, root, bytes))
}

fn issue(device: &Device, chance: &mut Chance) -> Option<Offer> {
    let area = *chance.pick(&device.areas);
    let document = id(chance);
    let bytes = written(device, &blank(&Kind::Issue)?, |doc| {
        put(doc, "area", area);
        put(doc, "first_asked", device.user.to_bytes().to_vec());
        put(doc, "category", "消防");
        put(doc, "case_number", "2026-1");
        put(doc, "source", "worker");
        put(doc, "text", "楼道堆放杂物");
        let (key, step) = step(device, chance, 1, "report");
        put_in(doc, "steps", &key, step);
    })?;
    Some(offer(document, &Kind::Issue, document, bytes))
}

/// A step's key and words.
pub fn step(device: &Device, chance: &mut Chance, n: u64, what: &str) -> (String, String) {
    let key = StepId::from_bytes(id(chance)).to_string();
    let hat = chance.pick(&["grid-worker", "author", "addressee", "volunteer", "dispatcher"]);
    let step = serde_json::json!({
        "id": key, "n": n, "step": what, "at": "2026-11-27T08:00:00+08:00",
        "by": device.user.to_string(), "hat": hat, "text": words::any(chance),
    });
    (key, step.to_string())
}

fn file(device: &Device, chance: &mut Chance) -> Option<Offer> {
    let (root, _) = some_known(device, chance, Some(&Kind::Issue))?;
    let document = issue_file_id(IssueId::from_bytes(root)).to_bytes();
    let doc = match device.known.get(&document) {
        Some(known) => known.doc.clone(),
        None => blank(&Kind::IssueFile)?,
    };
    let bytes = written(device, &doc, |doc| {
        put(doc, "issue", root.to_vec());
        put(doc, "complainant_name", "赵六");
        put_in(doc, "notes", &StepId::from_bytes(id(chance)).to_string(), "内部意见");
    })?;
    Some(offer(document, &Kind::IssueFile, root, bytes))
}

fn edit(device: &Device, chance: &mut Chance) -> Option<Offer> {
    let (document, known) = some_known(device, chance, None)?;
    let bytes = written(device, &known.doc, |doc| match known.kind {
        Kind::Household => match chance.below(4) {
            0 => put(doc, "note", words::any(chance)),
            1 => put(doc, "area", *chance.pick(&device.areas)),
            2 => resident(doc, &StepId::from_bytes(id(chance)).to_string(), &words::any(chance)),
            _ => {
                let key = chance.pick(&["低保", "独居", "党员"]);
                put_in(doc, "attributes", key, format!("{}", chance.below(9)));
            }
        },
        Kind::Visit => put(doc, "text", words::any(chance)),
        Kind::Issue => {
            let what =
                *chance.pick(&["dispatch", "accept", "feedback", "handle", "verify", "close", "cancel"]);
            let n = 1 + chance.below(4);
            let (key, step) = step(device, chance, n, what);
            put_in(doc, "steps", &key, step);
        }
        _ => put_in(doc, "notes", &StepId::from_bytes(id(chance)).to_string(), words::any(chance)),
    })?;
    Some(offer(document, &known.kind, known.root, bytes))
}

/// A standing document of each kind with a little history, the same in every run.
pub fn standing() -> Vec<(Kind, Vec<Vec<u8>>)> {
    use huben_documents::{Act, Document, Intent, Path, Value};
    let both = |kind: &Kind| {
        let first = Intent::new(Act::AddHousehold)
            .field("area", Value::text("321181001025001"))
            .field("text", Value::text("老人身体很好"))
            .field("household", Value::Id([9; 16]))
            .field("issue", Value::Id([9; 16]))
            .field("by", Value::Id([9; 16]))
            .field("first_asked", Value::Id([9; 16]))
            .field("at", Value::text("2026-11-27T08:00:00+08:00"))
            .put(Path::attribute("党员"), Value::text("true"));
        let first = match kind {
            Kind::Household => first.put(
                Path::Part("residents".into(), "01890000-0000-7000-8000-000000000001".into(), "name".into()),
                Value::text("王"),
            ),
            _ => first,
        };
        let edit = |words: &str| {
            Intent::new(Act::EditHousehold)
                .field("text", Value::text(words))
                .field("note", Value::text(words))
        };
        let mut document = Document::new(kind).expect("a known kind");
        let mut write = |intent: &Intent, actor: u8| {
            document.write(intent, [actor; 16], NOW).expect("honest").map(|it| it.bytes)
        };
        vec![write(&first, 1), write(&edit("一"), 1), write(&edit("二"), 2)].into_iter().flatten().collect()
    };
    Kind::KNOWN.iter().map(|kind| (kind.clone(), both(kind))).collect()
}
