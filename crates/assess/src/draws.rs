//! Random draws that follow from a seed and a purpose alone, never from the order in which things are computed.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use rand_distr::{Binomial, Distribution, Gamma};

/// The random numbers for one purpose under one seed.
pub fn stream(seed: u64, purpose: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(mix(seed ^ mix(purpose)))
}

/// A purpose's number from its words.
pub fn purpose(words: &[&str]) -> u64 {
    words
        .iter()
        .flat_map(|word| word.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

/// SplitMix64's finaliser (Steele, Lea & Flood 2014): spreads close numbers far apart.
pub fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Draws how `n` posts fall into classes of these `weights` (not negative; together more than 0), into `counts`.
pub fn multinomial(random: &mut impl Rng, n: u64, weights: &[f64], counts: &mut [u64]) {
    let mut left = n;
    let mut weight_left: f64 = weights.iter().sum();
    let last = weights.len().saturating_sub(1);
    for (class, (&weight, count)) in weights.iter().zip(counts.iter_mut()).enumerate() {
        let p = if weight_left > 0.0 { (weight / weight_left).clamp(0.0, 1.0) } else { 0.0 };
        *count = if class == last { left } else { binomial(random, left, p) };
        left -= *count;
        weight_left -= weight;
    }
}

fn binomial(random: &mut impl Rng, n: u64, p: f64) -> u64 {
    if n == 0 || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    Binomial::new(n, p).map_or(0, |draw| draw.sample(random).min(n))
}

/// Draws shares from the Dirichlet distribution with these parameters (more than 0).
pub fn dirichlet<const N: usize>(random: &mut impl Rng, parameters: [f64; N]) -> [f64; N] {
    let draws = parameters.map(|a| Gamma::new(a, 1.0).map_or(a, |draw| draw.sample(random)));
    let sum: f64 = draws.iter().sum();
    if sum > 0.0 { draws.map(|draw| draw / sum) } else { [1.0 / N as f64; N] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_depend_on_seed_and_purpose_alone() {
        let draw = |seed, words: &[&str]| stream(seed, purpose(words)).next_u64();
        assert_eq!(draw(1, &["a", "b"]), draw(1, &["a", "b"]));
        assert_ne!(draw(1, &["a", "b"]), draw(2, &["a", "b"]));
        assert_ne!(draw(1, &["ab"]), draw(1, &["a", "b"]));
    }

    #[test]
    fn multinomial_draws_add_up_and_have_the_right_means() {
        let mut random = stream(1, 1);
        let mut sums = [0_u64; 3];
        for _ in 0..2_000 {
            let mut counts = [0; 3];
            multinomial(&mut random, 50, &[2.0, 3.0, 5.0], &mut counts);
            assert_eq!(counts.iter().sum::<u64>(), 50);
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        let means = sums.map(|sum| sum as f64 / 2_000.0);
        [10.0, 15.0, 25.0]
            .iter()
            .zip(means)
            .for_each(|(want, mean)| assert!((want - mean).abs() < 0.3, "{mean}"));
    }

    #[test]
    fn dirichlet_draws_are_shares_around_their_means() {
        let mut random = stream(1, 2);
        let mut sums = [0.0; 3];
        for _ in 0..2_000 {
            let shares = dirichlet(&mut random, [1.0, 2.0, 7.0]);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            sums.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share / 2_000.0);
        }
        [0.1, 0.2, 0.7]
            .iter()
            .zip(sums)
            .for_each(|(want, mean)| assert!((want - mean).abs() < 0.02, "{mean}"));
    }
}
