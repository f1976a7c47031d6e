//! How people feel about a subject.

use model::assessment::Feeling;
use model::{Emotion, Figure, Label, Subject, Unit};

use crate::contrast::{Marked, marking};
use crate::corpus::{Corpus, Post};
use crate::figures::share_or_zero;
use crate::scene::Scene;
use crate::watched::Place;

/// How many frustrations and excitements are listed.
const LISTED: usize = 12;

/// The figures of a feeling; its phrases are filled in when they can be spelt.
pub(crate) fn feeling(scene: &Scene<'_>, subject: &Subject, place: Place) -> Feeling {
    let corpus = scene.corpus;
    let labels = Corpus::labels(corpus.distinct_of(place).map(|(_, post)| post));
    let read: u64 = labels.iter().sum();
    let not_read = corpus.distinct_of(place).filter(|(_, post)| !post.is_read()).count() as u64;
    let query = scene.mentions(subject).distinct();
    let found = scene.correction.estimate(labels, &["feeling", &subject.name]);
    let (apart, turned) = read_towards(corpus, place);
    let aimed = aimed(subject, apart, turned);
    let mut shares = Vec::new();
    if let Some(found) = &found {
        let opinion = second_opinion(scene, place);
        let rows = found.shares.iter().zip(found.raw).zip(found.intervals).zip(Label::ALL);
        shares.extend(rows.map(|(((value, raw), interval), label)| Figure {
            value: *value,
            unit: Unit::Share,
            interval: Some(interval),
            raw: Some(raw),
            n: read,
            formula: format!(
                "share of {label} posts among those that were read, without repeats and reposts{aimed}; {}{}",
                scene.correction_formula(),
                opinion(*label),
            ),
            query: query.clone().and_field("sentiment", label.as_str()).text(),
        }));
    }
    Feeling {
        shares,
        net: found.map(|found| scene.net_figure(&found, query.text())),
        not_read,
        towards: (apart > 0).then(|| {
            let formula = "mentions that name several subjects and speak of this one in words of their own, so that their sentiment is that of the clauses around it, or of the comparison in which it stands / mentions that were read, without repeats and reposts";
            share_or_zero(apart, read, formula, scene.mentions(subject).distinct().text())
        }),
        turned,
        emotions: emotions(scene, subject, place, read),
        frustrations: Vec::new(),
        excitements: Vec::new(),
    }
}

/// Mentions in which the sentiment towards the subject was read apart, and those of them that are labelled otherwise than the
/// whole post.
fn read_towards(corpus: &Corpus<'_>, place: Place) -> (u64, u64) {
    let distinct = corpus.toward_of(place).iter().filter(|(_, post)| post.is_distinct());
    distinct.fold((0, 0), |(apart, turned), (at, post)| {
        let whole = corpus.post(*at).and_then(Post::label);
        (apart + 1, turned + u64::from(post.label() != whole))
    })
}

fn aimed(subject: &Subject, apart: u64, turned: u64) -> String {
    if apart == 0 {
        return String::new();
    }
    format!(
        "; in {apart} that name several subjects it is the sentiment towards {}, which labels {turned} of them otherwise than the whole post (the error of that reading was not measured apart)",
        subject.name
    )
}

/// What the probabilities alone would say, as a check that a reader can make: far from the corrected share it means that the
/// classifier meets posts unlike those that it was measured on.
fn second_opinion(scene: &Scene<'_>, place: Place) -> impl Fn(Label) -> String + use<> {
    let posts = scene.corpus.distinct_of(place).map(|(_, post)| post);
    let shares = scene.correction.shares_by_posteriors(posts.filter_map(Post::sentiment));
    move |label| {
        let share = shares.and_then(|shares| shares.get(label.index()).copied());
        share.map_or_else(String::new, |share| {
            let percent = 100.0 * share;
            format!("; for comparison, Saerens EM on the posteriors alone: {percent:.1} %")
        })
    }
}

fn emotions(
    scene: &Scene<'_>,
    subject: &Subject,
    place: Place,
    read: u64,
) -> Vec<(Emotion, Figure)> {
    let mut counts = [0_u64; Emotion::ALL.len()];
    let posts = scene.corpus.distinct_of(place).filter(|(_, post)| post.is_read());
    for emotion in posts.filter_map(|(_, post)| post.emotion()) {
        if let Some(count) = counts.get_mut(emotion.index()) {
            *count += 1;
        }
    }
    let mut rows: Vec<(Emotion, u64)> =
        Emotion::ALL.iter().copied().zip(counts).filter(|(_, count)| *count > 0).collect();
    rows.sort_by_key(|(emotion, count)| (std::cmp::Reverse(*count), emotion.index()));
    let figure = |(emotion, count): (Emotion, u64)| {
        let query = scene.mentions(subject).distinct().and_field("emotion", emotion.as_str());
        let formula = "posts in which this emotion stands out / posts that were read, without repeats and reposts, by the reading alone";
        (emotion, share_or_zero(count, read, formula, query.text()))
    };
    rows.into_iter().map(figure).collect()
}

/// Frustrations and excitements: phrases of negative posts against positive ones, and the reverse.
pub(crate) fn heated(
    scene: &Scene<'_>,
    place: Place,
    silent: &rustc_hash::FxHashSet<u32>,
) -> [Vec<Marked>; 2] {
    let labelled = |label: Label| {
        let own = scene.corpus.distinct_of(place).filter(|(_, post)| post.label() == Some(label));
        scene.phrases.count_in(own.map(|(place, _)| place))
    };
    let (negative, positive) = (labelled(Label::Negative), labelled(Label::Positive));
    if negative.posts == 0 || positive.posts == 0 {
        return [Vec::new(), Vec::new()];
    }
    [
        marking(scene.phrases, &negative, &positive, silent, LISTED),
        marking(scene.phrases, &positive, &negative, silent, LISTED),
    ]
}
