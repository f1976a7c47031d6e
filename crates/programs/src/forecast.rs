//! Where a measure will stand on the goal's day, with an interval.
//!
//! **Sums**: the pace of the last periods goes on. With mean m, variance s² and positive autocorrelation ρ of the last n periods, K
//! more periods bring m·K, with predictive variance s²·f·(K + K²/n), f = (1 + ρ)/(1 − ρ), and Student's t with n − 1
//! degrees of freedom. Counts do not fall below what is already there.
//!
//! **Levels**: a random walk with noise and a drift (local level, Harvey 1989, by a Kalman filter), the drift shrunk towards none. How much of
//! the movement is walk and how much noise is not guessed once but averaged over a grid, each weighed by how well it
//! predicted the past; the scale is integrated out (Student's t). The interval is that of the mixture.

mod level;
mod sum;

use model::{Day, Interval, Kpi, KpiPoint, Shape, Unit};

use crate::current::{current, standing};

/// Fewest points for a forecast of a sum.
pub const SUM_POINTS: usize = 4;
/// Fewest points for a forecast of a level.
pub const LEVEL_POINTS: usize = 6;

/// Where a measure is going.
#[derive(Debug, Clone, PartialEq)]
pub enum Forecast {
    /// The measure has no target, or no day for it.
    NoGoal,
    /// Too few points.
    TooEarly {
        /// How many there are.
        points: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The day has passed, and the points reach up to it: this is where it stood.
    Over {
        /// The goal's day.
        on: Day,
        /// Where it stood then.
        value: f64,
    },
    /// What is expected.
    Ahead(Ahead),
}

/// What is expected on the goal's day.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    /// The goal's day.
    pub on: Day,
    /// The expected value, in the measure's unit; for sums baseline and past included.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// The same on days between the last point and the goal's day, for a band: day, value, low, high.
    pub band: Vec<(Day, f64, f64, f64)>,
    /// Points that it rests on.
    pub points: usize,
    /// How it was computed, in words.
    pub method: String,
}

/// Where `kpi` will stand on its goal's day, seen on `today`.
pub fn forecast(kpi: &Kpi, points: &[KpiPoint], today: Day) -> Forecast {
    let (Some(_), Some(by)) = (kpi.target, kpi.by) else {
        return Forecast::NoGoal;
    };
    let now = current(kpi, points);
    let stands = standing(kpi, &now);
    let before = stands.iter().rev().find(|(day, _)| *day <= by);
    let reached = stands.last().is_some_and(|(day, _)| *day >= by);
    if let (true, Some((_, value))) = (reached || today > by, before) {
        return Forecast::Over { on: by, value: *value };
    }
    let needed = if kpi.shape == Shape::Sum { SUM_POINTS } else { LEVEL_POINTS };
    if now.len() < needed {
        return Forecast::TooEarly { points: now.len(), needed };
    }
    let ahead = match kpi.shape {
        Shape::Sum => sum::ahead(kpi, &now, by),
        Shape::Level => level::ahead(kpi, &now, by),
    };
    ahead.map_or(Forecast::TooEarly { points: now.len(), needed }, Forecast::Ahead)
}

/// Keeps a value where its unit has meaning.
fn possible(unit: Unit, value: f64) -> f64 {
    match unit {
        Unit::Share => value.clamp(0.0, 1.0),
        Unit::Index => value.clamp(-1.0, 1.0),
        Unit::Posts | Unit::People | Unit::Seconds => value.max(0.0),
        Unit::Number => value,
    }
}

/// At most a dozen days from just after `last` to `by`, ends included.
fn days_between(last: Day, by: Day) -> Vec<Day> {
    let whole = by.0.saturating_sub(last.0).max(1);
    let count = whole.min(12);
    (1..=count)
        .map(|i| Day(last.0 + (i64::from(whole) * i64::from(i) / i64::from(count)) as i32))
        .collect()
}

#[cfg(test)]
mod tests;
