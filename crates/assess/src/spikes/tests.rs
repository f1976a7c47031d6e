//! Spikes are found where they were planted, and quiet talk raises no alarm.

use rand_distr::{Distribution, Gamma, Poisson};

use super::*;
use crate::draws::stream;

/// Days of negative-binomial counts with this mean and dispersion, less at weekends.
fn quiet(days: usize, mean: f64, dispersion: f64, seed: u64) -> (Vec<u64>, Vec<u8>) {
    let mut random = stream(seed, 5);
    let weekdays: Vec<u8> = (0..days).map(|day| (day % 7) as u8).collect();
    let counts = weekdays.iter().map(|weekday| {
        let mean = if *weekday > 4 { mean * 0.5 } else { mean };
        let rate = Gamma::new(1.0 / dispersion, dispersion * mean).unwrap().sample(&mut random);
        Poisson::new(rate.max(1e-9)).unwrap().sample(&mut random) as u64
    });
    (counts.collect(), weekdays)
}

fn found(counts: &[u64], weekdays: &[u8]) -> Vec<(usize, usize)> {
    Baseline::fit(counts, weekdays).map_or_else(Vec::new, |baseline| stretches(counts, &baseline))
}

#[test]
fn quiet_talk_raises_hardly_any_alarm() {
    for (mean, dispersion) in [(3.0, 0.3), (40.0, 0.1), (400.0, 0.05)] {
        for days in [9, 20, 90] {
            let alarms: usize = (0..200)
                .map(|seed| {
                    let (counts, weekdays) = quiet(days, mean, dispersion, seed);
                    found(&counts, &weekdays).len()
                })
                .sum();
            assert!(alarms <= 14, "{alarms} alarms in 200 times {days} days of {mean}");
        }
    }
}

#[test]
fn planted_spikes_are_found_where_they_are() {
    let mut right = 0;
    for seed in 0..100 {
        let (mut counts, weekdays) = quiet(90, 40.0, 0.1, seed);
        counts[60] *= 6;
        counts[61] = counts[61] * 4 + 60;
        let spikes = found(&counts, &weekdays);
        right +=
            usize::from(spikes.iter().any(|(from, to)| *from <= 61 && *to >= 61 && to - from < 5));
    }
    assert!(right >= 95, "{right}");
}

#[test]
fn a_slow_rise_is_no_spike_and_a_short_window_stays_silent() {
    let rise: Vec<u64> = (0..90).map(|day| 30 + day).collect();
    let weekdays: Vec<u8> = (0..90).map(|day| (day % 7) as u8).collect();
    assert_eq!(found(&rise, &weekdays), []);
    assert_eq!(found(&[1, 500, 2], &weekdays[..3]), []);
    assert_eq!(found(&[0; 90], &weekdays), []);
}

#[test]
fn a_new_level_is_no_spike() {
    let weekdays: Vec<u8> = (0..9).map(|day| (day % 7) as u8).collect();
    assert_eq!(found(&[10, 12, 8, 11, 9, 14, 900, 1100, 850], &weekdays), []);
    assert_eq!(found(&[10, 12, 8, 11, 9, 400, 14, 11, 8], &weekdays), [(5, 5)]);
}
