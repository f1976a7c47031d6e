//! What is listened to: subjects by quadrant with their watches, and the sources with their gaps.

use askama::Template;
use axum::extract::Query as Asks;
use index::{Order, Page as Slice};
use model::assessment::DayCount;
use model::{Day, Gap, Permission, Plan, Quadrant, Timestamp, Window};
use query::{Field, Node, Query, Severity};
use report::catalogue;
use report::charts::{Stretch, cells, volume::hue};
use report::markup::Markup;
use serde::Deserialize;

use super::tabs;
use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::pages::card::ago;
use crate::say;

/// Days that are shown of each watch.
const DAYS: i32 = 30;

/// A watch that was just removed, so that it can be brought back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    name: String,
    subject: String,
    query: String,
}

/// What a query finds, in short.
struct Heard {
    all: u64,
    month: u64,
    spark: Markup,
    newest: String,
}

struct WatchLine {
    name: String,
    href: String,
    search: String,
    query: String,
    heard: Heard,
    warnings: u64,
    error: bool,
}

struct SubjectPart {
    name: String,
    search: String,
    watches: Vec<WatchLine>,
}

struct QuadrantPart {
    name: &'static str,
    step: &'static str,
    subjects: Vec<SubjectPart>,
}

struct SourceLine {
    name: String,
    network: String,
    internal: bool,
    search: String,
    heard: Heard,
    gaps: u64,
}

struct GapLine {
    source: String,
    span: String,
    why: String,
    lost: String,
}

#[derive(Template)]
#[template(path = "pages/listen/overview.html")]
struct Overview {
    frame: Frame,
    tabs: Vec<Tab>,
    answer: String,
    removed: Option<(String, String)>,
    quadrants: Vec<QuadrantPart>,
    sources: Vec<SourceLine>,
    gaps: Vec<GapLine>,
    more_gaps: u64,
    can_edit: bool,
    can_import: bool,
}

/// Gaps that are listed, the newest first.
const GAPS: usize = 10;

/// The page.
pub async fn show(who: May<ReadPosts>, Asks(asked): Asks<Asked>) -> Page {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let mut gaps = who.ledger.gaps(Window::ALWAYS).await?;
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.window.since));
    let mut quadrants = Vec::new();
    for quadrant in Quadrant::ALL {
        quadrants.push(quadrant_part(&who, *quadrant)?);
    }
    let mut sources = Vec::new();
    for source in &plan.sources {
        let query = named(Field::Source(source.name.clone()));
        sources.push(SourceLine {
            name: source.name.clone(),
            network: catalogue::network(&source.network),
            internal: source.side == model::Side::Internal,
            search: search(query.as_ref()),
            heard: heard(&who, query.as_ref(), Quadrant::Competitors)?,
            gaps: gaps.iter().filter(|gap| gap.source == source.id).count() as u64,
        });
    }
    let removed = (!asked.name.is_empty()).then(|| {
        let back = format!(
            "/listen/watches/new?name={}&subject={}&query={}",
            encode(&asked.name),
            encode(&asked.subject),
            encode(&asked.query)
        );
        (asked.name.clone(), back)
    });
    page(&Overview {
        frame: Frame::new(&who, "/listen", "What do we listen to?"),
        tabs: tabs(&who, "/listen"),
        answer: answer(plan, &quadrants),
        removed,
        quadrants,
        sources,
        more_gaps: gaps.len().saturating_sub(GAPS) as u64,
        gaps: gaps.iter().take(GAPS).map(|gap| gap_line(gap, plan)).collect(),
        can_edit: who.also(Permission::EditWatches),
        can_import: who.also(Permission::Import),
    })
}

fn answer(plan: &Plan, quadrants: &[QuadrantPart]) -> String {
    let lines = || quadrants.iter().flat_map(|q| &q.subjects).flat_map(|s| &s.watches);
    if plan.watches.is_empty() {
        return "Nothing yet: there is no watch.".to_owned();
    }
    let silent = lines().filter(|line| line.heard.month == 0).count() as u64;
    let warned = lines().filter(|line| line.warnings > 0).count() as u64;
    let mut out = format!(
        "{} listen to {}.",
        say::many(plan.watches.len() as u64, "watch", "watches"),
        say::many(plan.subjects.len() as u64, "subject", "subjects")
    );
    if plan.watches.len() == 1 {
        out = out.replacen(" listen ", " listens ", 1);
    }
    if silent > 0 {
        let verb = if silent == 1 { "has" } else { "have" };
        out.push_str(&format!(" {} {verb} found nothing in {DAYS} days.", say::count(silent)));
    }
    if warned > 0 {
        out.push_str(&format!(
            " {} to look at.",
            say::many(warned, "query has a warning", "queries have warnings")
        ));
    }
    out
}

fn quadrant_part(who: &May<ReadPosts>, quadrant: Quadrant) -> Result<QuadrantPart, PageError> {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let mut subjects = Vec::new();
    for subject in plan.subjects.iter().filter(|subject| subject.quadrant == quadrant) {
        let mut watches = Vec::new();
        for watch in plan.watches.iter().filter(|watch| watch.subject == subject.id) {
            let query = named(Field::Watch(watch.name.clone()));
            let parsed = query::parse(&watch.query);
            let lints = parsed.as_ref().map(query::lint_watch).unwrap_or_default();
            let least = |severity| lints.iter().filter(|lint| lint.severity == severity).count();
            watches.push(WatchLine {
                name: watch.name.clone(),
                href: format!("/listen/watches/{}", watch.id.0),
                search: search(query.as_ref()),
                query: watch.query.clone(),
                heard: heard(who, query.as_ref(), quadrant)?,
                warnings: least(Severity::Warning) as u64,
                error: parsed.is_err() || least(Severity::Error) > 0,
            });
        }
        let query = named(Field::Subject(subject.name.clone()));
        subjects.push(SubjectPart {
            name: subject.name.clone(),
            search: search(query.as_ref()),
            watches,
        });
    }
    Ok(QuadrantPart {
        name: catalogue::quadrant(quadrant),
        step: catalogue::quadrant_step(quadrant),
        subjects,
    })
}

/// The query for one thing by its name; `None` where the language has no way to write it.
fn named(field: Field) -> Option<Query> {
    Query::of(&Node::Field(field, Default::default())).ok()
}

fn search(query: Option<&Query>) -> String {
    query.map_or_else(|| "/search".to_owned(), |q| format!("/search?q={}", encode(&q.to_string())))
}

fn heard(
    who: &May<ReadPosts>,
    query: Option<&Query>,
    quadrant: Quadrant,
) -> Result<Heard, PageError> {
    let snapshot = who.snapshot();
    let now = who.house.now();
    let zone = &snapshot.plan.zone;
    let today = zone.day(now);
    let (days, newest) = match query {
        None => (Vec::new(), None),
        Some(query) => {
            let name = format!("heard {query}");
            let heard = who.memo.get(snapshot.version, &name, || {
                let slice = Slice { limit: 1, offset: 0, order: Order::Newest };
                let found = snapshot.searcher.search(query, &slice)?;
                let newest = found.hits.first().map(|hit| hit.created_at);
                Ok::<_, PageError>((snapshot.searcher.tally(query)?, newest))
            })?;
            (*heard).clone()
        }
    };
    let month = last_days(&days, today);
    let count = month.iter().map(|stretch| stretch.count).sum();
    let title = format!("{} in {DAYS} days", say::many(count, "mention", "mentions"));
    Ok(Heard {
        all: days.iter().map(|day| day.count).sum(),
        month: count,
        // Today is not over; a line that ends with it would always fall.
        spark: cells::sparkline(
            month.get(..month.len().saturating_sub(1)).unwrap_or_default(),
            hue(quadrant),
            &title,
        ),
        newest: newest.map_or("never".to_owned(), |at: Timestamp| ago(at, now, zone)),
    })
}

/// The last [`DAYS`] days until `today`, the empty ones, too.
fn last_days(days: &[DayCount], today: Day) -> Vec<Stretch> {
    let from = today.0 - DAYS + 1;
    (from..=today.0)
        .map(|day| {
            let found = days.iter().rev().find(|count| count.day.0 == day);
            let (count, labels) = found.map_or((0, [0; 3]), |day| (day.count, day.labels));
            Stretch { from: Day(day), to: Day(day), count, labels }
        })
        .collect()
}

fn gap_line(gap: &Gap, plan: &Plan) -> GapLine {
    let (from, to) = report::dates::days(gap.window, &plan.zone);
    GapLine {
        source: gap.source_name.clone(),
        span: report::dates::stretch(from, to),
        why: catalogue::cause(gap.cause).to_owned(),
        lost: gap.lost.map(say::count).unwrap_or_else(|| "unknown".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_thirty_days_and_ends_today() {
        let day = |day, count| DayCount { day: Day(day), count, labels: [0, count, 0] };
        let month = last_days(
            &[day(19_000, 9), day(20_000, 2), day(20_029, 3), day(20_030, 9)],
            Day(20_029),
        );
        assert_eq!(month.len(), 30);
        assert_eq!(month.iter().map(|stretch| stretch.count).sum::<u64>(), 5);
        assert_eq!(month.last().map(|stretch| stretch.from), Some(Day(20_029)));
    }
}
