//! How the corpus is made: honest messages and every poison, small. Inputs that once broke something lie beside them.

use crate::community::Community;
use crate::device::Device;
use crate::{fuzz, poison, records, targets, words};
use huben_documents::{Act, Document, Intent, Kind, Path, Value, as_sent};
use huben_sync::{
    Answer, Cursor, EnrolmentRequest, Invitation, Offer, Part, Scope, Verdict, seal_request, to_cbor,
};
use huben_tests::chance::Chance;
use serde_bytes::{ByteArray, ByteBuf};
use std::io;

/// Larger seeds say nothing that a smaller one does not.
const LARGEST: usize = 6000;

/// Makes it anew; what is there beside is left alone.
pub fn make() -> io::Result<usize> {
    let mut chance = Chance::seeded(11);
    let mut community = Community::open(11);
    let device = community.attackers().swap_remove(0);
    let mut written = 0;
    for (target, name, input) in seeds(&device, &mut chance) {
        if input.len() <= LARGEST {
            std::fs::create_dir_all(fuzz::folder(target))?;
            std::fs::write(fuzz::folder(target).join(name), input)?;
            written += 1;
        }
    }
    Ok(written)
}

fn seeds(device: &Device, chance: &mut Chance) -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    let mut keep = |target: &'static str, name: &str, input: Vec<u8>| {
        let name: String =
            name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
        seeds.push((target, name, input));
    };
    for nth in 0..8 {
        let bytes = targets::honest_request(chance);
        keep("request", &format!("honest-{nth}"), bytes.clone());
        keep("hub", &format!("honest-{nth}"), bytes.clone());
        keep("envelope", &format!("honest-{nth}"), seal_request(&device_key(), [1; 16], &to_value(&bytes)));
        if let Some(offer) = records::honest(device, chance) {
            keep("chunk", &format!("honest-{nth}"), offer.bytes);
        }
    }
    for (name, make) in poison::ALL {
        let Some(offers) = make(device, chance) else { continue };
        for offer in offers.iter().take(2) {
            keep("chunk", name, offer.bytes.clone());
        }
    }
    for (which, (kind, chunks)) in targets::STANDING.iter().enumerate() {
        for (nth, sent) in edits(kind, chunks).into_iter().enumerate() {
            keep("accept", &format!("{kind}-{nth}"), [&[which as u8][..], &sent].concat());
        }
        for (nth, bytes) in chunks.iter().enumerate() {
            keep("chunk", &format!("standing-{kind}-{nth}"), as_sent(bytes).to_vec());
        }
        if let Ok(mut document) = Document::load(kind, None, chunks.iter().map(Vec::as_slice)) {
            keep("snapshot", kind.as_str(), document.snapshot());
        }
    }
    keep("answer", "full", to_cbor(&full_answer(device, chance)));
    keep("answer", "empty", to_cbor(&Answer::default()));
    keep("enrolment", "asked", to_cbor(&EnrolmentRequest::sign(&device_key(), [3; 16])));
    let identity = ByteArray::new(device_key().verifying_key().to_bytes());
    let invitation =
        Invitation { url: "https://192.168.1.5:7300".into(), identity, token: ByteArray::new([5; 16]) };
    keep("invitation", "honest", invitation.to_text().into_bytes());
    let intent = Intent::new(Act::EditHousehold)
        .field("note", Value::text("备注"))
        .put(Path::attribute("党员"), Value::text("true"));
    keep("intent", "json", serde_json::to_vec(&intent).unwrap_or_default());
    keep("intent", "cbor", to_cbor(&intent));
    for (nth, bad) in words::BAD.iter().enumerate() {
        keep("text", &format!("bad-{nth}"), bad.as_bytes().to_vec());
    }
    let texts = [
        "3幢2单元501",
        "学府雅苑3-2-501室",
        "138 0528 0022",
        "0511-86512345转801",
        "wxy 3-2",
        "321181001025001",
    ];
    texts
        .iter()
        .enumerate()
        .for_each(|(nth, text)| keep("text", &format!("honest-{nth}"), text.as_bytes().to_vec()));
    let (_, step) = records::step(device, chance, 1, "report");
    keep("text", "step", step.into_bytes());
    (0..4).for_each(|nth| {
        keep("ledger", &format!("part-{nth}"), [&[nth as u8][..], &targets::part(nth)].concat())
    });
    for file in ["few.csv", "few-gbk.csv", "few-tab.txt", "few-bom.csv", "bad.csv", "few.xls", "few.xlsx"] {
        let path = huben_tests::workspace::root().join("tests/fixtures/ledgers").join(file);
        keep("ledger", file, [&[9][..], &std::fs::read(path).unwrap_or_default()].concat());
    }
    let csv = "code,name,level,parent\n321181001025009,第9网格,grid,321181001025\n";
    keep("divisions", "honest", csv.as_bytes().to_vec());
    seeds
}

fn device_key() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[7; 32])
}

fn to_value(bytes: &[u8]) -> ciborium::Value {
    huben_sync::from_cbor(bytes).unwrap_or(ciborium::Value::Null)
}

/// Honest edits of a standing document, as sent.
fn edits(kind: &Kind, chunks: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let base = Intent::new(Act::EditHousehold);
    let intents = [
        base.clone().field("text", Value::text("三")),
        base.clone().field("urgent", Value::Flag(true)).field("note", Value::Null),
        base.clone().put(Path::attribute("低保"), Value::text("[1,2,{\"a\":null}]")),
        base.put(
            Path::Part("residents".into(), "01890000-0000-7000-8000-000000000002".into(), "name".into()),
            Value::text("李"),
        ),
    ];
    let written = |intent: &Intent, actor: u8| {
        let mut document = Document::load(kind, None, chunks.iter().map(Vec::as_slice)).ok()?;
        document.write(intent, [actor; 16], 0).ok()?.map(|written| as_sent(&written.bytes).to_vec())
    };
    intents.iter().flat_map(|intent| [written(intent, 1), written(intent, 3)]).flatten().collect()
}

fn full_answer(device: &Device, chance: &mut Chance) -> Answer {
    let offer: Option<Offer> = records::honest(device, chance);
    let chunks = offer.into_iter().map(|offer| ByteBuf::from(offer.bytes)).collect();
    Answer {
        version: 1,
        verdicts: vec![
            (0, Verdict::Missing(vec![ByteArray::new([1; 32])])),
            (1, Verdict::Refused { code: "forged".into(), path: "by".into(), reason: "no".into() }),
            (2, Verdict::Forked),
        ],
        decided: vec![(ByteArray::new([2; 32]), Verdict::AtOffice)],
        areas: vec![r#"{"code":"321181001025001","name":"第1网格","level":"grid"}"#.into()],
        actors: vec![(ByteArray::new([1; 16]), ByteArray::new([2; 16]))],
        parts: vec![
            Part::Document {
                document: ByteArray::new([9; 16]),
                kind: "household".into(),
                root: None,
                epoch: 0,
                snapshot: None,
                chunks,
            },
            Part::Leave { leave: ByteArray::new([8; 16]) },
        ],
        cursor: Some(Cursor::START),
        receipt: Some((3, ByteArray::new([1; 8]))),
        scopes: Some(vec![Scope { area: "321181001025001".into(), tiers: vec!["card".into()] }]),
        ..Answer::default()
    }
}
