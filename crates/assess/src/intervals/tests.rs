//! Known answers, and how often the intervals hold what they promise.

use proptest::prelude::*;
use rand::RngExt;

use super::*;
use crate::draws::stream;

fn check(part: u64, whole: u64, low: f64, high: f64) {
    let interval = wilson(part, whole).unwrap();
    assert!((interval.low - low).abs() < 5e-5, "{part}/{whole}: {interval:?}");
    assert!((interval.high - high).abs() < 5e-5, "{part}/{whole}: {interval:?}");
}

#[test]
fn wilson_gives_the_intervals_of_newcombes_table() {
    // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
    check(81, 263, 0.2553, 0.3662);
    check(15, 148, 0.0624, 0.1605);
    check(0, 20, 0.0, 0.1611);
    check(1, 29, 0.0061, 0.1718);
}

#[test]
fn an_empty_whole_has_no_share_and_no_interval() {
    assert_eq!(share(0, 0), None);
    assert_eq!(wilson(0, 0), None);
    assert_eq!(quantile(&[], 0.5), None);
    assert_eq!(quantile_interval(&[1.0, 2.0, 3.0], 0.5), None);
}

#[test]
fn the_median_of_ten_lies_between_the_second_and_the_ninth() {
    // Hahn & Meeker: 97.9 % for the ranks 2 and 9 of 10.
    let ten: Vec<f64> = (1..=10).map(f64::from).collect();
    let interval = quantile_interval(&ten, 0.5).unwrap();
    assert_eq!((interval.low, interval.high), (2.0, 9.0));
    assert_eq!(quantile(&ten, 0.5), Some(5.5));
}

#[test]
fn two_sided_knows_the_usual_points() {
    assert!((two_sided(Z) - 0.05).abs() < 1e-9);
    assert!((two_sided(-2.575_829_303_5) - 0.01).abs() < 1e-9);
    assert_eq!(two_sided(0.0), 1.0);
}

#[test]
fn wilson_covers_the_truth_in_95_of_100_markets() {
    let mut random = stream(7, 1);
    let markets = 4_000;
    let covered = (0..markets)
        .filter(|_| {
            let truth = random.random_range(0.05..0.95);
            let n = random.random_range(50..150_u64);
            let part = (0..n).filter(|_| random.random_bool(truth)).count() as u64;
            wilson(part, n).unwrap().contains(truth)
        })
        .count();
    let coverage = covered as f64 / f64::from(markets);
    assert!((0.93..=0.97).contains(&coverage), "{coverage}");
}

#[test]
fn the_interval_of_a_median_covers_the_truth_at_least_as_often_as_it_says() {
    let mut random = stream(7, 2);
    let covered = (0..1_000)
        .filter(|_| {
            let mut waits: Vec<f64> =
                (0..60).map(|_| -f64::ln(1.0 - random.random::<f64>())).collect();
            waits.sort_by(f64::total_cmp);
            quantile_interval(&waits, 0.5).unwrap().contains(std::f64::consts::LN_2)
        })
        .count();
    assert!((940..=990).contains(&covered), "{covered}");
}

proptest! {
    #[test]
    fn wilson_holds_the_share_and_stays_between_0_and_1(whole in 1_u64..5_000, part in 0_u64..5_000) {
        let part = part.min(whole);
        let interval = wilson(part, whole).unwrap();
        prop_assert!(interval.contains(share(part, whole).unwrap()));
        prop_assert!(interval.low >= 0.0 && interval.high <= 1.0);
        let mirrored = wilson(whole - part, whole).unwrap();
        prop_assert!((interval.low - (1.0 - mirrored.high)).abs() < 1e-9);
    }

    #[test]
    fn a_quantile_lies_among_its_values(mut values in prop::collection::vec(-1e6..1e6_f64, 1..50), q in 0.0..1.0_f64) {
        values.sort_by(f64::total_cmp);
        let found = quantile(&values, q).unwrap();
        prop_assert!(values[0] <= found && found <= values[values.len() - 1]);
        if let Some(interval) = quantile_interval(&values, q) {
            prop_assert!(interval.low <= interval.high);
        }
    }
}
