//! Known answers from the papers, and how often the intervals hold what they promise.

use proptest::prelude::*;
use rand::RngExt;

use super::*;
use crate::draws::{multinomial, stream};

fn check(first: (u64, u64), second: (u64, u64), low: f64, high: f64) {
    let interval = difference_of_shares(first, second).unwrap();
    assert!((interval.low - low).abs() < 5e-5, "{first:?} {second:?}: {interval:?}");
    assert!((interval.high - high).abs() < 5e-5, "{first:?} {second:?}: {interval:?}");
}

#[test]
fn differences_are_those_of_newcombes_table() {
    // Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
    check((56, 70), (48, 80), 0.0524, 0.3339);
    check((9, 10), (3, 10), 0.1705, 0.8090);
    check((6, 7), (2, 7), 0.0582, 0.8062);
    check((5, 56), (0, 29), -0.0381, 0.1926);
    check((0, 10), (0, 20), -0.1611, 0.2775);
    check((10, 10), (0, 10), 0.6075, 1.0);
}

#[test]
fn nothing_is_divided_by_zero() {
    assert_eq!(difference_of_shares((0, 0), (1, 2)), None);
    assert_eq!(same_shares((1, 2), (0, 0)), None);
    assert_eq!(same_shares((2, 2), (3, 3)), Some(1.0));
    assert_eq!(difference_of_nets([0; 3], [1, 1, 1]), None);
    assert_eq!(net([0; 3]), None);
}

#[test]
fn benjamini_and_hochberg_reject_four_of_their_fifteen() {
    // Benjamini & Hochberg (1995), section 3.2: the thrombolysis study.
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.000,
    ];
    let adjusted = adjust(&p);
    assert_eq!(adjusted.iter().filter(|p| **p <= 0.05).count(), 4);
    assert!((adjusted[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-12);
    assert_eq!(adjusted[14], 1.0);
}

#[test]
fn net_sentiment_is_that_of_the_worked_example() {
    // 80 positive, 20 negative, 100 neutral: 30 %.
    assert_eq!(net([20, 100, 80]), Some(0.3));
}

#[test]
fn the_difference_of_shares_covers_the_truth_in_95_of_100_markets() {
    let mut random = stream(11, 1);
    let markets = 3_000;
    let covered = (0..markets)
        .filter(|_| {
            let truth = [random.random_range(0.05..0.95), random.random_range(0.05..0.95)];
            let n = [random.random_range(40..120_u64), random.random_range(40..120_u64)];
            let mut count = |i: usize| (0..n[i]).filter(|_| random.random_bool(truth[i])).count();
            let part = [count(0) as u64, count(1) as u64];
            difference_of_shares((part[0], n[0]), (part[1], n[1]))
                .unwrap()
                .contains(truth[0] - truth[1])
        })
        .count();
    let coverage = covered as f64 / f64::from(markets);
    assert!((0.93..=0.97).contains(&coverage), "{coverage}");
}

#[test]
fn the_difference_of_nets_covers_the_truth_and_keeps_its_error_rate() {
    let mut random = stream(11, 2);
    let markets = 3_000;
    let (mut covered, mut alarms) = (0, 0);
    for _ in 0..markets {
        let mixes = [0, 1].map(|_| crate::draws::dirichlet(&mut random, [2.0, 3.0, 2.0]));
        let mut draw = |mix: [f64; 3], n| {
            let mut counts = [0; 3];
            multinomial(&mut random, n, &mix, &mut counts);
            counts
        };
        let truth = mixes[0][2] - mixes[0][0] - mixes[1][2] + mixes[1][0];
        let found = difference_of_nets(draw(mixes[0], 40), draw(mixes[1], 90)).unwrap();
        covered += u32::from(found.interval.contains(truth));
        let same = difference_of_nets(draw(mixes[0], 40), draw(mixes[0], 90)).unwrap();
        alarms += u32::from(same.p < 0.05);
    }
    let share = |count| f64::from(count) / f64::from(markets);
    assert!((0.93..=0.97).contains(&share(covered)), "{}", share(covered));
    assert!((0.03..=0.07).contains(&share(alarms)), "{}", share(alarms));
}

proptest! {
    #[test]
    fn a_difference_turned_around_is_its_negative(a in 0_u64..50, b in 0_u64..50, m in 50_u64..90, n in 50_u64..90) {
        let there = difference_of_shares((a, m), (b, n)).unwrap();
        let back = difference_of_shares((b, n), (a, m)).unwrap();
        prop_assert!((there.low + back.high).abs() < 1e-9);
        prop_assert!(there.low >= -1.0 - 1e-9 && there.high <= 1.0 + 1e-9);
        let p = same_shares((a, m), (b, n)).unwrap();
        prop_assert!((0.0..=1.0).contains(&p));
    }

    #[test]
    fn adjusting_never_makes_smaller_and_keeps_the_order(p in prop::collection::vec(0.0..1.0_f64, 0..40)) {
        let adjusted = adjust(&p);
        for i in 0..p.len() {
            prop_assert!(adjusted[i] >= p[i] && adjusted[i] <= 1.0);
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j]);
            }
        }
    }
}
