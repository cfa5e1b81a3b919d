//! Seeded chance: the same seed draws the same test, so that a found failure can be run again.

/// SplitMix64 (Steele, Lea and Flood 2014): tiny, and good enough to choose bytes and moments.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Chance that always draws the same numbers for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Chance(seed)
    }

    /// The seed in `HUBEN_SEED`, else the given one; printed, so that a failing test names it.
    pub fn of_test(default_seed: u64) -> Self {
        let seed = std::env::var("HUBEN_SEED").map_or(default_seed, |text| {
            text.parse().unwrap_or_else(|_| panic!("HUBEN_SEED={text} is no number"))
        });
        println!("seed: HUBEN_SEED={seed}");
        Chance(seed)
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.draw() % end }
    }

    /// One of the given things.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len() as u64) as usize]
    }
}
