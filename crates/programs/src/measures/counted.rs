//! From what was counted to a point.

use model::assessment::SubjectView;
use model::{
    Act, Assessment, Figure, Interval, Kpi, KpiPoint, Measure, Quadrant, SubjectId, Timestamp, Unit,
};

use super::Period;

/// What was counted of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The value, in the measure's unit.
    pub value: f64,
    /// Its interval, where it is uncertain.
    pub interval: Option<Interval>,
    /// Posts or people that it rests on.
    pub n: u64,
    /// The query that was counted.
    pub query: String,
}

/// Followers of those who mention a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Sum of the largest declared number of each different author.
    pub followers: u64,
    /// Authors with a declared number.
    pub declared: u64,
}

/// Why there is no point for a period, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Absent {
    /// The plan does not hold the subject.
    #[error("the subject is not watched any more")]
    NoSubject,
    /// Nothing to divide by.
    #[error("nobody said anything in this period that this measure could count")]
    Nothing,
    /// The assessment says why.
    #[error("{0}")]
    Because(String),
    /// It is not counted from an assessment.
    #[error("this measure is not counted from an assessment")]
    NotAssessed,
}

/// The value of `measure` for `subject` (the brand where `None`) out of the assessment of one period. Queries, reach and
/// manual measures do not come from assessments.
///
/// # Errors
/// [`Absent`] says why there is no value.
pub fn from_assessment(
    measure: Measure,
    subject: Option<SubjectId>,
    assessment: &Assessment,
) -> Result<Measured, Absent> {
    let found = match subject {
        Some(id) => assessment.subjects().find(|view| view.id == id),
        None => assessment.brand(),
    };
    let view = found.ok_or(Absent::NoSubject)?;
    match measure {
        Measure::CustomersTalking => Ok(of(&view.people)),
        Measure::PositiveFeedback => positive(view),
        Measure::Suggestions => acts(view, Act::Suggestion),
        Measure::ShareOfRecommendation => share(&assessment.recommendation, view),
        Measure::ShareOfVoice => share(&assessment.voice, view),
        Measure::AnsweredByCustomers => answered_by_customers(view),
        Measure::AnsweredByUs => {
            view.responsiveness.answered_by_subject.as_ref().map(of).ok_or_else(|| because(view))
        }
        Measure::ResponseTime => {
            view.responsiveness.median.as_ref().map(of).ok_or_else(|| because(view))
        }
        Measure::NetSentiment => view.feeling.net.as_ref().map(of).ok_or(Absent::Nothing),
        Measure::DeclaredReach | Measure::Query | Measure::Manual => Err(Absent::NotAssessed),
    }
}

fn of(figure: &Figure) -> Measured {
    Measured {
        value: figure.value,
        interval: figure.interval,
        n: figure.n,
        query: figure.query.clone(),
    }
}

fn because(view: &SubjectView) -> Absent {
    view.responsiveness.note.clone().map_or(Absent::Nothing, Absent::Because)
}

/// A share of `n` posts as a number of posts.
fn times(figure: &Figure) -> Measured {
    let n = figure.n as f64;
    let interval = figure.interval.map(|i| Interval { low: i.low * n, high: i.high * n, ..i });
    Measured { value: figure.value * n, interval, n: figure.n, query: figure.query.clone() }
}

/// Nothing said is nothing positive: a sum of none is a fact.
fn positive(view: &SubjectView) -> Result<Measured, Absent> {
    let none = Measured { value: 0.0, interval: None, n: 0, query: view.query.clone() };
    Ok(view.feeling.shares.get(2).map_or(none, times))
}

fn acts(view: &SubjectView, act: Act) -> Result<Measured, Absent> {
    let (_, figure) = view.acts.iter().find(|(of, _)| *of == act).ok_or(Absent::Nothing)?;
    // Where the share was corrected, its interval says how far the count can be off. Otherwise who was seen to suggest was
    // seen, and the interval of the share is about a wider market.
    let counted = times(figure);
    Ok(Measured { interval: counted.interval.filter(|_| figure.raw.is_some()), ..counted })
}

fn share(rows: &[model::assessment::ShareRow], view: &SubjectView) -> Result<Measured, Absent> {
    let row = rows.iter().find(|row| row.id == view.id).ok_or_else(|| {
        if view.quadrant == Quadrant::Customers {
            Absent::Because("a share is taken among brand, partners and competitors".to_owned())
        } else {
            Absent::Nothing
        }
    })?;
    if row.share.n == 0 { Err(Absent::Nothing) } else { Ok(of(&row.share)) }
}

/// Answered by anybody minus answered by us, of the same questions, with Wilson's interval (1927).
fn answered_by_customers(view: &SubjectView) -> Result<Measured, Absent> {
    let answers = &view.responsiveness;
    let anyone = answers.answered_by_anyone.as_ref().ok_or_else(|| because(view))?;
    let us = answers.answered_by_subject.as_ref().map_or(0.0, |figure| figure.value);
    let value = (anyone.value - us).clamp(0.0, 1.0);
    let interval = wilson(value, anyone.n as f64);
    Ok(Measured { value, interval, n: anyone.n, query: anyone.query.clone() })
}

fn wilson(p: f64, n: f64) -> Option<Interval> {
    const Z: f64 = 1.959_963_984_540_054;
    if n < 1.0 {
        return None;
    }
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0), level: 0.95 })
}

impl From<(u64, String)> for Measured {
    /// A plain count of posts and the query that found them.
    fn from((count, query): (u64, String)) -> Self {
        Self { value: count as f64, interval: None, n: count, query }
    }
}

impl From<(Reach, String)> for Measured {
    /// Declared reach and the query that found the posts.
    fn from((reach, query): (Reach, String)) -> Self {
        Self { value: reach.followers as f64, interval: None, n: reach.declared, query }
    }
}

/// The point of `kpi` for `period`, counted at `at`. `None` when the value is no number, or when a share's own unit
/// disagrees with the measure's.
pub fn point(kpi: &Kpi, period: Period, measured: &Measured, at: Timestamp) -> Option<KpiPoint> {
    let fits = kpi.unit != Unit::Share || (0.0..=1.0).contains(&measured.value);
    (measured.value.is_finite() && fits).then(|| KpiPoint {
        from: period.from,
        to: period.to,
        value: measured.value,
        interval: measured.interval,
        n: measured.n,
        source: measured.query.clone(),
        member: None,
        entered_at: at,
    })
}
