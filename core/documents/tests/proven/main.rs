//! A change whose bytes prove that it can be taken needs no trial: whatever is called proven, of thousands that are crafted
//! and mutated, passes the trial and comes to the same; and what honest phones write is called proven.

mod edits;
mod firsts;

/// Draws numbers below an end; the same from the same seed (`HUBEN_SEED`).
fn chance(otherwise: u64) -> impl FnMut(usize) -> usize {
    let seed = std::env::var("HUBEN_SEED").ok().and_then(|seed| seed.parse().ok());
    // splitmix64
    let mut state: u64 = seed.unwrap_or(otherwise);
    move |end| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}
