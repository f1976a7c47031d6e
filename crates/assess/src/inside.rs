//! How staff and market differ: what each talks about, how each feels about it, and how many holes the wall has.

use std::collections::BTreeMap;

use model::assessment::{InsideOutside, TopicGap};
use model::{Figure, Interval, Quadrant, Unit};

use crate::corpus::{Corpus, Post};
use crate::differences::{difference_of_nets, net};
use crate::draws::{multinomial, purpose, stream};
use crate::figures::{share_of, share_or_zero};
use crate::intervals::percentile_interval;
use crate::queries::{Terms, phrase};
use crate::scene::Scene;
use crate::watched::Place;

/// How many samples the bootstrap draws.
const DRAWS: usize = 400;
/// Net sentiment of a side is stated from so many read posts on.
const LEAST_READ: u64 = 10;
/// Under so many posts a side's mix is hardly known.
const SMALL: u64 = 100;

/// Posts with their places.
type Placed<'a> = [(u32, &'a Post)];

/// Posts by the set of topics that they are on.
type Patterns = BTreeMap<u32, u64>;

/// Compares internal posts with external mentions of the brand; `None` when either is absent.
pub(crate) fn inside_outside(scene: &Scene<'_>) -> Option<InsideOutside> {
    let corpus = scene.corpus;
    let brands = corpus.watched.in_quadrant(Quadrant::Brand);
    let inside: Vec<(u32, &Post)> =
        (0..).zip(&corpus.posts).filter(|(_, p)| p.is_internal() && p.is_distinct()).collect();
    let about_brand =
        |post: &Post| corpus.set(post.about).iter().any(|place| brands.contains(place));
    let outside: Vec<(u32, &Post)> = (0..)
        .zip(&corpus.posts)
        .filter(|(_, p)| p.is_matched() && p.is_distinct() && about_brand(p))
        .collect();
    if inside.is_empty() || outside.is_empty() {
        return None;
    }
    let patterns = |posts: &Placed<'_>| {
        let mut patterns = Patterns::new();
        for (at, _) in posts {
            *patterns.entry(scene.topics.mask(*at)).or_default() += 1;
        }
        patterns
    };
    let sides = (patterns(&inside), patterns(&outside));
    let mut topics: Vec<TopicGap> = (0..scene.topics.list.len())
        .filter_map(|topic| gap(scene, topic, (&inside, &outside), &brands))
        .collect();
    let size = |gap: &TopicGap| (gap.inside.value - gap.outside.value).abs();
    topics.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.topic.cmp(&b.topic)));
    Some(InsideOutside {
        divergence: divergence_figure(scene, &sides, (inside.len() as u64, outside.len() as u64)),
        topics,
        wall: wall(scene, &outside, &brands),
        staff_outside: staff_outside(corpus, &brands),
    })
}

/// Shares of the topics and, last, of none; a post on several topics counts for each in equal parts.
fn mix(patterns: impl Iterator<Item = (u32, u64)>, topics: usize) -> Vec<f64> {
    let mut mix = vec![0.0; topics + 1];
    let mut all = 0.0;
    for (mask, count) in patterns {
        all += count as f64;
        let on = mask.count_ones();
        let part = count as f64 / f64::from(on.max(1));
        let hit = |topic: &usize| if on == 0 { *topic == topics } else { mask & (1 << topic) != 0 };
        for topic in (0..=topics).filter(hit) {
            if let Some(share) = mix.get_mut(topic) {
                *share += part;
            }
        }
    }
    mix.iter_mut().for_each(|share| *share /= f64::max(all, 1.0));
    mix
}

/// Jensen–Shannon divergence of two mixes in bits (Lin 1991, equal weights): 0 for the same, 1 for nothing in common.
pub fn divergence(p: &[f64], q: &[f64]) -> f64 {
    let half = |a: f64, m: f64| if a > 0.0 && m > 0.0 { a * (a / m).log2() } else { 0.0 };
    let bits: f64 = p
        .iter()
        .zip(q)
        .map(|(p, q)| {
            let middle = f64::midpoint(*p, *q);
            f64::midpoint(half(*p, middle), half(*q, middle))
        })
        .sum();
    bits.clamp(0.0, 1.0)
}

/// A divergence with the upward bias of small samples taken off.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Estimate {
    plain: f64,
    value: f64,
    interval: Option<Interval>,
}

/// The divergence, corrected by the bootstrap's estimate of its bias, with the basic bootstrap interval (Davison & Hinkley 1997,
/// section 5.2), which corrects for the same bias.
fn estimate(sides: &(Patterns, Patterns), topics: usize, seed: u64) -> Estimate {
    let plain_mix = |side: &Patterns| mix(side.iter().map(|(mask, count)| (*mask, *count)), topics);
    let plain = divergence(&plain_mix(&sides.0), &plain_mix(&sides.1));
    let mut random = stream(seed, purpose(&["inside and outside"]));
    let mut redraw = |side: &Patterns| {
        let weights: Vec<f64> = side.values().map(|count| *count as f64).collect();
        let mut counts = vec![0; weights.len()];
        multinomial(&mut random, side.values().sum(), &weights, &mut counts);
        mix(side.keys().copied().zip(counts), topics)
    };
    let mut drawn: Vec<f64> =
        (0..DRAWS).map(|_| divergence(&redraw(&sides.0), &redraw(&sides.1))).collect();
    let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
    let turn = |value: f64| (2.0 * plain - value).clamp(0.0, 1.0);
    let interval = percentile_interval(&mut drawn).map(|interval| Interval {
        low: turn(interval.high),
        high: turn(interval.low),
        level: interval.level,
    });
    Estimate { plain, value: turn(mean), interval }
}

fn divergence_figure(
    scene: &Scene<'_>,
    sides: &(Patterns, Patterns),
    (inside, outside): (u64, u64),
) -> Figure {
    let found = estimate(sides, scene.topics.list.len(), scene.seed);
    let small = if inside.min(outside) < SMALL {
        "; few posts on one side, so take it as a hint"
    } else {
        ""
    };
    Figure {
        value: found.value,
        unit: Unit::Number,
        interval: found.interval,
        raw: None,
        n: inside + outside,
        formula: format!(
            "Jensen–Shannon divergence in bits (Lin 1991) between the topic mixes of {inside} internal posts and {outside} external \
             mentions of the brand, without repeats and reposts; {:.3} as counted, less the bias that the bootstrap shows; 95 % \
             interval: basic bootstrap over posts{small}",
            found.plain
        ),
        query: format!(
            "(side:internal OR quadrant:brand) AND {}",
            Terms::within(scene.corpus.window, scene.zone()).distinct().text()
        ),
    }
}

fn gap(
    scene: &Scene<'_>,
    topic: usize,
    (inside, outside): (&Placed<'_>, &Placed<'_>),
    brands: &[Place],
) -> Option<TopicGap> {
    let key = scene.topics.list.get(topic)?;
    let on_it = |posts: &Placed<'_>| {
        let hit = posts.iter().filter(|(at, _)| scene.topics.holds(topic, *at));
        let labels = Corpus::labels(hit.clone().map(|(_, post)| *post));
        (hit.count() as u64, labels)
    };
    let ((inside_count, inside_labels), (outside_count, outside_labels)) =
        (on_it(inside), on_it(outside));
    let texts: Vec<String> = key.texts.iter().map(|text| phrase(text)).collect();
    let within = || Terms::within(scene.corpus.window, scene.zone()).distinct().and_any(&texts);
    let brand = match brands {
        [one] => {
            scene.corpus.watched.subject(*one).map(|subject| scene.mentions(subject).distinct())
        }
        _ => None,
    };
    let brand = brand
        .map_or_else(|| within().and("quadrant:brand").and("side:external"), |t| t.and_any(&texts));
    let enough =
        |labels: [u64; 3]| net(labels).filter(|_| labels.iter().sum::<u64>() >= LEAST_READ);
    let (inside_net, outside_net) = (enough(inside_labels), enough(outside_labels));
    let both = inside_net.zip(outside_net);
    let difference = both.and_then(|_| difference_of_nets(inside_labels, outside_labels));
    Some(TopicGap {
        topic: key.name.clone(),
        inside: share_or_zero(
            inside_count,
            inside.len() as u64,
            "internal posts on the topic / internal posts, without repeats",
            within().and("side:internal").text(),
        ),
        outside: share_or_zero(
            outside_count,
            outside.len() as u64,
            "external mentions of the brand on the topic / external mentions of the brand, without repeats and reposts",
            brand.text(),
        ),
        inside_net,
        outside_net,
        gap: difference.map(|difference| Figure {
            value: difference.value,
            unit: Unit::Index,
            interval: Some(difference.interval),
            raw: None,
            n: inside_labels.iter().chain(&outside_labels).sum(),
            formula: "net sentiment inside minus outside, by label, uncorrected; 95 % interval: delta method".to_owned(),
            query: within().and_any(&["side:internal".to_owned(), "quadrant:brand".to_owned()]).text(),
        }),
    })
}

/// The share of outside questions about the brand that staff answer.
fn wall(scene: &Scene<'_>, outside: &Placed<'_>, brands: &[Place]) -> Option<Figure> {
    let corpus = scene.corpus;
    let by_staff = |author: u32, internal: bool| {
        internal
            || corpus.author(author).is_some_and(|person| person.inside)
            || brands.iter().any(|brand| corpus.is_own(author, *brand))
    };
    if !corpus.replies.iter().any(|reply| by_staff(reply.author, reply.internal)) {
        return None;
    }
    let questions: Vec<&Post> =
        outside.iter().map(|(_, post)| *post).filter(|post| post.is_question()).collect();
    let answered = |post: &&&Post| {
        corpus.replies_to(post.key).iter().any(|reply| by_staff(reply.author, reply.internal))
    };
    let formula = "the wall: questions about the brand outside with a reply by staff (an account of the brand, or somebody who also \
                   posts inside) / such questions";
    let query = Terms::within(corpus.window, scene.zone())
        .distinct()
        .and("quadrant:brand")
        .and("side:external")
        .and_any(&["act:question".to_owned(), "act:recommendation_asked".to_owned()]);
    share_of(
        questions.iter().filter(answered).count() as u64,
        questions.len() as u64,
        formula,
        query.text(),
    )
}

/// Staff who took part in the talk outside.
fn staff_outside(corpus: &Corpus<'_>, brands: &[Place]) -> u64 {
    let own = |owners: u32| corpus.set(owners).iter().any(|place| brands.contains(place));
    let staff = corpus.authors.iter().filter(|a| a.outside && !a.handle.is_empty());
    staff.filter(|person| person.inside || own(person.owners)).count() as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_divergence_of_known_mixes() {
        assert_eq!(divergence(&[1.0, 0.0], &[0.0, 1.0]), 1.0);
        assert_eq!(divergence(&[0.5, 0.5], &[0.5, 0.5]), 0.0);
        // H(3/4) − ½ H(1/2) − ½ H(1) = 0.8113 − 0.5.
        assert!((divergence(&[0.5, 0.5], &[1.0, 0.0]) - 0.311_278_124).abs() < 1e-8);
    }

    #[test]
    fn small_samples_of_one_mix_do_not_look_apart() {
        let mut random = stream(5, 6);
        let weights = [5.0, 3.0, 2.0, 4.0, 6.0];
        let (mut value, mut plain) = (0.0, 0.0);
        for seed in 0..60 {
            let mut draw = |n| {
                let mut counts = [0; 5];
                multinomial(&mut random, n, &weights, &mut counts);
                (0..5).map(|topic| 1 << topic).zip(counts).collect::<Patterns>()
            };
            let found = estimate(&(draw(40), draw(150)), 5, seed);
            (value, plain) = (value + found.value / 60.0, plain + found.plain / 60.0);
        }
        assert!(plain > 0.01 && value < 0.6 * plain, "{value} {plain}");
    }

    proptest! {
        #[test]
        fn divergence_is_symmetric_and_between_0_and_1(p in prop::collection::vec(0.0..1.0_f64, 6), q in prop::collection::vec(0.0..1.0_f64, 6)) {
            let scale = |v: &[f64]| { let s: f64 = v.iter().sum::<f64>().max(1e-9); v.iter().map(|x| x / s).collect::<Vec<_>>() };
            let (p, q) = (scale(&p), scale(&q));
            let bits = divergence(&p, &q);
            prop_assert!((0.0..=1.0).contains(&bits));
            prop_assert!((bits - divergence(&q, &p)).abs() < 1e-12);
        }

        #[test]
        fn a_mix_sums_to_one(posts in prop::collection::vec((0_u32..16, 1_u64..9), 1..20)) {
            let shares = mix(posts.into_iter(), 4);
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
