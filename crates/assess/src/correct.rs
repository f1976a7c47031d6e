//! Shares of sentiment as they are, not as the classifier reports them.
//!
//! A classifier that errs turns the true shares `p` into the observed shares `q = Mᵀp`, where row *i* of `M` says how posts
//! of the true class *i* are labelled. `M` is measured on posts with known labels, so it is uncertain too; and a market
//! may make the classifier err in a way of its own, which `travel` allows for.

use model::{Confusion, Interval, Sentiment};
use rand::Rng;

use crate::differences::variance_of_mean;
use crate::draws::{dirichlet, multinomial, purpose, stream};
use crate::intervals::percentile_interval;

mod travel;

use travel::Travel;

/// Shares of negative, neutral, positive, in the order of `Label::ALL`.
pub type Mix = [f64; 3];
type Matrix = [Mix; 3];

/// How many samples the bootstrap draws.
const DRAWS: usize = 400;
/// Posteriors are put into bins of this many steps per class.
const BIN_STEPS: usize = 32;

/// Undoes a classifier's measured error. Made once per assessment: all estimates share its draws of the matrix.
#[derive(Debug, Clone)]
pub struct Correction {
    matrix: Matrix,
    /// What is known of each row, in labelled posts of this market.
    labelled: Mix,
    draws: Vec<Matrix>,
    prior: Mix,
    seed: u64,
    measured: bool,
    /// Set when the classifier may err differently here than where it was measured.
    travel: Option<Travel>,
}

/// Corrected shares with their intervals, and the raw ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corrected {
    /// Posts read.
    pub n: u64,
    /// Shares by label.
    pub raw: Mix,
    /// Shares by maximum likelihood, given the classifier's error.
    pub shares: Mix,
    /// Their intervals.
    pub intervals: [Interval; 3],
    /// Net sentiment by label.
    pub raw_net: f64,
    /// Net sentiment from `shares`.
    pub net: f64,
    /// Its interval.
    pub net_interval: Interval,
}

impl Correction {
    /// The correction for a classifier that errs like `confusion`. Where a true class was never measured nothing is
    /// corrected, and [`Self::is_measured`] says so.
    pub fn new(confusion: &Confusion, seed: u64) -> Self {
        let sums = confusion.counts.map(|row| row.iter().sum::<u64>());
        let measured = sums.iter().all(|sum| *sum > 0);
        if !measured {
            let matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
            let (draws, labelled) = (vec![matrix; DRAWS], [f64::INFINITY; 3]);
            return Self {
                matrix,
                labelled,
                draws,
                prior: confusion.prior,
                seed,
                measured,
                travel: None,
            };
        }
        let matrix = confusion.counts.map(|row| {
            let sum: u64 = row.iter().sum();
            row.map(|count| count as f64 / sum as f64)
        });
        // Jeffreys' prior: half a post per cell, so that an error which was never seen is not ruled out.
        let mut random = stream(seed, purpose(&["confusion"]));
        let mut draw = || {
            confusion.counts.map(|row| dirichlet(&mut random, row.map(|count| count as f64 + 0.5)))
        };
        let draws = (0..DRAWS).map(|_| draw()).collect();
        let labelled = sums.map(|sum| known(sum as f64, confusion.worth));
        let travel = confusion.worth.map(|_| Travel::new(&matrix, labelled, seed));
        Self { matrix, labelled, draws, prior: confusion.prior, seed, measured, travel }
    }

    /// Whether there is a measured error to correct for.
    pub fn is_measured(&self) -> bool {
        self.measured
    }

    /// Whether it allows for a classifier that errs differently here than where it was measured.
    pub fn allows_for_travel(&self) -> bool {
        self.travel.is_some()
    }

    /// Corrects `counts` of labels. The interval is a percentile bootstrap that resamples the posts and the confusion
    /// matrix. `what` names the estimate: the same counts under the same name and seed give the same interval. `None` when
    /// nothing was read.
    pub fn estimate(&self, counts: [u64; 3], what: &[&str]) -> Option<Corrected> {
        let n: u64 = counts.iter().sum();
        if n == 0 {
            return None;
        }
        let raw = observed(counts);
        let mut random = stream(self.seed, purpose(what));
        if let Some(found) =
            self.travel.as_ref().and_then(|travel| travel.estimate(counts, &mut random))
        {
            return Some(found);
        }
        let shares = most_likely(&self.matrix, raw);
        let mut samples: [Vec<f64>; 4] = Default::default();
        samples.iter_mut().for_each(|list| list.reserve_exact(DRAWS));
        for matrix in &self.draws {
            let drawn = most_likely(matrix, resample(&mut random, n, counts));
            let [negative, neutral, positive] = drawn;
            let values = [negative, neutral, positive, positive - negative];
            samples.iter_mut().zip(values).for_each(|(list, value)| list.push(value));
        }
        let [mut negative, mut neutral, mut positive, mut nets] = samples;
        Some(Corrected {
            n,
            raw,
            shares,
            intervals: [
                percentile_interval(&mut negative)?,
                percentile_interval(&mut neutral)?,
                percentile_interval(&mut positive)?,
            ],
            raw_net: net_of(raw),
            net: net_of(shares),
            net_interval: percentile_interval(&mut nets)?,
        })
    }

    /// The class shares that the probabilities alone speak for, under the classifier's prior; see [`shares_from_posteriors`].
    pub fn shares_by_posteriors(&self, posts: impl Iterator<Item = Sentiment>) -> Option<Mix> {
        let mut bins = vec![([0.0; 3], 0.0); (BIN_STEPS + 1).pow(2)];
        for sentiment in posts {
            let posterior = sentiment.as_array().map(f64::from);
            let [negative, _, positive] = posterior;
            let step = |p: f64| (p * BIN_STEPS as f64).round() as usize;
            let place = step(negative) * (BIN_STEPS + 1) + step(positive);
            if let Some((sum, count)) = bins.get_mut(place) {
                sum.iter_mut().zip(posterior).for_each(|(sum, p)| *sum += p);
                *count += 1.0;
            }
        }
        bins.retain(|(_, count)| *count > 0.0);
        for (sum, count) in &mut bins {
            sum.iter_mut().for_each(|sum| *sum /= *count);
        }
        shares_from_posteriors(&bins, self.prior)
    }

    /// Standard error of the difference of two corrected nets, by the delta method: each post counts with the score that
    /// the inverse of the matrix gives to its label, and an error in the matrix, which both sides share, counts only as far as
    /// their mixes differ. `None` where the labels say nothing about the classes.
    pub fn error_of_difference(&self, first: [u64; 3], second: [u64; 3]) -> Option<f64> {
        let scores = solve(&self.matrix, [-1.0, 0.0, 1.0])?;
        let sampling = variance_of_mean(first, scores) + variance_of_mean(second, scores);
        let (p, q) = (
            most_likely(&self.matrix, observed(first)),
            most_likely(&self.matrix, observed(second)),
        );
        let mut measuring = 0.0;
        for (((row, p), q), labelled) in self.matrix.iter().zip(p).zip(q).zip(self.labelled) {
            let moment = |power: i32| -> f64 {
                row.iter().zip(scores).map(|(share, score)| share * score.powi(power)).sum()
            };
            measuring += (p - q).powi(2) * (moment(2) - moment(1).powi(2)).max(0.0) / labelled;
        }
        Some((sampling + measuring).sqrt())
    }
}

/// What `sum` labelled posts of other kinds and their `worth` here come to, in labelled posts of this market: both are
/// uncertain, and their variances add up.
fn known(sum: f64, worth: Option<f64>) -> f64 {
    worth.map_or(sum, |worth| 1.0 / (1.0 / sum + 1.0 / worth))
}

/// Positive minus negative share.
pub fn net_of([negative, _, positive]: Mix) -> f64 {
    positive - negative
}

fn observed(counts: [u64; 3]) -> Mix {
    let n = counts.iter().sum::<u64>().max(1) as f64;
    counts.map(|count| count as f64 / n)
}

fn resample(random: &mut impl Rng, n: u64, counts: [u64; 3]) -> Mix {
    let mut drawn = [0; 3];
    multinomial(random, n, &counts.map(|count| count as f64), &mut drawn);
    observed(drawn)
}

/// The shares on the simplex under which the observed shares `q = Mᵀp` are most likely. Where the plain solution has a
/// negative share, the likelihood (which is concave) is highest on one of the triangle's edges.
fn most_likely(matrix: &Matrix, q: Mix) -> Mix {
    let turned = [0, 1, 2].map(|j| matrix.map(|row| at(row, j)));
    if let Some(p) = solve(&turned, q).filter(|p| p.iter().all(|share| *share >= 0.0)) {
        let sum: f64 = p.iter().sum();
        return p.map(|share| share / sum);
    }
    let [negative, neutral, positive] = *matrix;
    let [a, b, c] = [
        best_between(negative, neutral, q),
        best_between(neutral, positive, q),
        best_between(negative, positive, q),
    ];
    let edges = [[1.0 - a, a, 0.0], [0.0, 1.0 - b, b], [1.0 - c, 0.0, c]];
    let score = |p: &Mix| likelihood(matrix, *p, q);
    edges.into_iter().max_by(|x, y| score(x).total_cmp(&score(y))).unwrap_or(q)
}

/// How much of `second` mixed into `first` makes `q` most likely: the zero of the derivative, by bisection.
fn best_between(first: Mix, second: Mix, q: Mix) -> f64 {
    let slope = |t: f64| -> f64 {
        let step = |((a, b), q): ((f64, f64), f64)| {
            let mixed = (a + t * (b - a)).max(1e-12);
            q * (b - a) / mixed
        };
        first.into_iter().zip(second).zip(q).map(step).sum()
    };
    let (mut low, mut high) = (0.0, 1.0);
    if slope(low) <= 0.0 {
        return low;
    }
    if slope(high) >= 0.0 {
        return high;
    }
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if slope(middle) > 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

fn likelihood(matrix: &Matrix, p: Mix, q: Mix) -> f64 {
    let expected = |j| matrix.iter().zip(p).map(|(row, p)| at(*row, j) * p).sum::<f64>();
    q.iter()
        .enumerate()
        .map(|(j, q)| if *q > 0.0 { q * expected(j).max(1e-300).ln() } else { 0.0 })
        .sum()
}

fn at(row: Mix, place: usize) -> f64 {
    row.get(place).copied().unwrap_or(0.0)
}

/// `x` with `m x = y`, by Cramer's rule; `None` where `m` is nearly singular.
fn solve(m: &Matrix, y: Mix) -> Option<Mix> {
    let determinant = |[a, b, c]: Matrix| {
        let [a0, a1, a2] = a;
        let [b0, b1, b2] = b;
        let [c0, c1, c2] = c;
        a0 * (b1 * c2 - b2 * c1) - a1 * (b0 * c2 - b2 * c0) + a2 * (b0 * c1 - b1 * c0)
    };
    let whole = determinant(*m);
    (whole.abs() > 1e-9).then(|| {
        [0, 1, 2].map(|column| {
            let mut replaced = *m;
            for (row, y) in replaced.iter_mut().zip(y) {
                if let Some(cell) = row.get_mut(column) {
                    *cell = y;
                }
            }
            determinant(replaced) / whole
        })
    })
}

/// One bin of posteriors: their mean, and how many posts it holds.
pub type Bin = (Mix, f64);

/// The class shares under which these posteriors are most likely, when the classifier was trained under `prior`: the
/// expectation-maximisation of Saerens, Latinne & Decaestecker (2002). It needs calibrated posteriors and no confusion matrix.
pub fn shares_from_posteriors(bins: &[Bin], prior: Mix) -> Option<Mix> {
    let n: f64 = bins.iter().map(|(_, count)| count).sum();
    if n <= 0.0 || prior.iter().any(|share| *share <= 0.0) {
        return None;
    }
    let mut shares = prior;
    for _ in 0..200 {
        let mut next = [0.0; 3];
        for (posterior, count) in bins {
            let mut weights = [0.0; 3];
            for (i, weight) in weights.iter_mut().enumerate() {
                *weight = at(*posterior, i) * at(shares, i) / at(prior, i);
            }
            let sum: f64 = weights.iter().sum();
            if sum > 0.0 {
                next.iter_mut().zip(weights).for_each(|(to, w)| *to += count * w / sum / n);
            }
        }
        let moved: f64 = next.iter().zip(shares).map(|(a, b)| (a - b).abs()).sum();
        shares = next;
        if moved < 1e-7 {
            break;
        }
    }
    Some(shares)
}

#[cfg(test)]
mod tests;
