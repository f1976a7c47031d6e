//! Everything about one subject: the answer in sentences, then where, what, feelings, voices, answers.

mod answers;
mod feeling;
mod lede;
mod places;
mod topics;
mod voices;

use askama::Template;
use model::Figure;
use model::assessment::SubjectView;

use super::how::{how, named};
use super::over_time::mark;
use super::parts::{StripItem, chart, note, pair, strip};
use super::scene::Scene;
use crate::catalogue as say;
use crate::charts::{Heat, Series, Volume, stretches};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;

#[derive(Template)]
#[template(path = "sections/subject.html", whitespace = "minimize")]
struct Article {
    id: String,
    name: String,
    folded: bool,
    sentences: Vec<String>,
    blocks: Vec<Markup>,
}

/// The id of the subject's article.
pub fn anchor(view: &SubjectView) -> String {
    format!("subject-{}", view.id)
}

/// The article; without its own title where it is `folded` under one.
pub fn article(scene: &Scene<'_>, view: &SubjectView, folded: bool) -> Markup {
    let blocks = if numbers::whole(&view.mentions) == 0 {
        vec![note(say::NO_MENTIONS)]
    } else {
        vec![
            overview(scene, view),
            over_time(scene, view),
            places::block(scene, view),
            topics::block(scene, view),
            feeling::block(scene, view),
            voices::block(view),
            answers::block(scene, view),
        ]
    };
    let (id, name) = (anchor(view), clean::clean(&view.name));
    Markup::of(&Article { id, name, folded, sentences: lede::sentences(view), blocks })
}

/// How the subject answers questions.
pub fn answer_sentences(view: &SubjectView) -> Vec<String> {
    lede::answers(view)
}

fn overview(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let [mentions, distinct, people, net, answered] = say::SUBJECT_STRIP;
    let figures: [(&'static str, Option<&Figure>); 5] = [
        (mentions, Some(&view.mentions)),
        (distinct, Some(&view.distinct_mentions)),
        (people, Some(&view.people)),
        (net, view.feeling.net.as_ref()),
        (answered, view.responsiveness.answered_by_subject.as_ref()),
    ];
    let items = figures.iter().filter(|(_, figure)| figure.is_some());
    let items = items.map(|(label, figure)| StripItem::figure(label, *figure)).collect();
    // Net sentiment and answers are explained with the parts that are about them.
    let counts = figures.iter().take(3).copied();
    let counts = counts.chain([(say::WITHOUT_SPAM, view.without_spam.as_ref())]);
    let named = named(counts.map(|(label, figure)| (label.to_owned(), figure)));
    Markup::join(&[strip(items), how(scene, &named)])
}

fn over_time(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let points = stretches(&view.volume);
    let series = Series { name: view.name.clone(), quadrant: view.quadrant, strong: true, points };
    let spikes = scene.assessment.spikes.iter().filter(|spike| spike.subject == view.id);
    let volume = Volume {
        title: say::CHART_VOLUME_ONE.to_owned(),
        series: vec![series],
        gaps: scene.gaps(),
        spikes: spikes.map(mark).collect(),
        offset_secs: scene.offset_secs(),
        labels: true,
    };
    let zone = scene.assessment.time_zone.clone();
    let heat = Heat { subject: view.name.clone(), zone, hours: view.hours };
    pair(vec![chart(scene, &volume, say::DAYS_METHOD), chart(scene, &heat, "")])
}
