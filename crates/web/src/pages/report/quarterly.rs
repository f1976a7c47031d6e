//! One page for executives: goal, where we are, three findings with evidence, money, decision asked.

use askama::Template;
use axum::Form;
use axum::response::Redirect;
use model::assessment::{Comparison, ShareRow, Verdict};
use model::{Assessment, Permission, Quadrant, Quote};

use super::tabs;
use crate::auth::{Assign, May, ReadFigures};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::pages::assess::assessment;
use crate::pages::posts::values;

/// Texts that people write on this page.
const TEXTS: [(&str, &str, &str); 3] = [
    ("quarterly.goal", "Goal", "Which number, from where to where, until when, and who benefits?"),
    (
        "quarterly.money",
        "Money",
        "What was spent, what came back, and which of it is an assumption?",
    ),
    ("quarterly.decision", "Decision asked", "What should be decided today, by whom?"),
];
/// Longest text.
const MOST: usize = 1_000;

/// A figure of where we are.
pub struct Standing {
    /// What.
    pub name: String,
    /// How much, with its interval.
    pub value: String,
    /// Beside what.
    pub beside: String,
}

/// A finding with its evidence.
pub struct Finding {
    /// The sentence.
    pub sentence: String,
    /// What it rests on.
    pub basis: String,
    /// What somebody said.
    pub quote: Option<(String, String)>,
    /// Where the posts can be read.
    pub href: String,
}

/// A text that people write.
pub struct Text {
    key: &'static str,
    name: &'static str,
    hint: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "pages/report/quarterly.html")]
struct QuarterlyPage {
    frame: Frame,
    tabs: Vec<Tab>,
    stretch: String,
    as_of: String,
    answer: Vec<String>,
    standing: Vec<Standing>,
    findings: Vec<Finding>,
    goal: Text,
    money: Text,
    decision: Text,
    can_edit: bool,
}

/// The page.
pub async fn show(who: May<ReadFigures>) -> Page {
    let zone = who.snapshot().plan.zone.clone();
    let can_read = who.also(Permission::ReadPosts);
    let made = assessment(&who, |it| {
        let (first, last) = report::dates::days(it.window, &zone);
        (
            report::dates::stretch(first, last),
            report::dates::moment(it.as_of, &zone),
            report::page::answer(it).into_iter().take(2).collect::<Vec<_>>(),
            standing(it),
            findings(it, can_read, &zone),
        )
    });
    let (stretch, as_of, answer, standing, findings) = made.unwrap_or_default();
    let text = async |(key, name, hint): (&'static str, &'static str, &'static str)| {
        let text = who.ledger.setting(key).await?.unwrap_or_default();
        Ok::<_, PageError>(Text { key, name, hint, text })
    };
    let [goal, money, decision] = TEXTS;
    page(&QuarterlyPage {
        frame: Frame::new(&who, "/weekly", "Where are we, and what is to be decided?")
            .with_map(crate::pages::strategy::map::of(&who, "reporting").await?),
        tabs: tabs("/quarterly"),
        stretch,
        as_of,
        answer,
        standing,
        findings,
        goal: text(goal).await?,
        money: text(money).await?,
        decision: text(decision).await?,
        can_edit: who.also(Permission::Assign),
    })
}

/// Keeps the texts.
pub async fn save(
    who: May<Assign>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    for (key, name, _) in TEXTS {
        let Some(text) = values(&form, key).next() else { continue };
        if text.chars().count() > MOST {
            return Err(PageError::Refused(format!("“{name}” has at most {MOST} characters")));
        }
        who.ledger.set_setting(key, text.trim()).await?;
        who.audit("setting.changed", key).await?;
    }
    Ok(Redirect::to("/quarterly"))
}

fn standing(assessment: &Assessment) -> Vec<Standing> {
    let Some(view) = assessment.brand() else { return Vec::new() };
    let share = |rows: &[ShareRow], name: &str| {
        let own = rows.iter().find(|row| row.id == view.id)?;
        let other = rows.iter().find(|row| row.quadrant == Quadrant::Competitors);
        Some(Standing {
            name: name.to_owned(),
            value: report::numbers::with_range(&own.share),
            beside: other.map_or_else(String::new, |other| {
                let name = report::clean::name(&other.name);
                format!("{name}: {}", report::numbers::value(&other.share))
            }),
        })
    };
    let r = &view.responsiveness;
    let net = view.feeling.net.as_ref().map(|net| Standing {
        name: "net sentiment, −1 to +1, corrected for reading errors".to_owned(),
        value: report::numbers::with_range(net),
        beside: net
            .raw
            .map(|raw| format!("as read: {}", report::numbers::signed(raw, 2)))
            .unwrap_or_default(),
    });
    let answered = r.answered_by_subject.as_ref().map(|share| Standing {
        name: "of questions answered by us".to_owned(),
        value: report::numbers::with_range(share),
        beside: r
            .median
            .as_ref()
            .map(|m| format!("half within {}", report::numbers::value(m)))
            .unwrap_or_default(),
    });
    [
        share(&assessment.recommendation, "share of recommendation"),
        share(&assessment.voice, "share of voice"),
        net,
        answered,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The surest strength, the surest weakness, and the need that nobody answers; else the next comparison, or the newest spike.
fn findings(assessment: &Assessment, can_read: bool, zone: &model::Zone) -> Vec<Finding> {
    let href =
        |query: &str| if can_read { format!("/search?q={}", encode(query)) } else { String::new() };
    let quote = |quotes: &[Quote]| {
        let first = quotes.first()?;
        let by = format!("{}, {}", first.network, report::dates::moment(first.created_at, zone));
        Some((report::clean::cut(&first.text, 220), by))
    };
    let topic_quote = |name: &str| {
        let topics = assessment.brand().map(|view| view.topics.as_slice()).unwrap_or_default();
        topics.iter().find(|topic| topic.name == name).and_then(|topic| quote(&topic.examples))
    };
    let compared = |c: &Comparison| {
        let than = if c.verdict == Verdict::Better { "better" } else { "worse" };
        Finding {
            sentence: format!(
                "On “{}”, people speak {than} of us than of {}.",
                report::clean::cut(&c.topic, 60),
                report::clean::name(&c.competitor_name)
            ),
            basis: format!(
                "net sentiment {} against {}, difference {} ({} to {}), p {} after allowing for all comparisons",
                report::numbers::value(&c.brand_net),
                report::numbers::value(&c.competitor_net),
                report::numbers::signed(c.difference, 2),
                report::numbers::signed(c.interval.low, 2),
                report::numbers::signed(c.interval.high, 2),
                report::numbers::p_value(c.p_adjusted)
            ),
            quote: topic_quote(&c.topic),
            href: href(&c.brand_net.query),
        }
    };
    let of = |verdict| assessment.comparisons.iter().filter(move |c| c.verdict == verdict);
    let mut found: Vec<Finding> =
        of(Verdict::Better).take(1).chain(of(Verdict::Worse).take(1)).map(compared).collect();
    if let Some(view) = assessment.brand()
        && view.responsiveness.unanswered_for_weeks > 0
    {
        let r = &view.responsiveness;
        found.push(Finding {
            sentence: format!(
                "{} of {} questions to us have waited for weeks without any answer.",
                report::numbers::count(r.unanswered_for_weeks),
                report::numbers::count(r.questions)
            ),
            basis: r.note.clone().unwrap_or_default(),
            quote: quote(&r.waiting),
            href: r
                .answered_by_anyone
                .as_ref()
                .map(|figure| href(&figure.query))
                .unwrap_or_default(),
        });
    }
    for spike in assessment.spikes.iter().rev() {
        if found.len() >= 3 {
            break;
        }
        found.push(Finding {
            sentence: format!(
                "{} was mentioned {} times on {}, where {} were to be expected.",
                report::clean::name(&spike.subject_name),
                report::numbers::count(spike.count),
                report::dates::stretch(spike.from, spike.to),
                report::numbers::value(&spike.expected)
            ),
            basis: spike
                .news
                .iter()
                .take(4)
                .map(|p| p.text.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            quote: spike.news.first().and_then(|phrase| quote(&phrase.examples)),
            href: href(&spike.expected.query),
        });
    }
    found.truncate(3);
    found
}
