//! Whether two shares, or two net sentiments, differ; and which of many differences may be called discoveries.

use model::Interval;

use crate::intervals::{LEVEL, Z, share, two_sided, wilson};

/// Interval for the difference of two independent shares, first minus second (Newcombe 1998, method 10: a square-and-add
/// of two Wilson intervals). `None` when either is empty.
pub fn difference_of_shares(first: (u64, u64), second: (u64, u64)) -> Option<Interval> {
    let (p, q) = (share(first.0, first.1)?, share(second.0, second.1)?);
    let (a, b) = (wilson(first.0, first.1)?, wilson(second.0, second.1)?);
    let below = ((p - a.low).powi(2) + (b.high - q).powi(2)).sqrt();
    let above = ((a.high - p).powi(2) + (q - b.low).powi(2)).sqrt();
    Some(Interval { low: p - q - below, high: p - q + above, level: LEVEL })
}

/// Two-sided p-value that two independent shares are the same: z-test with the pooled share. `None` when either is
/// empty; 1 when both are all or nothing alike.
pub fn same_shares(first: (u64, u64), second: (u64, u64)) -> Option<f64> {
    let (p, q) = (share(first.0, first.1)?, share(second.0, second.1)?);
    let pooled = share(first.0 + second.0, first.1 + second.1)?;
    let variance = pooled * (1.0 - pooled) * (1.0 / first.1 as f64 + 1.0 / second.1 as f64);
    Some(if variance > 0.0 { two_sided((p - q) / variance.sqrt()) } else { 1.0 })
}

/// A difference with what is needed to judge it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// First minus second.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
    /// p-value of the two-sided test that there is none.
    pub p: f64,
}

impl Difference {
    /// From its standard error, on the normal approximation; the interval is cut to `[-bound, bound]`.
    pub fn from_error(value: f64, error: f64, bound: f64) -> Self {
        let interval = Interval {
            low: (value - Z * error).max(-bound),
            high: (value + Z * error).min(bound),
            level: LEVEL,
        };
        let p = match (error > 0.0, value == 0.0) {
            (true, _) => two_sided(value / error),
            (false, true) => 1.0,
            (false, false) => 0.0,
        };
        Self { value, interval, p }
    }
}

/// Variance of the mean of scores `score[class]` over posts that fell into classes with these `counts`. Half a post is added
/// to each class (as Agresti & Caffo 2000 add to shares), so that a small sample of one class alone is not taken for certain.
pub fn variance_of_mean(counts: [u64; 3], score: [f64; 3]) -> f64 {
    let n = counts.iter().sum::<u64>() as f64;
    let padded = counts.map(|count| count as f64 + 0.5);
    let total: f64 = padded.iter().sum();
    let moment = |power: i32| -> f64 {
        padded.iter().zip(score).map(|(count, s)| count / total * s.powi(power)).sum()
    };
    (moment(2) - moment(1).powi(2)).max(0.0) / n.max(1.0)
}

/// The difference of two net sentiments, each (P − N)/(P + Neu + N) over independent posts with these counts in the order
/// of `Label::ALL`, by the delta method. `None` when either is empty.
pub fn difference_of_nets(first: [u64; 3], second: [u64; 3]) -> Option<Difference> {
    const SCORE: [f64; 3] = [-1.0, 0.0, 1.0];
    let value = net(first)? - net(second)?;
    let variance = variance_of_mean(first, SCORE) + variance_of_mean(second, SCORE);
    Some(Difference::from_error(value, variance.sqrt(), 2.0))
}

/// Net sentiment (P − N)/(P + Neu + N) of counts in the order of `Label::ALL`. `None` when empty.
pub fn net([negative, neutral, positive]: [u64; 3]) -> Option<f64> {
    let n = negative + neutral + positive;
    (n > 0).then(|| (positive as f64 - negative as f64) / n as f64)
}

/// Adjusted p-values by Benjamini & Hochberg (1995), in the order given: those at most 0.05 are discoveries at a false
/// discovery rate of 5 %.
pub fn adjust(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    let p_at = |place: usize| p_values.get(place).copied().unwrap_or(1.0);
    order.sort_by(|a, b| p_at(*a).total_cmp(&p_at(*b)));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank, &place) in order.iter().enumerate().rev() {
        let scaled = p_at(place) * p_values.len() as f64 / (rank + 1) as f64;
        smallest = smallest.min(scaled.max(p_at(place)));
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = smallest;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests;
