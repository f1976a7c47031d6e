//! What a program changed beyond what would have happened without it: interrupted time series with a control.
//!
//! Whole weeks are compared: as logarithms of counts, ln(count + ½), or as means of levels. The treated series minus the control's, after the
//! program began minus before, is the difference in differences (Card & Krueger 1994 for the design; Bernal, Cummins &
//! Gasparrini 2017 for the interrupted series). Interval and p-value: the crate's README.

use model::{ControlKind, Day, ImpactDesign, Interval};

use rand::rngs::ChaCha8Rng;

use crate::draws::stream;
use crate::permute::{Contrast, Estimated};

/// Days that are asked for before, unless somebody chooses otherwise: half a year.
pub const DAYS_BEFORE: u32 = 182;
/// Shortest stretch before, in days.
pub const SHORTEST_BEFORE: usize = 42;
/// Shortest stretch after, in days.
pub const SHORTEST_AFTER: usize = 14;
/// Permutations for a reported result.
pub const DRAWS: usize = 1_999;
const WEEK: usize = 7;
/// At or below this p-value the two series are said to have drifted apart before.
const DRIFT: f64 = 0.1;

/// What the days hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Counts: compared as ratios.
    Counts,
    /// Shares, indices, seconds: compared as differences.
    Levels,
}

/// Days in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The day of the first value.
    pub first: Day,
    /// One value a day; finite.
    pub values: Vec<f64>,
}

/// How sure one can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The interval leaves nothing out, and the series did not drift apart before.
    Shown,
    /// An effect of nothing is among those that the data allow.
    NotShown,
    /// The two series already drifted apart before the program began: what follows cannot be told from that.
    Drifted,
    /// Too few days, or no such series.
    TooEarly,
}

/// What was found, with everything that is needed to print and check it.
#[derive(Debug, Clone, PartialEq)]
pub struct Impact {
    /// How sure one can be.
    pub verdict: Verdict,
    /// The answer in a sentence.
    pub says: String,
    /// The effect: relative for counts (0.2 is 20 % more), in the measure's unit for levels; absent when it is too early.
    pub effect: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// Two-sided.
    pub p: Option<f64>,
    /// p-value of a drift between the two before the program began.
    pub drift_p: Option<f64>,
    /// Autocorrelation from one week to the next of what is left.
    pub autocorrelation: Option<f64>,
    /// For counts: what the effect amounts to, in posts or people since the program began, with its interval.
    pub amount: Option<(f64, Interval)>,
    /// Days before and after that were compared.
    pub days: (u32, u32),
    /// Week by week, for a drawing: what was seen, and what the control lets one expect without the program.
    pub weeks: Vec<Week>,
    /// How it was computed, in words, with the source.
    pub method: String,
    /// What weakens it, in plain sentences.
    pub caveats: Vec<String>,
}

/// One week of the treated series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its first day.
    pub from: Day,
    /// What was seen: a sum for counts, a mean for levels.
    pub seen: f64,
    /// What the control, moved by the mean difference of the weeks before, lets one expect.
    pub expected: f64,
    /// Whether the program had begun.
    pub after: bool,
}

/// The effect of what began on `design.from`. `control` is left out only where the design names none; it covers the same days.
/// `draws` is [`DRAWS`] where the result is reported; `seed` makes it repeatable.
pub fn impact(
    design: &ImpactDesign,
    kind: Kind,
    treated: &Series,
    control: Option<&Series>,
    draws: usize,
    seed: u64,
) -> Impact {
    let mut caveats = Vec::new();
    if design.control == ControlKind::None {
        caveats.push(
            "Before and after alone: whatever else happened at the same time is in the number. A control would be stronger."
                .to_owned(),
        );
    } else if control.is_none() {
        return too_early("The control has no days to compare with.".to_owned(), caveats);
    }
    let Some(days) = Days::cut(design, treated, control) else {
        return too_early(
            format!(
                "Too early to say: it takes {SHORTEST_BEFORE} days before and {SHORTEST_AFTER} days after the program began."
            ),
            caveats,
        );
    };
    let weeks = days.weeks(kind);
    let mut chance = stream(seed, 1);
    let Some(effect) = weeks.effect(draws, &mut chance) else {
        return too_early("Too early to say.".to_owned(), caveats);
    };
    let drift = weeks.drift(draws, &mut chance);
    let drawn = days.drawn(kind, &weeks);
    Impact { weeks: drawn, ..found(kind, &days, effect, drift, caveats) }
}

fn too_early(says: String, caveats: Vec<String>) -> Impact {
    Impact {
        verdict: Verdict::TooEarly,
        says,
        effect: None,
        interval: None,
        p: None,
        drift_p: None,
        autocorrelation: None,
        amount: None,
        days: (0, 0),
        weeks: Vec::new(),
        method: String::new(),
        caveats,
    }
}

/// The days that both series cover, cut to whole weeks before.
struct Days<'a> {
    treated: &'a [f64],
    control: Option<&'a [f64]>,
    before: usize,
    first: Day,
}

impl<'a> Days<'a> {
    fn cut(
        design: &ImpactDesign,
        treated: &'a Series,
        control: Option<&'a Series>,
    ) -> Option<Self> {
        let end = |series: &Series| i64::from(series.first.0) + series.values.len() as i64;
        let from = i64::from(design.from.0);
        let earliest = [Some(treated), control].into_iter().flatten();
        let first = earliest.map(|series| i64::from(series.first.0)).max()?;
        let last = [Some(treated), control].into_iter().flatten().map(end).min()?;
        let first = first.max(from - i64::from(design.days_before));
        let before = usize::try_from(from - first).ok()? / 7 * 7;
        let after = usize::try_from(last - from).ok()?;
        if before < SHORTEST_BEFORE || after < SHORTEST_AFTER {
            return None;
        }
        let first = from - before as i64;
        let part = |series: &'a Series| {
            let start = usize::try_from(first - i64::from(series.first.0)).ok()?;
            series.values.get(start..start + before + after)
        };
        let control = match control {
            Some(series) => Some(part(series)?),
            None => None,
        };
        Some(Self {
            treated: part(treated)?,
            control,
            before,
            first: Day(i32::try_from(first).ok()?),
        })
    }

    /// Whole weeks: they have no weekdays left in them, and little autocorrelation.
    fn weeks(&self, kind: Kind) -> Weeks {
        let scaled = |week: &[f64]| {
            let sum: f64 = week.iter().sum();
            match kind {
                Kind::Counts => (sum.max(0.0) + 0.5).ln(),
                Kind::Levels => sum / WEEK as f64,
            }
        };
        let weeks =
            |values: &[f64]| -> Vec<f64> { values.chunks_exact(WEEK).map(scaled).collect() };
        let mut difference = weeks(self.treated);
        if let Some(control) = self.control {
            difference
                .iter_mut()
                .zip(weeks(control))
                .for_each(|(value, control)| *value -= control);
        }
        Weeks { difference, before: self.before / WEEK }
    }

    /// The weeks as a reader sees them.
    fn drawn(&self, kind: Kind, weeks: &Weeks) -> Vec<Week> {
        let before = weeks.difference.get(..weeks.before).unwrap_or_default();
        let usual = before.iter().sum::<f64>() / before.len().max(1) as f64;
        let plain = |week: &[f64]| match kind {
            Kind::Counts => week.iter().sum(),
            Kind::Levels => week.iter().sum::<f64>() / WEEK as f64,
        };
        let scaled =
            |value: f64| if kind == Kind::Counts { (value.max(0.0) + 0.5).ln() } else { value };
        let told = |value: f64| if kind == Kind::Counts { value.exp() - 0.5 } else { value };
        let mut controls = self.control.map(|control| control.chunks_exact(WEEK));
        (0..)
            .zip(self.treated.chunks_exact(WEEK))
            .map(|(number, week)| {
                let control = controls.as_mut().and_then(Iterator::next).map(plain);
                let expected = told(usual + control.map_or(0.0, scaled));
                let from = Day(self.first.0 + number * WEEK as i32);
                Week { from, seen: plain(week), expected, after: number as usize >= weeks.before }
            })
            .collect()
    }
}

/// Treated minus control, week by week.
struct Weeks {
    difference: Vec<f64>,
    before: usize,
}

impl Weeks {
    fn effect(&self, draws: usize, chance: &mut ChaCha8Rng) -> Option<Estimated> {
        let after = |t| if t >= self.before { 1.0 } else { 0.0 };
        let contrast: Vec<f64> = (0..self.difference.len()).map(after).collect();
        Some(Contrast::new(&contrast)?.estimate(&self.difference, draws, chance))
    }

    /// A slope over the weeks before.
    fn drift(&self, draws: usize, chance: &mut ChaCha8Rng) -> Option<Estimated> {
        let contrast: Vec<f64> = (0..self.before).map(|t| t as f64).collect();
        let before = self.difference.get(..self.before)?;
        Some(Contrast::new(&contrast)?.estimate(before, draws, chance))
    }
}

fn found(
    kind: Kind,
    days: &Days<'_>,
    effect: Estimated,
    drift: Option<Estimated>,
    caveats: Vec<String>,
) -> Impact {
    let shown = effect.low > 0.0 || effect.high < 0.0;
    let drifted = drift.is_some_and(|drift| drift.p <= DRIFT);
    let verdict = match (shown, drifted) {
        (_, true) => Verdict::Drifted,
        (true, false) => Verdict::Shown,
        (false, false) => Verdict::NotShown,
    };
    let told = |value: f64| if kind == Kind::Counts { value.exp_m1() } else { value };
    let (value, low, high) = (told(effect.value), told(effect.low), told(effect.high));
    let after = days.treated.get(days.before..).unwrap_or_default();
    let amount = (kind == Kind::Counts).then(|| {
        let seen: f64 = after.iter().sum();
        let of = |relative: f64| seen - seen / (1.0 + relative).max(1e-9);
        (of(value), Interval { low: of(low), high: of(high), level: 0.95 })
    });
    Impact {
        verdict,
        says: sentence(kind, verdict, value, low, high),
        effect: Some(value),
        interval: Some(Interval { low, high, level: 0.95 }),
        p: Some(effect.p),
        drift_p: drift.map(|drift| drift.p),
        autocorrelation: Some(effect.rho),
        amount,
        days: (days.before as u32, after.len() as u32),
        weeks: Vec::new(),
        method: method(kind, days.control.is_some()),
        caveats,
    }
}

fn sentence(kind: Kind, verdict: Verdict, value: f64, low: f64, high: f64) -> String {
    let number = |value: f64| match kind {
        Kind::Counts => format!("{:+.0} %", value * 100.0),
        Kind::Levels => format!("{value:+.3}"),
    };
    let range = format!("{} ({} to {})", number(value), number(low), number(high));
    let range = range.replace('-', "\u{2212}");
    match verdict {
        Verdict::Shown if value > 0.0 => {
            format!("Shown: {range} against what would have happened without the program.")
        }
        Verdict::Shown => format!("Shown, and it fell: {range} against what would have happened."),
        Verdict::NotShown => {
            format!("Not shown: {range}; no effect at all is among what the data allow.")
        }
        Verdict::Drifted => format!(
            "Not shown: the two already drifted apart before the program began, so {range} cannot be told from that drift."
        ),
        Verdict::TooEarly => "Too early to say.".to_owned(),
    }
}

fn method(kind: Kind, control: bool) -> String {
    let scale = match kind {
        Kind::Counts => "ln(count + \u{bd}) of whole weeks",
        Kind::Levels => "means of whole weeks",
    };
    let design = if control {
        "difference in differences: (treated \u{2212} control) after, minus (treated \u{2212} control) before"
    } else {
        "interrupted series without control: after minus before"
    };
    format!(
        "{design}, on {scale}; 95 % interval and p by permuting the innovations of an AR(1), studentised \
         (Freedman & Lane 1983; B\u{fc}hlmann 1997)"
    )
}

#[cfg(test)]
mod tests;
