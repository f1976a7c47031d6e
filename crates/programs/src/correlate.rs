//! Does revenue follow engagement? Correlation with lags, the search for the best lag paid for, and never called a proof.
//!
//! Both series lose their straight trend first, because any two things that grow are correlated. The statistic is the largest |r| (Pearson) over
//! the lags 0 ..= max; its distribution without a relation comes from engagement series that are built again from
//! permuted AR(1) innovations, with the same search over the lags (max-T, Westfall & Young 1993).

use model::Interval;

use crate::draws::stream;
use crate::permute::{build, corrected, innovations};

/// Fewest periods that overlap at the largest lag.
pub const FEWEST: usize = 12;
/// Permutations for a reported result.
pub const DRAWS: usize = 1_999;

/// One lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lag {
    /// Revenue is looked at so many periods after engagement.
    pub periods: usize,
    /// Pearson's r of what is left without trends.
    pub r: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    /// The answer in a sentence; it always says what it is not.
    pub says: String,
    /// Every lag; empty when there are too few periods.
    pub lags: Vec<Lag>,
    /// The lag with the largest |r|.
    pub best: Option<Lag>,
    /// Where the best r lies in 95 of 100 cases when there is no relation: adjusted for the number of lags.
    pub chance: Option<Interval>,
    /// p-value of the best r, adjusted for the number of lags.
    pub p: Option<f64>,
    /// Periods.
    pub n: usize,
    /// How it was computed, in words.
    pub method: String,
}

/// Correlates two series of the same periods: does `revenue` follow `engagement` by 0 to `max_lag` periods? `draws` is [`DRAWS`] where
/// the result is reported.
pub fn correlate(
    engagement: &[f64],
    revenue: &[f64],
    max_lag: usize,
    draws: usize,
    seed: u64,
) -> Correlation {
    let n = engagement.len().min(revenue.len());
    let (Some(leads), Some(follows)) = (engagement.get(..n), revenue.get(..n)) else {
        return nothing(n, max_lag);
    };
    if n < FEWEST + max_lag {
        return nothing(n, max_lag);
    }
    let (mut leads, follows) = (without_trend(leads), without_trend(follows));
    let lags: Vec<Lag> = (0..=max_lag)
        .map(|periods| Lag { periods, r: at_lag(&leads, &follows, periods) })
        .collect();
    let Some(best) = lags.iter().copied().max_by(|a, b| a.r.abs().total_cmp(&b.r.abs())) else {
        return nothing(n, max_lag);
    };
    let rho = corrected(first_order(&leads), n);
    let mut driven = innovations(&leads, rho);
    let mut chance = stream(seed, 2);
    let mut largest: Vec<f64> = (0..draws)
        .map(|_| {
            use rand::seq::SliceRandom;
            driven.shuffle(&mut chance);
            build(&mut leads, &driven, rho);
            let drawn = without_trend(&leads);
            (0..=max_lag).map(|lag| at_lag(&drawn, &follows, lag).abs()).fold(0.0, f64::max)
        })
        .collect();
    largest.sort_unstable_by(f64::total_cmp);
    let beyond = largest.len() - largest.partition_point(|r| *r < best.r.abs());
    let p = (beyond as f64 + 1.0) / (draws as f64 + 1.0);
    let place = ((draws as f64 + 1.0) * 0.95).ceil() as usize;
    let bound = largest.get(place.clamp(1, draws.max(1)) - 1).copied().unwrap_or(1.0);
    Correlation {
        says: sentence(best, p, bound, max_lag),
        lags,
        best: Some(best),
        chance: Some(Interval { low: -bound, high: bound, level: 0.95 }),
        p: Some(p),
        n,
        method: format!(
            "largest |r| (Pearson) over lags of 0 to {max_lag} periods, straight trends removed, {n} periods; what chance brings: {draws} \
             engagement series from permuted innovations of an AR(1), with the same search over the lags"
        ),
    }
}

fn nothing(n: usize, max_lag: usize) -> Correlation {
    Correlation {
        says: format!(
            "Too early to say: {n} periods have both numbers, it takes {}.",
            FEWEST + max_lag
        ),
        lags: Vec::new(),
        best: None,
        chance: None,
        p: None,
        n,
        method: String::new(),
    }
}

fn sentence(best: Lag, p: f64, bound: f64, max_lag: usize) -> String {
    let r = format!("{:.2}", best.r).replace('-', "\u{2212}");
    let when = match best.periods {
        0 => "in the same period".to_owned(),
        1 => "one period later".to_owned(),
        lag => format!("{lag} periods later"),
    };
    let lags = max_lag + 1;
    if p <= 0.05 {
        format!(
            "Revenue moves with engagement {when} (r = {r}, more than the {bound:.2} that chance brings over {lags} lags). This is \
             correlation, not proof: something else may move both."
        )
    } else {
        format!(
            "No correlation is shown: the largest over {lags} lags is r = {r} {when}, and chance alone brings up to {bound:.2}. Even if it \
             were, it would be correlation, not proof."
        )
    }
}

/// What is left of a series without its straight line.
fn without_trend(series: &[f64]) -> Vec<f64> {
    let n = series.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let mean = series.iter().sum::<f64>() / n;
    let times = || (0..series.len()).map(|t| t as f64 - middle);
    let square: f64 = times().map(|t| t * t).sum();
    let slope = times().zip(series).map(|(t, x)| t * (x - mean)).sum::<f64>() / square.max(1e-12);
    times().zip(series).map(|(t, x)| x - mean - slope * t).collect()
}

fn first_order(series: &[f64]) -> f64 {
    let squares: f64 = series.iter().map(|x| x * x).sum();
    let products: f64 = series.windows(2).map(|pair| pair.iter().product::<f64>()).sum();
    if squares > 0.0 { products / squares } else { 0.0 }
}

/// Pearson's r of `leads` with `follows` so many periods later; 0 where one of them never moves.
fn at_lag(leads: &[f64], follows: &[f64], lag: usize) -> f64 {
    let early = leads.get(..leads.len().saturating_sub(lag)).unwrap_or_default();
    let late = follows.get(lag..).unwrap_or_default();
    let n = early.len() as f64;
    let (a, b) = (early.iter().sum::<f64>() / n, late.iter().sum::<f64>() / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in early.iter().zip(late) {
        ab += (x - a) * (y - b);
        aa += (x - a).powi(2);
        bb += (y - b).powi(2);
    }
    if aa * bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use rand_distr::{Distribution, Normal};

    use super::*;
    use crate::simulate::share_of;

    fn walk(seed: u64, purpose: u64, n: usize) -> Vec<f64> {
        let mut random = stream(seed, purpose);
        let unit = Normal::new(0.0, 1.0).unwrap();
        let mut last = 0.0;
        (0..n)
            .map(|t| {
                last = 0.5 * last + unit.sample(&mut random);
                last + 0.2 * t as f64
            })
            .collect()
    }

    #[test]
    fn r_is_pearsons() {
        // x = 1..5, y = 2 4 5 4 5: r = 6 / √(10·6) = 0.7746.
        let r = at_lag(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 4.0, 5.0, 4.0, 5.0], 0);
        assert!((r - 0.774_596_669).abs() < 1e-8);
    }

    #[test]
    fn the_right_lag_is_found_and_never_called_a_proof() {
        let engagement = walk(1, 1, 40);
        let noise = walk(2, 2, 40);
        let revenue: Vec<f64> =
            (0..40).map(|t| if t < 2 { 0.0 } else { 5.0 * engagement[t - 2] } + noise[t]).collect();
        let found = correlate(&engagement, &revenue, 4, 499, 1);
        assert_eq!(found.best.unwrap().periods, 2);
        assert!(found.p.unwrap() <= 0.01 && found.says.contains("correlation, not proof"));
        let short = correlate(&engagement[..10], &revenue, 4, 499, 1);
        assert!(short.best.is_none() && short.says.starts_with("Too early"));
    }

    #[test]
    fn two_trending_series_without_a_relation_are_seldom_called_related() {
        for n in [24, 60] {
            let wrong = share_of(500, |seed| {
                correlate(&walk(seed, 3, n), &walk(seed, 4, n), 3, 199, seed).p.unwrap() <= 0.05
            });
            assert!(wrong <= 0.07, "{n}: {wrong}");
        }
    }
}
