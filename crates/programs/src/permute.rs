//! How far from nothing a contrast of a series lies, with autocorrelation and weekdays respected.
//!
//! The series is regressed on group means (weekdays) and one contrast (before and after, or a slope). What is left follows an AR(1); its
//! innovations are permuted in whole blocks, the series is built again without the contrast, and the studentised
//! estimate is taken anew: residual permutation (Freedman & Lane, J. Bus. Econ. Stat. 1983) with the sieve of Bühlmann
//! (Bernoulli 1997). The estimate's interval is the inverted test.

use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;

/// Strongest autocorrelation that is believed; beyond it a series of this length says nothing.
const STRONGEST: f64 = 0.95;

/// How a contrast is looked for.
pub(crate) struct Design {
    /// The contrast, made orthogonal to the groups.
    contrast: Vec<f64>,
    /// Its sum of squares.
    square: f64,
    /// The group of each moment (its weekday), `0..groups`.
    group: Vec<u8>,
    sizes: Vec<f64>,
    /// How many moments are permuted together.
    block: usize,
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

/// One fit: estimate, its standard error, what is left.
struct Fit {
    value: f64,
    error: f64,
    rho: f64,
}

impl Design {
    /// A contrast over moments in `groups` groups, permuted in blocks of `block`. `None` when the contrast is nothing but
    /// a difference of groups.
    pub fn new(contrast: &[f64], group: Vec<u8>, groups: usize, block: usize) -> Option<Self> {
        let mut sizes = vec![0.0; groups];
        for &g in &group {
            *sizes.get_mut(usize::from(g))? += 1.0;
        }
        let mut design =
            Self { contrast: contrast.to_vec(), square: 1.0, group, sizes, block: block.max(1) };
        let mut means = vec![0.0; groups];
        let mut orthogonal = design.contrast.clone();
        design.take_means(&mut orthogonal, &mut means);
        design.square = orthogonal.iter().map(|z| z * z).sum();
        design.contrast = orthogonal;
        (design.square > 1e-9 && design.group.len() > groups + 3).then_some(design)
    }

    /// Subtracts each group's mean.
    fn take_means(&self, series: &mut [f64], means: &mut [f64]) {
        means.iter_mut().for_each(|mean| *mean = 0.0);
        for (value, &g) in series.iter().zip(&self.group) {
            if let Some(mean) = means.get_mut(usize::from(g)) {
                *mean += value;
            }
        }
        means.iter_mut().zip(&self.sizes).for_each(|(mean, size)| *mean /= size.max(1.0));
        for (value, &g) in series.iter_mut().zip(&self.group) {
            *value -= means.get(usize::from(g)).copied().unwrap_or_default();
        }
    }

    /// Fits and leaves the residuals in `series`.
    fn fit(&self, series: &mut [f64], means: &mut [f64]) -> Fit {
        self.take_means(series, means);
        let dot: f64 = series.iter().zip(&self.contrast).map(|(x, z)| x * z).sum();
        let value = dot / self.square;
        let (mut squares, mut products, mut last) = (0.0, 0.0, 0.0);
        for (x, z) in series.iter_mut().zip(&self.contrast) {
            *x -= value * z;
            squares += *x * *x;
            products += *x * last;
            last = *x;
        }
        let rho = if squares > 0.0 { products / squares } else { 0.0 };
        let rho = self.corrected(rho);
        let freedom = (series.len() - self.sizes.len() - 1).max(1) as f64;
        Fit { value, error: (squares / freedom).sqrt() * self.factor(rho), rho }
    }

    /// The autocorrelation without the downward bias that estimated means bring: about (1 + 4ρ)/n for one mean and a contrast
    /// (Kendall, Biometrika 1954, for the mean; the slope of the groups' means is of the same order).
    fn corrected(&self, rho: f64) -> f64 {
        let n = self.group.len() as f64;
        ((n * rho + 2.0) / (n - 5.0).max(1.0)).clamp(0.0, STRONGEST)
    }

    /// Standard error of the contrast for residuals of unit variance that follow an AR(1).
    fn factor(&self, rho: f64) -> f64 {
        let (mut carried, mut sum) = (0.0, 0.0);
        for z in &self.contrast {
            sum += z * (z + 2.0 * carried);
            carried = rho * (carried + z);
        }
        sum.max(0.0).sqrt() / self.square
    }

    /// The contrast of `series` with interval and p-value from `draws` permutations.
    pub fn estimate(&self, series: &[f64], draws: usize, chance: &mut ChaCha8Rng) -> Estimated {
        let mut means = vec![0.0; self.sizes.len()];
        let mut left = series.to_vec();
        let fit = self.fit(&mut left, &mut means);
        if fit.error <= 0.0 || !fit.error.is_finite() {
            let p = if fit.value == 0.0 { 1.0 } else { 1.0 / (draws as f64 + 1.0) };
            return Estimated { value: fit.value, low: fit.value, high: fit.value, p, rho: 0.0 };
        }
        let innovations = self.innovations(&left, fit.rho);
        let mut shuffled = innovations.clone();
        let mut order: Vec<usize> = (0..innovations.len().div_ceil(self.block)).collect();
        let mut statistics: Vec<f64> = (0..draws)
            .map(|_| {
                self.shuffle(&innovations, &mut shuffled, &mut order, chance);
                build(&mut left, &shuffled, fit.rho);
                let drawn = self.fit(&mut left, &mut means);
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

    fn innovations(&self, left: &[f64], rho: f64) -> Vec<f64> {
        let first = left.first().copied().unwrap_or_default() * (1.0 - rho * rho).sqrt();
        let rest = left.windows(2).map(|pair| match pair {
            [last, now] => now - rho * last,
            _ => 0.0,
        });
        let mut innovations: Vec<f64> = std::iter::once(first).chain(rest).collect();
        let mean = innovations.iter().sum::<f64>() / innovations.len().max(1) as f64;
        // Residuals are smaller than what they are left from by the parameters that were fitted.
        let n = left.len() as f64;
        let grow = (n / (n - self.sizes.len() as f64 - 1.0).max(1.0)).sqrt();
        innovations.iter_mut().for_each(|e| *e = (*e - mean) * grow);
        innovations
    }

    /// Blocks in an order set by lot, from a beginning set by lot, so that blocks fall on other weekdays' neighbours too
    /// but stay whole.
    fn shuffle(
        &self,
        from: &[f64],
        into: &mut [f64],
        order: &mut [usize],
        chance: &mut ChaCha8Rng,
    ) {
        order.shuffle(chance);
        let shift = chance.random_range(0..from.len().max(1));
        let turned = from.iter().cycle().skip(shift);
        let blocks: Vec<f64> = turned.take(from.len()).copied().collect();
        let blocks: Vec<&[f64]> = blocks.chunks(self.block).collect();
        let drawn = order.iter().filter_map(|place| blocks.get(*place)).copied().flatten();
        let signs = drawn.zip(into.iter_mut());
        signs.for_each(|(value, into)| *into = *value);
    }
}

/// An AR(1) from innovations, warmed up on their last ones.
fn build(series: &mut [f64], innovations: &[f64], rho: f64) {
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
        let weekday: Vec<u8> = (0..70).map(|t| (t % 7) as u8).collect();
        let design = Design::new(&step(70, 42), weekday.clone(), 7, 7).unwrap();
        let series: Vec<f64> = step(70, 42)
            .iter()
            .zip(&weekday)
            .map(|(post, day)| 3.0 * post + f64::from(*day))
            .collect();
        let found = design.estimate(&series, 99, &mut stream(1, 1));
        assert!((found.value - 3.0).abs() < 1e-9, "{found:?}");
        assert!(found.low <= 3.0 + 1e-9 && found.high >= 3.0 - 1e-9 && found.p <= 0.011);
    }

    #[test]
    fn a_contrast_that_is_only_a_group_is_no_contrast() {
        let group: Vec<u8> = (0..14).map(|t| (t % 2) as u8).collect();
        let contrast: Vec<f64> = group.iter().map(|g| f64::from(*g)).collect();
        assert!(Design::new(&contrast, group, 2, 1).is_none());
    }
}
