//! When much was said: all subjects over time, gaps hatched, spikes with what was new in them.

use askama::Template;
use model::Quadrant;
use model::assessment::{Spike, SubjectView};

use super::how::how;
use super::parts::{self, note, wide_chart};
use super::quotes::quotes;
use super::scene::Scene;
use crate::catalogue as say;
use crate::charts::volume::hue;
use crate::charts::{Series, SpikeMark, Volume, stretches};
use crate::clean;
use crate::dates;
use crate::markup::Markup;
use crate::numbers;

struct ShownSpike {
    days: String,
    name: String,
    hue: &'static str,
    sentence: String,
    news: Vec<(String, String)>,
    quotes: Markup,
}

#[derive(Template)]
#[template(path = "sections/spikes.html", whitespace = "minimize")]
struct Spikes {
    spikes: Vec<ShownSpike>,
}

/// Lines in one chart; more would be a tangle.
const MOST_LINES: usize = 6;
/// Spikes that are told.
const MOST_SPIKES: usize = 12;

/// The section.
pub fn section(scene: &Scene<'_>) -> Markup {
    let spikes = &scene.assessment.spikes;
    let mut blocks = vec![wide_chart(scene, &chart(scene), &gap_note(scene))];
    if spikes.is_empty() {
        blocks.push(note(say::NO_SPIKES));
    } else {
        let shown = spikes.iter().take(MOST_SPIKES).map(|spike| shown(scene, spike)).collect();
        blocks.push(Markup::of(&Spikes { spikes: shown }));
        if spikes.len() > MOST_SPIKES {
            blocks.push(note(&say::more_rows(spikes.len() - MOST_SPIKES)));
        }
        let name = |spike: &Spike| {
            let days = dates::stretch(spike.from, spike.to);
            say::spike_figure(&clean::clean(&spike.subject_name), &days)
        };
        let figures: Vec<_> =
            spikes.iter().take(MOST_SPIKES).map(|spike| (name(spike), &spike.expected)).collect();
        blocks.push(how(scene, &figures));
    }
    parts::section("time", say::TITLE_VOLUME.to_owned(), Vec::new(), blocks)
}

/// The brand first and emphasised, then the most mentioned others.
fn chart(scene: &Scene<'_>) -> Volume {
    let mut views: Vec<&SubjectView> =
        scene.subjects().filter(|view| !view.volume.is_empty()).collect();
    views.sort_by_key(|view| {
        (view.quadrant != Quadrant::Brand, std::cmp::Reverse(numbers::whole(&view.mentions)))
    });
    let first = views.first().map(|view| view.id);
    let series = views.into_iter().take(MOST_LINES).enumerate().map(|(place, view)| Series {
        name: view.name.clone(),
        quadrant: view.quadrant,
        strong: place == 0,
        points: stretches(&view.volume),
    });
    let spikes = scene.assessment.spikes.iter().filter(|spike| Some(spike.subject) == first);
    Volume {
        title: say::CHART_VOLUME.to_owned(),
        series: series.collect(),
        gaps: scene.gaps(),
        spikes: spikes.map(mark).collect(),
        offset_secs: scene.offset_secs(),
        labels: false,
    }
}

/// A spike as a mark on a chart.
pub fn mark(spike: &Spike) -> SpikeMark {
    let news = spike.news.first().map_or_else(String::new, |phrase| phrase.text.clone());
    SpikeMark { days: (spike.from, spike.to), news }
}

fn gap_note(scene: &Scene<'_>) -> String {
    if scene.assessment.gaps.is_empty() { String::new() } else { say::GAPS_HATCHED.to_owned() }
}

fn shown(scene: &Scene<'_>, spike: &Spike) -> ShownSpike {
    let news = spike
        .news
        .iter()
        .take(5)
        .map(|phrase| (clean::cut(&phrase.text, 60), say::in_posts(phrase.count)));
    let examples: Vec<_> =
        spike.news.iter().filter_map(|phrase| phrase.examples.first()).cloned().collect();
    ShownSpike {
        days: dates::stretch(spike.from, spike.to),
        name: clean::clean(&spike.subject_name),
        hue: hue(spike.quadrant),
        sentence: say::spike(
            spike.count,
            &say::about(&numbers::with_range(&spike.expected), true),
            spike.negative,
        ),
        news: news.collect(),
        quotes: quotes(scene, &examples, 3),
    }
}
