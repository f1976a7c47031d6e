//! Day by day what a program should have moved, and what it is compared with, counted from the index; and what came out,
//! the same for page, handbook and API.

use index::Searcher;
use model::assessment::DayCount;
use model::{
    ControlKind, Day, ImpactDesign, Kpi, Measure, Plan, Program, ProgramState, Quadrant, SubjectId,
};
use programs::impact::{DRAWS, Impact, Kind, Series, impact};
use report::handbook::{Compared, Effect, ImpactRow};

use super::words;
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

/// What is counted and compared.
pub struct Market<'a> {
    /// Who is watched.
    pub plan: &'a Plan,
    /// The posts.
    pub searcher: &'a Searcher,
    /// The day of the question; it is not over and not counted.
    pub today: Day,
}

/// An effect that was looked for.
pub struct Found {
    /// What was counted each day.
    pub daily: Daily,
    /// What came out.
    pub impact: Impact,
    /// With what it was compared, in words.
    pub control: String,
    /// Posts in the days that were compared.
    pub posts: u64,
    /// The control's posts in the same days.
    pub control_posts: Option<u64>,
}

/// A counted series, with how many posts there were on each day.
struct Counted {
    days: Vec<DayCount>,
    series: Series,
}

impl Counted {
    /// Posts from `first` until before `end`.
    fn posts(&self, first: Day, end: Day) -> u64 {
        let within = |day: &&DayCount| day.day >= first && day.day < end;
        self.days.iter().filter(within).map(|day| day.count).sum()
    }
}

/// The effect of a program on what is measured; `Err` says in a sentence why nothing can be computed.
pub fn effect(
    program: &Program,
    kpis: &[Kpi],
    market: &Market<'_>,
) -> Result<Result<Found, String>, PageError> {
    let no = |why: &str| Ok(Err(why.to_owned()));
    let Some(design) = &program.impact else {
        return no(
            "Not computed: nobody has said which measure should move and with what it is compared.",
        );
    };
    let Some(kpi) = kpis.iter().find(|kpi| kpi.id == design.kpi) else {
        return no("Not computed: the measure that should move is followed no longer.");
    };
    let daily = match daily(kpi.measure) {
        Ok(daily) => daily,
        Err(why) => return no(&format!("Not computed. {why}")),
    };
    let days_before = i32::try_from(design.days_before).unwrap_or(0);
    let first = Day(design.from.0.saturating_sub(days_before));
    // Before anything was heard, silence says nothing.
    let heard = market.searcher.tally_all()?.first().map_or(first, |day| day.day);
    let span = (first.max(heard), Day(market.today.0 - 1));
    let plan = market.plan;
    let brand = plan.subjects.iter().find(|subject| subject.quadrant == Quadrant::Brand);
    let own = kpi.subject.or(brand.map(|subject| subject.id));
    let count = |text: Option<String>| -> Result<Option<Counted>, PageError> {
        let Some(query) = text.and_then(|text| query::parse(&text).ok()) else { return Ok(None) };
        let days = market.searcher.tally(&query)?;
        let series = filled(&days, daily.kind, span);
        Ok(Some(Counted { days, series }))
    };
    let treated = match kpi.measure {
        Measure::Query => Some(kpi.query.clone()),
        _ => about(plan, own, &[daily.narrow, &kpi.query]),
    };
    let Some(treated) = count(treated)? else {
        return no("Not computed: the subject of this measure is not watched any more.");
    };
    let against = match design.control {
        ControlKind::None => None,
        ControlKind::Competitor => count(about(plan, design.control_subject, &[daily.narrow]))?,
        ControlKind::Topic => count(about(plan, own, &[daily.narrow, &design.control_query]))?,
    };
    let control = control_words(design, plan);
    if design.control != ControlKind::None && against.is_none() {
        return no(&format!(
            "Not computed: there is no control, {control} is not watched any more."
        ));
    }
    let series = against.as_ref().map(|counted| &counted.series);
    let impact = impact(design, daily.kind, &treated.series, series, DRAWS, SEED);
    let (before, after) = (impact.days.0 as i32, impact.days.1 as i32);
    let compared = (Day(design.from.0 - before), Day(design.from.0 + after));
    let posts = treated.posts(compared.0, compared.1);
    let control_posts = against.map(|counted| counted.posts(compared.0, compared.1));
    if impact.effect.is_some() && (posts == 0 || control_posts == Some(0)) {
        let whose = if posts == 0 { kpi.name.as_str() } else { control.as_str() };
        return no(&format!("Not computed: nothing was counted for {whose} in these days."));
    }
    Ok(Ok(Found { daily, impact, control, posts, control_posts }))
}

/// With what it is compared, in words.
fn control_words(design: &ImpactDesign, plan: &Plan) -> String {
    match design.control {
        ControlKind::Competitor => {
            let subject = design.control_subject.and_then(|id| plan.subject(id));
            subject.map_or_else(|| "the competitor".to_owned(), |subject| subject.name.clone())
        }
        ControlKind::Topic => format!("what the program does not touch: {}", design.control_query),
        ControlKind::None => words::control(ControlKind::None).to_owned(),
    }
}

/// What handbook, brief, page and API say of the effect of a program that has begun; `None`: it has not.
pub fn row(
    program: &Program,
    kpis: &[Kpi],
    market: &Market<'_>,
) -> Result<Option<ImpactRow>, PageError> {
    if program.state < ProgramState::Running {
        return Ok(None);
    }
    let found = effect(program, kpis, market)?;
    Ok(Some(row_of(program, &found)))
}

/// What came out, as a row.
pub fn row_of(program: &Program, found: &Result<Found, String>) -> ImpactRow {
    let kpi = program.impact.as_ref().map(|design| design.kpi);
    let found = match found {
        Ok(found) => found,
        Err(why) => {
            return ImpactRow {
                program: program.id,
                kpi,
                effect: None,
                days: (0, 0),
                says: why.clone(),
                method: String::new(),
                compared: Compared::default(),
            };
        }
    };
    let Found { daily, impact, control, posts, control_posts } = found;
    let relative = daily.kind == Kind::Counts;
    let effect = impact.effect.zip(impact.interval);
    ImpactRow {
        program: program.id,
        kpi,
        effect: effect.map(|(value, interval)| Effect { value, interval, relative }),
        days: impact.days,
        says: impact.says.clone(),
        method: impact.method.clone(),
        compared: Compared {
            counted: daily.says.to_owned(),
            control: control.clone(),
            posts: *posts,
            control_posts: *control_posts,
            p: impact.p,
            caveats: impact.caveats.clone(),
        },
    }
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
fn filled(days: &[DayCount], kind: Kind, (first, last): (Day, Day)) -> Series {
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
