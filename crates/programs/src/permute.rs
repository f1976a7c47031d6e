//! How far from nothing a contrast of a series lies, with autocorrelation respected.
//!
//! The series is regressed on its mean and one contrast (before and after, a slope, another series). What is left follows an AR(1); its
//! innovations are permuted, the series is built again without the contrast, and the studentised estimate is taken anew:
//! residual permutation (Freedman & Lane, J. Bus. Econ. Stat. 1983) with the sieve of Bühlmann (Bernoulli 1997). The
//! estimate's interval is the inverted test.

use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;

/// Strongest autocorrelation that is believed; beyond it a series of this length says nothing.
const STRONGEST: f64 = 0.95;

/// A contrast that is looked for.
pub(crate) struct Contrast {
    /// Without its mean.
    centred: Vec<f64>,
    /// Its sum of squares.
    square: f64,
}

/// A contrast's estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimated {
    /// The contrast.
    pub value: f64,
    /// 95 % interval.
    pub low: f64,
    /// 95 % interval.
    pub high: f64,
    /// Two-sided.
    pub p: f64,
    /// Autocorrelation of what is left, from one moment to the next.
    pub rho: f64,
}

/// One fit: estimate, its standard error, autocorrelation of what is left.
struct Fit {
    value: f64,
    error: f64,
    rho: f64,
}

impl Contrast {
    /// `None` when the contrast is the same at all moments, or when there are fewer than six.
    pub fn new(contrast: &[f64]) -> Option<Self> {
        let mut centred = contrast.to_vec();
        centre(&mut centred);
        let square: f64 = centred.iter().map(|z| z * z).sum();
        (square > 1e-9 && centred.len() >= 6).then_some(Self { centred, square })
    }

    /// Fits and leaves the residuals in `series`.
    fn fit(&self, series: &mut [f64]) -> Fit {
        centre(series);
        let dot: f64 = series.iter().zip(&self.centred).map(|(x, z)| x * z).sum();
        let value = dot / self.square;
        let (mut squares, mut products, mut last) = (0.0, 0.0, 0.0);
        for (x, z) in series.iter_mut().zip(&self.centred) {
            *x -= value * z;
            squares += *x * *x;
            products += *x * last;
            last = *x;
        }
        let rho = if squares > 0.0 { products / squares } else { 0.0 };
        let rho = corrected(rho, series.len());
        let freedom = (series.len() as f64 - 2.0).max(1.0);
        Fit { value, error: (squares / freedom).sqrt() * self.factor(rho), rho }
    }

    /// Standard error of the contrast for residuals of unit variance that follow an AR(1).
    fn factor(&self, rho: f64) -> f64 {
        let (mut carried, mut sum) = (0.0, 0.0);
        for z in &self.centred {
            sum += z * (z + 2.0 * carried);
            carried = rho * (carried + z);
        }
        sum.max(0.0).sqrt() / self.square
    }

    /// The contrast of `series` with interval and p-value from `draws` permutations.
    pub fn estimate(&self, series: &[f64], draws: usize, chance: &mut ChaCha8Rng) -> Estimated {
        let mut left = series.to_vec();
        let fit = self.fit(&mut left);
        if fit.error <= 0.0 || !fit.error.is_finite() {
            let p = if fit.value == 0.0 { 1.0 } else { 1.0 / (draws as f64 + 1.0) };
            return Estimated { value: fit.value, low: fit.value, high: fit.value, p, rho: 0.0 };
        }
        let mut innovations = innovations(&left, fit.rho);
        let mut statistics: Vec<f64> = (0..draws)
            .map(|_| {
                innovations.shuffle(chance);
                build(&mut left, &innovations, fit.rho);
                let drawn = self.fit(&mut left);
                if drawn.error > 0.0 { (drawn.value / drawn.error).abs() } else { 0.0 }
            })
            .collect();
        statistics.sort_unstable_by(f64::total_cmp);
        let t = (fit.value / fit.error).abs();
        let beyond = statistics.len() - statistics.partition_point(|drawn| *drawn < t);
        let p = (beyond as f64 + 1.0) / (draws as f64 + 1.0);
        let place = ((draws as f64 + 1.0) * 0.95).ceil() as usize;
        let q = statistics.get(place.clamp(1, draws.max(1)) - 1).copied().unwrap_or(f64::INFINITY);
        let half = q * fit.error;
        Estimated {
            value: fit.value,
            low: fit.value - half,
            high: fit.value + half,
            p,
            rho: fit.rho,
        }
    }
}

fn centre(series: &mut [f64]) {
    let mean = series.iter().sum::<f64>() / series.len().max(1) as f64;
    series.iter_mut().for_each(|value| *value -= mean);
}

/// The autocorrelation without the downward bias of about (2 + 5ρ)/n that a mean and a contrast bring (Kendall, Biometrika
/// 1954, for the mean alone: (1 + 3ρ)/n and (1 + 4ρ)/n). Negative ones are not believed.
pub(crate) fn corrected(rho: f64, length: usize) -> f64 {
    let n = length as f64;
    ((n * rho + 2.0) / (n - 5.0).max(1.0)).clamp(0.0, STRONGEST)
}

/// What an AR(1) is driven by, scaled up for the two parameters that were fitted.
pub(crate) fn innovations(left: &[f64], rho: f64) -> Vec<f64> {
    let first = left.first().copied().unwrap_or_default() * (1.0 - rho * rho).sqrt();
    let rest = left.windows(2).map(|pair| match pair {
        [last, now] => now - rho * last,
        _ => 0.0,
    });
    let mut innovations: Vec<f64> = std::iter::once(first).chain(rest).collect();
    centre(&mut innovations);
    let n = left.len() as f64;
    let grow = (n / (n - 2.0).max(1.0)).sqrt();
    innovations.iter_mut().for_each(|e| *e *= grow);
    innovations
}

/// An AR(1) from innovations, warmed up on their last ones.
pub(crate) fn build(series: &mut [f64], innovations: &[f64], rho: f64) {
    let warm = innovations.iter().rev().take(30).rev();
    let mut last = warm.fold(0.0, |last, e| rho * last + e);
    for (value, e) in series.iter_mut().zip(innovations) {
        last = rho * last + e;
        *value = last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draws::stream;

    fn step(n: usize, from: usize) -> Vec<f64> {
        (0..n).map(|t| if t >= from { 1.0 } else { 0.0 }).collect()
    }

    #[test]
    fn a_step_in_a_still_series_is_found_exactly() {
        let contrast = Contrast::new(&step(20, 12)).unwrap();
        let series: Vec<f64> = step(20, 12).iter().map(|post| 3.0 * post + 7.0).collect();
        let found = contrast.estimate(&series, 99, &mut stream(1, 1));
        assert!((found.value - 3.0).abs() < 1e-9, "{found:?}");
        assert!(found.low <= 3.0 + 1e-9 && found.high >= 3.0 - 1e-9 && found.p <= 0.011);
    }

    #[test]
    fn the_standard_error_is_that_of_an_ar1() {
        // Mean of five against mean of five, ρ = 0: √(2/5). With ρ the double sum, term by term.
        let contrast = Contrast::new(&step(10, 5)).unwrap();
        assert!((contrast.factor(0.0) - 0.4_f64.sqrt()).abs() < 1e-12);
        let weight = |i: usize| if i < 5 { -0.2 } else { 0.2 };
        let term = |i: usize, j: usize| weight(i) * weight(j) * 0.5_f64.powi(i.abs_diff(j) as i32);
        let sum: f64 = (0..10).flat_map(|i| (0..10).map(move |j| term(i, j))).sum();
        assert!((contrast.factor(0.5) - sum.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_never_changes_is_no_contrast() {
        assert!(Contrast::new(&[1.0; 14]).is_none());
        assert!(Contrast::new(&step(5, 2)).is_none());
    }
}
