//! The poisons by name: inputs of which it is known, or easy to fear, that they harm. Each is signed, numbered and
//! addressed as an honest one would be; what is wrong is what its name says.

use crate::bytes::{array, number, some};
use crate::change::{unsigned, wrapped};
use crate::device::{Device, blank};
use crate::records::{offer, put, put_in, resident, written};
use crate::{records, words};
use automerge::transaction::Transactable;
use automerge::{ObjType, ROOT, ReadDoc, ScalarValue};
use huben_documents::Kind;
use huben_sync::Offer;
use huben_tests::chance::Chance;

mod makers;

pub use makers::twin;
use makers::*;

/// Makes one poison; `None` where the device knows no document that it fits.
pub type Make = fn(&Device, &mut Chance) -> Option<Vec<Offer>>;

/// All of them.
pub const ALL: &[(&str, Make)] = &[
    ("start_op 2^32-2", |d, c| raw(d, c, |raw, _| raw.start_op = 0xffff_fffe)),
    ("start_op anywhere", |d, c| raw(d, c, |raw, c| raw.start_op = number(c, raw.start_op))),
    ("seq twice", |d, c| raw(d, c, |raw, _| raw.seq = raw.seq.saturating_sub(1).max(1))),
    ("seq anywhere", |d, c| raw(d, c, |raw, c| raw.seq = number(c, raw.seq))),
    ("a fork: one seq, two changes", fork),
    ("time at the extremes", |d, c| {
        raw(d, c, |raw, c| raw.time = *c.pick(&[i64::MIN, i64::MAX, -1, 0, 1 << 40, 253_402_300_800]))
    }),
    ("unknown dependencies by the thousand", |d, c| {
        raw(d, c, |raw, c| raw.deps = (0..1000).map(|_| some(c, 32)).collect())
    }),
    ("a crowd of orphans", orphans),
    ("dependencies on oneself and twice", |d, c| {
        raw(d, c, |raw, _| raw.deps = raw.deps.iter().chain(&raw.deps).cloned().collect())
    }),
    ("without dependencies", |d, c| raw(d, c, |raw, _| raw.deps.clear())),
    ("another's actor", |d, c| {
        let stranger = *d.strangers.get(c.below(d.strangers.len() as u64) as usize)?;
        raw(d, c, |raw, _| raw.actor = stranger.to_vec())
    }),
    ("the genesis's actor", |d, c| raw(d, c, |raw, _| raw.actor = b"huben genesis v1".to_vec())),
    ("an actor of another length", |d, c| {
        raw(d, c, |raw, c| {
            raw.actor = {
                let many = *c.pick(&[0, 1, 15, 17, 4000]);
                some(c, many)
            }
        })
    }),
    ("a message and other actors", |d, c| {
        raw(d, c, |raw, c| {
            raw.message = words::any(c).into_bytes();
            raw.others = (0..c.below(9)).map(|_| some(c, 16)).collect();
        })
    }),
    ("bytes after the columns", |d, c| raw(d, c, |raw, c| raw.tail = some(c, 20))),
    ("without operations", |d, c| raw(d, c, |raw, _| raw.columns.clear())),
    ("run-length bomb", |d, c| raw(d, c, run_bomb)),
    ("compressed column", |d, c| {
        raw(d, c, |raw, _| {
            if let Some((spec, data)) = raw.columns.first_mut() {
                *spec |= 8;
                *data = bomb().to_vec();
            }
        })
    }),
    ("text that is no UTF-8", not_utf8),
    ("compressed change", compressed),
    ("DEFLATE bomb", |d, c| with_bytes(d, c, |_, _| wrapped(2, bomb()))),
    ("document chunk", |d, c| with_bytes(d, c, |known, _| known.doc.clone().save()[8..].to_vec())),
    ("plain document chunk", |d, c| {
        with_bytes(d, c, |known, _| known.doc.clone().save_nocompress()[8..].to_vec())
    }),
    ("bundle chunk and unknown types", |d, c| {
        with_bytes(d, c, |_, c| {
            let kind = c.below(256) as u8;
            wrapped(kind, &some(c, 100))
        })
    }),
    ("a length that is not there", |d, c| {
        with_bytes(d, c, |_, c| {
            let mut sent = vec![1];
            unsigned(&mut sent, number(c, 100));
            sent.extend(some(c, 60));
            sent
        })
    }),
    ("exactly the largest, and one byte more", largest),
    ("put_object over an existing key", |d, c| {
        edit(d, &Kind::Household, c, |doc, _| {
            drop(doc.put_object(ROOT, "residents", ObjType::Map));
            drop(doc.put_object(ROOT, "phone", ObjType::Map));
        })
    }),
    ("a resident made anew from old heads", |d, c| {
        let (key, name) = (first_key(d, c)?, "另一个人");
        old_edit(d, &Kind::Household, c, move |doc| resident(doc, &key, name))
    }),
    ("the same resident in two spellings", |d, c| {
        let key = first_key(d, c)?;
        edit(d, &Kind::Household, c, |doc, c| {
            resident(doc, &key.to_uppercase(), "大写");
            resident(doc, &key.replace('-', ""), "无横线");
            resident(doc, &format!("{{{key}}}"), &words::any(c));
        })
    }),
    ("forbidden under a losing conflict", |d, c| {
        let stranger = array::<16>(c).to_vec();
        old_edit(d, &Kind::Visit, c, move |doc| put(doc, "by", stranger))
    }),
    ("another's visit", |d, c| edit(d, &Kind::Visit, c, |doc, c| put(doc, "text", words::any(c)))),
    ("delete of a map", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| drop(doc.delete(ROOT, *c.pick(&["residents", "attributes"]))))
    }),
    ("delete of a field", |d, c| edit(d, &Kind::Household, c, |doc, _| drop(doc.delete(ROOT, "contact")))),
    ("delete of a resident", |d, c| {
        let key = first_key(d, c)?;
        edit(d, &Kind::Household, c, |doc, _| {
            if let Ok(Some((_, residents))) = doc.get(ROOT, "residents") {
                drop(doc.delete(residents, key.as_str()));
            }
        })
    }),
    ("counter and increment", |d, c| {
        edit(d, &Kind::Household, c, |doc, _| {
            put(doc, "note", ScalarValue::counter(7));
            drop(doc.increment(ROOT, "note", 3));
        })
    }),
    ("increment of a text", |d, c| {
        edit(d, &Kind::Household, c, |doc, _| drop(doc.increment(ROOT, "contact", i64::MAX)))
    }),
    ("text and marks", text_and_marks),
    ("lists", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| {
            if let Ok(list) = doc.put_object(ROOT, "note", ObjType::List) {
                (0..1 + c.below(20)).for_each(|_| drop(doc.insert(&list, 0, words::any(c))));
            }
        })
    }),
    ("values of every type", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            let field = *c.pick(&[
                "area",
                "text",
                "by",
                "household",
                "first_asked",
                "urgent",
                "ended",
                "at",
                "issue",
                "x",
            ]);
            put(doc, field, scalar(c));
        })
    }),
    ("values of every type in maps", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            let map = *c.pick(&["attributes", "residents", "steps", "notes"]);
            put_in(doc, map, &words::any(c), scalar(c));
        })
    }),
    ("words in every field", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            for field in [
                "address",
                "estate",
                "contact",
                "phone",
                "note",
                "name",
                "kind",
                "met",
                "companions",
                "follow_up_on",
                "at",
                "answers",
                "category",
                "source",
                "case_number",
                "place",
                "ended",
                "occupancy",
            ] {
                if c.below(2) == 0 {
                    put(doc, field, words::any(c));
                }
            }
        })
    }),
    ("a field named like a map's entry", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| {
            put(doc, "attributes.党员", words::any(c));
            put(doc, "residents.x.name", words::any(c));
            put_in(doc, "attributes", "党员", format!("{}", c.below(100)));
        })
    }),
    ("both sides of a doubled name", |d, c| {
        old_edit(d, &Kind::Household, c, |doc| {
            put(doc, "attributes.党员", "一");
            put_in(doc, "attributes", "党员", "\"二\"");
        })
    }),
    ("nested JSON", |d, c| {
        edit(d, &kind(c), c, |doc, c| {
            let depth = c.below(14_000) as usize;
            put_in(doc, "attributes", "深", "[".repeat(depth) + &"]".repeat(depth));
            put(doc, "answers", "{\"a\":".repeat(2000) + "1" + &"}".repeat(2000));
        })
    }),
    ("steps that lie", lying_step),
    ("an area that is not one's own", |d, c| {
        edit(d, &Kind::Household, c, |doc, c| {
            let area =
                *c.pick(&["321181001025002", "321181001025999", "321181001", "", "abc", "32118100102500a"]);
            put(doc, "area", area);
        })
    }),
    ("in another's grid", |d, c| {
        let bytes = written(d, &blank(&Kind::Household)?, |doc| {
            put(doc, "area", *c.pick(&["321181001025002", "321181001025999", "321181001025"]));
            put(doc, "address", "9-9-999");
        })?;
        let id = records::id(c);
        Some(vec![offer(id, &Kind::Household, id, bytes)])
    }),
    ("a storm of conflicts", storm),
    ("the same chunk again and again", |d, c| {
        let one = records::honest(d, c)?;
        Some(vec![one; 1 + c.below(300) as usize])
    }),
    ("the same chunk in many documents", |d, c| {
        let one = records::honest(d, c)?;
        let many =
            (0..50).map(|_| Offer { document: serde_bytes::ByteArray::new(records::id(c)), ..one.clone() });
        Some(many.collect())
    }),
    ("filed wrongly", filed_wrongly),
    ("kinds that nobody knows", |d, c| {
        let one = records::honest(d, c)?;
        let names = ["", "Household", "care", "household\0", "\u{202e}", "visit "];
        let kind = if c.below(3) == 0 { words::any(c) } else { (*c.pick(&names)).to_owned() };
        Some(vec![Offer { kind, ..one }])
    }),
    ("four thousand at once", |d, c| {
        let one = records::honest(d, c)?;
        let cut = |c: &mut Chance| Offer { bytes: some(c, 8), ..one.clone() };
        Some((0..4096 + c.below(3)).map(|_| cut(c)).collect())
    }),
];
