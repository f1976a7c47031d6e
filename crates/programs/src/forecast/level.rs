//! Levels: a random walk with noise and a shrunken drift, averaged over how much is walk.

use model::{Day, Interval, Kpi, KpiPoint};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Ahead, days_between, possible};

/// How much of the movement from one period to the next is walk: variance of the steps as a share of all.
const WALKS: [f64; 6] = [0.0, 0.05, 0.2, 0.5, 0.8, 1.0];
/// Standard deviation that a drift a period has beforehand, in units of the movement. It is what damps the trend.
const DRIFT: f64 = 0.1;
/// Points that are looked at.
const POINTS: usize = 104;

/// Level and drift with their covariance in units of the movement's variance.
#[derive(Debug, Clone, Copy)]
struct State {
    level: f64,
    drift: f64,
    /// Variances of level and drift, and their covariance.
    v: [f64; 3],
}

/// What one share of walk made of the past.
struct Filtered {
    state: State,
    walk: f64,
    /// Mean square of the standardised errors: the movement's variance.
    scale: f64,
    freedom: f64,
    weight: f64,
}

/// Where the level will be on `by`.
pub(super) fn ahead(kpi: &Kpi, now: &[KpiPoint], by: Day) -> Option<Ahead> {
    let recent = now.get(now.len().saturating_sub(POINTS)..)?;
    let (first, last) = (recent.first()?, recent.last()?);
    let length = f64::from(last.to.0 - first.to.0).max(1.0) / (recent.len() as f64 - 1.0);
    let mut models: Vec<Filtered> =
        WALKS.iter().filter_map(|walk| filter(recent, length, *walk)).collect();
    let best = models.iter().map(|m| m.weight).fold(f64::NEG_INFINITY, f64::max);
    models.iter_mut().for_each(|m| m.weight = (m.weight - best).exp());
    let all: f64 = models.iter().map(|m| m.weight).sum();
    models.iter_mut().for_each(|m| m.weight /= all);
    let seen = |day: Day| Mixture::at(&models, f64::from(day.0.saturating_sub(last.to.0)) / length);
    let end = seen(by);
    let (low, high) = (end.quantile(0.025), end.quantile(0.975));
    let keep = |value: f64| possible(kpi.unit, value);
    // On the way the mixture has almost the same shape: only its middle and its spread are taken anew.
    let band = days_between(last.to, by).into_iter().map(|day| {
        let way = seen(day);
        let grown = way.spread / end.spread;
        let edge = |edge: f64| keep(way.mean + (edge - end.mean) * grown);
        (day, keep(way.mean), edge(low), edge(high))
    });
    let walk: f64 = models.iter().map(|m| m.weight * m.walk).sum();
    Some(Ahead {
        on: by,
        value: keep(end.mean),
        interval: Interval { low: keep(low), high: keep(high), level: 0.95 },
        band: band.collect(),
        points: recent.len(),
        method: format!(
            "random walk with noise and damped drift over {} points (local level, Harvey 1989), averaged over how much is walk: here \
             {:.0} %; 95 % prediction interval of the mixture",
            recent.len(),
            walk * 100.0
        ),
    })
}

/// Kalman filter with a diffuse beginning; the marginal likelihood has the scale integrated out under 1/σ².
fn filter(points: &[KpiPoint], length: f64, walk: f64) -> Option<Filtered> {
    let noise = 1.0 - walk;
    let (first, rest) = points.split_first()?;
    // The first point places the level; its noise is the level's uncertainty.
    let mut state = State { level: first.value, drift: 0.0, v: [noise, DRIFT * DRIFT, 0.0] };
    let mut day = first.to;
    let (mut squares, mut logs) = (0.0, 0.0);
    for point in rest {
        let steps = f64::from(point.to.0 - day.0).max(0.0) / length;
        day = point.to;
        state = state.moved(steps, walk);
        let variance = state.v[0] + noise;
        let error = point.value - state.level;
        squares += error * error / variance;
        logs += variance.ln();
        state = state.seen(error, variance);
    }
    let freedom = rest.len() as f64;
    // A series that never moved has no scale: then nothing is uncertain that this model knows of.
    let scale = (squares / freedom).max(1e-18);
    let weight = -0.5 * logs - 0.5 * freedom * (scale * freedom).ln();
    Some(Filtered { state, walk, scale, freedom, weight })
}

impl State {
    fn moved(self, steps: f64, walk: f64) -> Self {
        let [level, drift, both] = self.v;
        Self {
            level: self.level + steps * self.drift,
            drift: self.drift,
            v: [
                level + 2.0 * steps * both + steps * steps * drift + steps * walk,
                drift,
                both + steps * drift,
            ],
        }
    }

    fn seen(self, error: f64, variance: f64) -> Self {
        let [level, drift, both] = self.v;
        let (to_level, to_drift) = (level / variance, both / variance);
        Self {
            level: self.level + to_level * error,
            drift: self.drift + to_drift * error,
            v: [level - to_level * level, drift - to_drift * both, both - to_level * both],
        }
    }
}

/// The prediction: Student's t of each model, weighed.
struct Mixture {
    parts: Vec<Part>,
    mean: f64,
    spread: f64,
}

struct Part {
    weight: f64,
    mean: f64,
    spread: f64,
    t: StudentsT,
}

impl Mixture {
    /// So many periods after the last point.
    fn at(models: &[Filtered], steps: f64) -> Self {
        let parts: Vec<Part> =
            models.iter().filter_map(|model| part(model, steps.max(0.0))).collect();
        let mean = parts.iter().map(|part| part.weight * part.mean).sum::<f64>();
        let square = |part: &Part| part.spread.powi(2) + (part.mean - mean).powi(2);
        let variance: f64 = parts.iter().map(|part| part.weight * square(part)).sum();
        Self { parts, mean, spread: variance.sqrt().max(1e-9) }
    }

    /// By halving.
    fn quantile(&self, p: f64) -> f64 {
        let (mut low, mut high) = (self.mean - 50.0 * self.spread, self.mean + 50.0 * self.spread);
        for _ in 0..36 {
            let at = 0.5 * (low + high);
            let below: f64 = self
                .parts
                .iter()
                .map(|part| part.weight * part.t.cdf((at - part.mean) / part.spread))
                .sum();
            if below < p {
                low = at;
            } else {
                high = at;
            }
        }
        0.5 * (low + high)
    }
}

fn part(model: &Filtered, steps: f64) -> Option<Part> {
    let ahead = model.state.moved(steps, model.walk);
    let variance = model.scale * (ahead.v[0] + 1.0 - model.walk);
    let t = StudentsT::new(0.0, 1.0, model.freedom).ok()?;
    Some(Part { weight: model.weight, mean: ahead.level, spread: variance.max(1e-18).sqrt(), t })
}
