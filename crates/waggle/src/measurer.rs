//! Counts the live measures: one assessment for each period that may have changed, shared by all measures of that period.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use assess::{AssessmentRequest, Observation, Observed, ObservedError};
use index::{Bucket, Searcher};
use model::assessment::DayCount;
use model::{
    Assessment, Day, Kpi, KpiId, KpiPoint, Measure, Plan, Quadrant, Quote, Seq, Shape, Side,
    SubjectId, Timestamp, Window,
};
use programs::measures::{Absent, Measured, Period, Reach, from_assessment, periods, point};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::commands::assess::SEED;
use crate::flagged::Flagged;
use crate::observe::IndexedMarket;
use crate::progress::Progress;
use crate::targets::Targets;
use crate::workspace::Workspace;
use crate::{learn, naming};

/// Periods of one measure that are counted at most: a year of days, seven of weeks.
const MOST_PERIODS: usize = 370;

/// What was counted before, so that the next round counts only what may have changed.
#[derive(Debug, Default)]
pub struct Seen {
    days: BTreeMap<Day, DayCount>,
    tried: FxHashSet<(String, Day, Day)>,
}

/// What counting needs.
pub struct Counting<'a> {
    /// The question of every assessment, but for its window.
    pub request: AssessmentRequest<'a>,
    /// The posts, as an assessment sees them.
    pub market: &'a dyn Observed,
    /// The posts, as queries see them.
    pub searcher: &'a Searcher,
}

/// Lets `work` count in a workspace at `now`.
pub fn with<T>(
    workspace: &mut Workspace<'_>,
    now: Timestamp,
    progress: Progress,
    work: impl FnOnce(&Workspace<'_>, &Counting<'_>) -> Result<T>,
) -> Result<T> {
    let searcher = workspace.searcher(progress)?;
    let flagged = Flagged::find(&searcher, workspace.plan())?;
    let targets = Targets::of(workspace.plan());
    let market = IndexedMarket { searcher: &searcher, targets: &targets, flagged: &flagged };
    let corrections = workspace.block_on(workspace.ledger().corrections())?;
    let request = AssessmentRequest {
        plan: workspace.plan(),
        classifier: &learn::classifier(workspace, DayCount::labels_of(&searcher.tally_all()?))?,
        act_errors: learn::act_errors(&corrections),
        topic_names: naming::known(workspace)?,
        gaps: Vec::new(),
        window: None,
        subject: None,
        without_spam: false,
        as_of: now,
        seed: SEED,
    };
    work(workspace, &Counting { request, market: &market, searcher: &searcher })
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Counted {
    /// Points that are new or different.
    pub points: Vec<(KpiId, KpiPoint)>,
    /// The newest reason why a measure could not be counted.
    pub absent: BTreeMap<KpiId, String>,
    /// Periods that were looked at.
    pub looked_at: usize,
}

/// Counts every live measure of `kpis` in all periods that may have changed since `seen`.
pub fn measure(
    counting: &Counting<'_>,
    kpis: &[Kpi],
    known: &[(KpiId, KpiPoint)],
    seen: &mut Seen,
) -> Result<Counted> {
    let days: BTreeMap<Day, DayCount> =
        counting.searcher.tally_all()?.into_iter().map(|day| (day.day, day)).collect();
    let changed = changed(&seen.days, &days);
    let today = counting.request.plan.zone.day(counting.request.as_of);
    let mut counted = Counted::default();
    let mut assessments = FxHashMap::default();
    for kpi in kpis.iter().filter(|kpi| kpi.measure != Measure::Manual) {
        let own: Vec<KpiPoint> =
            known.iter().filter(|(id, _)| *id == kpi.id).map(|(_, point)| point.clone()).collect();
        let own = programs::current::current(kpi, &own);
        let all = periods(kpi.rhythm, kpi.since, today);
        let newest = all.get(all.len().saturating_sub(MOST_PERIODS)..).unwrap_or_default();
        // A level of half a week would be compared with those of whole ones.
        for period in newest.iter().filter(|period| period.whole || kpi.shape == Shape::Sum) {
            let key = (definition(kpi), period.from, period.to);
            let moved = changed.iter().any(|day| (period.from..=period.to).contains(day));
            if seen.tried.contains(&key) && !moved {
                continue;
            }
            counted.looked_at += 1;
            let silent = days.range(period.from..=period.to).next().is_none();
            match value(counting, kpi, *period, silent, &mut assessments)? {
                Ok(measured) => {
                    let point = point(kpi, *period, &measured, counting.request.as_of);
                    let before = own.iter().find(|known| known.from == period.from);
                    counted
                        .points
                        .extend(point.filter(|point| is_news(point, before)).map(|p| (kpi.id, p)));
                }
                Err(absent) => drop(counted.absent.insert(kpi.id, absent.to_string())),
            }
            seen.tried.insert(key);
        }
    }
    seen.days = days;
    Ok(counted)
}

/// What is counted, so that a measure that was changed is counted anew.
fn definition(kpi: &Kpi) -> String {
    let subject = kpi.subject.map_or(String::new(), |id| id.to_string());
    format!("{}/{}/{subject}/{}", kpi.id, kpi.measure, kpi.query)
}

/// Days on which posts came, went or are read differently.
fn changed(before: &BTreeMap<Day, DayCount>, now: &BTreeMap<Day, DayCount>) -> Vec<Day> {
    let differs = |day: &&Day| before.get(day) != now.get(day);
    let gone = before.keys().filter(|day| !now.contains_key(day));
    now.keys().filter(differs).chain(gone).copied().collect()
}

/// What somebody typed in for a period stands; a number that was counted gives way to a different one.
fn is_news(point: &KpiPoint, before: Option<&KpiPoint>) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
    before.is_none_or(|known| {
        known.member.is_none()
            && (known.to != point.to || known.n != point.n || !close(known.value, point.value))
    })
}

type Assessments = FxHashMap<(Day, Day, String, SubjectId), Assessment>;

fn value(
    counting: &Counting<'_>,
    kpi: &Kpi,
    period: Period,
    silent: bool,
    assessments: &mut Assessments,
) -> Result<std::result::Result<Measured, Absent>> {
    let plan = counting.request.plan;
    if silent {
        let nothing = Measured::from((0, kpi.query.clone()));
        return Ok(if kpi.shape == Shape::Sum { Ok(nothing) } else { Err(Absent::Nothing) });
    }
    if kpi.measure == Measure::Query {
        return Ok(Ok(posts(counting.searcher, &kpi.query, period)?));
    }
    // Of several brands the first in the plan, whoever is loudest in a period.
    let own = plan.subjects.iter().find(|subject| subject.quadrant == Quadrant::Brand);
    let Some(subject) = kpi.subject.or(own.map(|subject| subject.id)) else {
        return Ok(Err(Absent::NoSubject));
    };
    if plan.subject(subject).is_none() {
        return Ok(Err(Absent::NoSubject));
    }
    let window = window(plan, period);
    let keep = narrowed(counting.searcher, &kpi.query)?;
    let market = Narrowed { market: counting.market, keep };
    if kpi.measure == Measure::DeclaredReach {
        return Ok(Ok(reach(plan, &market, subject, window)?));
    }
    let key = (period.from, period.to, kpi.query.clone(), subject);
    if !assessments.contains_key(&key) {
        let request = AssessmentRequest {
            window: Some(window),
            subject: Some(subject),
            ..counting.request.clone()
        };
        assessments.insert(key.clone(), assess::assess(&request, &market, &mut |_| {})?);
    }
    let assessment = assessments.get(&key).context("an assessment was made and is not there")?;
    Ok(from_assessment(kpi.measure, Some(subject), assessment))
}

fn window(plan: &Plan, period: Period) -> Window {
    let zone = &plan.zone;
    Window { since: zone.start_of(period.from), until: zone.start_of(Day(period.to.0 + 1)) }
}

fn posts(searcher: &Searcher, text: &str, period: Period) -> Result<Measured> {
    let query = query::parse(text).with_context(|| format!("`{text}` is no query"))?;
    let bars = searcher.histogram(&query, Bucket::Day)?;
    let inside = bars.iter().filter(|bar| (period.from..=period.to).contains(&bar.day));
    Ok(Measured::from((inside.map(|bar| bar.count).sum::<u64>(), text.to_owned())))
}

/// The posts that a narrowing query finds; `None`: it narrows nothing.
fn narrowed(searcher: &Searcher, text: &str) -> Result<Option<FxHashSet<Seq>>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let query = query::parse(text).with_context(|| format!("`{text}` is no query"))?;
    Ok(Some(searcher.seqs(&query)?.into_iter().collect()))
}

/// A market in which what a query does not find mentions nobody. It is still there to answer questions.
struct Narrowed<'a> {
    market: &'a dyn Observed,
    keep: Option<FxHashSet<Seq>>,
}

impl Observed for Narrowed<'_> {
    fn parts(&self) -> usize {
        self.market.parts()
    }

    fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> std::result::Result<(), ObservedError> {
        let Some(keep) = &self.keep else { return self.market.scan(part, window, visit) };
        self.market.scan(part, window, &mut |mut seen| {
            if !keep.contains(&seen.seq) {
                (seen.watches, seen.towards) = (&[], &[]);
            }
            visit(seen);
        })
    }

    fn quotes(&self, seqs: &[Seq]) -> std::result::Result<Vec<Quote>, ObservedError> {
        self.market.quotes(seqs)
    }
}

/// Followers of each different author of a mention, the largest number that they declared.
fn reach(
    plan: &Plan,
    market: &dyn Observed,
    subject: SubjectId,
    window: Window,
) -> Result<Measured> {
    let found = plan.subject(subject).context("the subject is gone")?;
    let watches: FxHashSet<_> = plan
        .watches
        .iter()
        .filter(|watch| watch.subject == subject)
        .map(|watch| watch.id)
        .collect();
    let own: FxHashSet<String> =
        found.accounts.iter().map(|account| account.to_lowercase()).collect();
    let mut people: FxHashMap<String, u64> = FxHashMap::default();
    for part in 0..market.parts() {
        market.scan(part, window, &mut |seen| {
            let mentions = seen.watches.iter().any(|watch| watches.contains(watch));
            if !mentions || seen.side == Side::Internal || seen.author.is_empty() {
                return;
            }
            let who = format!("{}:{}", seen.network, seen.author.to_lowercase());
            if let Some(followers) = seen.followers.filter(|_| !own.contains(&who)) {
                let most = people.entry(who).or_default();
                *most = (*most).max(followers);
            }
        })?;
    }
    let reach = Reach { followers: people.values().sum(), declared: people.len() as u64 };
    Ok(Measured::from((reach, format!("subject:\"{}\"", found.name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i32, count: u64) -> (Day, DayCount) {
        (Day(day), DayCount { day: Day(day), count, labels: [0; 3] })
    }

    fn counted(value: f64, member: Option<u32>) -> KpiPoint {
        KpiPoint {
            from: Day(1),
            to: Day(7),
            value,
            interval: None,
            n: 1,
            source: String::new(),
            member: member.map(model::MemberId),
            entered_at: Timestamp(0),
        }
    }

    #[test]
    fn only_days_that_moved_are_counted_anew() {
        let before = BTreeMap::from([day(1, 5), day(2, 5), day(3, 5)]);
        let now = BTreeMap::from([day(1, 5), day(3, 6), day(4, 1)]);
        let mut moved = changed(&before, &now);
        moved.sort_unstable();
        assert_eq!(moved, [Day(2), Day(3), Day(4)]);
    }

    #[test]
    fn what_a_person_typed_in_stands_and_what_is_the_same_is_no_news() {
        assert!(is_news(&counted(1.0, None), None));
        assert!(is_news(&counted(1.0, None), Some(&counted(2.0, None))));
        assert!(!is_news(&counted(1.0, None), Some(&counted(1.0, None))));
        assert!(!is_news(&counted(1.0, None), Some(&counted(2.0, Some(3)))));
    }
}
