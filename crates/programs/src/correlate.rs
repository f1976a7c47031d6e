//! Does revenue follow engagement? Correlation with lags, the search for the best lag and the best pair paid for, and never
//! called a proof.
//!
//! Both series lose their straight trend first, because any two things that grow are correlated. The statistic is the largest |r| (Pearson) over
//! the lags 0 ..= max; its distribution without a relation comes from engagement series that are built again from
//! permuted AR(1) innovations, with the same search over the lags (max-T, Westfall & Young 1993).

use std::collections::BTreeMap;

use model::{Day, Interval, KpiPoint};

use crate::draws::stream;
use crate::permute::{build, corrected, innovations};

/// Fewest periods that overlap at the largest lag.
pub const FEWEST: usize = 12;
/// The largest lag that is tried for a reported result, in periods.
pub const LAGS: usize = 4;
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

/// One of two measures, period by period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its values, oldest first.
    pub values: &'a [f64],
}

/// How much is searched through, all of which is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// The largest lag, in periods; 0 up to it are tried.
    pub lags: usize,
    /// Pairs of measures that are looked at together: each p-value is multiplied by it (Bonferroni).
    pub pairs: usize,
    /// Permutations; [`DRAWS`] where the result is reported.
    pub draws: usize,
}

/// The values of two measures in the periods that both have, by first day. Give it current points.
pub fn aligned(leads: &[KpiPoint], follows: &[KpiPoint]) -> (Vec<f64>, Vec<f64>) {
    let later: BTreeMap<Day, f64> = follows.iter().map(|point| (point.from, point.value)).collect();
    let both: BTreeMap<Day, (f64, f64)> = leads
        .iter()
        .filter_map(|point| Some((point.from, (point.value, *later.get(&point.from)?))))
        .collect();
    both.into_values().unzip()
}

/// Correlates two series of the same periods: does the one follow the other by 0 to `search.lags` periods?
pub fn correlate(
    leading: Named<'_>,
    following: Named<'_>,
    search: Search,
    seed: u64,
) -> Correlation {
    let Search { lags: max_lag, pairs, draws } = search;
    let n = leading.values.len().min(following.values.len());
    let (Some(leads), Some(follows)) = (leading.values.get(..n), following.values.get(..n)) else {
        return nothing(leading.name, following.name, n, max_lag);
    };
    if n < FEWEST + max_lag {
        return nothing(leading.name, following.name, n, max_lag);
    }
    let (mut leads, follows) = (without_trend(leads), without_trend(follows));
    let lags: Vec<Lag> = (0..=max_lag)
        .map(|periods| Lag { periods, r: at_lag(&leads, &follows, periods) })
        .collect();
    let Some(best) = lags.iter().copied().max_by(|a, b| a.r.abs().total_cmp(&b.r.abs())) else {
        return nothing(leading.name, following.name, n, max_lag);
    };
    let largest = by_chance(&mut leads, &follows, max_lag, draws, seed);
    let beyond = largest.len() - largest.partition_point(|r| *r < best.r.abs());
    let p = (beyond as f64 + 1.0) / (draws as f64 + 1.0) * pairs.max(1) as f64;
    let level = 1.0 - 0.05 / pairs.max(1) as f64;
    let place = ((draws as f64 + 1.0) * level).ceil() as usize;
    let bound = largest.get(place.clamp(1, draws.max(1)) - 1).copied().unwrap_or(1.0);
    let over = match pairs {
        0 | 1 => String::new(),
        pairs => format!(", paid for {pairs} pairs that were looked at (Bonferroni)"),
    };
    Correlation {
        says: sentence((leading.name, following.name), best, (p, bound), max_lag),
        lags,
        best: Some(best),
        chance: Some(Interval { low: -bound, high: bound, level: 0.95 }),
        p: Some(p.min(1.0)),
        n,
        method: format!(
            "largest |r| (Pearson) over lags of 0 to {max_lag} periods, straight trends removed, {n} periods; what chance brings: {draws} \
             leading series from permuted innovations of an AR(1), with the same search over the lags{over}"
        ),
    }
}

/// The largest |r| of leading series that are built again by chance, smallest first.
fn by_chance(
    leads: &mut [f64],
    follows: &[f64],
    max_lag: usize,
    draws: usize,
    seed: u64,
) -> Vec<f64> {
    use rand::seq::SliceRandom;
    let rho = corrected(first_order(leads), leads.len());
    let mut driven = innovations(leads, rho);
    let mut chance = stream(seed, 2);
    let mut largest: Vec<f64> = (0..draws)
        .map(|_| {
            driven.shuffle(&mut chance);
            build(leads, &driven, rho);
            let drawn = without_trend(leads);
            (0..=max_lag).map(|lag| at_lag(&drawn, follows, lag).abs()).fold(0.0, f64::max)
        })
        .collect();
    largest.sort_unstable_by(f64::total_cmp);
    largest
}

fn nothing(leads: &str, follows: &str, n: usize, max_lag: usize) -> Correlation {
    Correlation {
        says: format!(
            "{follows} beside {leads}: too early to say, {n} periods have both numbers and it takes {}.",
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

fn sentence(
    (leads, follows): (&str, &str),
    best: Lag,
    (p, bound): (f64, f64),
    max_lag: usize,
) -> String {
    let r = format!("{:.2}", best.r).replace('-', "\u{2212}");
    let when = match best.periods {
        0 => "in the same period".to_owned(),
        1 => "one period later".to_owned(),
        lag => format!("{lag} periods later"),
    };
    let (lags, way) = (max_lag + 1, if best.r < 0.0 { "against" } else { "with" });
    if p <= 0.05 {
        format!(
            "{follows} moves {way} {leads} {when} (r = {r}, more than the {bound:.2} that chance brings over {lags} lags). This is \
             correlation, not proof: something else may move both."
        )
    } else {
        format!(
            "{follows} beside {leads}: no correlation is shown. The largest over {lags} lags is r = {r} {when}, and chance alone brings up \
             to {bound:.2}. Even if it were, it would be correlation, not proof."
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

    fn correlated(
        engagement: &[f64],
        revenue: &[f64],
        search: (usize, usize),
        seed: u64,
    ) -> Correlation {
        let (lags, pairs) = search;
        let named = |name, values| Named { name, values };
        let search = Search { lags, pairs, draws: if pairs > 1 { 999 } else { 499 } };
        correlate(named("Engagement", engagement), named("Revenue", revenue), search, seed)
    }

    #[test]
    fn the_right_lag_is_found_and_never_called_a_proof() {
        let engagement = walk(1, 1, 40);
        let noise = walk(2, 2, 40);
        let revenue: Vec<f64> =
            (0..40).map(|t| if t < 2 { 0.0 } else { 5.0 * engagement[t - 2] } + noise[t]).collect();
        let found = correlated(&engagement, &revenue, (4, 1), 1);
        assert_eq!(found.best.unwrap().periods, 2);
        assert!(found.p.unwrap() <= 0.01 && found.says.contains("correlation, not proof"));
        let against: Vec<f64> = revenue.iter().map(|value| -value).collect();
        let found = correlated(&engagement, &against, (4, 1), 1);
        assert!(found.says.starts_with("Revenue moves against Engagement 2 periods later"));
        let short = correlated(&engagement[..10], &revenue, (4, 1), 1);
        assert!(short.best.is_none() && short.says.contains("too early to say"));
    }

    #[test]
    fn looking_at_many_pairs_is_paid_for() {
        let (engagement, revenue) = (walk(5, 1, 40), walk(6, 2, 40));
        let one = correlated(&engagement, &revenue, (4, 1), 1);
        let twenty = correlated(&engagement, &revenue, (4, 20), 1);
        assert!(twenty.chance.unwrap().high > one.chance.unwrap().high);
        assert!(twenty.p.unwrap() > one.p.unwrap() || one.p.unwrap() >= 1.0);
    }

    #[test]
    fn only_periods_that_both_have_are_compared() {
        let point = |day: i32, value| KpiPoint {
            from: Day(day),
            to: Day(day + 6),
            value,
            interval: None,
            n: 0,
            source: String::new(),
            member: None,
            entered_at: model::Timestamp(0),
        };
        let (leads, follows) = aligned(
            &[point(14, 3.0), point(0, 1.0), point(7, 2.0)],
            &[point(7, 20.0), point(14, 30.0), point(21, 40.0)],
        );
        assert_eq!((leads, follows), (vec![2.0, 3.0], vec![20.0, 30.0]));
    }

    #[test]
    fn two_trending_series_without_a_relation_are_seldom_called_related() {
        for n in [24, 60] {
            let wrong = share_of(500, |seed| {
                let (leads, follows) = (walk(seed, 3, n), walk(seed, 4, n));
                let named = |values| Named { name: "", values };
                let search = Search { lags: 3, pairs: 1, draws: 199 };
                correlate(named(&leads), named(&follows), search, seed).p.unwrap() <= 0.05
            });
            assert!(wrong <= 0.07, "{n}: {wrong}");
        }
    }
}
