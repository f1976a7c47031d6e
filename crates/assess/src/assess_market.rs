//! The one driver: streams the market, prepares what all subjects share, looks at each, and puts the assessment together.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use model::assessment::{Basis, QuadrantView};
use model::{Assessment, Quadrant, Subject};

use crate::basis::{basis, missing};
use crate::compare::compare;
use crate::corpus::Corpus;
use crate::correct::Correction;
use crate::examples::Sampler;
use crate::inside::inside_outside;
use crate::library::Library;
use crate::observe::{observe, threads};
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
    let topics = Topics::find(&corpus, &phrases, &request.topic_names);
    let scene = Scene {
        corpus: &corpus,
        phrases: &phrases,
        topics: &topics,
        correction: &Correction::new(request.classifier, request.seed),
        sampler: &Sampler::new(&corpus, request.seed),
        act_errors: &request.act_errors,
        seed: request.seed,
    };
    let (views, spikes) = subjects(request, &scene, progress);
    progress(Step { stage: Stage::Examples, done: 0, of: None });
    let lists = views.iter().flat_map(view::Draft::lists);
    let lists = lists.chain(spikes.iter().map(|draft| &draft.news));
    let posts = views.iter().flat_map(view::Draft::posts);
    let library = Library::open((&corpus, &phrases), lists, posts, market)?;
    Ok(Assessment {
        format: FORMAT,
        workspace: request.plan.workspace.clone(),
        as_of: request.as_of,
        window: corpus.window,
        time_zone: request.plan.zone.name().to_owned(),
        basis: Basis { without_spam: request.without_spam, ..basis(&corpus) },
        quadrants: quadrants(request, &corpus, views, &library),
        voice: voice(&scene),
        recommendation: recommendation(&scene),
        comparisons: comparisons(request, &scene),
        spikes: spikes.into_iter().map(|draft| draft.finish(&library)).collect(),
        inside_outside: inside_outside(&scene),
        gaps: request.gaps.clone(),
        classifier: request.classifier.clone(),
        act_errors: request.act_errors.clone(),
    })
}

/// The places of the subjects that are asked for.
fn asked(request: &AssessmentRequest<'_>, watched: &Watched<'_>) -> Vec<Place> {
    let all = 0..watched.subjects.len() as Place;
    let id = |place: Place| watched.subject(place).map(|subject| subject.id);
    all.filter(|place| request.subject.is_none_or(|asked| id(*place) == Some(asked))).collect()
}

/// Looks at the subjects on all cores; the results come back in the order of the plan.
fn subjects(
    request: &AssessmentRequest<'_>,
    scene: &Scene<'_>,
    progress: &mut dyn FnMut(Step),
) -> (Vec<view::Draft>, Vec<spikes::Draft>) {
    let watched = scene.corpus.watched;
    let background = Background::of(scene);
    let wanted: Vec<(Place, &Subject)> = asked(request, watched)
        .into_iter()
        .filter_map(|place| Some((place, watched.subject(place)?)))
        .collect();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let work = |sender: mpsc::Sender<(usize, view::Draft, Vec<spikes::Draft>)>| {
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some((place, subject)) = wanted.get(turn) else { break };
            let view = view::draft(scene, &background, subject, *place);
            let spikes = spikes::spikes(scene, subject, *place, &view.silent);
            // The receiver outlives the threads.
            let _ = sender.send((turn, view, spikes));
        }
    };
    let of = Some(wanted.len() as u64);
    let mut drafts = std::thread::scope(|scope| {
        for _ in 0..threads(wanted.len()) {
            let (sender, work) = (sender.clone(), &work);
            scope.spawn(move || work(sender));
        }
        drop(sender);
        let mut drafts = Vec::new();
        for draft in receiver {
            drafts.push(draft);
            progress(Step { stage: Stage::Subjects, done: drafts.len() as u64, of });
        }
        drafts
    });
    drafts.sort_by_key(|(turn, ..)| *turn);
    let (views, spikes): (Vec<_>, Vec<_>) =
        drafts.into_iter().map(|(_, view, spikes)| (view, spikes)).unzip();
    let mut spikes: Vec<spikes::Draft> = spikes.into_iter().flatten().collect();
    spikes.sort_by_key(|draft| {
        let spike = &draft.spike;
        (std::cmp::Reverse((spike.to, spike.from, spike.count)), spike.subject)
    });
    (views, spikes)
}

fn quadrants(
    request: &AssessmentRequest<'_>,
    corpus: &Corpus<'_>,
    views: Vec<view::Draft>,
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
    for draft in views {
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
mod aimed;
#[cfg(test)]
mod tests;
