//! The simulation behind the choice of the reported correction: prints, for classifiers that are calibrated, overconfident or meet
//! a new domain, how far each estimate is off and how often its 95 % interval covers the truth.
//!
//! A post of class *i* shows a point around the *i*-th corner of a triangle; the classifier knows the corners and returns Bayes'
//! posterior under its training prior, sharpened by a temperature. The new domain moves all points.

use assess::correct::{Bin, Correction, Mix, shares_from_posteriors};
use assess::draws::{dirichlet, multinomial, stream};
use assess::intervals::{percentile_interval, wilson};
use model::{Confusion, Interval, Sentiment};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

const MARKETS: u64 = 400;
const POSTS: u64 = 500;
const LABELLED: u64 = 2_000;
const PRIOR: Mix = [0.3, 0.45, 0.25];
const CORNERS: [[f64; 2]; 3] = [[-0.9, 0.0], [0.0, 0.9], [0.9, 0.0]];

struct Scenario {
    name: &'static str,
    sharpness: f64,
    moved: [f64; 2],
}

fn posterior(random: &mut impl Rng, class: usize, scenario: &Scenario, moved: bool) -> Mix {
    let shift = if moved { scenario.moved } else { [0.0; 2] };
    let mut noise = || -> f64 { StandardNormal.sample(random) };
    let seen = [CORNERS[class][0] + shift[0] + noise(), CORNERS[class][1] + shift[1] + noise()];
    let weight = |i: usize| {
        let distance = (seen[0] - CORNERS[i][0]).powi(2) + (seen[1] - CORNERS[i][1]).powi(2);
        (PRIOR[i].ln() - distance / 2.0) * scenario.sharpness
    };
    let weights = [0, 1, 2].map(weight).map(f64::exp);
    weights.map(|w| w / weights.iter().sum::<f64>())
}

fn label(posterior: Mix) -> usize {
    let [negative, neutral, positive] = posterior.map(|p| p as f32);
    Sentiment { negative, neutral, positive }.label().index()
}

fn confusion(random: &mut impl Rng, scenario: &Scenario) -> Confusion {
    let mut counts = [[0; 3]; 3];
    for (class, share) in PRIOR.iter().enumerate() {
        for _ in 0..(share * LABELLED as f64) as u64 {
            counts[class][label(posterior(random, class, scenario, false))] += 1;
        }
    }
    Confusion { counts, prior: PRIOR, worth: None, measured_on: "simulation".to_owned() }
}

/// Error and hits of one method.
#[derive(Default)]
struct Tally {
    error: f64,
    covered: f64,
    width: f64,
}

impl Tally {
    fn add(&mut self, truth: Mix, shares: Mix, intervals: [Interval; 3]) {
        for i in 0..3 {
            self.error += (shares[i] - truth[i]).abs();
            self.covered += f64::from(u8::from(intervals[i].contains(truth[i])));
            self.width += intervals[i].high - intervals[i].low;
        }
    }

    fn print(&self, scenario: &str, method: &str) {
        let n = 3.0 * MARKETS as f64;
        println!(
            "| {scenario} | {method} | {:.1} | {:.1} % | {:.1} |",
            100.0 * self.error / n,
            100.0 * self.covered / n,
            100.0 * self.width / n
        );
    }
}

/// The expectation-maximisation with a percentile bootstrap over posts.
fn by_posteriors(random: &mut impl Rng, posteriors: &[Mix]) -> Option<(Mix, [Interval; 3])> {
    let bins: Vec<Bin> = posteriors.iter().map(|p| (*p, 1.0)).collect();
    let shares = shares_from_posteriors(&bins, PRIOR)?;
    let mut samples: [Vec<f64>; 3] = Default::default();
    let weights = vec![1.0; posteriors.len()];
    let mut counts = vec![0; posteriors.len()];
    for _ in 0..200 {
        multinomial(random, posteriors.len() as u64, &weights, &mut counts);
        let drawn: Vec<Bin> = posteriors
            .iter()
            .zip(&counts)
            .filter(|(_, c)| **c > 0)
            .map(|(p, c)| (*p, *c as f64))
            .collect();
        let Some(shares) = shares_from_posteriors(&drawn, PRIOR) else { continue };
        samples.iter_mut().zip(shares).for_each(|(list, share)| list.push(share));
    }
    let [mut negative, mut neutral, mut positive] = samples;
    let intervals = [
        percentile_interval(&mut negative)?,
        percentile_interval(&mut neutral)?,
        percentile_interval(&mut positive)?,
    ];
    Some((shares, intervals))
}

fn main() {
    let scenarios = [
        Scenario { name: "calibrated", sharpness: 1.0, moved: [0.0, 0.0] },
        Scenario { name: "overconfident (×1.6)", sharpness: 1.6, moved: [0.0, 0.0] },
        Scenario { name: "underconfident (×0.6)", sharpness: 0.6, moved: [0.0, 0.0] },
        Scenario { name: "new domain", sharpness: 1.0, moved: [-0.15, 0.1] },
    ];
    println!("| classifier | method | mean error, points | coverage | mean width, points |");
    println!("|---|---|---:|---:|---:|");
    for scenario in &scenarios {
        let mut random = stream(1, 1);
        let (mut raw, mut matrix, mut em) = (Tally::default(), Tally::default(), Tally::default());
        for market in 0..MARKETS {
            let correction = Correction::new(&confusion(&mut random, scenario), market);
            let truth = dirichlet(&mut random, [3.0, 4.0, 3.0]);
            let mut classes = [0; 3];
            multinomial(&mut random, POSTS, &truth, &mut classes);
            let posteriors: Vec<Mix> = (0..3)
                .flat_map(|class| std::iter::repeat_n(class, classes[class] as usize))
                .map(|class| posterior(&mut random, class, scenario, true))
                .collect();
            let mut labels = [0; 3];
            posteriors.iter().for_each(|p| labels[label(*p)] += 1);
            let Some(found) = correction.estimate(labels, &["market"]) else { continue };
            let wilson = labels.map(|k| wilson(k, POSTS).unwrap_or(found.net_interval));
            raw.add(truth, found.raw, wilson);
            matrix.add(truth, found.shares, found.intervals);
            if let Some((shares, intervals)) = by_posteriors(&mut random, &posteriors) {
                em.add(truth, shares, intervals);
            }
        }
        raw.print(scenario.name, "none (labels, Wilson)");
        em.print(scenario.name, "Saerens EM on posteriors");
        matrix.print(scenario.name, "maximum likelihood with the matrix");
    }
}
