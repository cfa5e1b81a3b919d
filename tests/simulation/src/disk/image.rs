//! One file's bytes: as they are, and as they were when they were last synced. Pure memory; knows no file, no SQLite.

use huben_tests::chance::Chance;
use std::collections::BTreeMap;
use std::iter::once;
use std::ops::Range;

/// What is kept aside at once when something in it is written for the first time since a sync.
const BLOCK: usize = 4096;
/// What a disk writes wholly or not at all.
const SECTOR: usize = 512;

/// A file. Costs what was written since the last sync, never the whole file.
///
/// Of the bytes below `durable_len`, each block either stands in `before`, as it was synced, or is in `now` unchanged.
#[derive(Debug, Default)]
pub(super) struct Image {
    now: Vec<u8>,
    durable_len: usize,
    before: BTreeMap<usize, Box<[u8]>>,
}

impl Image {
    /// A file that is on the disk already.
    pub fn durable(bytes: Vec<u8>) -> Self {
        Image { durable_len: bytes.len(), now: bytes, before: BTreeMap::new() }
    }

    /// The bytes as a reader sees them.
    pub fn bytes(&self) -> &[u8] {
        &self.now
    }

    /// Writes; a gap between the old end and `at` reads as zeros.
    pub fn write(&mut self, at: usize, bytes: &[u8]) {
        let end = at + bytes.len();
        self.keep(at..end);
        if self.now.len() < end {
            self.now.resize(end, 0);
        }
        self.now[at..end].copy_from_slice(bytes);
    }

    /// Cuts off, or lengthens with zeros.
    pub fn set_len(&mut self, len: usize) {
        self.keep(len..self.now.len());
        self.now.resize(len, 0);
    }

    /// Everything written so far survives a power cut from now on.
    pub fn sync(&mut self) {
        self.before.clear();
        self.durable_len = self.now.len();
    }

    /// Where the bytes may differ from the durable ones, ascending, within the file as it is now.
    pub fn unsynced(&self) -> Vec<Range<usize>> {
        let written = self.before.keys().map(|block| block * BLOCK..(block + 1) * BLOCK);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in written.chain(once(self.durable_len..self.now.len())) {
            let range = range.start..range.end.min(self.now.len());
            match ranges.last_mut() {
                _ if range.is_empty() => {}
                Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            }
        }
        ranges
    }

    /// The power is cut: back to the durable bytes. With chance, some of the unsynced sectors had reached the disk all
    /// the same, and perhaps the new length: none, all, or any part of them, in any order.
    pub fn crash(&mut self, torn: Option<&mut Chance>) {
        let Some(chance) = torn else { return self.restore() };
        let written: Vec<(usize, Vec<u8>)> =
            self.unsynced().into_iter().map(|range| (range.start, self.now[range].to_vec())).collect();
        let len = self.now.len();
        self.restore();
        let of_eight = chance.below(9);
        let mut reached = || chance.below(8) < of_eight;
        for (start, bytes) in written {
            for (nth, sector) in bytes.chunks(SECTOR).enumerate() {
                if reached() {
                    self.write(start + nth * SECTOR, sector);
                }
            }
        }
        if reached() {
            self.set_len(len);
        }
        self.sync();
    }

    fn restore(&mut self) {
        self.now.resize(self.durable_len, 0);
        for (block, bytes) in std::mem::take(&mut self.before) {
            self.now[block * BLOCK..][..bytes.len()].copy_from_slice(&bytes);
        }
    }

    /// Keeps aside the durable bytes of the blocks that are about to change.
    fn keep(&mut self, changing: Range<usize>) {
        for block in changing.start / BLOCK..changing.end.min(self.durable_len).div_ceil(BLOCK) {
            let end = self.durable_len.min((block + 1) * BLOCK);
            self.before.entry(block).or_insert_with(|| self.now[block * BLOCK..end].into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same file told in the slow and obvious way.
    #[derive(Default)]
    struct Copies {
        now: Vec<u8>,
        durable: Vec<u8>,
    }

    #[test]
    fn a_cut_gives_back_exactly_the_bytes_of_the_last_sync() {
        let mut chance = Chance::of_test(1);
        for _ in 0..40 {
            let (mut image, mut copies) = (Image::default(), Copies::default());
            for _ in 0..40 {
                step(&mut image, &mut copies, &mut chance);
                assert!(image.bytes() == copies.now);
                for at in (0..copies.now.len()).filter(|at| copies.durable.get(*at) != copies.now.get(*at)) {
                    assert!(image.unsynced().iter().any(|range| range.contains(&at)), "{at} is not said");
                }
            }
        }
    }

    fn step(image: &mut Image, copies: &mut Copies, chance: &mut Chance) {
        let place = chance.below(20_000) as usize;
        match chance.below(8) {
            0 => {
                image.sync();
                copies.durable.clone_from(&copies.now);
            }
            1 => {
                image.crash(None);
                copies.now.clone_from(&copies.durable);
            }
            2 => {
                image.set_len(place);
                copies.now.resize(place, 0);
            }
            _ => {
                let bytes = vec![chance.draw() as u8; chance.below(9000) as usize];
                image.write(place, &bytes);
                let end = place + bytes.len();
                copies.now.resize(copies.now.len().max(end), 0);
                copies.now[place..end].copy_from_slice(&bytes);
            }
        }
    }

    #[test]
    fn a_torn_cut_leaves_each_sector_old_or_new_and_never_touches_a_synced_one() {
        let mut chance = Chance::of_test(2);
        let (mut mixed, mut lost, mut whole) = (0, 0, 0);
        for _ in 0..300 {
            let mut image = Image::durable(vec![1; 10 * BLOCK]);
            image.write(2 * BLOCK, &[2; 2 * BLOCK]);
            image.write(10 * BLOCK, &[2; BLOCK]);
            image.crash(Some(&mut chance));
            let bytes = image.bytes();
            assert!(bytes[..2 * BLOCK].iter().chain(&bytes[4 * BLOCK..10 * BLOCK]).all(|byte| *byte == 1));
            let written = &bytes[2 * BLOCK..4 * BLOCK];
            assert!(written.chunks(SECTOR).all(|sector| sector == [1; SECTOR] || sector == [2; SECTOR]));
            assert!(
                bytes[10 * BLOCK..]
                    .chunks(SECTOR)
                    .all(|sector| sector == [0; SECTOR] || sector == [2; SECTOR])
            );
            match written.iter().filter(|byte| **byte == 2).count() {
                0 => lost += 1,
                count if count == written.len() => whole += 1,
                _ => mixed += 1,
            }
            assert!(image.unsynced().is_empty(), "what is there after a cut is on the disk");
        }
        assert!(mixed > 100 && lost > 20 && whole > 20, "{mixed} mixed, {lost} lost, {whole} whole");
    }
}
