//! What is usual: a negative-binomial baseline of daily counts with a local level and weekdays, fitted so that spikes do not
//! raise it.

use statrs::function::beta::beta_reg;

/// Fewer days say nothing about what is usual.
const FEWEST_DAYS: usize = 7;
/// From so many days on weekdays are told apart and the level may drift.
const LONG_DAYS: usize = 28;
/// The level of a day is that of so many days on either side.
const REACH: usize = 14;
/// A day this improbable does not take part in the fit.
const OUTLIER: f64 = 1e-4;
/// Dispersion that is never gone below: counts of talk are always more spread than a Poisson's …
const LEAST_DISPERSION: f64 = 0.03;
/// … and under two weeks of data cannot tell how much.
const SHORT_DISPERSION: f64 = 0.25;
const SHORT_DAYS: usize = 14;
/// The smallest level: half a post a day.
const LEAST_LEVEL: f64 = 0.5;
/// Days that pull each weekday towards the average.
const WEEKDAY_PRIOR: f64 = 0.5;
/// The median of a squared deviation is this share of the variance (normal distribution).
const MEDIAN_OF_SQUARE: f64 = 0.455;
/// Probabilities that differ by less are the same.
const ROUNDING: f64 = 1e-12;

/// Means and dispersion of daily counts.
#[derive(Debug, Clone)]
pub(crate) struct Baseline {
    means: Vec<f64>,
    /// Variance is `mean + dispersion · mean²`.
    dispersion: f64,
    weekdays: bool,
}

impl Baseline {
    /// Fits the baseline to `counts` by day; `None` for less than a week.
    pub(crate) fn fit(counts: &[u64], weekdays: &[u8]) -> Option<Self> {
        if counts.len() < FEWEST_DAYS {
            return None;
        }
        let long = counts.len() >= LONG_DAYS;
        let mut outliers = vec![false; counts.len()];
        let mut factors = [1.0; 7];
        let mut baseline = None;
        // The first round starts from medians, which spikes cannot move far; the next ones use means without the outliers.
        for round in 0..10 {
            let level = levels(counts, weekdays, &factors, &outliers, (long, round == 0));
            if long {
                factors = weekday_factors((counts, weekdays), &level, &outliers, round == 0);
            }
            let factor =
                |day: usize| weekdays.get(day).map_or(1.0, |w| at(&factors, usize::from(*w)));
            let means: Vec<f64> = level
                .iter()
                .enumerate()
                .map(|(day, level)| (level * factor(day)).max(LEAST_LEVEL))
                .collect();
            let dispersion = dispersion(counts, &means, &outliers, round == 0);
            let fitted = Self { means, dispersion, weekdays: long };
            let now: Vec<bool> = (0..)
                .zip(counts)
                .map(|(day, count)| {
                    *count as f64 > fitted.expected(day)
                        && fitted.chance_of_more(day, *count) < OUTLIER
                })
                .collect();
            let settled = now == outliers && round > 1;
            outliers = now;
            baseline = Some(fitted);
            if settled {
                break;
            }
        }
        baseline
    }

    /// Posts to be expected on `day`.
    pub(crate) fn expected(&self, day: usize) -> f64 {
        at(&self.means, day)
    }

    /// Variance of the posts on `day`.
    pub(crate) fn variance(&self, day: usize) -> f64 {
        let mean = self.expected(day);
        mean + self.dispersion * mean * mean
    }

    /// The probability of `count` posts or more on `day`.
    pub(crate) fn chance_of_more(&self, day: usize, count: u64) -> f64 {
        tail(self.expected(day), self.dispersion, count)
    }

    pub(crate) fn days(&self) -> u64 {
        self.means.len() as u64
    }

    pub(crate) fn has_weekdays(&self) -> bool {
        self.weekdays
    }
}

fn at(list: &[f64], place: usize) -> f64 {
    list.get(place).copied().unwrap_or(0.0)
}

/// The level of each day: the median or mean of the days around it, weekdays and outliers taken out.
fn levels(
    counts: &[u64],
    weekdays: &[u8],
    factors: &[f64; 7],
    outliers: &[bool],
    (local, by_median): (bool, bool),
) -> Vec<f64> {
    let plain: Vec<f64> = counts
        .iter()
        .zip(weekdays)
        .map(|(count, w)| *count as f64 / at(factors, usize::from(*w)).max(0.05))
        .collect();
    let around = |day: usize| {
        let reach = if local { REACH } else { counts.len() };
        // At the ends the stretch is moved inwards, so that every level rests on equally many days.
        let from = day.saturating_sub(reach).min(counts.len().saturating_sub(2 * reach + 1));
        from..(from + 2 * reach + 1).min(counts.len())
    };
    (0..counts.len())
        .map(|day| {
            let usual = |d: &usize| !outliers.get(*d).copied().unwrap_or(false);
            let mut near: Vec<f64> = around(day).filter(usual).map(|d| at(&plain, d)).collect();
            if near.is_empty() {
                near = plain.clone();
            }
            if by_median {
                median(near).unwrap_or(0.0)
            } else {
                near.iter().sum::<f64>() / near.len() as f64
            }
        })
        .collect()
}

/// How much each weekday has of the level, pulled towards 1 where days are few: from medians, or from sums over the days that
/// are no outliers.
fn weekday_factors(
    (counts, weekdays): (&[u64], &[u8]),
    level: &[f64],
    outliers: &[bool],
    by_median: bool,
) -> [f64; 7] {
    let average = level.iter().sum::<f64>() / level.len().max(1) as f64;
    let prior = WEEKDAY_PRIOR * average.max(LEAST_LEVEL);
    let mut factors = [1.0; 7];
    for (weekday, factor) in (0..).zip(&mut factors) {
        let days = counts.iter().zip(weekdays).zip(level).zip(outliers);
        let own: Vec<(f64, f64)> = days
            .filter(|(((_, w), _), outlier)| **w == weekday && !**outlier)
            .map(|(((count, _), level), _)| (*count as f64, level.max(LEAST_LEVEL)))
            .collect();
        *factor = if by_median {
            median(own.iter().map(|(said, level)| said / level).collect()).unwrap_or(1.0)
        } else {
            let (said, level) =
                own.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
            (said + prior) / (level + prior)
        };
    }
    let mean = factors.iter().sum::<f64>() / 7.0;
    factors.map(|factor| (factor / mean.max(0.05)).max(0.05))
}

/// Dispersion by the method of moments over the days that are no outliers; from the median of squared deviations while outliers
/// are not known yet.
fn dispersion(counts: &[u64], means: &[f64], outliers: &[bool], by_median: bool) -> f64 {
    let least = if counts.len() < SHORT_DAYS { SHORT_DISPERSION } else { LEAST_DISPERSION };
    let days = || {
        let all = counts.iter().zip(means).zip(outliers).filter(|(_, outlier)| !**outlier);
        all.map(|((count, mean), _)| ((*count as f64 - mean).powi(2), *mean))
    };
    let found = if by_median {
        let spread = median(days().map(|(square, mean)| square / (mean * mean)).collect());
        let plain = median(days().map(|(_, mean)| 1.0 / mean).collect());
        spread.unwrap_or(0.0) / MEDIAN_OF_SQUARE - plain.unwrap_or(0.0)
    } else {
        let excess: f64 = days().map(|(square, mean)| square - mean).sum();
        excess / days().map(|(_, mean)| mean * mean).sum::<f64>().max(1e-9)
    };
    found.max(least)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// P(X >= count) for a negative binomial X, through the incomplete beta function.
fn tail(mean: f64, dispersion: f64, count: u64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    let size = 1.0 / dispersion.max(1e-6);
    beta_reg(count as f64, size, mean / (size + mean))
}

/// The smallest count that at least the share `q` of draws does not exceed.
pub(super) fn quantile(mean: f64, dispersion: f64, q: f64) -> u64 {
    let below = |count: u64| 1.0 - tail(mean, dispersion, count + 1);
    let mut high = (mean as u64).max(1);
    while below(high) + ROUNDING < q && high < u64::MAX / 4 {
        high *= 2;
    }
    let mut low = 0;
    while low < high {
        let middle = low + (high - low) / 2;
        if below(middle) + ROUNDING < q { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_that_of_the_tables() {
        // Negative binomial with size 2 and mean 2 (p = 1/2): P(X >= 1) = 3/4, P(X >= 2) = 1/2, P(X >= 3) = 5/16.
        for (count, expected) in [(0, 1.0), (1, 0.75), (2, 0.5), (3, 0.3125)] {
            assert!((tail(2.0, 0.5, count) - expected).abs() < 1e-12, "{count}");
        }
        assert_eq!(quantile(2.0, 0.5, 0.5), 1);
        assert_eq!(quantile(2.0, 0.5, 0.75), 3);
    }

    #[test]
    fn a_spike_does_not_raise_what_is_usual() {
        let weekdays: Vec<u8> = (0..84).map(|day| (day % 7) as u8).collect();
        let mut counts: Vec<u64> = weekdays.iter().map(|w| if *w > 4 { 20 } else { 50 }).collect();
        (40..45).for_each(|day| counts[day] = 400);
        let baseline = Baseline::fit(&counts, &weekdays).unwrap();
        let usual = |day: usize| if weekdays[day] > 4 { 20.0 } else { 50.0 };
        for day in 0..84 {
            assert!(
                (baseline.expected(day) / usual(day) - 1.0).abs() < 0.15,
                "{day}: {}",
                baseline.expected(day)
            );
        }
        assert!(baseline.dispersion < 0.05, "{}", baseline.dispersion);
        assert!(Baseline::fit(&counts[..6], &weekdays[..6]).is_none());
    }
}
