//! Share of voice and share of recommendation: what all subjects compete for.

use model::assessment::ShareRow;
use model::{Act, Label, Quadrant};

use crate::corpus::Post;
use crate::figures::share_or_zero;
use crate::queries::Terms;
use crate::scene::Scene;
use crate::watched::Place;

/// The subjects that compete: all outside the customers' quadrant.
fn rivals(scene: &Scene<'_>) -> Vec<Place> {
    let places = [Quadrant::Brand, Quadrant::Partners, Quadrant::Competitors];
    places.into_iter().flat_map(|quadrant| scene.corpus.watched.in_quadrant(quadrant)).collect()
}

/// Share of voice: a subject's mentions among the mentions of all.
pub(crate) fn voice(scene: &Scene<'_>) -> Vec<ShareRow> {
    let rivals = rivals(scene);
    let counts: Vec<u64> =
        rivals.iter().map(|place| scene.corpus.mentions_of(*place).count() as u64).collect();
    let all: u64 = counts.iter().sum();
    let formula = "share of voice = the subject's mentions / the mentions of all subjects outside the customers' quadrant, in the \
                   same window; a post about two subjects is a mention of each, reposts and repeats count";
    let honest = counted_without_spam(scene, |honest| {
        let of = |place: &Place| scene.corpus.mentions_of(*place).filter(|(_, post)| honest(post));
        let counts: Vec<u64> = rivals.iter().map(|place| of(place).count() as u64).collect();
        (counts.iter().sum(), counts)
    });
    rows(scene, &rivals, (&counts, all, formula), honest, |terms| terms)
}

/// What `count` finds among the posts that do not look like spam: the whole and the part of each rival. `None` where nobody
/// looked for spam, or where it is left out of everything.
fn counted_without_spam(
    scene: &Scene<'_>,
    count: impl Fn(&dyn Fn(&Post) -> bool) -> (u64, Vec<u64>),
) -> Option<(u64, Vec<u64>)> {
    scene.corpus.spam.map(|_| count(&|post| !post.is_spam()))
}

/// Share of recommendation: of the posts in which somebody asks for or gives a recommendation, those that recommend the subject.
pub(crate) fn recommendation(scene: &Scene<'_>) -> Vec<ShareRow> {
    let corpus = scene.corpus;
    let rivals = rivals(scene);
    let chain = |post: &Post| {
        let acts = post.acts();
        let speaks = acts.has(Act::RecommendationAsked) || acts.has(Act::RecommendationGiven);
        speaks && post.is_matched() && post.is_distinct()
    };
    let count = |wanted: &dyn Fn(&Post) -> bool| {
        let mut base = 0;
        let mut counts = vec![0_u64; rivals.len()];
        let posts = (0..).zip(&corpus.posts);
        for (place, post) in posts.filter(|(_, post)| chain(post) && wanted(post)) {
            let about = corpus.set(post.about);
            base += u64::from(!about.is_empty());
            if !post.acts().has(Act::RecommendationGiven) {
                continue;
            }
            for (rival, count) in rivals.iter().zip(&mut counts) {
                let recommends = about.contains(rival)
                    && corpus.label_towards(*rival, place) != Some(Label::Negative);
                *count += u64::from(recommends);
            }
        }
        (base, counts)
    };
    let (base, counts) = count(&|_| true);
    let honest = counted_without_spam(scene, count);
    let formula = "share of recommendation = posts that give a recommendation, mention the subject and are not read as negative towards it / \
                   posts about any watched subject that ask for or give a recommendation; without repeats and reposts, acts by the \
                   reading alone";
    rows(scene, &rivals, (&counts, base, formula), honest, |terms| {
        terms.distinct().and("act:recommendation_given").and_not("sentiment", "negative")
    })
}

fn rows(
    scene: &Scene<'_>,
    rivals: &[Place],
    (counts, all, formula): (&[u64], u64, &str),
    honest: Option<(u64, Vec<u64>)>,
    narrow: impl Fn(Terms) -> Terms,
) -> Vec<ShareRow> {
    let row = |(at, (place, count)): (usize, (&Place, &u64))| {
        let subject = scene.corpus.watched.subject(*place)?;
        let query = narrow(scene.mentions(subject)).text();
        Some(ShareRow {
            id: subject.id,
            name: subject.name.clone(),
            quadrant: subject.quadrant,
            count: *count,
            share: share_or_zero(*count, all, formula, query.clone()),
            without_spam: honest.as_ref().map(|(all, counts)| {
                let formula = format!("{formula}; posts that look like spam left out of both");
                share_or_zero(counts.get(at).copied().unwrap_or(0), *all, &formula, query)
            }),
        })
    };
    let mut rows: Vec<ShareRow> = rivals.iter().zip(counts).enumerate().filter_map(row).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows
}
