//! Shares where the classifier may err differently than where it was measured.
//!
//! Held-out error does not travel: between sets of labelled posts the rows of the confusion matrix differ by far more than
//! chance. So the matrix of this market is itself unknown: each row is drawn from a Dirichlet distribution around the
//! measured row, as concentrated as so many labelled posts would make it ([`model::Confusion::worth`]). Every drawn matrix
//! gives the mix that explains the labels; a matrix under which no mix does is impossible and drops out. What is
//! left is a sample of the posterior distribution of the mix under the prior Dirichlet(2, 2, 2), weighted by importance:
//! the density of the mix given the matrix is that of the labels times |det M|, the labels' own density is flat.

use model::Interval;
use rand::Rng;

use super::{Corrected, Matrix, Mix, net_of, observed, solve};
use crate::draws::{dirichlet, purpose, stream};

/// Matrices that are drawn; about a third to a half of them can explain usual labels.
const DRAWS: usize = 1_500;
/// With fewer matrices left the labels contradict the measurement, and no estimate is made from them.
const LEAST: usize = 30;
/// Confidence of the intervals.
const LEVEL: f64 = 0.95;

/// Matrices that this market's classifier may have.
#[derive(Debug, Clone)]
pub(super) struct Travel {
    /// Turned (columns are true classes), with the reciprocal of the determinant.
    draws: Vec<(Matrix, f64)>,
}

impl Travel {
    /// Around `matrix`, of whose rows as much is known as from so many `labelled` posts.
    pub(super) fn new(matrix: &Matrix, labelled: Mix, seed: u64) -> Self {
        let mut random = stream(seed, purpose(&["travel"]));
        let draws = (0..DRAWS).filter_map(|_| {
            let mut drawn = *matrix;
            for (row, labelled) in drawn.iter_mut().zip(labelled) {
                *row = dirichlet(&mut random, row.map(|share| (share * labelled).max(0.05)));
            }
            let [a, b, c] = drawn;
            let turned = [
                [first(a), first(b), first(c)],
                [second(a), second(b), second(c)],
                [third(a), third(b), third(c)],
            ];
            let size = determinant(&drawn).abs();
            (size > 1e-3).then(|| (turned, 1.0 / size))
        });
        Self { draws: draws.collect() }
    }

    /// The mix behind these labels; `None` when too few matrices can explain them.
    pub(super) fn estimate(&self, counts: [u64; 3], random: &mut impl Rng) -> Option<Corrected> {
        let mut samples = Vec::with_capacity(self.draws.len());
        for (turned, weight) in &self.draws {
            // The labels' shares given the counts, under a flat prior.
            let labels = dirichlet(random, counts.map(|count| count as f64 + 1.0));
            let Some(mix) = solve(turned, labels) else { continue };
            if mix.iter().all(|share| *share >= 0.0) {
                let prior: f64 = mix.iter().product();
                samples.push((mix, weight * prior));
            }
        }
        let whole: f64 = samples.iter().map(|(_, weight)| weight).sum();
        if samples.len() < LEAST || whole <= 0.0 {
            return None;
        }
        let mean = |value: fn(Mix) -> f64| {
            samples.iter().map(|(mix, weight)| value(*mix) * weight).sum::<f64>() / whole
        };
        let interval = |value: fn(Mix) -> f64| {
            weighted_interval(
                samples.iter().map(|(mix, weight)| (value(*mix), *weight)).collect(),
                whole,
            )
        };
        let raw = observed(counts);
        Some(Corrected {
            n: counts.iter().sum(),
            raw,
            shares: [mean(first), mean(second), mean(third)],
            intervals: [interval(first), interval(second), interval(third)],
            raw_net: net_of(raw),
            net: mean(net_of),
            net_interval: interval(net_of),
        })
    }
}

fn first([a, _, _]: Mix) -> f64 {
    a
}

fn second([_, b, _]: Mix) -> f64 {
    b
}

fn third([_, _, c]: Mix) -> f64 {
    c
}

fn determinant([a, b, c]: &Matrix) -> f64 {
    first(*a) * (second(*b) * third(*c) - third(*b) * second(*c))
        - second(*a) * (first(*b) * third(*c) - third(*b) * first(*c))
        + third(*a) * (first(*b) * second(*c) - second(*b) * first(*c))
}

/// The values between which the middle 95 % of the weight lies.
fn weighted_interval(mut values: Vec<(f64, f64)>, whole: f64) -> Interval {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| {
        let mut sum = 0.0;
        let reached = values.iter().find(|(_, weight)| {
            sum += weight;
            sum >= share * whole
        });
        reached.or(values.last()).map_or(0.0, |(value, _)| *value)
    };
    let tail = (1.0 - LEVEL) / 2.0;
    Interval { low: at(tail), high: at(1.0 - tail), level: LEVEL }
}
