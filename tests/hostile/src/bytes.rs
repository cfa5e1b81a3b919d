//! Chance put into bytes: what a broken disk, a torn line or a patient attacker does to them.

use huben_tests::chance::Chance;

/// Numbers at which decoders break.
pub const EDGES: [u64; 16] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_fffe,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_fffe,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    0xffff_ffff_ffff_fffe,
    0xffff_ffff_ffff_ffff,
];

/// A number: an edge, near `honest`, or anything.
pub fn number(chance: &mut Chance, honest: u64) -> u64 {
    match chance.below(4) {
        0 => *chance.pick(&EDGES),
        1 => honest.wrapping_add(chance.below(5)).wrapping_sub(2),
        2 => chance.draw() >> chance.below(64),
        _ => honest.wrapping_mul(2),
    }
}

/// `N` bytes of chance.
pub fn array<const N: usize>(chance: &mut Chance) -> [u8; N] {
    std::array::from_fn(|_| chance.draw() as u8)
}

/// `length` bytes of chance.
pub fn some(chance: &mut Chance, length: usize) -> Vec<u8> {
    (0..length).map(|_| chance.draw() as u8).collect()
}

/// Changes the bytes a little, in one to four places. `other` lends pieces.
pub fn mutate(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..=chance.below(4) {
        once(chance, bytes, other);
    }
}

fn once(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    if bytes.is_empty() {
        return bytes.push(chance.draw() as u8);
    }
    let length = bytes.len() as u64;
    let place = chance.below(length) as usize;
    let until = place + 1 + chance.below((length - place as u64).min(24)) as usize;
    let until = until.min(bytes.len());
    match chance.below(11) {
        0..=2 => bytes[place] ^= 1 << chance.below(8),
        3 => bytes[place] = chance.draw() as u8,
        4 => bytes[place] = *chance.pick(&[0, 1, 0x7f, 0x80, 0xff, 0x40, 0x3f]),
        5 => drop(bytes.drain(place..until)),
        6 => {
            let piece = bytes[place..until].to_vec();
            let at = chance.below(length) as usize;
            bytes.splice(at..at, piece);
        }
        7 => bytes.truncate(place),
        8 => {
            let piece = {
                let many = chance.below(16) as usize;
                some(chance, many)
            };
            bytes.splice(place..place, piece);
        }
        9 if !other.is_empty() => {
            let from = chance.below(other.len() as u64) as usize;
            let to = (from + 1 + chance.below(32) as usize).min(other.len());
            bytes.splice(place..until, other[from..to].iter().copied());
        }
        _ => {
            let edge = chance.pick(&EDGES).to_be_bytes();
            let width = 1 << chance.below(4);
            let end = (place + width).min(bytes.len());
            bytes[place..end].copy_from_slice(&edge[8 - width..][..end - place]);
        }
    }
}
