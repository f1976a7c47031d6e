//! The one driver: streams the market, prepares what all subjects share, looks at each, and puts the assessment together.

use model::assessment::QuadrantView;
use model::{Assessment, Quadrant};

use crate::basis::{basis, missing};
use crate::compare::compare;
use crate::contrast::{WordCounts, silent_words};
use crate::corpus::Corpus;
use crate::correct::Correction;
use crate::examples::Sampler;
use crate::inside::inside_outside;
use crate::library::Library;
use crate::observe::observe;
use crate::phrases::Phrases;
use crate::request::{AssessError, AssessmentRequest, Stage, Step};
use crate::scene::Scene;
use crate::shares::{recommendation, voice};
use crate::topics::Topics;
use crate::view::{self, Background};
use crate::watched::{Place, Watched};
use crate::{Observed, spikes};

/// The shape of the document that is made here.
const FORMAT: u32 = 1;

/// Assesses where a company stands. The same request over the same posts gives the same assessment, however the posts are
/// divided into parts.
pub fn assess(
    request: &AssessmentRequest<'_>,
    market: &dyn Observed,
    progress: &mut dyn FnMut(Step),
) -> Result<Assessment, AssessError> {
    let watched = Watched::new(request.plan);
    if let Some(id) = request.subject
        && request.plan.subject(id).is_none()
    {
        return Err(AssessError::UnknownSubject(id));
    }
    let corpus = observe(request, &watched, market, progress)?;
    let heard = corpus.posts.len() as u64;
    progress(Step { stage: Stage::Phrases, done: 0, of: Some(heard) });
    let phrases = Phrases::find(&corpus);
    progress(Step { stage: Stage::Phrases, done: heard, of: Some(heard) });
    progress(Step { stage: Stage::Topics, done: 0, of: None });
    let topics = Topics::find(&corpus, &phrases);
    let scene = Scene {
        corpus: &corpus,
        phrases: &phrases,
        topics: &topics,
        correction: &Correction::new(request.classifier, request.seed),
        sampler: &Sampler::new(&corpus, request.seed),
        seed: request.seed,
    };
    let (views, spikes) = subjects(request, &scene, progress);
    progress(Step { stage: Stage::Examples, done: 0, of: None });
    let lists = views.iter().flat_map(|(_, draft)| draft.lists());
    let lists = lists.chain(spikes.iter().map(|draft| &draft.news));
    let posts = views.iter().flat_map(|(_, draft)| draft.posts());
    let library = Library::open((&corpus, &phrases), lists, posts, market)?;
    Ok(Assessment {
        format: FORMAT,
        workspace: request.plan.workspace.clone(),
        as_of: request.as_of,
        window: corpus.window,
        time_zone: request.plan.zone.name().to_owned(),
        basis: basis(&corpus),
        quadrants: quadrants(request, &corpus, views, &library),
        voice: voice(&scene),
        recommendation: recommendation(&scene),
        comparisons: comparisons(request, &scene),
        spikes: spikes.into_iter().map(|draft| draft.finish(&library)).collect(),
        inside_outside: inside_outside(&scene),
        gaps: request.gaps.clone(),
        classifier: request.classifier.clone(),
    })
}

/// The places of the subjects that are asked for.
fn asked(request: &AssessmentRequest<'_>, watched: &Watched<'_>) -> Vec<Place> {
    let all = 0..watched.subjects.len() as Place;
    let id = |place: Place| watched.subject(place).map(|subject| subject.id);
    all.filter(|place| request.subject.is_none_or(|asked| id(*place) == Some(asked))).collect()
}

fn subjects(
    request: &AssessmentRequest<'_>,
    scene: &Scene<'_>,
    progress: &mut dyn FnMut(Step),
) -> (Vec<(Place, view::Draft)>, Vec<spikes::Draft>) {
    let corpus = scene.corpus;
    let background = Background::of(scene);
    let places = asked(request, corpus.watched);
    let of = Some(places.len() as u64);
    let (mut views, mut found) = (Vec::new(), Vec::new());
    for (done, place) in (0..).zip(places) {
        progress(Step { stage: Stage::Subjects, done, of });
        let Some(subject) = corpus.watched.subject(place) else { continue };
        views.push((place, view::draft(scene, &background, subject, place)));
        let words = WordCounts::of_posts(corpus, corpus.distinct_of(place).map(|(at, _)| at));
        let others = background.words.without(&words);
        let silent = silent_words(corpus, subject, (&words, &others));
        found.extend(spikes::spikes(scene, subject, place, &silent));
    }
    found.sort_by_key(|draft| {
        let spike = &draft.spike;
        (std::cmp::Reverse((spike.to, spike.from, spike.count)), spike.subject)
    });
    (views, found)
}

fn quadrants(
    request: &AssessmentRequest<'_>,
    corpus: &Corpus<'_>,
    views: Vec<(Place, view::Draft)>,
    library: &Library<'_>,
) -> Vec<QuadrantView> {
    let mut quadrants: Vec<QuadrantView> = Quadrant::ALL
        .iter()
        .map(|quadrant| {
            let mut places = corpus.watched.in_quadrant(*quadrant);
            if request.subject.is_some() && !places.is_empty() {
                let wanted = asked(request, corpus.watched);
                places.retain(|place| wanted.contains(place));
                if places.is_empty() {
                    return QuadrantView {
                        quadrant: *quadrant,
                        subjects: Vec::new(),
                        missing: Vec::new(),
                    };
                }
            }
            let missing = missing(corpus, *quadrant, &places);
            QuadrantView { quadrant: *quadrant, subjects: Vec::new(), missing }
        })
        .collect();
    for (_, draft) in views {
        if let Some(quadrant) = quadrants.get_mut(draft.view.quadrant.index()) {
            quadrant.subjects.push(draft.finish(library));
        }
    }
    for quadrant in &mut quadrants {
        quadrant
            .subjects
            .sort_by(|a, b| b.mentions.n.cmp(&a.mentions.n).then_with(|| a.name.cmp(&b.name)));
    }
    quadrants
}

fn comparisons(
    request: &AssessmentRequest<'_>,
    scene: &Scene<'_>,
) -> Vec<model::assessment::Comparison> {
    let mut found = compare(scene);
    if let Some(id) = request.subject {
        found.retain(|comparison| comparison.brand == id || comparison.competitor == id);
    }
    found
}

#[cfg(test)]
mod tests;
