//! What the market talks about: groups of phrases that occur together, made over all posts so that brand, competitors and
//! staff are compared on the same topics.
//!
//! The most frequent phrases that say what a post is about are anchors; phrases that mostly stand beside one join it.

use model::{TopicAnchor, TopicName};
use rustc_hash::FxHashSet;

use crate::contrast::{WordCounts, silent_words};
use crate::corpus::Corpus;
use crate::parallel::over_ranges;
use crate::phrases::Phrases;
use crate::spell::Spellings;
use crate::stopwords::Stopwords;

mod anchors;
mod graph;
mod naming;

/// At most so many topics; a post's topics are bits of one number.
const MOST: usize = 24;
/// A topic keeps its strongest phrases …
const PHRASES: usize = 10;
/// … and is named by the first of them.
const NAMED_BY: usize = 3;
/// A topic needs this share of the posts of a side.
const LEAST_SHARE: f64 = 0.005;
const LEAST_POSTS: u64 = 5;
/// A group of phrases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TopicKey {
    /// Its strongest phrases joined by `, `, or what it was called before.
    pub(crate) name: String,
    /// What it is known by over time.
    pub(crate) anchors: Vec<TopicAnchor>,
    /// Whether a person named it.
    pub(crate) given: bool,
    /// Its phrases, strongest first, as they are written.
    pub(crate) texts: Vec<String>,
    phrases: Vec<u32>,
}

/// The market's topics, the one with most posts first.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    pub(crate) list: Vec<TopicKey>,
    masks: Vec<u32>,
}

impl Topics {
    /// Finds the topics of the posts that were heard; those known from before keep their names.
    pub(crate) fn find(corpus: &Corpus<'_>, phrases: &Phrases, known: &[TopicName]) -> Self {
        let silent = market_silent(corpus);
        let nodes = graph::nodes(corpus, phrases, &silent, &Stopwords::built_in());
        let pairs = graph::Pairs::of(corpus, phrases, &nodes);
        let found = anchors::groups(corpus, phrases, &nodes, &pairs, (MOST, PHRASES));
        let best = large(corpus, phrases, found);
        let wanted: FxHashSet<u32> = best.iter().flatten().copied().collect();
        let spellings = Spellings::of(corpus, phrases, &wanted);
        let list: Vec<naming::Found> = best
            .into_iter()
            .map(|group| {
                let texts: Vec<String> =
                    group.iter().map(|phrase| spellings.get(*phrase, phrases, corpus)).collect();
                let name = name_of(phrases, &group, &texts);
                let folded = group.iter().map(|phrase| phrases.folded(*phrase, corpus));
                let marks = folded.map(|folded| TopicAnchor::of(&folded)).collect();
                naming::Found { name, marks, texts, phrases: group }
            })
            .collect();
        let list = naming::named(list, known);
        let masks = masks(corpus, phrases, list.iter().map(|topic| topic.phrases.as_slice()));
        Self { list, masks }
    }

    /// The topics of the post at `place`, one bit each.
    pub(crate) fn mask(&self, place: u32) -> u32 {
        self.masks.get(place as usize).copied().unwrap_or(0)
    }

    /// Whether the post at `place` is on the topic.
    pub(crate) fn holds(&self, topic: usize, place: u32) -> bool {
        self.mask(place) & (1 << topic) != 0
    }
}

/// The strongest phrases, none of which is part of another.
fn name_of(phrases: &Phrases, group: &[u32], texts: &[String]) -> String {
    let mut named: Vec<(u32, &str)> = Vec::new();
    for (phrase, text) in group.iter().zip(texts) {
        let known = |(other, _): &(u32, &str)| {
            phrases.is_part(*other, *phrase)
                || phrases.is_part(*phrase, *other)
                || phrases.overlap(*other, *phrase)
        };
        if named.len() < NAMED_BY && !named.iter().any(known) {
            named.push((*phrase, text));
        }
    }
    named.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(", ")
}

/// Words that name one of the companies: a topic is not about a name.
fn market_silent(corpus: &Corpus<'_>) -> FxHashSet<u32> {
    let heard = |place: &u32| corpus.post(*place).is_some_and(|post| corpus.is_heard(post));
    let all = WordCounts::of_posts(corpus, (0..corpus.posts.len() as u32).filter(heard));
    let mut silent = FxHashSet::default();
    for (place, subject) in (0..).zip(&corpus.watched.subjects) {
        if subject.quadrant != model::Quadrant::Customers {
            let own = corpus.distinct_of(place).map(|(place, _)| place);
            let own = WordCounts::of_posts(corpus, own);
            silent.extend(silent_words(corpus, subject, (&own, &all.without(&own))));
        }
    }
    silent
}

/// Groups with enough posts on one side, the one with most first.
fn large(corpus: &Corpus<'_>, phrases: &Phrases, groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let (sizes, all) = sizes(corpus, phrases, &groups);
    let enough =
        |posts: u64, of: u64| posts >= LEAST_POSTS && posts as f64 >= LEAST_SHARE * of as f64;
    let mut sized: Vec<(u64, Vec<u32>)> = groups
        .into_iter()
        .zip(&sizes)
        .filter(|(_, (inside, outside))| enough(*outside, all.1) || enough(*inside, all.0))
        .map(|(group, (inside, outside))| (inside + outside, group))
        .collect();
    sized.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    sized.into_iter().map(|(_, group)| group).collect()
}

/// A number of internal and of external posts.
type Sides = (u64, u64);

/// Posts of each group, and all posts that were heard.
fn sizes(corpus: &Corpus<'_>, phrases: &Phrases, groups: &[Vec<u32>]) -> (Vec<Sides>, Sides) {
    let mut group_of = vec![u32::MAX; phrases.len()];
    for (number, group) in (0..).zip(groups) {
        for phrase in group {
            if let Some(slot) = group_of.get_mut(*phrase as usize) {
                *slot = number;
            }
        }
    }
    let mut sizes = vec![(0, 0); groups.len()];
    let mut all = (0, 0);
    let mut found: Vec<u32> = Vec::new();
    let add = |sides: &mut Sides, internal: bool| {
        if internal { sides.0 += 1 } else { sides.1 += 1 }
    };
    for (place, post) in (0..).zip(&corpus.posts).filter(|(_, post)| corpus.is_heard(post)) {
        found.clear();
        let group = |phrase: &u32| group_of.get(*phrase as usize).copied();
        found.extend(phrases.of_post(place).iter().filter_map(group).filter(|g| *g != u32::MAX));
        found.sort_unstable();
        found.dedup();
        add(&mut all, post.is_internal());
        for group in &found {
            if let Some(sides) = sizes.get_mut(*group as usize) {
                add(sides, post.is_internal());
            }
        }
    }
    (sizes, all)
}

fn masks<'p>(
    corpus: &Corpus<'_>,
    phrases: &Phrases,
    topics: impl Iterator<Item = &'p [u32]>,
) -> Vec<u32> {
    let mut bits = vec![0_u32; phrases.len()];
    for (topic, group) in topics.enumerate() {
        for phrase in group {
            if let Some(slot) = bits.get_mut(*phrase as usize) {
                *slot |= 1 << topic;
            }
        }
    }
    let bit = |phrase: &u32| bits.get(*phrase as usize).copied().unwrap_or(0);
    let parts = over_ranges(corpus.posts.len(), |range| {
        let mask = |place| phrases.of_post(place as u32).iter().fold(0, |mask, p| mask | bit(p));
        range.map(mask).collect::<Vec<u32>>()
    });
    parts.concat()
}
