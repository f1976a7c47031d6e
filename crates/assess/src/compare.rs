//! The brand against each competitor, topic by topic, with a test that allows for the number of tests.

use model::assessment::{Comparison, Verdict};
use model::{Figure, Quadrant, Subject};

use crate::corpus::Corpus;
use crate::differences::{Difference, adjust, difference_of_nets};
use crate::queries::phrase;
use crate::scene::Scene;
use crate::watched::Place;

/// Both sides need so many read posts on a topic to be compared.
const LEAST_READ: u64 = 20;
/// The share of false discoveries that is accepted.
const FALSE_DISCOVERIES: f64 = 0.05;

/// Labels of a subject's posts on each topic.
struct Side<'a> {
    subject: &'a Subject,
    labels: Vec<[u64; 3]>,
}

/// All comparisons that there are enough posts for, the clearest first.
pub(crate) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let sides = |quadrant| -> Vec<Side<'_>> {
        let places = scene.corpus.watched.in_quadrant(quadrant);
        places.into_iter().filter_map(|place| side(scene, place)).collect()
    };
    let (brands, competitors) = (sides(Quadrant::Brand), sides(Quadrant::Competitors));
    let mut found: Vec<Comparison> = Vec::new();
    for brand in &brands {
        for competitor in &competitors {
            let topics = 0..scene.topics.list.len();
            found.extend(topics.filter_map(|topic| judge(scene, topic, brand, competitor)));
        }
    }
    let p_values: Vec<f64> = found.iter().map(|comparison| comparison.p).collect();
    for (comparison, p) in found.iter_mut().zip(adjust(&p_values)) {
        comparison.p_adjusted = p;
        comparison.verdict = match p <= FALSE_DISCOVERIES {
            true if comparison.difference > 0.0 => Verdict::Better,
            true if comparison.difference < 0.0 => Verdict::Worse,
            _ => Verdict::Open,
        };
    }
    found.sort_by(|a, b| {
        let size = b.difference.abs().total_cmp(&a.difference.abs());
        let names = || (&a.topic, a.competitor, a.brand).cmp(&(&b.topic, b.competitor, b.brand));
        a.p_adjusted.total_cmp(&b.p_adjusted).then(size).then_with(names)
    });
    found
}

fn side<'a>(scene: &Scene<'a>, place: Place) -> Option<Side<'a>> {
    let subject = scene.corpus.watched.subject(place)?;
    let labels = (0..scene.topics.list.len()).map(|topic| {
        let on_it =
            scene.corpus.distinct_of(place).filter(|(at, _)| scene.topics.holds(topic, *at));
        Corpus::labels(on_it.map(|(_, post)| post))
    });
    Some(Side { subject, labels: labels.collect() })
}

fn judge(
    scene: &Scene<'_>,
    topic: usize,
    brand: &Side<'_>,
    competitor: &Side<'_>,
) -> Option<Comparison> {
    let labels = |side: &Side<'_>| {
        side.labels.get(topic).copied().filter(|l| l.iter().sum::<u64>() >= LEAST_READ)
    };
    let (ours, theirs) = (labels(brand)?, labels(competitor)?);
    let (brand_net, competitor_net) =
        (net_figure(scene, topic, brand, ours)?, net_figure(scene, topic, competitor, theirs)?);
    let value = brand_net.value - competitor_net.value;
    let difference = match scene.correction.error_of_difference(ours, theirs) {
        Some(error) => Difference::from_error(value, error, 2.0),
        None => difference_of_nets(ours, theirs)?,
    };
    Some(Comparison {
        topic: scene.topics.list.get(topic)?.name.clone(),
        brand: brand.subject.id,
        brand_name: brand.subject.name.clone(),
        competitor: competitor.subject.id,
        competitor_name: competitor.subject.name.clone(),
        brand_net,
        competitor_net,
        difference: difference.value,
        interval: difference.interval,
        p: difference.p,
        p_adjusted: 1.0,
        verdict: Verdict::Open,
    })
}

fn net_figure(
    scene: &Scene<'_>,
    topic: usize,
    side: &Side<'_>,
    labels: [u64; 3],
) -> Option<Figure> {
    let key = scene.topics.list.get(topic)?;
    let texts: Vec<String> = key.texts.iter().map(|text| phrase(text)).collect();
    let query = scene.mentions(side.subject).distinct().and_any(&texts).text();
    let found = scene.correction.estimate(labels, &["topic", &side.subject.name, &key.name])?;
    let mut figure = scene.net_figure(&found, query);
    figure.formula.push_str(
        "; the difference is tested by the delta method with the matrix's error shared by both sides, and adjusted by Benjamini & Hochberg (1995) over all comparisons",
    );
    Some(figure)
}
