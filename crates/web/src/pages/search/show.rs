//! The page: the question, the answer in a sentence, over time, and post by post.

use askama::Template;
use axum::extract::Query as Asks;
use index::Page as Slice;
use ledger::SavedView;
use model::assessment::DayCount;
use model::{Day, Permission};
use report::charts::stretch::Step;
use report::charts::{Bars, Chart as _, Width};
use report::markup::Markup;

use super::asked::{Asked, Problem, Question, SHOWN, conditions};
use super::excerpt::shortened;
use super::facets::{self, Facet};
use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::Card;
use crate::say;

/// A choice with its address.
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the one that holds.
    pub here: bool,
}

/// Bars over time, for a page and for a column.
pub struct Drawn {
    /// For a page; `None` where a column is all there is.
    pub wide: Option<Markup>,
    /// For a column, or a phone.
    pub narrow: Markup,
    /// In words.
    pub summary: String,
    /// Days, posts, and the search for them.
    pub rows: Vec<(String, u64, String)>,
}

impl Drawn {
    /// Draws `bars`; `id` is unique on the page.
    pub fn of(bars: &Bars, id: &str) -> Self {
        let row =
            |bar: &report::charts::Bar| (bar.stretch.name(), bar.stretch.count, bar.href.clone());
        Self {
            wide: Some(bars.draw(id, Width::Page)),
            narrow: bars.draw(&format!("{id}n"), Width::Column),
            summary: bars.summary(),
            rows: bars.bars.iter().filter(|bar| bar.stretch.count > 0).map(row).collect(),
        }
    }

    /// Draws `bars` for a column alone.
    pub fn in_column(bars: &Bars, id: &str) -> Self {
        Self { wide: None, ..Self::of(bars, id) }
    }
}

struct Results {
    total: u64,
    answer: String,
    explanation: String,
    lints: Vec<String>,
    cards: Vec<Card>,
    drawn: Option<Drawn>,
    steps: Vec<Choice>,
    facets: Vec<Facet>,
    conditions: Vec<Choice>,
    before: Option<String>,
    after: Option<String>,
    csv: String,
    json: String,
}

#[derive(Template)]
#[template(path = "pages/search/show.html")]
struct SearchPage {
    frame: Frame,
    asked: Asked,
    here: String,
    problem: Option<String>,
    results: Option<Results>,
    orders: Vec<Choice>,
    repeats: Vec<Choice>,
    views: Vec<SavedView>,
    can_export: bool,
    nothing_at_all: bool,
}

/// The page.
pub async fn show(who: May<ReadPosts>, Asks(asked): Asks<Asked>) -> Page {
    let snapshot = who.snapshot();
    let (problem, results) = match asked.question(&snapshot.plan) {
        Ok(question) => (None, Some(results(&who, &asked, &question)?)),
        Err(Problem(text)) => (Some(text), None),
    };
    let choose = |name: &str, changed: Asked| Choice {
        name: name.to_owned(),
        here: changed == Asked { page: String::new(), ..asked.clone() },
        href: changed.href("/search"),
    };
    let first = || Asked { page: String::new(), ..asked.clone() };
    page(&SearchPage {
        frame: Frame::new(&who, "/search", "Who said that?"),
        here: asked.href("/search"),
        problem,
        results,
        orders: vec![
            choose("newest first", Asked { order: String::new(), ..first() }),
            choose("oldest first", Asked { order: "oldest".to_owned(), ..first() }),
        ],
        repeats: vec![
            choose("with repeats", Asked { repeats: String::new(), ..first() }),
            choose("without repeats", Asked { repeats: "without".to_owned(), ..first() }),
        ],
        views: who.ledger.saved_views(who.member.id).await?,
        can_export: who.also(Permission::Export),
        nothing_at_all: snapshot.searcher.is_empty(),
        asked,
    })
}

fn results(who: &May<ReadPosts>, asked: &Asked, question: &Question) -> Result<Results, PageError> {
    let snapshot = who.snapshot();
    let now = who.house.now();
    let slice = Slice { limit: SHOWN, offset: (asked.page() - 1) * SHOWN, order: asked.order() };
    let key = format!("{} {slice:?}", question.whole);
    let found = who.memo.get(snapshot.version, &format!("search {key}"), || {
        Ok::<_, PageError>(snapshot.searcher.search(&question.whole, &slice)?)
    })?;
    let days = who.memo.get(snapshot.version, &format!("days {}", question.whole), || {
        Ok::<_, PageError>(snapshot.searcher.tally(&question.whole)?)
    })?;
    let step = step(asked, question, &days);
    let (before, after) = asked.neighbours(found.total);
    let removed = |(name, rest): (String, String)| Choice {
        name,
        href: asked.with_query(rest).href("/search"),
        here: true,
    };
    let card = |hit| shortened(Card::new(hit, &snapshot.plan, now));
    Ok(Results {
        answer: answer(found.total, &days),
        explanation: question.typed.as_ref().map(query::explain).unwrap_or_default(),
        lints: question.typed.as_ref().map(told).unwrap_or_default(),
        cards: found.hits.iter().map(card).collect(),
        drawn: (found.total > 0).then(|| drawn(asked, question, &days, step)),
        steps: steps(asked, step),
        facets: facets::of(who, asked, question, found.total)?,
        conditions: conditions(question.typed.as_ref()).into_iter().map(removed).collect(),
        before,
        after,
        csv: asked.href("/export.csv"),
        json: asked.href("/export.jsonl"),
        total: found.total,
    })
}

fn told(typed: &query::Query) -> Vec<String> {
    let worth = |lint: &query::Lint| lint.severity > query::Severity::Hint;
    query::lint(typed).into_iter().filter(worth).map(|lint| lint.to_string()).collect()
}

fn answer(total: u64, days: &[DayCount]) -> String {
    let ends = days.first().zip(days.last());
    match (total, ends) {
        (0, _) | (_, None) => "No post matches.".to_owned(),
        (_, Some((first, last))) => {
            let [negative, _, positive] = DayCount::labels_of(days);
            let verb = if total == 1 { "matches" } else { "match" };
            format!(
                "{} {verb}, {}: {} read as negative, {} as positive.",
                say::many(total, "post", "posts"),
                report::dates::stretch(first.day, last.day),
                say::count(negative),
                say::count(positive)
            )
        }
    }
}

/// The step of the bars: as asked, or as suits the days.
fn step(asked: &Asked, question: &Question, days: &[DayCount]) -> Step {
    let first = question.days.0.or(days.first().map(|day| day.day));
    let last = question.days.1.or(days.last().map(|day| day.day));
    let count = match (first, last) {
        (Some(first), Some(last)) => usize::try_from(last.0 - first.0 + 1).unwrap_or(1),
        _ => 1,
    };
    let suits = Step::suits(count);
    match asked.by.as_str() {
        // More bars than pixels help nobody.
        "day" if count <= 400 => Step::Day,
        "week" if count <= 2_800 => Step::Week,
        "month" => Step::Month,
        _ => suits,
    }
}

fn steps(asked: &Asked, step: Step) -> Vec<Choice> {
    [("day", Step::Day), ("week", Step::Week), ("month", Step::Month)]
        .into_iter()
        .map(|(name, this)| Choice {
            name: name.to_owned(),
            href: Asked { by: name.to_owned(), page: String::new(), ..asked.clone() }
                .href("/search"),
            here: this == step,
        })
        .collect()
}

fn drawn(asked: &Asked, question: &Question, days: &[DayCount], step: Step) -> Drawn {
    // A last day far in the future would draw days that cannot have posts yet.
    let newest = days.last().map_or(i32::MAX, |day| day.day.0.saturating_add(31));
    let ends = (question.days.0, question.days.1.map(|last| Day(last.0.min(newest))));
    let bars = Bars::new("Posts over time".to_owned(), days, ends, step, |from, to| {
        asked.within(from, to).href("/search")
    });
    Drawn::of(&bars, "time")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_counts_and_dates() {
        let days = [
            DayCount { day: Day(20_000), count: 2, labels: [1, 1, 0] },
            DayCount { day: Day(20_002), count: 1, labels: [0, 0, 1] },
        ];
        let said = answer(3, &days).replace('\u{a0}', " ");
        assert_eq!(said, "3 posts match, 4–6 Oct 2024: 1 read as negative, 1 as positive.");
        assert_eq!(answer(0, &[]), "No post matches.");
    }
}
