//! Known answers, and how often the interval holds what comes.

use rand::rngs::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Normal, Poisson};

use super::*;
use crate::current::tests::{kpi, week};
use crate::draws::stream;
use crate::simulate::share_of;

fn ahead(shape: Shape, values: &[f64], by: i32) -> Ahead {
    let mut kpi = kpi(shape);
    kpi.by = Some(Day(20_000 + by));
    let points: Vec<KpiPoint> = (0..).zip(values).map(|(i, value)| week(i, *value, 1)).collect();
    match forecast(&kpi, &points, Day(20_001)) {
        Forecast::Ahead(ahead) => ahead,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sum_goes_on_at_its_pace() {
    // Four weeks of 8, 12, 12, 8: mean 10, s² = 16/3; ten more weeks: 40 + 100, half-width t(3) √(16/3 · (10 + 100/4)).
    let found = ahead(Shape::Sum, &[8.0, 12.0, 12.0, 8.0], 27 + 70);
    let half = 3.182_446_305 * (16.0_f64 / 3.0 * 35.0).sqrt();
    assert!((found.value - 140.0).abs() < 1e-9);
    assert!((found.interval.low - (140.0 - half)).abs() < 1e-6, "{:?}", found.interval);
    assert!((found.interval.high - (140.0 + half)).abs() < 1e-6);
    assert_eq!(found.band.last().map(|(day, value, ..)| (*day, *value)), Some((found.on, 140.0)));
}

#[test]
fn a_still_level_stays_and_a_steady_climb_goes_on() {
    let still = ahead(Shape::Level, &[30.0; 12], 300);
    assert!((still.value - 30.0).abs() < 1e-6 && still.interval.high - still.interval.low < 1e-3);
    let climb: Vec<f64> = (0..30).map(f64::from).collect();
    let found = ahead(Shape::Level, &climb, 30 * 7 + 6);
    assert!((found.value - 30.0).abs() < 1.0, "{found:?}");
    assert!(found.interval.contains(30.0));
}

#[test]
fn what_cannot_be_said_is_not_said() {
    let mut kpi = kpi(Shape::Level);
    let points: Vec<KpiPoint> = (0..5).map(|i| week(i, 1.0, 1)).collect();
    assert_eq!(
        forecast(&kpi, &points, Day(20_040)),
        Forecast::TooEarly { points: 5, needed: LEVEL_POINTS }
    );
    kpi.by = Some(Day(20_020));
    assert_eq!(
        forecast(&kpi, &points, Day(20_040)),
        Forecast::Over { on: Day(20_020), value: 1.0 }
    );
    kpi.target = None;
    assert_eq!(forecast(&kpi, &points, Day(20_040)), Forecast::NoGoal);
}

/// A negative-binomial count with the variance mean + mean²/size.
fn count(random: &mut ChaCha8Rng, mean: f64, size: f64) -> f64 {
    let rate = Gamma::new(size, mean / size).unwrap().sample(random);
    Poisson::new(rate.max(1e-9)).unwrap().sample(random)
}

#[test]
fn sums_of_overdispersed_weeks_end_inside_their_interval() {
    for (n, more, mean, size) in
        [(8_usize, 12_usize, 30.0, 8.0), (13, 26, 30.0, 8.0), (26, 26, 12.0, 4.0)]
    {
        let covered = share_of(2_000, |seed| {
            let mut random = stream(seed, 5);
            let past: Vec<f64> = (0..n).map(|_| count(&mut random, mean, size)).collect();
            let all: f64 = past.iter().sum::<f64>()
                + (0..more).map(|_| count(&mut random, mean, size)).sum::<f64>();
            ahead(Shape::Sum, &past, 7 * (n + more) as i32 - 1).interval.contains(all)
        });
        assert!((0.93..=0.97).contains(&covered), "{n} weeks, {more} more: {covered}");
    }
}

/// How much of the movement is walk is drawn anew for each series: few points cannot tell it, and the interval is right over all of
/// them. With many points it is right for each.
#[test]
fn levels_of_any_mixture_of_walk_and_noise_end_inside_their_interval() {
    const WALKS: [f64; 5] = [0.0, 0.1, 0.4, 0.8, 1.0];
    for (n, more) in [(8, 8), (12, 26), (26, 13)] {
        let covered = share_of(2_000, |seed| {
            level_covers(seed, n, more, WALKS[seed as usize % WALKS.len()], 0.1)
        });
        assert!((0.93..=0.97).contains(&covered), "{n} {more}: {covered}");
    }
    for walk in WALKS {
        let covered = share_of(500, |seed| level_covers(seed, 80, 26, walk, 0.1));
        assert!((0.92..=0.99).contains(&covered), "{walk}: {covered}");
    }
}

fn level_covers(seed: u64, n: usize, more: usize, walk: f64, drift: f64) -> bool {
    let mut random = stream(seed, 6);
    let unit = Normal::new(0.0, 1.0).unwrap();
    let drift = drift * unit.sample(&mut random);
    let mut level = 0.0;
    let mut values = Vec::new();
    for _ in 0..n + more {
        level += drift + f64::sqrt(walk) * unit.sample(&mut random);
        values.push(100.0 + level + f64::sqrt(1.0 - walk) * unit.sample(&mut random));
    }
    let end = *values.last().unwrap();
    ahead(Shape::Level, &values[..n], 7 * (n + more) as i32 - 1).interval.contains(end)
}
