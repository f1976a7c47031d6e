//! Planted effects in simulated markets: the interval holds what it promises, and nothing is shown where nothing was planted.

use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Normal, Poisson};

use super::*;
use crate::simulate::share_of;

const BEFORE: usize = 84;
const AFTER: usize = 42;
const MARKETS: u64 = 500;
const FROM: Day = Day(20_000);

/// What a market is like.
#[derive(Clone, Copy)]
struct World {
    /// Treated posts a day.
    mean: f64,
    /// Planted effect on the logarithm, from the beginning of the program.
    effect: f64,
    /// Growth a day of the treated series alone, on the logarithm.
    drift: f64,
    /// Autocorrelation of what moves each series alone.
    rho: f64,
    /// Chance a day that the competitor has some loud days.
    shocks: f64,
}

const LIVELY: World = World { mean: 40.0, effect: 0.0, drift: 0.0, rho: 0.6, shocks: 0.02 };

fn noise(random: &mut ChaCha8Rng, days: usize, rho: f64, deviation: f64) -> Vec<f64> {
    let shock = Normal::new(0.0, deviation * (1.0 - rho * rho).sqrt()).unwrap();
    let mut last = Normal::new(0.0, deviation).unwrap().sample(random);
    (0..days)
        .map(|_| {
            last = rho * last + shock.sample(random);
            last
        })
        .collect()
}

/// A count with the variance mean + mean²/12.
fn count(random: &mut ChaCha8Rng, mean: f64) -> f64 {
    let rate = Gamma::new(12.0, mean / 12.0).unwrap().sample(random);
    Poisson::new(rate.max(1e-9)).unwrap().sample(random)
}

/// Treated and control: a common market with a weekly season, each with a life of its own, overdispersed, and a competitor who has
/// a launch or a scandal of some days now and then.
fn market(world: World, seed: u64) -> (Series, Series) {
    let mut random = stream(seed, 77);
    let days = BEFORE + AFTER;
    let season = [1.1, 1.2, 1.15, 1.0, 0.9, 0.6, 0.55];
    let common = noise(&mut random, days, 0.9, 0.25);
    let own = noise(&mut random, days, world.rho, 0.2);
    let other = noise(&mut random, days, world.rho, 0.2);
    let mut shocks = vec![0.0; days];
    for day in 0..days {
        if random.random_bool(world.shocks) {
            let size = random.random_range(0.4..1.1);
            let lasts = random.random_range(2..7);
            shocks.iter_mut().skip(day).take(lasts).for_each(|shock| *shock += size);
        }
    }
    let (mut treated, mut control) = (Vec::new(), Vec::new());
    for t in 0..days {
        let base = world.mean * season[t % 7] * common[t].exp();
        let planted = if t >= BEFORE { world.effect } else { 0.0 } + world.drift * t as f64;
        treated.push(count(&mut random, base * (own[t] + planted).exp()));
        control.push(count(&mut random, 0.8 * base * (other[t] + shocks[t]).exp()));
    }
    let first = Day(FROM.0 - BEFORE as i32);
    (Series { first, values: treated }, Series { first, values: control })
}

fn design(control: ControlKind) -> ImpactDesign {
    ImpactDesign {
        kpi: model::KpiId(1),
        from: FROM,
        days_before: 90,
        control,
        control_subject: None,
        control_query: String::new(),
    }
}

fn impact_in(world: World, seed: u64) -> Impact {
    let (treated, control) = market(world, seed);
    impact(&design(ControlKind::Competitor), Kind::Counts, &treated, Some(&control), 199, seed)
}

fn covers(world: World) -> f64 {
    let planted = world.effect.exp_m1();
    share_of(MARKETS, |seed| impact_in(world, seed).interval.unwrap().contains(planted))
}

fn shown(world: World) -> f64 {
    share_of(MARKETS, |seed| impact_in(world, seed).verdict == Verdict::Shown)
}

#[test]
fn the_interval_covers_the_planted_effect() {
    for effect in [0.0, 0.3] {
        let covered = covers(World { effect, ..LIVELY });
        assert!((0.93..=0.97).contains(&covered), "{effect}: {covered}");
    }
}

#[test]
fn without_an_effect_nothing_is_shown() {
    for world in [LIVELY, World { rho: 0.2, ..LIVELY }, World { mean: 1.5, ..LIVELY }] {
        let wrong = shown(world);
        assert!(wrong <= 0.07, "{wrong}");
    }
}

#[test]
fn a_large_effect_is_mostly_shown() {
    let right = shown(World { effect: 0.7, shocks: 0.0, ..LIVELY });
    assert!(right >= 0.8, "{right}");
}

#[test]
fn a_drift_that_was_there_before_is_mostly_no_effect() {
    let wrong = shown(World { drift: 0.006, ..LIVELY });
    assert!(wrong <= 0.3, "{wrong}");
    let steep = shown(World { drift: 0.02, ..LIVELY });
    assert!(steep <= 0.05, "{steep}");
}

#[test]
fn too_little_is_too_early() {
    let (treated, control) = market(LIVELY, 1);
    let short =
        |series: &Series, days| Series { values: series.values[..days].to_vec(), ..series.clone() };
    let early = short(&treated, BEFORE + 10);
    let design = design(ControlKind::Competitor);
    let found = impact(&design, Kind::Counts, &early, Some(&control), 199, 1);
    assert_eq!((found.verdict, found.effect), (Verdict::TooEarly, None));
    let alone = impact(&design, Kind::Counts, &treated, None, 199, 1);
    assert_eq!(alone.verdict, Verdict::TooEarly);
}

#[test]
fn levels_are_compared_plainly_and_before_and_after_alone_says_so() {
    let mut random = stream(4, 4);
    let noise = noise(&mut random, BEFORE + AFTER, 0.3, 0.05);
    let values = noise.iter().enumerate().map(|(t, e)| if t >= BEFORE { 0.3 + e } else { 0.1 + e });
    let first = Day(FROM.0 - BEFORE as i32);
    let series = Series { first, values: values.collect() };
    let found = impact(&design(ControlKind::None), Kind::Levels, &series, None, 499, 4);
    assert_eq!(found.verdict, Verdict::Shown, "{}", found.says);
    assert!(found.interval.unwrap().contains(0.2) && found.amount.is_none());
    assert_eq!((found.caveats.len(), found.days), (1, (84, 42)));
    let weeks: Vec<bool> = found.weeks.iter().map(|week| week.after).collect();
    assert_eq!(weeks, [[false; 12].as_slice(), &[true; 6]].concat());
    assert!(found.weeks.iter().all(|week| (week.expected - 0.1).abs() < 0.05));
}
