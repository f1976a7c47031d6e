//! What moved since last week, and why.

use askama::Template;
use assess::moves::{Move, Moved};
use model::assessment::ShareRow;
use model::{Assessment, Figure, Permission, Quote};

use super::tabs;
use crate::auth::{May, ReadFigures};
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::say;

/// What moved, in words.
pub struct Line {
    /// The sentence.
    pub sentence: String,
    /// Up or down, for the mark.
    pub up: bool,
    /// Words that are said more.
    pub phrases: Vec<String>,
    /// What people said.
    pub quotes: Vec<Said>,
    /// Where the posts can be read.
    pub href: String,
    /// n and p.
    pub basis: String,
}

/// A quote with its origin.
pub struct Said {
    /// The words.
    pub text: String,
    /// Who, where, when.
    pub by: String,
}

/// One row of a share: now, then.
pub struct ShareLine {
    /// The subject.
    pub name: String,
    /// The share now, with its interval.
    pub now: String,
    /// The share before.
    pub before: String,
    /// Mentions now.
    pub count: u64,
}

/// A watch that matches little or much.
pub struct WatchLine {
    /// Its name.
    pub name: String,
    /// Its subject.
    pub subject: String,
    /// Posts that it matched in the week.
    pub count: u64,
    /// What is to be said about it.
    pub note: String,
}

#[derive(Template)]
#[template(path = "pages/report/weekly.html")]
struct WeeklyPage {
    frame: Frame,
    tabs: Vec<Tab>,
    made: Option<Week>,
    can_read: bool,
}

struct Week {
    stretch: String,
    before: String,
    answer: String,
    lines: Vec<Line>,
    compared: usize,
    voice: Vec<ShareLine>,
    recommendation: Vec<ShareLine>,
    answers: Vec<(String, String)>,
    watches: Vec<WatchLine>,
    gaps: usize,
}

/// The page.
pub async fn show(who: May<ReadFigures>) -> Page {
    let snapshot = who.snapshot();
    let can_read = who.also(Permission::ReadPosts);
    let zone = &snapshot.plan.zone;
    let made = match &snapshot.assessed {
        None => None,
        Some(assessed) => {
            let (week, before) = (&assessed.week, &assessed.week_before);
            let said = |a: &Assessment| {
                let (first, last) = report::dates::days(a.window, zone);
                report::dates::stretch(first, last)
            };
            let (moves, compared) = &assessed.moves;
            let window =
                format!(" created:[{} TO {}]", week.window.since, week.window.until.plus_secs(-1));
            let mut watches = Vec::new();
            for watch in &snapshot.plan.watches {
                let text = format!("({}){window}", watch.query);
                let count = match query::parse(&text) {
                    Ok(parsed) => who.count(&snapshot, &parsed)?,
                    Err(_) => 0,
                };
                watches.push(WatchLine {
                    name: watch.name.clone(),
                    subject: snapshot
                        .plan
                        .subject(watch.subject)
                        .map(|s| s.name.clone())
                        .unwrap_or_default(),
                    note: note(count, week.basis.posts),
                    count,
                });
            }
            Some(Week {
                stretch: said(week),
                before: said(before),
                answer: answer(moves, *compared),
                lines: moves.iter().take(12).map(|m| line(m, &window, can_read, zone)).collect(),
                compared: *compared,
                voice: shares(&week.voice, &before.voice),
                recommendation: shares(&week.recommendation, &before.recommendation),
                answers: answers(week),
                watches,
                gaps: week.gaps.len(),
            })
        }
    };
    page(&WeeklyPage {
        frame: Frame::new(&who, "/weekly", "What moved since last week, and why?")
            .with_map(crate::pages::strategy::map::of(&who, "reporting").await?),
        tabs: tabs("/weekly"),
        made,
        can_read,
    })
}

fn note(count: u64, posts: u64) -> String {
    match count {
        0 => "matched nothing this week: is it spelt as people write?".to_owned(),
        _ if count * 2 > posts => {
            "matches more than half of all posts: it may be too wide".to_owned()
        }
        _ => String::new(),
    }
}

fn answer(moves: &[Move], compared: usize) -> String {
    match moves {
        [] if compared == 0 => {
            "There are too few posts in the last two weeks to compare them.".to_owned()
        }
        [] => format!(
            "Nothing moved by more than chance would move it; {compared} figures were compared."
        ),
        [first, ..] => format!(
            "{}{}",
            sentence(first),
            match moves.len() {
                1 => String::new(),
                2 => " One other figure moved, too.".to_owned(),
                n => format!(" {} other figures moved, too.", n - 1),
            }
        ),
    }
}

/// A movement as a sentence with its numbers.
pub fn sentence(m: &Move) -> String {
    let name = report::clean::name(&m.subject_name);
    let per_cent = report::numbers::percent;
    match &m.what {
        Moved::Mentions => format!(
            "{name} was mentioned {} times, after {} the week before.",
            report::numbers::count(m.now as u64),
            report::numbers::count(m.before as u64)
        ),
        Moved::Net => format!(
            "The net sentiment about {name} went from {} to {}.",
            report::numbers::signed(m.before, 2),
            report::numbers::signed(m.now, 2)
        ),
        Moved::Topic(topic) => format!(
            "“{}” went from {} to {} of what is said about {name}.",
            report::clean::cut(topic, 60),
            per_cent(m.before),
            per_cent(m.now)
        ),
        Moved::Act(act) => format!(
            "{} of the mentions of {name} {} now, after {}.",
            per_cent(m.now),
            does(*act),
            per_cent(m.before)
        ),
    }
}

fn does(act: model::Act) -> &'static str {
    use model::Act;
    match act {
        Act::Question => "ask something",
        Act::Complaint => "complain",
        Act::Suggestion => "suggest something",
        Act::Praise => "praise",
        Act::RecommendationAsked => "ask for a recommendation",
        Act::RecommendationGiven => "recommend",
        Act::PurchaseIntent => "plan to buy",
    }
}

fn line(m: &Move, window: &str, can_read: bool, zone: &model::Zone) -> Line {
    let said = |quote: &Quote| Said {
        text: report::clean::cut(&quote.text, 280),
        by: format!(
            "{}, {}, {}",
            quote.author,
            quote.network,
            report::dates::moment(quote.created_at, zone)
        ),
    };
    let shown: &[Quote] = if can_read { &m.examples } else { &[] };
    Line {
        sentence: sentence(m),
        up: m.now > m.before,
        phrases: m.phrases.iter().map(|phrase| report::clean::clean(phrase)).collect(),
        quotes: shown.iter().take(2).map(said).collect(),
        href: if can_read {
            format!("/search?q={}", encode(&format!("({}){window}", m.query)))
        } else {
            String::new()
        },
        basis: basis(m),
    }
}

/// What a movement rests on.
pub fn basis(m: &Move) -> String {
    format!("n {}, p {}", report::numbers::count(m.n), report::numbers::p_value(m.p))
}

fn shares(now: &[ShareRow], before: &[ShareRow]) -> Vec<ShareLine> {
    let of = |row: &ShareRow| ShareLine {
        name: report::clean::name(&row.name),
        now: report::numbers::with_range(&row.share),
        before: before
            .iter()
            .find(|other| other.id == row.id)
            .map_or_else(|| "–".to_owned(), |other| report::numbers::value(&other.share)),
        count: row.count,
    };
    now.iter().map(of).collect()
}

/// How the brand answers.
pub fn answers(assessment: &Assessment) -> Vec<(String, String)> {
    let Some(view) = assessment.brand() else { return Vec::new() };
    let r = &view.responsiveness;
    let value = |figure: &Option<Figure>| figure.as_ref().map(report::numbers::with_range);
    let mut out = vec![("questions asked of us".to_owned(), say::count(r.questions))];
    let rows = [
        ("answered by us", value(&r.answered_by_subject)),
        ("answered by anybody", value(&r.answered_by_anyone)),
        ("median time to our first answer", value(&r.median)),
        ("nine of ten answers came within", value(&r.p90)),
    ];
    out.extend(rows.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    out.push(("unanswered for weeks".to_owned(), say::count(r.unanswered_for_weeks)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_that_matches_nothing_or_everything_is_said() {
        assert!(note(0, 100).contains("nothing"));
        assert!(note(51, 100).contains("too wide"));
        assert_eq!(note(10, 100), "");
    }

    #[test]
    fn quiet_weeks_are_said_to_be_quiet() {
        assert!(answer(&[], 0).contains("too few"));
        assert!(answer(&[], 12).contains("12 figures"));
    }
}
