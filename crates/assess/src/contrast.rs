//! Which phrases mark one group of posts against another.

use rustc_hash::FxHashSet;

use crate::corpus::Corpus;
use crate::phrases::{Counts, Phrases};

/// Weight of the prior, in posts: a phrase must be seen more often than this many average posts would show it.
const PRIOR_POSTS: f64 = 100.0;
/// z-scores under this are not reported (5 %, two-sided).
const LEAST_Z: f64 = 1.96;
/// A phrase must stand in this many posts of the group.
const LEAST_POSTS: u32 = 3;
/// Of the strongest phrases so many are compared with each other for repetition.
const COMPARED: usize = 240;
/// A longer phrase stands for its part when it has at least this share of its posts.
const NEARLY_ALL: f64 = 0.6;

/// A phrase that marks a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Marked {
    pub(crate) phrase: u32,
    /// Posts of the group that hold it.
    pub(crate) count: u32,
    pub(crate) z: f64,
}

/// z-score of the log-odds ratio with informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, equations 15, 16, 20
/// and 22): a phrase in `a` of `n_a` posts here and `b` of `n_b` there, when it stands in the share `background` of all.
/// Each post counts once, so the odds are those of a post to hold the phrase.
pub fn log_odds_z((a, n_a): (f64, f64), (b, n_b): (f64, f64), background: f64) -> f64 {
    let prior = PRIOR_POSTS * background.clamp(1e-9, 1.0 - 1e-9);
    let log_odds = |count: f64, posts: f64| {
        let without = (posts + PRIOR_POSTS - count - prior).max(1e-9);
        ((count + prior) / without).ln()
    };
    let variance = 1.0 / (a + prior) + 1.0 / (b + prior);
    (log_odds(a, n_a) - log_odds(b, n_b)) / variance.sqrt()
}

/// The phrases that mark `group` against `others`, strongest first, without those that say the same as a stronger one.
/// `silent` are folded words that name the subject. Where there are no others, the most frequent phrases, with z = 0.
pub(crate) fn marking(
    phrases: &Phrases,
    group: &Counts,
    others: &Counts,
    silent: &FxHashSet<u32>,
    limit: usize,
) -> Vec<Marked> {
    let heard = phrases.heard.max(1) as f64;
    let alone = others.posts == 0;
    let mut found: Vec<Marked> = (0..phrases.len() as u32)
        .filter(|phrase| group.of(*phrase) >= LEAST_POSTS)
        .map(|phrase| {
            let here = (f64::from(group.of(phrase)), group.posts as f64);
            let there = (f64::from(others.of(phrase)), others.posts as f64);
            let z = log_odds_z(here, there, f64::from(phrases.count(phrase)) / heard);
            Marked { phrase, count: group.of(phrase), z: if alone { 0.0 } else { z } }
        })
        .filter(|marked| alone || marked.z >= LEAST_Z)
        .filter(|marked| !phrases.words(marked.phrase).iter().any(|word| silent.contains(word)))
        .collect();
    found.sort_by(|a, b| {
        b.z.total_cmp(&a.z).then(b.count.cmp(&a.count)).then(a.phrase.cmp(&b.phrase))
    });
    found.truncate(COMPARED);
    without_repetition(phrases, &found, limit)
}

/// Drops what says the same: a part of a longer phrase that stands in nearly all of its posts, a longer phrase that is a
/// small share of a listed part, and phrases that overlap in nearly the same posts.
pub(crate) fn without_repetition(
    phrases: &Phrases,
    sorted: &[Marked],
    limit: usize,
) -> Vec<Marked> {
    let covers = |long: &Marked, short: &Marked| {
        phrases.is_part(short.phrase, long.phrase)
            && f64::from(long.count) >= NEARLY_ALL * f64::from(short.count)
            && long.z >= 0.5 * short.z
    };
    let mut kept: Vec<Marked> = Vec::new();
    for marked in sorted {
        if sorted.iter().any(|long| covers(long, marked)) {
            continue;
        }
        let says_the_same = |other: &Marked| {
            let near = f64::from(marked.count.min(other.count))
                >= NEARLY_ALL * f64::from(marked.count.max(other.count));
            phrases.is_part(other.phrase, marked.phrase)
                || phrases.is_part(marked.phrase, other.phrase)
                || near && phrases.overlap(marked.phrase, other.phrase)
        };
        if !kept.iter().any(says_the_same) {
            kept.push(*marked);
        }
        if kept.len() == limit {
            break;
        }
    }
    kept
}

/// Words that would only repeat who the posts are about: the subject's own name, words of its queries that stand in them much
/// more often than elsewhere (all, where there is no elsewhere), and what stands in more than 60 % of them.
pub(crate) fn silent_words(
    corpus: &Corpus<'_>,
    subject: &model::Subject,
    (own, others): (&WordCounts, &WordCounts),
) -> FxHashSet<u32> {
    const LIFT: f64 = 2.0;
    let number = |word: &String| corpus.folded.find(word);
    let mut silent: FxHashSet<u32> =
        crate::watched::Watched::name_words(subject).iter().filter_map(number).collect();
    let marks = |word: &u32| {
        let share = |counts: &WordCounts| counts.of(*word) / counts.posts.max(1.0);
        others.posts == 0.0 || share(own) >= LIFT * share(others)
    };
    silent.extend(corpus.watched.query_words(subject).iter().filter_map(number).filter(marks));
    let most = |(word, count): (usize, &u32)| {
        (f64::from(*count) > 0.6 * own.posts && own.posts >= 10.0).then_some(word as u32)
    };
    silent.extend(own.of.iter().enumerate().filter_map(most));
    silent
}

/// In how many posts of a group each folded word stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordCounts {
    posts: f64,
    of: Vec<u32>,
}

impl WordCounts {
    /// Counts the words of these posts.
    pub(crate) fn of_posts(corpus: &Corpus<'_>, places: impl Iterator<Item = u32>) -> Self {
        let mut counts = Self { posts: 0.0, of: vec![0; corpus.folded.len()] };
        let mut last_seen = vec![u32::MAX; corpus.folded.len()];
        for place in places {
            counts.posts += 1.0;
            for token in corpus.tokens_of(place) {
                let word = corpus.fold(*token) as usize;
                if let (Some(count), Some(last)) =
                    (counts.of.get_mut(word), last_seen.get_mut(word))
                    && *last != place
                {
                    *last = place;
                    *count += 1;
                }
            }
        }
        counts
    }

    /// These posts without `part` of them.
    pub(crate) fn without(&self, part: &Self) -> Self {
        let of = self.of.iter().zip(&part.of).map(|(all, part)| all.saturating_sub(*part));
        Self { posts: (self.posts - part.posts).max(0.0), of: of.collect() }
    }

    fn of(&self, word: u32) -> f64 {
        self.of.get(word as usize).copied().map_or(0.0, f64::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_score_is_that_of_the_paper_worked_by_hand() {
        // 30 of 200 posts here, 10 of 300 there, 8 % of all; prior 8 of 100 posts.
        let here = ((30.0_f64 + 8.0) / (300.0 - 38.0)).ln();
        let there = ((10.0_f64 + 8.0) / (400.0 - 18.0)).ln();
        let deviation = (1.0_f64 / 38.0 + 1.0 / 18.0).sqrt();
        let z = log_odds_z((30.0, 200.0), (10.0, 300.0), 0.08);
        assert!((z - (here - there) / deviation).abs() < 1e-12);
        assert!((z - 3.929).abs() < 1e-3, "{z}");
    }

    #[test]
    fn a_rare_phrase_needs_more_than_one_lucky_post() {
        assert!(log_odds_z((1.0, 200.0), (0.0, 300.0), 0.002) < 1.0);
        assert!(log_odds_z((12.0, 200.0), (0.0, 300.0), 0.024) > LEAST_Z);
    }

    proptest! {
        #[test]
        fn turning_the_groups_around_turns_the_sign(a in 0.0..90.0_f64, b in 0.0..90.0_f64, share in 0.001..0.9_f64) {
            let there = log_odds_z((a, 90.0), (b, 120.0), share);
            let back = log_odds_z((b, 120.0), (a, 90.0), share);
            prop_assert!(there.is_finite() && (there + back).abs() < 1e-9);
        }
    }
}
