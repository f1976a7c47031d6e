//! The phrases of the market: words and groups of two or three that at least a few posts hold.

use model::Language;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Corpus, NONE, Post};
use crate::parallel::over_ranges;
use crate::stopwords::{Role, Stopwords, has_list, lists_of};

mod candidates;

use candidates::Candidates;

/// The phrases found, in the order of their words, and which post holds which.
pub(crate) struct Phrases {
    /// Folded words of each phrase, padded with [`NONE`].
    words: Vec<[u32; 3]>,
    /// Posts that hold it, among all that were heard.
    counts: Vec<u32>,
    ends: Vec<u32>,
    of_posts: Vec<u32>,
    /// Posts that were heard.
    pub(crate) heard: u64,
}

/// In how many posts of a group each phrase stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    pub(crate) posts: u64,
    pub(crate) of: Vec<u32>,
}

impl Counts {
    pub(crate) fn of(&self, phrase: u32) -> u32 {
        self.of.get(phrase as usize).copied().unwrap_or(0)
    }

    /// These posts without `part` of them.
    pub(crate) fn without(&self, part: &Self) -> Self {
        let of = self.of.iter().zip(&part.of).map(|(all, part)| all.saturating_sub(*part));
        Self { posts: self.posts.saturating_sub(part.posts), of: of.collect() }
    }
}

impl Phrases {
    /// How many posts must hold a phrase: few in a small market, more where rare phrases would be too many to be looked at.
    fn least_posts(heard: u64) -> u32 {
        ((heard as f64).sqrt() / 20.0).round().clamp(3.0, 20.0) as u32
    }

    /// Finds the phrases of the posts that were heard.
    pub(crate) fn find(corpus: &Corpus<'_>) -> Self {
        let stopwords = Stopwords::built_in();
        let roles: Vec<Role> = corpus.folded.iter().map(|word| stopwords.role(word)).collect();
        let heard = corpus.posts.iter().filter(|post| corpus.is_heard(post)).count() as u64;
        let least = Self::least_posts(heard);
        let word_posts = count_words(corpus);
        let silent = common_words(corpus);
        let candidates = Candidates::new(corpus, &roles, &silent, &word_posts, least);
        let mut kept = candidates.count(least);
        kept.retain(|(key, count)| candidates.is_cohesive(*key, *count, heard));
        let mut named: Vec<([u32; 3], u64, u32)> =
            kept.into_iter().map(|(key, count)| (candidates.words(key), key, count)).collect();
        let text = |words: &[u32; 3]| words.map(|word| corpus.folded.get(word));
        named.sort_unstable_by(|a, b| text(&a.0).cmp(&text(&b.0)));
        let numbers: FxHashMap<u64, u32> =
            named.iter().zip(0..).map(|((_, key, _), number)| (*key, number)).collect();
        let (ends, of_posts) = candidates.assign(&numbers);
        Self {
            words: named.iter().map(|(words, ..)| *words).collect(),
            counts: named.iter().map(|(.., count)| *count).collect(),
            ends,
            of_posts,
            heard,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The phrases of the post at `place`, each once, in order.
    pub(crate) fn of_post(&self, place: u32) -> &[u32] {
        let end = |place: u32| self.ends.get(place as usize).map_or(0, |end| *end as usize);
        let from = place.checked_sub(1).map_or(0, end);
        self.of_posts.get(from..end(place)).unwrap_or_default()
    }

    /// The folded words of a phrase.
    pub(crate) fn words(&self, phrase: u32) -> &[u32] {
        let padded = self.words.get(phrase as usize).map_or(&[][..], |words| words.as_slice());
        let length = padded.iter().take_while(|word| **word != NONE).count();
        padded.get(..length).unwrap_or_default()
    }

    /// How many of the posts that were heard hold the phrase.
    pub(crate) fn count(&self, phrase: u32) -> u32 {
        self.counts.get(phrase as usize).copied().unwrap_or(0)
    }

    /// The folded words as a text, the canonical order of phrases.
    pub(crate) fn folded(&self, phrase: u32, corpus: &Corpus<'_>) -> String {
        let words: Vec<&str> = self.words(phrase).iter().map(|w| corpus.folded.get(*w)).collect();
        words.join(" ")
    }

    /// Counts phrases in these posts.
    pub(crate) fn count_in(&self, places: impl Iterator<Item = u32>) -> Counts {
        let mut counts = Counts { posts: 0, of: vec![0; self.len()] };
        for place in places {
            counts.posts += 1;
            for phrase in self.of_post(place) {
                if let Some(count) = counts.of.get_mut(*phrase as usize) {
                    *count += 1;
                }
            }
        }
        counts
    }

    /// Whether the words of `inner` stand in `outer` side by side, and `outer` has more.
    pub(crate) fn is_part(&self, inner: u32, outer: u32) -> bool {
        let (inner, outer) = (self.words(inner), self.words(outer));
        inner.len() < outer.len() && outer.windows(inner.len().max(1)).any(|words| words == inner)
    }

    /// Whether one's end is the other's beginning, or they share two words side by side.
    pub(crate) fn overlap(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.words(a), self.words(b));
        let shared = a.len().min(b.len()).saturating_sub(1);
        shared > 0 && a.windows(shared).any(|x| b.windows(shared).any(|y| x == y))
    }
}

/// In how many posts that were heard each folded word stands.
fn count_words(corpus: &Corpus<'_>) -> Vec<u32> {
    let mut posts = vec![0; corpus.folded.len()];
    let mut last_seen = vec![NONE; corpus.folded.len()];
    for place in 0..corpus.posts.len() as u32 {
        for token in corpus.tokens_of(place) {
            let word = corpus.fold(*token) as usize;
            if let (Some(count), Some(last)) = (posts.get_mut(word), last_seen.get_mut(word))
                && *last != place
            {
                *last = place;
                *count += 1;
            }
        }
    }
    posts
}

/// A short word that stands in so large a share of a language's posts is taken for a stopword where there is no list.
const COMMON_SHARE: f64 = 0.08;
const COMMON_LETTERS: usize = 5;
const COMMON_LEAST_POSTS: u32 = 50;

/// Words that statistics give away as stopwords, in languages for which there is no list.
fn common_words(corpus: &Corpus<'_>) -> FxHashSet<(u16, u32)> {
    let listed: Vec<bool> = corpus.languages.iter().map(|language| has_list(*language)).collect();
    let is_listed = |post: &Post| listed.get(usize::from(post.language)).copied().unwrap_or(true);
    let mut posts: FxHashMap<u16, u32> = FxHashMap::default();
    let mut counts: FxHashMap<(u16, u32), u32> = FxHashMap::default();
    let mut words = Vec::new();
    for (place, post) in corpus.posts.iter().enumerate().filter(|(_, post)| !is_listed(post)) {
        words.clear();
        words.extend(corpus.tokens_of(place as u32).iter().map(|token| corpus.fold(*token)));
        words.sort_unstable();
        words.dedup();
        *posts.entry(post.language).or_default() += 1;
        for word in &words {
            *counts.entry((post.language, *word)).or_default() += 1;
        }
    }
    counts.retain(|(language, word), count| {
        let all = posts.get(language).copied().unwrap_or(0);
        let short = corpus.folded.get(*word).chars().count() <= COMMON_LETTERS;
        all >= COMMON_LEAST_POSTS && short && f64::from(*count) >= COMMON_SHARE * f64::from(all)
    });
    counts.into_keys().collect()
}

/// The lists of each language of the corpus.
fn lists(corpus: &Corpus<'_>) -> Vec<u32> {
    corpus.languages.iter().copied().map(|language: Language| lists_of(language)).collect()
}

#[cfg(test)]
mod tests;
