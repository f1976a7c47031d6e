//! What is talked about: topics, the phrases that mark a subject, and what its posts do.

use askama::Template;
use model::assessment::{SubjectView, Topic};

use crate::catalogue as say;
use crate::charts::volume::hue;
use crate::charts::{DotRow, Dots, ShareBar, Shares, cells};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::how::{how, named};
use crate::page::parts::{self, chart, note, pair};
use crate::page::quotes::quotes;
use crate::page::scene::Scene;
use crate::table::{Cell, Table};

/// Topics and phrases that are shown.
const MOST: usize = 12;
/// Examples of a topic.
const EXAMPLES: usize = 2;

struct TopicQuotes {
    name: String,
    quotes: Markup,
}

#[derive(Template)]
#[template(path = "sections/topic_quotes.html", whitespace = "minimize")]
struct Examples {
    topics: Vec<TopicQuotes>,
}

/// The part.
pub fn block(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let topics = view.topics.get(..MOST).unwrap_or(&view.topics);
    let figures = named(
        topics
            .iter()
            .map(|topic| (topic.name.clone(), Some(&topic.share)))
            .chain(topics.iter().map(|topic| (say::net_of(&topic.name), topic.net.as_ref())))
            .chain(view.acts.iter().map(|(act, figure)| (say::act(*act).to_owned(), Some(figure)))),
    );
    let blocks = vec![
        topic_table(view, topics).markup(),
        examples(scene, topics),
        pair(vec![nets(scene, topics), acts(scene, view)]),
        phrases(view),
        how(scene, &figures),
    ];
    parts::block(say::PART_WHAT, blocks)
}

fn topic_table(view: &SubjectView, topics: &[Topic]) -> Table {
    let most = topics
        .iter()
        .map(|topic| topic.share.interval.map_or(topic.share.value, |i| i.high))
        .fold(0.0, f64::max);
    let mut table = Table::new(say::CAPTION_TOPICS, &say::TOPIC_HEADS).quiet();
    for topic in topics {
        table.push(vec![
            Cell::Foreign(clean::cut(&topic.name, 90)),
            Cell::Number(numbers::count(topic.count)),
            Cell::Markup(cells::share_bar(&topic.share, most, hue(view.quadrant))),
            Cell::Number(numbers::with_range(&topic.share)),
            Cell::number_or_dash(topic.net.as_ref().map(numbers::with_range)),
            Cell::Number(numbers::count(topic.needs)),
        ]);
    }
    if !topics.is_empty() {
        let dash = || Cell::Number("–".to_owned());
        let rest: u64 = view.topics.iter().skip(topics.len()).map(|topic| topic.count).sum();
        let other = Cell::Number(numbers::count(view.other + rest));
        table.push(vec![
            Cell::Text(say::OTHER_TOPICS.to_owned()),
            other,
            Cell::Text(String::new()),
            dash(),
            dash(),
            dash(),
        ]);
    }
    table
}

fn examples(scene: &Scene<'_>, topics: &[Topic]) -> Markup {
    let topics: Vec<TopicQuotes> = topics
        .iter()
        .filter(|topic| !topic.examples.is_empty())
        .map(|topic| TopicQuotes {
            name: clean::cut(&topic.name, 90),
            quotes: quotes(scene, &topic.examples, EXAMPLES),
        })
        .collect();
    if topics.is_empty() { Markup::default() } else { Markup::of(&Examples { topics }) }
}

fn nets(scene: &Scene<'_>, topics: &[Topic]) -> Markup {
    let row = |topic: &Topic| Some(DotRow { name: topic.name.clone(), figure: topic.net.clone()? });
    let rows: Vec<DotRow> = topics.iter().filter_map(row).collect();
    if rows.is_empty() {
        return Markup::default();
    }
    let dots =
        Dots { title: say::CHART_TOPIC_NET.to_owned(), rows_are: say::HEAD_TOPIC.to_owned(), rows };
    chart(scene, &dots, "")
}

fn acts(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let bar = |(act, share): &(model::Act, model::Figure)| ShareBar {
        name: say::act(*act).to_owned(),
        hue: hue(view.quadrant),
        strong: false,
        share: share.clone(),
    };
    let bars: Vec<ShareBar> = view.acts.iter().filter(|(_, share)| share.n > 0).map(bar).collect();
    if bars.is_empty() {
        return Markup::default();
    }
    let shares =
        Shares { title: say::CHART_ACTS.to_owned(), rows_are: say::HEAD_ACT.to_owned(), bars };
    chart(scene, &shares, "")
}

fn phrases(view: &SubjectView) -> Markup {
    if view.phrases.is_empty() {
        return Markup::default();
    }
    let most = view.phrases.iter().map(|phrase| phrase.z).fold(0.0, f64::max);
    let mut table = Table::new(say::MARKING_PHRASES, &say::PHRASE_HEADS);
    for phrase in view.phrases.iter().take(MOST) {
        let hover = say::hover_strength(phrase.z);
        table.push(vec![
            Cell::Foreign(clean::cut(&phrase.text, 80)),
            Cell::Number(numbers::count(phrase.count)),
            Cell::Markup(cells::strength_bar(
                phrase.z,
                most,
                &format!("{} pale", hue(view.quadrant)),
                &hover,
            )),
            Cell::Number(numbers::fixed(phrase.z, 1)),
        ]);
    }
    Markup::join(&[table.markup(), note(say::PHRASE_METHOD)])
}
