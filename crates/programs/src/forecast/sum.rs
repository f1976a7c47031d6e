//! Sums: the pace of the last periods goes on.

use model::{Day, Interval, Kpi, KpiPoint};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Ahead, days_between, possible};
use crate::current::standing;

/// The pace is that of the last so many periods.
const PERIODS: usize = 26;

/// Where the sum will stand on `by`.
pub(super) fn ahead(kpi: &Kpi, now: &[KpiPoint], by: Day) -> Option<Ahead> {
    let (last, stands) = *standing(kpi, now).last()?;
    let recent = now.get(now.len().saturating_sub(PERIODS)..)?;
    let lengths: Vec<f64> =
        recent.iter().map(|p| f64::from(p.to.0 - p.from.0 + 1).max(1.0)).collect();
    let n = recent.len() as f64;
    let length = lengths.iter().sum::<f64>() / n;
    // Periods of other lengths count by their pace.
    let pace: Vec<f64> =
        recent.iter().zip(&lengths).map(|(point, days)| point.value / days * length).collect();
    let mean = pace.iter().sum::<f64>() / n;
    let variance = pace.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let factor = carried(&pace, mean);
    let t = StudentsT::new(0.0, 1.0, n - 1.0).ok()?.inverse_cdf(0.975);
    let at = |day: Day| {
        let periods = f64::from(day.0.saturating_sub(last.0)).max(0.0) / length;
        let half = t * (variance * factor * (periods + periods * periods / n)).sqrt();
        let middle = mean * periods;
        let floor = if pace.iter().all(|x| *x >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
        let keep = |value: f64| possible(kpi.unit, stands + value);
        (keep(middle), keep((middle - half).max(floor)), keep(middle + half))
    };
    let (value, low, high) = at(by);
    let band = days_between(last, by).into_iter().map(|day| {
        let (value, low, high) = at(day);
        (day, value, low, high)
    });
    Some(Ahead {
        on: by,
        value,
        interval: Interval { low, high, level: 0.95 },
        band: band.collect(),
        points: recent.len(),
        method: format!(
            "the pace of the last {} periods ({mean:.1} each) goes on; 95 % prediction interval by Student's t, variance for {:.2} times \
             as many periods as autocorrelation makes them worth",
            recent.len(),
            factor
        ),
    })
}

/// How much positive autocorrelation from one period to the next inflates the variance of sums: (1 + ρ)/(1 − ρ). Short
/// series estimate ρ too low by about (1 + 4ρ)/n; a ρ that chance explains (below 1.64/√n) counts as none.
fn carried(pace: &[f64], mean: f64) -> f64 {
    let n = pace.len() as f64;
    let squares: f64 = pace.iter().map(|x| (x - mean).powi(2)).sum();
    if squares <= 0.0 {
        return 1.0;
    }
    let products: f64 =
        pace.windows(2).map(|pair| pair.iter().map(|x| x - mean).product::<f64>()).sum();
    let rho = products / squares;
    if rho < 1.64 / n.sqrt() {
        return 1.0;
    }
    let rho = ((n * rho + 1.0) / (n - 4.0).max(1.0)).clamp(0.0, 0.9);
    (1.0 + rho) / (1.0 - rho)
}
