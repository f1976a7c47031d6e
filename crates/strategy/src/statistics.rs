//! The few tests that comparing findings needs; each is a textbook formula with its source.

use model::Interval;
use statrs::function::erf::erfc;

/// The 97.5 % quantile of the normal distribution, which belongs to intervals of 95 %.
pub const Z: f64 = 1.959_963_984_540_054;

/// The share of false discoveries that is accepted.
pub const RATE: f64 = 0.05;

/// Two-sided p-value of a standard normal `z`; 1 for what is no number.
pub fn two_sided(z: f64) -> f64 {
    if z.is_nan() { 1.0 } else { erfc(z.abs() / std::f64::consts::SQRT_2) }
}

/// Wilson's score interval for `part` of `whole` (Wilson 1927), without continuity correction. `None` for an empty whole.
pub fn wilson(part: u64, whole: u64) -> Option<Interval> {
    if whole == 0 {
        return None;
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let centre = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // At the ends the formula gives 0 and 1 up to rounding; say so exactly.
    let low = if part == 0 { 0.0 } else { ((centre - spread) / scale).max(0.0) };
    let high = if part == whole { 1.0 } else { ((centre + spread) / scale).min(1.0) };
    Some(Interval { low, high, level: 0.95 })
}

/// The difference of two net sentiments, each (P − N)/(P + Neu + N) over independent posts with these counts (negative,
/// neutral, positive), first minus second, and its standard error by the delta method. Half a post is added to each class of
/// the variance (as Agresti & Caffo 2000 add to shares). `None` when either is empty.
pub fn difference_of_nets(first: [u64; 3], second: [u64; 3]) -> Option<(f64, f64)> {
    fn net([negative, neutral, positive]: [u64; 3]) -> Option<(f64, f64)> {
        let n = (negative + neutral + positive) as f64;
        let [a, b, c] = [negative, neutral, positive].map(|count| count as f64 + 0.5);
        let all = a + b + c;
        let mean = (c - a) / all;
        let variance = ((a + c) / all - mean * mean).max(0.0) / n;
        (n > 0.0).then(|| ((positive as f64 - negative as f64) / n, variance))
    }
    let ((a, va), (b, vb)) = (net(first)?, net(second)?);
    Some((a - b, (va + vb).sqrt()))
}

/// Two-sided p-value that two independent shares, each (part, whole), are the same: z-test with the pooled share. `None`
/// when either is empty; 1 when both are all or nothing alike.
pub fn same_shares(first: (f64, u64), second: (f64, u64)) -> Option<f64> {
    let (n, m) = (first.1 as f64, second.1 as f64);
    if first.1 == 0 || second.1 == 0 {
        return None;
    }
    let pooled = (first.0 + second.0) / (n + m);
    let variance = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m);
    let difference = first.0 / n - second.0 / m;
    Some(if variance > 0.0 { two_sided(difference / variance.sqrt()) } else { 1.0 })
}

/// Two-sided p-value that two counts over stretches of `days` come from the same daily rate, where the days scatter
/// `scatter` times as much as Poisson counts: z = (b/t − a/s) / √(φ·λ·(1/s + 1/t)) with λ the pooled rate (Przyborowski &
/// Wilenski 1940 on the normal approximation, with the quasi-Poisson φ of McCullagh & Nelder 1989, section 6.2.3). `None`
/// where a stretch has no length or nothing was counted.
pub fn same_rates(first: (f64, f64), second: (f64, f64), scatter: f64) -> Option<f64> {
    let ((a, s), (b, t)) = (first, second);
    if s <= 0.0 || t <= 0.0 || a + b <= 0.0 {
        return None;
    }
    let pooled = (a + b) / (s + t);
    let variance = scatter.max(1.0) * pooled * (1.0 / s + 1.0 / t);
    Some(two_sided((b / t - a / s) / variance.sqrt()))
}

/// The standard error that an interval stands for, taken for symmetric and normal; `None` where it has no width.
pub fn error_of(interval: Interval) -> Option<f64> {
    let error = (interval.high - interval.low) / (2.0 * Z);
    (error.is_finite() && error > 0.0).then_some(error)
}

/// Two-sided p-value that two independent values with these standard errors are the same.
pub fn same_values(first: (f64, f64), second: (f64, f64)) -> f64 {
    two_sided((second.0 - first.0) / first.1.hypot(second.1))
}

/// Variance over mean of the counts of days, at least 1; 1 where there are fewer than two days or nothing was counted.
pub fn scatter(days: impl ExactSizeIterator<Item = u64> + Clone) -> f64 {
    let n = days.len() as f64;
    let mean = days.clone().map(|count| count as f64).sum::<f64>() / n.max(1.0);
    if n < 2.0 || mean <= 0.0 {
        return 1.0;
    }
    let squares: f64 = days.map(|count| (count as f64 - mean).powi(2)).sum();
    (squares / (n - 1.0) / mean).max(1.0)
}

/// Adjusted p-values by Benjamini & Hochberg (1995), in the order given: those at most [`RATE`] are discoveries at a false
/// discovery rate of 5 %.
pub fn adjust(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    let p_at = |place: usize| p_values.get(place).copied().unwrap_or(1.0);
    order.sort_by(|a, b| p_at(*a).total_cmp(&p_at(*b)));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank, &place) in order.iter().enumerate().rev() {
        let scaled = p_at(place) * p_values.len() as f64 / (rank + 1) as f64;
        smallest = smallest.min(scaled);
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = smallest;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-4, "{found} is not {expected}");
    }

    #[test]
    fn a_normal_table_is_met() {
        close(two_sided(1.959_964), 0.05);
        close(two_sided(-2.575_829), 0.01);
        close(two_sided(0.0), 1.0);
    }

    #[test]
    fn two_shares_as_in_the_books() {
        // Agresti, Categorical Data Analysis, aspirin study: 189/11,034 against 104/11,037, z = 5.00.
        let p = same_shares((189.0, 11_034), (104.0, 11_037)).unwrap();
        assert!((p - two_sided(5.001)).abs() < 1e-8, "{p}");
        assert_eq!(same_shares((0.0, 0), (1.0, 2)), None);
        close(same_shares((3.0, 3), (5.0, 5)).unwrap(), 1.0);
    }

    #[test]
    fn two_rates_as_the_binomial_says() {
        // Breast cancer after fluoroscopy (Boice & Monson 1977): 41 cases in 28,010 person-years, 15 in 19,017. Given all 56,
        // the first are binomial with p = 28,010 / 47,027: z = (41 − 56p) / √(56p(1 − p)).
        let (a, s, b, t) = (41.0_f64, 28_010.0_f64, 15.0_f64, 19_017.0_f64);
        let part = s / (s + t);
        let z = ((a + b) * part - a) / ((a + b) * part * (1.0 - part)).sqrt();
        close(z, -2.0818);
        close(same_rates((a, s), (b, t), 1.0).unwrap(), two_sided(z));
        // Days that scatter four times as much halve z.
        close(same_rates((a, s), (b, t), 4.0).unwrap(), two_sided(z / 2.0));
        assert_eq!(same_rates((0.0, 1.0), (0.0, 1.0), 1.0), None);
    }

    #[test]
    fn benjamini_and_hochbergs_own_example() {
        // Benjamini & Hochberg (1995), section 4.1: fifteen p-values, four discoveries at 5 %.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let adjusted = adjust(&p);
        assert_eq!(adjusted.iter().filter(|p| **p <= RATE).count(), 4);
        close(*adjusted.first().unwrap(), 0.0015);
        close(*adjusted.last().unwrap(), 1.0);
        assert!(adjust(&[]).is_empty());
    }

    #[test]
    fn wilson_as_in_newcombe_1998() {
        // Newcombe (1998), table I: 81 of 263, method 3: 0.2553 to 0.3662; 0 of 20: 0 to 0.1611.
        let found = wilson(81, 263).unwrap();
        close(found.low, 0.2553);
        close(found.high, 0.3662);
        assert_eq!(wilson(0, 20).unwrap().low.to_bits(), 0.0_f64.to_bits());
        close(wilson(0, 20).unwrap().high, 0.1611);
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn nets_differ_by_the_delta_method() {
        // 30 % against 50 % negative, the rest positive, 1,000 each: nets 0.4 and 0, variances (1 − net²)/n.
        let (value, error) = difference_of_nets([300, 0, 700], [500, 0, 500]).unwrap();
        close(value, 0.4);
        close(error, ((1.0 - 0.16) / 1_000.0 + 1.0 / 1_000.0_f64).sqrt());
        assert_eq!(difference_of_nets([0; 3], [1, 1, 1]), None);
    }

    #[test]
    fn scatter_is_variance_over_mean() {
        // Mean 10, squared deviations 4 × 64, three degrees of freedom.
        close(scatter([2, 18, 2, 18].into_iter()), 256.0 / 3.0 / 10.0);
        close(scatter([10, 10, 10].into_iter()), 1.0);
        close(scatter([].into_iter()), 1.0);
    }

    #[test]
    fn an_interval_gives_its_error_back() {
        close(error_of(Interval { low: -Z, high: Z, level: 0.95 }).unwrap(), 1.0);
        assert_eq!(error_of(Interval { low: 1.0, high: 1.0, level: 0.95 }), None);
        close(same_values((0.0, 3.0), (9.8, 4.0)), two_sided(1.96));
    }
}
