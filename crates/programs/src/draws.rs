//! Random draws that follow from a seed and a purpose alone, never from the order in which things are computed.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// The random numbers for one purpose under one seed.
pub fn stream(seed: u64, purpose: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(mix(seed ^ mix(purpose)))
}

/// SplitMix64's finaliser (Steele, Lea & Flood 2014): spreads close numbers far apart.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
