//! Chance put into CBOR: the message stays readable, and what it says does not make sense.

use crate::bytes::{array, number, some};
use crate::words;
use ciborium::Value;
use huben_tests::chance::Chance;

/// Changes one to three nodes of the tree.
pub fn mutate(chance: &mut Chance, tree: &mut Value) {
    for _ in 0..=chance.below(3) {
        let nodes = count(tree);
        let mut nth = chance.below(nodes);
        if let Some(node) = find(tree, &mut nth) {
            change(chance, node);
        }
    }
}

fn count(tree: &Value) -> u64 {
    1 + match tree {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| count(value)).sum(),
        Value::Tag(_, inner) => count(inner),
        _ => 0,
    }
}

fn find<'t>(tree: &'t mut Value, nth: &mut u64) -> Option<&'t mut Value> {
    if *nth == 0 {
        return Some(tree);
    }
    *nth -= 1;
    match tree {
        Value::Array(items) => items.iter_mut().find_map(|item| find(item, nth)),
        Value::Map(entries) => entries.iter_mut().find_map(|(_, value)| find(value, nth)),
        Value::Tag(_, inner) => find(inner, nth),
        _ => None,
    }
}

fn change(chance: &mut Chance, node: &mut Value) {
    // Mostly something of its own type, so that the message is read further than its first wrong word.
    match node {
        Value::Integer(now) if chance.below(5) > 0 => {
            let honest = u64::try_from(i128::from(*now)).unwrap_or(0);
            *node = Value::from(number(chance, honest));
        }
        Value::Bytes(bytes) if chance.below(5) > 0 => match chance.below(3) {
            0 => crate::bytes::mutate(chance, bytes, &[]),
            1 => *bytes = some(chance, bytes.len()),
            _ => bytes.fill(*chance.pick(&[0, 0xff])),
        },
        Value::Text(text) if chance.below(5) > 0 => *text = words::any(chance),
        Value::Bool(flag) if chance.below(5) > 0 => *flag = !*flag,
        Value::Array(items) if chance.below(5) > 0 => list(chance, items),
        Value::Map(entries) if chance.below(5) > 0 => map(chance, entries),
        _ => *node = anything(chance, 3),
    }
}

fn list(chance: &mut Chance, items: &mut Vec<Value>) {
    match (chance.below(4), items.len() as u64) {
        (0, _) | (_, 0) => items.push(anything(chance, 2)),
        (1, length) => drop(items.remove(chance.below(length) as usize)),
        (2, length) => {
            let one = items[chance.below(length) as usize].clone();
            items.extend(std::iter::repeat_n(one, 1 + chance.below(40) as usize));
        }
        (_, length) => items.swap(chance.below(length) as usize, chance.below(length) as usize),
    }
}

fn map(chance: &mut Chance, entries: &mut Vec<(Value, Value)>) {
    match (chance.below(4), entries.len() as u64) {
        (0, _) | (_, 0) => entries.push((anything(chance, 1), anything(chance, 2))),
        (1, length) => drop(entries.remove(chance.below(length) as usize)),
        (2, length) => {
            let mut twice = entries[chance.below(length) as usize].clone();
            change(chance, &mut twice.1);
            entries.push(twice);
        }
        (_, length) => entries[chance.below(length) as usize].0 = Value::Text(words::any(chance)),
    }
}

/// Any value at all.
pub fn anything(chance: &mut Chance, depth: u32) -> Value {
    match chance.below(if depth == 0 { 7 } else { 11 }) {
        0 => Value::Null,
        1 => Value::Bool(chance.below(2) == 0),
        2 => Value::from(number(chance, 7)),
        3 => Value::from(-(chance.below(1 << 40) as i64)),
        4 => Value::Float(*chance.pick(&[f64::NAN, f64::INFINITY, -0.0, 1e300, 0.5])),
        5 => Value::Text(words::any(chance)),
        6 => Value::Bytes(array::<16>(chance).to_vec()),
        7 => Value::Tag(number(chance, 2), Box::new(anything(chance, depth - 1))),
        8 => (0..chance.below(40)).fold(Value::Null, |inner, _| Value::Array(vec![inner])),
        9 => Value::Array((0..chance.below(4)).map(|_| anything(chance, depth - 1)).collect()),
        _ => Value::Map(
            (0..chance.below(4)).map(|_| (anything(chance, 0), anything(chance, depth - 1))).collect(),
        ),
    }
}
