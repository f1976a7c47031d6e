//! Figures with honest intervals, and a little repeatable unevenness, for the sample.

use crate::{Figure, Interval, Unit};

/// A share of a sample with its Wilson interval.
pub fn share(count: u64, n: u64, formula: &str, query: &str) -> Figure {
    let (k, total, z) = (count as f64, (n as f64).max(1.0), 1.96);
    let p = k / total;
    let middle = (p + z * z / (2.0 * total)) / (1.0 + z * z / total);
    let half =
        z / (1.0 + z * z / total) * (p * (1.0 - p) / total + z * z / (4.0 * total * total)).sqrt();
    let interval =
        Interval { low: (middle - half).max(0.0), high: (middle + half).min(1.0), level: 0.95 };
    let formula = format!("{formula} = {count} / {n}; 95 % interval: Wilson (1927)");
    figure(p, Unit::Share, Some(interval), None, n, &formula, query)
}

/// The same where everything was counted and posts are taken as a sample of what people might have said.
pub fn whole(count: u64, n: u64, formula: &str, query: &str) -> Figure {
    share(count, n, formula, query)
}

/// A share corrected for the classifier's error, with the uncorrected one beside it.
pub fn corrected(value: f64, raw: f64, n: u64, query: &str) -> Figure {
    let half = 1.96 * (value * (1.0 - value) / (n as f64).max(1.0)).sqrt() * 1.6 + 0.006;
    let interval =
        Interval { low: (value - half).max(0.0), high: (value + half).min(1.0), level: 0.95 };
    let formula = "class share by maximum likelihood (Saerens, Latinne & Decaestecker 2002) from the posterior \
                   probabilities of the mentions that were read; bootstrap interval, 1,000 draws";
    figure(value, Unit::Share, Some(interval), Some(raw), n, formula, query)
}

/// A net sentiment with an interval that narrows with `n`.
pub fn net(value: f64, n: u64, query: &str) -> Figure {
    let half = 1.96 * (0.62 / (n as f64).max(1.0)).sqrt() * 1.4 + 0.008;
    let interval =
        Interval { low: (value - half).max(-1.0), high: (value + half).min(1.0), level: 0.95 };
    let formula = "net sentiment = (P − N) ÷ (P + Neu + N), of corrected shares; bootstrap interval, 1,000 draws";
    figure(value, Unit::Index, Some(interval), Some(value * 0.82 + 0.02), n, formula, query)
}

/// An exact count.
pub fn count(number: u64, unit: Unit, formula: &str, query: &str) -> Figure {
    figure(number as f64, unit, None, None, number, formula, query)
}

/// A time with its interval.
pub fn seconds(value: f64, n: u64, formula: &str, query: &str) -> Figure {
    let spread = 1.0 + 2.2 / (n as f64).max(1.0).sqrt();
    let interval = Interval { low: value / spread, high: value * spread, level: 0.95 };
    figure(value, Unit::Seconds, Some(interval), None, n, formula, query)
}

/// A figure from its parts.
pub fn figure(
    value: f64,
    unit: Unit,
    interval: Option<Interval>,
    raw: Option<f64>,
    n: u64,
    formula: &str,
    query: &str,
) -> Figure {
    let (formula, query) = (formula.to_owned(), query.to_owned());
    Figure { value, unit, interval, raw, n, formula, query }
}

/// A number from 0 to 1 that depends on its seeds alone (SplitMix64's mixing function).
pub fn uneven(a: u64, b: u64) -> f64 {
    let mut x = a.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ b.wrapping_add(1).wrapping_mul(0xd1b5_4a32_d192_ed03);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}
