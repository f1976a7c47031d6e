//! Day by day what a program should have moved, and what it is compared with, counted from the index.

use index::Searcher;
use model::{ControlKind, Day, ImpactDesign, Kpi, Measure, Plan, Quadrant, SubjectId};
use programs::impact::{DRAWS, Impact, Kind, Series, impact};

use crate::error::PageError;
use crate::pages::programs::SEED;

/// What the days of a measure hold.
pub struct Daily {
    /// Counts or levels.
    pub kind: Kind,
    /// What is counted, in words.
    pub says: &'static str,
    narrow: &'static str,
}

/// How a measure is counted day by day; `Err` says why it cannot be.
pub fn daily(measure: Measure) -> Result<Daily, &'static str> {
    let counts = |says, narrow| Ok(Daily { kind: Kind::Counts, says, narrow });
    match measure {
        Measure::CustomersTalking | Measure::ShareOfVoice => {
            counts("mentions by others, each day", "")
        }
        Measure::PositiveFeedback => counts(
            "mentions read as positive, each day",
            "sentiment:positive AND NOT is:repeat AND NOT kind:repost",
        ),
        Measure::Suggestions => counts(
            "mentions that suggest something, each day",
            "act:suggestion AND NOT is:repeat AND NOT kind:repost",
        ),
        Measure::ShareOfRecommendation => counts(
            "mentions that recommend and are not negative, each day",
            "act:recommendation_given AND NOT sentiment:negative AND NOT is:repeat AND NOT kind:repost",
        ),
        Measure::NetSentiment => Ok(Daily {
            kind: Kind::Levels,
            says: "(positive \u{2212} negative) / read mentions, each day, not corrected",
            narrow: "",
        }),
        Measure::Query => counts("posts that the query finds, each day", ""),
        Measure::AnsweredByCustomers | Measure::AnsweredByUs | Measure::ResponseTime => Err(
            "Answers have no series by day: a question of one day is answered on another. Choose a measure of posts.",
        ),
        Measure::DeclaredReach => {
            Err("Declared reach has no series by day. Choose a measure of posts.")
        }
        Measure::Manual => Err("What is typed in has no series by day. Choose a live measure."),
    }
}

/// The effect by `design`; `Err` says in a sentence why nothing can be computed.
pub fn effect(
    design: &ImpactDesign,
    kpi: &Kpi,
    (plan, searcher, today): (&Plan, &Searcher, Day),
) -> Result<Result<(Daily, Impact), String>, PageError> {
    let daily = match daily(kpi.measure) {
        Ok(daily) => daily,
        Err(why) => return Ok(Err(why.to_owned())),
    };
    let first = Day(design.from.0.saturating_sub(i32::try_from(design.days_before).unwrap_or(0)));
    // Before anything was heard, silence says nothing.
    let heard = searcher.tally_all()?.first().map_or(first, |day| day.day);
    let span = (first.max(heard), Day(today.0 - 1));
    let brand = plan.subjects.iter().find(|subject| subject.quadrant == Quadrant::Brand);
    let own = kpi.subject.or(brand.map(|subject| subject.id));
    let count = |text: Option<String>| -> Result<Option<Series>, PageError> {
        let Some(query) = text.and_then(|text| query::parse(&text).ok()) else { return Ok(None) };
        let days = searcher.tally(&query)?;
        Ok(Some(filled(&days, daily.kind, span)))
    };
    let treated = match kpi.measure {
        Measure::Query => Some(kpi.query.clone()),
        _ => about(plan, own, &[daily.narrow, &kpi.query]),
    };
    let Some(treated) = count(treated)? else {
        return Ok(Err("The subject of this measure is not watched any more.".to_owned()));
    };
    let control = match design.control {
        ControlKind::None => None,
        ControlKind::Competitor => count(about(plan, design.control_subject, &[daily.narrow]))?,
        ControlKind::Topic => count(about(plan, own, &[daily.narrow, &design.control_query]))?,
    };
    let found = impact(design, daily.kind, &treated, control.as_ref(), DRAWS, SEED);
    Ok(Ok((daily, found)))
}

/// The query for what others say about a subject, narrowed.
fn about(plan: &Plan, subject: Option<SubjectId>, narrow: &[&str]) -> Option<String> {
    let subject = plan.subject(subject?)?;
    let mut text = format!("subject:\"{}\" AND side:external", subject.name.replace('"', ""));
    for account in &subject.accounts {
        if let Some((_, handle)) = account.split_once(':') {
            text.push_str(&format!(" AND NOT author:\"{}\"", handle.replace('"', "")));
        }
    }
    for part in narrow.iter().filter(|part| !part.trim().is_empty()) {
        text.push_str(&format!(" AND ({part})"));
    }
    Some(text)
}

/// Every day of the span, days without posts included. A level takes over the last day's where nothing was read.
fn filled(days: &[model::assessment::DayCount], kind: Kind, (first, last): (Day, Day)) -> Series {
    let mut known = days.iter().skip_while(|day| day.day < first).peekable();
    let mut level = 0.0;
    let values = (first.0..=last.0).map(|number| {
        let day = known.next_if(|day| day.day == Day(number));
        match kind {
            Kind::Counts => day.map_or(0.0, |day| day.count as f64),
            Kind::Levels => {
                if let Some([negative, neutral, positive]) = day.map(|day| day.labels) {
                    let read = negative + neutral + positive;
                    if read > 0 {
                        level = (positive as f64 - negative as f64) / read as f64;
                    }
                }
                level
            }
        }
    });
    Series { first, values: values.collect() }
}

#[cfg(test)]
mod tests {
    use model::assessment::DayCount;

    use super::*;

    #[test]
    fn silent_days_are_days() {
        let day = |day, count, labels| DayCount { day: Day(day), count, labels };
        let days = [day(9, 5, [0; 3]), day(11, 4, [1, 0, 3]), day(13, 2, [0, 0, 0])];
        let counts = filled(&days, Kind::Counts, (Day(10), Day(14)));
        assert_eq!(counts.values, [0.0, 4.0, 0.0, 2.0, 0.0]);
        let levels = filled(&days, Kind::Levels, (Day(10), Day(14)));
        assert_eq!(levels.values, [0.0, 0.5, 0.5, 0.5, 0.5]);
    }
}
