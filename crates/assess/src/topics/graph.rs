//! Which phrases topics are made of, and how often and how strongly two of them stand together.

use rustc_hash::FxHashSet;

use crate::corpus::Corpus;
use crate::parallel::over_ranges;
use crate::phrases::Phrases;
use crate::stopwords::Stopwords;

/// At most so many phrases are looked at.
const NODES: usize = 400;
/// A node stands in at least this share of the posts …
const LEAST_SHARE: f64 = 0.0015;
/// … and at most in this one, a single word or several: a word in every fifth post is no topic of its own.
const MOST_SHARE: [f64; 2] = [0.2, 0.5];
/// A longer phrase stands for its part when it has this share of its posts.
const NEARLY_ALL: f64 = 0.6;
/// Two phrases are joined when they share at least this many posts, …
const LEAST_SHARED: u32 = 3;
/// … so many standard deviations more than by chance, …
const LEAST_DEVIATIONS: f64 = 3.0;
/// … with at least this normalised mutual information, which is taken off the weight.
const LEAST_NPMI: f64 = 0.1;

/// The phrases that can make up topics, in their own order.
pub(super) fn nodes(
    corpus: &Corpus<'_>,
    phrases: &Phrases,
    silent: &FxHashSet<u32>,
    stopwords: &Stopwords,
) -> Vec<u32> {
    let heard = phrases.heard as f64;
    let share = |phrase: u32| f64::from(phrases.count(phrase)) / heard.max(1.0);
    let most = |phrase: u32| MOST_SHARE[usize::from(phrases.words(phrase).len() > 1)];
    let speaks = |phrase: u32| {
        let words = phrases.words(phrase);
        let names = words.iter().any(|word| silent.contains(word));
        let plain = |word: &u32| {
            let folded = corpus.folded.get(*word);
            stopwords.role(folded).stands_alone(1) && folded.chars().any(char::is_alphabetic)
        };
        !names && words.iter().any(plain)
    };
    let mut nodes: Vec<u32> = (0..phrases.len() as u32)
        .filter(|p| share(*p) >= LEAST_SHARE && share(*p) <= most(*p) && speaks(*p))
        .collect();
    // Two words say more than one: they may be rarer.
    let weight = |p: u32| f64::from(phrases.count(p)) * (phrases.words(p).len() as f64).sqrt();
    nodes.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
    nodes.truncate(2 * NODES);
    let covered = |short: &u32| {
        nodes.iter().any(|long| {
            phrases.is_part(*short, *long)
                && f64::from(phrases.count(*long)) >= NEARLY_ALL * f64::from(phrases.count(*short))
        })
    };
    let mut kept: Vec<u32> =
        nodes.iter().copied().filter(|node| !covered(node)).take(NODES).collect();
    kept.sort_unstable();
    kept
}

/// How often the nodes stand together.
pub(super) struct Pairs {
    size: usize,
    shared: Vec<u32>,
    counts: Vec<u32>,
    heard: f64,
}

impl Pairs {
    /// Counts over all posts.
    pub(super) fn of(corpus: &Corpus<'_>, phrases: &Phrases, nodes: &[u32]) -> Self {
        Self {
            size: nodes.len(),
            shared: shared_posts(corpus, phrases, nodes),
            counts: nodes.iter().map(|node| phrases.count(*node)).collect(),
            heard: phrases.heard.max(1) as f64,
        }
    }

    /// Posts that hold both.
    pub(super) fn together(&self, a: usize, b: usize) -> u32 {
        self.shared.get(a.min(b) * self.size + a.max(b)).copied().unwrap_or(0)
    }

    /// By how much they stand together more often than by chance: normalised pointwise mutual information (Bouma 2009)
    /// less a threshold; 0 where that is not significant.
    pub(super) fn weight(&self, a: usize, b: usize) -> f64 {
        let together = self.together(a, b);
        if together < LEAST_SHARED {
            return 0.0;
        }
        let count = |node: usize| f64::from(self.counts.get(node).copied().unwrap_or(0));
        weight(f64::from(together), [count(a), count(b)], self.heard)
    }
}

fn weight(together: f64, [a, b]: [f64; 2], n: f64) -> f64 {
    let expected = a * b / n;
    if together <= 0.0 || (together - expected) / expected.max(1e-9).sqrt() < LEAST_DEVIATIONS {
        return 0.0;
    }
    let npmi = (together / expected).ln() / -(together / n).ln().min(-1e-9);
    (npmi - LEAST_NPMI).max(0.0)
}

/// In how many posts two nodes stand together, the smaller place first.
fn shared_posts(corpus: &Corpus<'_>, phrases: &Phrases, nodes: &[u32]) -> Vec<u32> {
    let size = nodes.len();
    let mut node_of = vec![u32::MAX; phrases.len()];
    for (node, phrase) in (0..).zip(nodes) {
        if let Some(slot) = node_of.get_mut(*phrase as usize) {
            *slot = node;
        }
    }
    let parts = over_ranges(corpus.posts.len(), |range| {
        let mut shared = vec![0_u32; size * size];
        let mut found: Vec<usize> = Vec::new();
        for place in range {
            found.clear();
            let node = |phrase: &u32| node_of.get(*phrase as usize).filter(|n| **n != u32::MAX);
            found
                .extend(phrases.of_post(place as u32).iter().filter_map(node).map(|n| *n as usize));
            found.sort_unstable();
            for (i, a) in found.iter().enumerate() {
                for b in found.iter().skip(i + 1) {
                    if let Some(count) = shared.get_mut(a * size + b) {
                        *count += 1;
                    }
                }
            }
        }
        shared
    });
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.iter_mut().zip(part).for_each(|(sum, count)| *sum += count);
    }
    all
}
