//! The correction undoes what it says it undoes, and its intervals hold what they promise.

use proptest::prelude::*;
use rand::RngExt;

use super::*;

const CONFUSION: [[u64; 3]; 3] = [[420, 140, 40], [130, 620, 150], [30, 120, 350]];

fn confusion(counts: [[u64; 3]; 3]) -> Confusion {
    Confusion { counts, prior: [0.3, 0.45, 0.25], worth: None, measured_on: "made up".to_owned() }
}

fn exact(counts: [[u64; 3]; 3]) -> Matrix {
    counts.map(|row| row.map(|count| count as f64 / row.iter().sum::<u64>() as f64))
}

fn label(matrix: &Matrix, p: Mix) -> Mix {
    [0, 1, 2].map(|j| (0..3).map(|i| p[i] * matrix[i][j]).sum())
}

#[test]
fn two_known_classes_give_the_adjusted_count_of_the_textbook() {
    // Two classes: p = (q − fpr)/(tpr − fpr) (Forman 2008): 50 % observed, tpr 0.8, fpr 0.1 is 4/7.
    let matrix = [[0.9, 0.0, 0.1], [0.0, 1.0, 0.0], [0.2, 0.0, 0.8]];
    let p = most_likely(&matrix, [0.5, 0.0, 0.5]);
    assert!((p[2] - 4.0 / 7.0).abs() < 1e-9, "{p:?}");
}

#[test]
fn what_no_mix_can_produce_ends_on_the_edge() {
    let matrix = exact(CONFUSION);
    let p = most_likely(&matrix, [0.0, 0.1, 0.9]);
    assert!(p[0] == 0.0 && p.iter().sum::<f64>() > 0.999_999, "{p:?}");
    // No point of a fine grid is more likely.
    let best = likelihood(&matrix, p, [0.0, 0.1, 0.9]);
    for a in 0..=50 {
        for b in 0..=(50 - a) {
            let grid = [f64::from(a) / 50.0, f64::from(b) / 50.0, f64::from(50 - a - b) / 50.0];
            assert!(likelihood(&matrix, grid, [0.0, 0.1, 0.9]) <= best + 1e-9, "{grid:?}");
        }
    }
}

#[test]
fn a_classifier_that_was_never_measured_corrects_nothing_and_says_so() {
    let correction = Correction::new(&confusion([[0; 3]; 3]), 1);
    assert!(!correction.is_measured());
    let found = correction.estimate([20, 30, 50], &["x"]).unwrap();
    assert!(found.shares.iter().zip(found.raw).all(|(a, b)| (a - b).abs() < 1e-12));
    assert!(correction.estimate([0; 3], &["x"]).is_none());
}

#[test]
fn posteriors_alone_give_the_mix_when_they_are_calibrated() {
    // Each post shows one of three signs; the posterior of a sign under the training prior is Bayes' rule.
    let (prior, truth) = ([0.3, 0.45, 0.25], [0.6, 0.3, 0.1]);
    let matrix = exact(CONFUSION);
    let bins: Vec<Bin> = (0..3)
        .map(|sign| {
            let joint = [0, 1, 2].map(|i| prior[i] * matrix[i][sign]);
            let sum: f64 = joint.iter().sum();
            (joint.map(|j| j / sum), 10_000.0 * label(&matrix, truth)[sign])
        })
        .collect();
    let found = shares_from_posteriors(&bins, prior).unwrap();
    assert!(found.iter().zip(truth).all(|(a, b)| (a - b).abs() < 1e-3), "{found:?}");
    assert_eq!(shares_from_posteriors(&[], prior), None);
}

#[test]
fn the_corrected_interval_covers_the_truth_in_95_of_100_markets() {
    // The classifier's true error is fixed; each market measures it anew on 2,000 posts and reads 500 posts of its own.
    let matrix = exact(CONFUSION);
    let mut random = stream(3, 3);
    let (mut shares, mut nets, mut raw) = (0, 0, 0);
    let markets = 1_000;
    for market in 0..markets {
        let measured = [600_u64, 900, 500];
        let mut counts = [[0; 3]; 3];
        for (i, row) in counts.iter_mut().enumerate() {
            multinomial(&mut random, measured[i], &matrix[i], row);
        }
        let truth = dirichlet(&mut random, [3.0, 4.0, 3.0]);
        let n = random.random_range(300..800);
        let mut labels = [0; 3];
        multinomial(&mut random, n, &label(&matrix, truth), &mut labels);
        let correction = Correction::new(&confusion(counts), market);
        let found = correction.estimate(labels, &["market"]).unwrap();
        shares += (0..3).filter(|&i| found.intervals[i].contains(truth[i])).count();
        nets += usize::from(found.net_interval.contains(net_of(truth)));
        raw += usize::from(found.net_interval.contains(found.raw_net));
    }
    let share = |count: usize, of: u64| count as f64 / of as f64;
    assert!((0.93..=0.97).contains(&share(shares, 3 * markets)), "{}", share(shares, 3 * markets));
    assert!((0.93..=0.97).contains(&share(nets, markets)), "{}", share(nets, markets));
    assert!(share(raw, markets) < 0.9, "the correction must do something: {raw}");
}

#[test]
fn where_the_error_differs_from_market_to_market_the_interval_still_covers_95_of_100() {
    // Each market's classifier errs in its own way, as far from the measured one as 30 labelled posts would be.
    let worth = 30.0;
    let matrix = exact(CONFUSION);
    let measured = Confusion { worth: Some(worth), ..confusion(CONFUSION) };
    let correction = Correction::new(&measured, 1);
    let mut random = stream(3, 5);
    let (mut shares, mut nets, mut naive) = (0, 0, 0);
    let markets = 1_000;
    for market in 0..markets {
        let truth = dirichlet(&mut random, [2.0; 3]);
        let own = matrix.map(|row| dirichlet(&mut random, row.map(|share| share * worth)));
        let mut labels = [0; 3];
        multinomial(&mut random, 2_000, &label(&own, truth), &mut labels);
        let found = correction.estimate(labels, &["market", &market.to_string()]).unwrap();
        shares += (0..3).filter(|&i| found.intervals[i].contains(truth[i])).count();
        nets += usize::from(found.net_interval.contains(net_of(truth)));
        let sure = Correction::new(&confusion(CONFUSION), market);
        naive += usize::from(
            sure.estimate(labels, &["market"]).unwrap().net_interval.contains(net_of(truth)),
        );
    }
    let share = |count: usize, of: u64| count as f64 / of as f64;
    assert!((0.93..=0.97).contains(&share(shares, 3 * markets)), "{}", share(shares, 3 * markets));
    assert!((0.93..=0.97).contains(&share(nets, markets)), "{}", share(nets, markets));
    assert!(share(naive, markets) < 0.8, "the allowance must matter: {naive}");
}

#[test]
fn the_difference_of_corrected_nets_keeps_its_promises() {
    let matrix = exact(CONFUSION);
    let mut random = stream(3, 4);
    let (mut covered, mut alarms) = (0, 0);
    let markets = 1_000;
    let correction = Correction::new(&confusion(CONFUSION), 1);
    for _ in 0..markets {
        let mixes = [0, 1].map(|_| dirichlet(&mut random, [4.0, 4.0, 4.0]));
        let mut draw = |mix: Mix, n: u64| {
            let mut labels = [0; 3];
            multinomial(&mut random, n, &label(&matrix, mix), &mut labels);
            labels
        };
        let mut judge = |a: Mix, b: Mix| {
            let (first, second) = (draw(a, 120), draw(b, 200));
            let net = |labels| net_of(most_likely(&matrix, observed(labels)));
            let error = correction.error_of_difference(first, second).unwrap();
            crate::differences::Difference::from_error(net(first) - net(second), error, 2.0)
        };
        let apart = judge(mixes[0], mixes[1]);
        covered += u32::from(apart.interval.contains(net_of(mixes[0]) - net_of(mixes[1])));
        alarms += u32::from(judge(mixes[0], mixes[0]).p < 0.05);
    }
    let share = |count: u32| f64::from(count) / f64::from(markets);
    assert!((0.93..=0.97).contains(&share(covered)), "{}", share(covered));
    assert!((0.025..=0.07).contains(&share(alarms)), "{}", share(alarms));
}

#[test]
fn where_the_error_travels_a_difference_raises_no_more_false_alarms_and_is_covered() {
    // Both sides are read by the same classifier in the same market, so its unknown error is shared.
    let worth = 30.0;
    let matrix = exact(CONFUSION);
    let correction = Correction::new(&Confusion { worth: Some(worth), ..confusion(CONFUSION) }, 1);
    let mut random = stream(3, 6);
    let (mut covered, mut alarms) = (0, 0);
    let markets = 300;
    for _ in 0..markets {
        let own = matrix.map(|row| dirichlet(&mut random, row.map(|share| share * worth)));
        let mixes = [0, 1].map(|_| dirichlet(&mut random, [4.0, 4.0, 4.0]));
        let mut judge = |a: Mix, b: Mix| {
            let (mut first, mut second) = ([0; 3], [0; 3]);
            multinomial(&mut random, 120, &label(&own, a), &mut first);
            multinomial(&mut random, 200, &label(&own, b), &mut second);
            let net = |labels, what| correction.estimate(labels, &[what]).unwrap().net;
            let error = correction.error_of_difference(first, second).unwrap();
            let value = net(first, "first") - net(second, "second");
            crate::differences::Difference::from_error(value, error, 2.0)
        };
        let apart = judge(mixes[0], mixes[1]);
        covered += u32::from(apart.interval.contains(net_of(mixes[0]) - net_of(mixes[1])));
        alarms += u32::from(judge(mixes[0], mixes[0]).p < 0.05);
    }
    let share = |count: u32| f64::from(count) / f64::from(markets);
    assert!(share(covered) >= 0.93, "{}", share(covered));
    assert!(share(alarms) <= 0.06, "{}", share(alarms));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn shares_stay_on_the_simplex_and_intervals_hold_them(counts in [0_u64..400, 0_u64..400, 1_u64..400], seed in 0_u64..50) {
        let correction = Correction::new(&confusion(CONFUSION), seed);
        let found = correction.estimate(counts, &["p"]).unwrap();
        prop_assert!((found.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(found.shares.iter().all(|p| (0.0..=1.0).contains(p)));
        prop_assert!(found.intervals.iter().all(|i| 0.0 <= i.low && i.low <= i.high && i.high <= 1.0));
        prop_assert_eq!(found, correction.estimate(counts, &["p"]).unwrap());
    }

    #[test]
    fn undoing_a_known_error_gives_the_truth_back(a in 0.01..1.0_f64, b in 0.01..1.0_f64, c in 0.01..1.0_f64) {
        let truth = [a, b, c].map(|x| x / (a + b + c));
        let matrix = exact(CONFUSION);
        let found = most_likely(&matrix, label(&matrix, truth));
        prop_assert!(found.iter().zip(truth).all(|(x, y)| (x - y).abs() < 1e-9), "{:?}", found);
    }
}
