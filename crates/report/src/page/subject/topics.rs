//! What is talked about: topics, and the phrases that mark a subject.

use askama::Template;
use model::assessment::{SubjectView, Topic};

use crate::catalogue as say;
use crate::charts::volume::hue;
use crate::charts::{DotRow, Dots, cells};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::how::{how, named};
use crate::page::parts::{self, figure_chart, note, pair};
use crate::page::quotes::quotes;
use crate::page::scene::Scene;
use crate::table::{Cell, Table};

/// Topics and phrases that are shown.
const MOST: usize = 8;
/// Topics with an example, and examples of each.
const EXAMPLES: (usize, usize) = (6, 1);

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
    let figures = named(topics.iter().map(|topic| (topic.name.clone(), Some(&topic.share))));
    let rest = view.topics.len() - topics.len();
    let more = if rest > 0 { say::more_rows(rest) } else { String::new() };
    let blocks = vec![
        topic_table(view, topics).markup(),
        note(&more),
        how(scene, &figures),
        examples(scene, topics),
        pair(vec![nets(scene, topics), phrases(view)]),
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
        // A post can be under several topics, so that only those under none can be counted as the rest.
        let other = Cell::Number(numbers::count(view.other));
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
        .take(EXAMPLES.0)
        .map(|topic| TopicQuotes {
            name: clean::cut(&topic.name, 90),
            quotes: quotes(scene, &topic.examples, EXAMPLES.1),
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
    let figures = named(topics.iter().map(|topic| (topic.name.clone(), topic.net.as_ref())));
    figure_chart(scene, &dots, "", &figures)
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
    parts::plain(Markup::join(&[table.markup(), note(say::PHRASE_METHOD)]))
}
