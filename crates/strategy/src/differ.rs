//! What changed from one kept assessment to a later one by more than chance would do.
//!
//! Each finding that both hold is tested by what its figure counts: shares without correction by the two-proportion test;
//! corrected shares, net sentiment and scores by their intervals; times by the logarithms of theirs; counts as rates per day,
//! with the scatter of the days. All p-values are adjusted together (Benjamini & Hochberg 1995) at 5 %.

use model::{
    Aspect, Figure, Finding, FindingKey, Interval, KeptAssessment, Quadrant, Unit, Window,
};

use crate::say;
use crate::statistics::{RATE, adjust, error_of, same_rates, same_shares, same_values};

/// Fewest posts or people on which both figures together must rest to be compared.
pub const FEWEST: u64 = 20;

/// In which way a finding changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Significantly more than before.
    Rose,
    /// Significantly less than before.
    Fell,
    /// Found now and not before.
    New,
    /// Found before and not now.
    Gone,
}

/// A finding that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Which.
    pub key: FindingKey,
    /// Its quadrant.
    pub quadrant: Quadrant,
    /// What it is about.
    pub aspect: Aspect,
    /// How.
    pub way: Way,
    /// In one plain sentence.
    pub says: String,
    /// The figure before; absent where it is new.
    pub before: Option<Figure>,
    /// The figure now; absent where it is gone.
    pub now: Option<Figure>,
    /// p-value of the test, adjusted for all that was compared; absent where it is new or gone.
    pub p: Option<f64>,
}

/// What changed from `old` to `new`: first what rose or fell significantly, the surest first; then what is new, then what is gone.
pub fn differ(old: &KeptAssessment, new: &KeptAssessment) -> Vec<Changed> {
    let days = (days(old.window), days(new.window));
    let mut tested: Vec<(Changed, f64)> = Vec::new();
    let mut appeared = Vec::new();
    for finding in &new.findings {
        match old.finding(&finding.key) {
            Some(before) => {
                if let Some(p) = test(before, finding, days) {
                    tested.push((changed(before, finding, days), p));
                }
            }
            None => appeared.push(one_sided(finding, Way::New)),
        }
    }
    let raw: Vec<f64> = tested.iter().map(|(_, p)| *p).collect();
    let mut found: Vec<Changed> = tested
        .into_iter()
        .zip(adjust(&raw))
        .filter(|(_, p)| *p <= RATE)
        .map(|((changed, _), p)| Changed { p: Some(p), ..changed })
        .collect();
    found.sort_by(|a, b| {
        let p = |changed: &Changed| changed.p.unwrap_or(1.0);
        p(a).total_cmp(&p(b)).then_with(|| a.key.cmp(&b.key))
    });
    found.append(&mut appeared);
    let gone = old.findings.iter().filter(|finding| new.finding(&finding.key).is_none());
    found.extend(gone.map(|finding| one_sided(finding, Way::Gone)));
    found
}

/// "Since 3 Mar 2026: 3 findings changed significantly, 2 are new, 1 is gone."
pub fn since(old: &KeptAssessment, changed: &[Changed]) -> String {
    let count = |way: &[Way]| changed.iter().filter(|c| way.contains(&c.way)).count();
    say::since(old.as_of, count(&[Way::Rose, Way::Fell]), count(&[Way::New]), count(&[Way::Gone]))
}

fn days(window: Window) -> f64 {
    let secs = window.until.0.saturating_sub(window.since.0);
    secs as f64 / model::Timestamp::DAY_SECS as f64
}

fn changed(before: &Finding, now: &Finding, days: (f64, f64)) -> Changed {
    let per_day = |finding: &Finding, days: f64| match finding.figure.unit {
        Unit::Posts | Unit::People => finding.figure.value / days.max(f64::MIN_POSITIVE),
        _ => finding.figure.value,
    };
    let rose = per_day(now, days.1) > per_day(before, days.0);
    Changed {
        key: now.key.clone(),
        quadrant: now.quadrant,
        aspect: now.aspect,
        way: if rose { Way::Rose } else { Way::Fell },
        says: say::moved(&now.says, &before.figure, &now.figure, days),
        before: Some(before.figure.clone()),
        now: Some(now.figure.clone()),
        p: None,
    }
}

fn one_sided(finding: &Finding, way: Way) -> Changed {
    let figure = Some(finding.figure.clone());
    let (before, now) = if way == Way::New { (None, figure) } else { (figure, None) };
    Changed {
        key: finding.key.clone(),
        quadrant: finding.quadrant,
        aspect: finding.aspect,
        way,
        says: if way == Way::New { say::appeared(&finding.says) } else { say::gone(&finding.says) },
        before,
        now,
        p: None,
    }
}

/// p-value that nothing changed; `None` where it cannot be tested.
fn test(before: &Finding, now: &Finding, days: (f64, f64)) -> Option<f64> {
    let (a, b) = (&before.figure, &now.figure);
    if a.unit != b.unit || a.n.saturating_add(b.n) < FEWEST {
        return None;
    }
    match a.unit {
        Unit::Share if a.raw.is_none() && b.raw.is_none() => {
            same_shares((a.value * a.n as f64, a.n), (b.value * b.n as f64, b.n))
        }
        Unit::Share | Unit::Index | Unit::Number => {
            Some(same_values((a.value, error_of(a.interval?)?), (b.value, error_of(b.interval?)?)))
        }
        Unit::Seconds => {
            let log = |figure: &Figure| {
                let Interval { low, high, level } = figure.interval?;
                let ends = Interval { low: low.max(1.0).ln(), high: high.max(1.0).ln(), level };
                Some((figure.value.max(1.0).ln(), error_of(ends)?))
            };
            Some(same_values(log(a)?, log(b)?))
        }
        Unit::Posts | Unit::People => {
            let scatter = before.scatter?.max(now.scatter?);
            same_rates((a.value, days.0), (b.value, days.1), scatter)
        }
    }
}

#[cfg(test)]
mod tests;
