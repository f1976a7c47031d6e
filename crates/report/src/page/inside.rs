//! Inside against outside: what staff talk about, what the market talks about, and how thick the wall is.

use model::Figure;
use model::assessment::{InsideOutside, TopicGap};

use super::how::{how, named};
use super::parts::{self, about, figure_chart, pair};
use super::scene::Scene;
use crate::catalogue as say;
use crate::charts::{Dumbbell, DumbbellRow};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// Topics that are shown.
const MOST: usize = 10;

/// The section.
pub fn section(scene: &Scene<'_>) -> Markup {
    let title = say::TITLE_INSIDE.to_owned();
    let Some(both) = &scene.assessment.inside_outside else {
        return parts::section("inside", title, vec![say::NO_INSIDE.to_owned()], Vec::new());
    };
    let topics = both.topics.get(..MOST).unwrap_or(&both.topics);
    let widest = both.topics.first().map(|topic| {
        (clean::name(&clean::cut(&topic.topic, 60)), about(&topic.inside), about(&topic.outside))
    });
    let widest = widest
        .as_ref()
        .map(|(topic, inside, outside)| (topic.as_str(), inside.as_str(), outside.as_str()));
    let wall = both.wall.as_ref().map(about);
    let sentences = vec![
        say::inside_sentence(&about(&both.divergence), widest),
        say::wall_sentence(wall.as_deref(), both.staff_outside),
    ];
    let mut charts = Vec::new();
    if !topics.is_empty() {
        let figures = named(topics.iter().flat_map(mixes));
        charts.push(figure_chart(scene, &dumbbell(topics), "", &figures));
    }
    let blocks =
        vec![pair(charts), table(topics).markup(), how(scene, &named(figures(both, topics)))];
    parts::section("inside", title, sentences, blocks)
}

fn figures<'a>(
    both: &'a InsideOutside,
    topics: &'a [TopicGap],
) -> Vec<(String, Option<&'a Figure>)> {
    let mut out = vec![
        (say::DIVERGENCE.to_owned(), Some(&both.divergence)),
        (say::WALL.to_owned(), both.wall.as_ref()),
    ];
    out.extend(topics.iter().map(|topic| (say::net_of(&topic.topic), topic.gap.as_ref())));
    out
}

/// How much of the talk a topic takes up on both sides.
fn mixes(topic: &TopicGap) -> [(String, Option<&Figure>); 2] {
    [
        (format!("{}: {}", topic.topic, say::INSIDE), Some(&topic.inside)),
        (format!("{}: {}", topic.topic, say::OUTSIDE), Some(&topic.outside)),
    ]
}

fn dumbbell(topics: &[TopicGap]) -> Dumbbell {
    let row = |topic: &TopicGap| {
        let ends = |figure: &Figure| {
            figure.interval.map_or((figure.value, figure.value), |i| (i.low, i.high))
        };
        let ((a, b), (c, d)) = (ends(&topic.inside), ends(&topic.outside));
        let shown = a > d || c > b;
        let verdict = match (shown, topic.inside.value > topic.outside.value) {
            (false, _) => say::ALIKE,
            (true, true) => say::MORE_INSIDE,
            (true, false) => say::MORE_OUTSIDE,
        };
        let (first, second) = (topic.inside.clone(), topic.outside.clone());
        DumbbellRow { name: topic.topic.clone(), first, second, verdict: verdict.to_owned(), shown }
    };
    Dumbbell {
        title: say::CHART_INSIDE.to_owned(),
        summary: say::inside_summary(topics.len()),
        first: (say::INSIDE.to_owned(), "q-brand"),
        second: (say::OUTSIDE.to_owned(), "q-customers"),
        rows: topics.iter().map(row).collect(),
    }
}

fn table(topics: &[TopicGap]) -> Table {
    let mut table = Table::new(say::CAPTION_INSIDE, &say::INSIDE_HEADS);
    for topic in topics {
        let net = |net: Option<f64>| Cell::number_or_dash(net.map(|net| numbers::signed(net, 2)));
        table.push(vec![
            Cell::Foreign(clean::cut(&topic.topic, 80)),
            Cell::Number(numbers::with_range(&topic.inside)),
            Cell::Number(numbers::with_range(&topic.outside)),
            net(topic.inside_net),
            net(topic.outside_net),
            Cell::number_or_dash(topic.gap.as_ref().map(numbers::with_range)),
        ]);
    }
    table
}
