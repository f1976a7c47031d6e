//! Confidence intervals for one share and for a quantile.

use model::Interval;
use statrs::function::beta::beta_reg;

/// The confidence of every interval in an assessment.
pub const LEVEL: f64 = 0.95;

/// The 97.5 % quantile of the normal distribution, which belongs to [`LEVEL`].
pub const Z: f64 = 1.959_963_984_540_054;

/// `part / whole`; `None` for an empty whole.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Wilson's score interval for `part` of `whole` (Wilson 1927), without continuity correction. `None` for an empty whole.
pub fn wilson(part: u64, whole: u64) -> Option<Interval> {
    let p = share(part, whole)?;
    let n = whole as f64;
    let centre = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // At the ends the formula gives 0 and 1 up to rounding; say so exactly.
    let low = if part == 0 { 0.0 } else { ((centre - spread) / scale).max(0.0) };
    let high = if part == whole { 1.0 } else { ((centre + spread) / scale).min(1.0) };
    Some(Interval { low, high, level: LEVEL })
}

/// The `q` quantile of `sorted` values, interpolated between neighbours (Hyndman & Fan 1996, type 7). `None` when empty.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let place = q.clamp(0.0, 1.0) * (sorted.len().checked_sub(1)?) as f64;
    let below = sorted.get(place.floor() as usize)?;
    let above = sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// The interval from the 2.5 % to the 97.5 % quantile of `values`, which are sorted in passing.
pub fn percentile_interval(values: &mut [f64]) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    let tail = (1.0 - LEVEL) / 2.0;
    Some(Interval {
        low: quantile(values, tail)?,
        high: quantile(values, 1.0 - tail)?,
        level: LEVEL,
    })
}

/// An interval for the `q` quantile of a population from the order statistics of a sample (Hahn & Meeker 1991):
/// how many of the sample lie below the quantile is binomial, whatever the distribution. `None` where the sample is too
/// small to hold such an interval (under 6 for a median).
pub fn quantile_interval(sorted: &[f64], q: f64) -> Option<Interval> {
    let n = sorted.len();
    let tail = (1.0 - LEVEL) / 2.0;
    // `low` is the largest rank r with P(fewer than r below the quantile) <= tail.
    let low = (1..=n).take_while(|&r| binomial_cdf(r - 1, n, q) <= tail).last()?;
    let high = (1..=n).find(|&r| 1.0 - binomial_cdf(r - 1, n, q) <= tail)?;
    Some(Interval { low: *sorted.get(low - 1)?, high: *sorted.get(high - 1)?, level: LEVEL })
}

/// P(X <= k) for X binomial with `n` trials of probability `p`, through the incomplete beta function.
fn binomial_cdf(k: usize, n: usize, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    beta_reg((n - k) as f64, k as f64 + 1.0, 1.0 - p)
}

/// Two-sided p-value of a standard normal `z`.
pub fn two_sided(z: f64) -> f64 {
    statrs::function::erf::erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests;
