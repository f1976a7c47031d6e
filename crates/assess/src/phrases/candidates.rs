//! Candidate phrases of a post as numbers, and how they are counted without holding every rare one in memory.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{lists, over_ranges};
use crate::corpus::{BREAK, Corpus, NONE};
use crate::draws::mix;
use crate::stopwords::Role;

/// Bits for each word in a candidate's key.
const WORD_BITS: u32 = 21;
const WORD_MASK: u64 = (1 << WORD_BITS) - 1;

/// Places in the sketch that rules out rare candidates before they are counted exactly.
const SKETCH: usize = 1 << 22;

/// Two words belong together when they do so at least this much more often than by chance …
const LIFT: f64 = 1.5;
/// … and this much where one of them says little by itself, or a word between them says nothing.
const WEAK_LIFT: f64 = 4.0;

/// What is needed to spell out the candidates of a post.
pub(super) struct Candidates<'a> {
    corpus: &'a Corpus<'a>,
    roles: &'a [Role],
    silent: &'a FxHashSet<(u16, u32)>,
    lists: Vec<u32>,
    /// For each folded word its number from 1 among the frequent ones, or 0.
    frequent: Vec<u32>,
    /// For each frequent word its folded form and how many posts hold it.
    words: Vec<(u32, u32)>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(
        corpus: &'a Corpus<'a>,
        roles: &'a [Role],
        silent: &'a FxHashSet<(u16, u32)>,
        word_posts: &[u32],
        least: u32,
    ) -> Self {
        let mut words: Vec<(u32, u32)> = (0..)
            .zip(word_posts)
            .filter(|(_, count)| **count >= least)
            .map(|(word, count)| (word, *count))
            .collect();
        // More frequent words than a key can tell apart: the rarest go.
        words.sort_unstable_by_key(|(_, count)| std::cmp::Reverse(*count));
        if let Some((_, rarest)) = words.get(WORD_MASK as usize).copied() {
            words.retain(|(_, count)| *count > rarest);
        }
        let mut frequent = vec![0; word_posts.len()];
        for (number, (word, _)) in (1..).zip(&words) {
            if let Some(slot) = frequent.get_mut(*word as usize) {
                *slot = number;
            }
        }
        Self { corpus, roles, silent, lists: lists(corpus), frequent, words }
    }

    /// The keys of the candidates of the post at `place`, each once, in order.
    fn of_post(&self, place: u32, keys: &mut Vec<u64>) {
        keys.clear();
        let Some(post) = self.corpus.post(place) else { return };
        let lists = self.lists.get(usize::from(post.language)).copied().unwrap_or(u32::MAX);
        // The last two words: number, role, whether a phrase may start there.
        let mut before: [Option<(u64, Role, bool)>; 2] = [None, None];
        for token in self.corpus.tokens_of(place) {
            let word = self.corpus.fold(*token);
            if token & BREAK != 0 {
                before = [None, None];
            }
            let number = self.frequent.get(word as usize).copied().unwrap_or(0);
            let role = self.roles.get(word as usize).copied().unwrap_or_default();
            let silent = !self.silent.is_empty() && self.silent.contains(&(post.language, word));
            if number == 0 {
                before = [None, None];
                continue;
            }
            let number = u64::from(number);
            let edge = role.is_edge(lists) && !silent;
            if role.stands_alone(lists) && !silent {
                keys.push(number << (2 * WORD_BITS));
            }
            if edge {
                self.longer(before, (number, role), lists, keys);
            }
            before = if role.is_inner() {
                [before[1], Some((number, role, edge))]
            } else {
                [None, None]
            };
        }
        keys.sort_unstable();
        keys.dedup();
    }

    fn longer(
        &self,
        before: [Option<(u64, Role, bool)>; 2],
        (number, role): (u64, Role),
        lists: u32,
        keys: &mut Vec<u64>,
    ) {
        let strong = |other: Role| !(other.is_weak(lists) && role.is_weak(lists));
        let [third, second] = before;
        if let Some((last, other, true)) = second
            && strong(other)
        {
            keys.push(last << (2 * WORD_BITS) | number << WORD_BITS);
        }
        if let (Some((first, other, true)), Some((middle, ..))) = (third, second)
            && strong(other)
            && first != number
        {
            keys.push(first << (2 * WORD_BITS) | middle << WORD_BITS | number);
        }
    }

    /// Candidates that at least `least` posts hold, with how many do. A sketch of hashed counts, which errs only upwards,
    /// rules out most of the rare ones first.
    pub(super) fn count(&self, least: u32) -> Vec<(u64, u32)> {
        let posts = self.corpus.posts.len();
        let mut sketches = over_ranges(posts, |range| self.sketch(range)).into_iter();
        let mut sketch = sketches.next().unwrap_or_default();
        for other in sketches {
            sketch.iter_mut().zip(other).for_each(|(a, b)| *a = a.saturating_add(b));
        }
        let mut maps =
            over_ranges(posts, |range| self.count_exactly(range, &sketch, least)).into_iter();
        let mut counts = maps.next().unwrap_or_default();
        for map in maps {
            map.into_iter().for_each(|(key, count)| *counts.entry(key).or_default() += count);
        }
        counts.into_iter().filter(|(_, count)| *count >= least).collect()
    }

    fn sketch(&self, range: Range<usize>) -> Vec<u8> {
        let mut sketch = vec![0_u8; SKETCH];
        let mut keys = Vec::new();
        for place in range {
            self.of_post(place as u32, &mut keys);
            for key in &keys {
                if let Some(count) = sketch.get_mut(sketch_place(*key)) {
                    *count = count.saturating_add(1);
                }
            }
        }
        sketch
    }

    fn count_exactly(&self, range: Range<usize>, sketch: &[u8], least: u32) -> FxHashMap<u64, u32> {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        let mut keys = Vec::new();
        for place in range {
            self.of_post(place as u32, &mut keys);
            for key in &keys {
                if sketch.get(sketch_place(*key)).is_some_and(|count| u32::from(*count) >= least) {
                    *counts.entry(*key).or_default() += 1;
                }
            }
        }
        counts
    }

    /// Whether the words of a candidate stand together clearly more often than by chance.
    pub(super) fn is_cohesive(&self, key: u64, count: u32, heard: u64) -> bool {
        let n = heard as f64;
        let posts = |number: u64| {
            let place = (number as usize).checked_sub(1);
            place.and_then(|p| self.words.get(p)).map_or(n, |(_, count)| f64::from(*count))
        };
        let plain = |number: u64| {
            let word = (number as usize).checked_sub(1).and_then(|p| self.words.get(p));
            let role = word.and_then(|(word, _)| self.roles.get(*word as usize));
            role.is_some_and(|role| role.is_plain())
        };
        let lift_of = |words: &[u64], count: u32| {
            let expected = words.iter().fold(n, |product, word| product * posts(*word) / n);
            f64::from(count) / expected.max(1e-9)
        };
        match key_numbers(key) {
            [_, 0, _] => true,
            [a, b, 0] => {
                lift_of(&[a, b], count) >= if plain(a) && plain(b) { LIFT } else { WEAK_LIFT }
            }
            [a, b, c] if plain(b) => {
                let least = if plain(a) && plain(c) { LIFT } else { WEAK_LIFT };
                lift_of(&[a, b, c], count) >= least * least
            }
            [a, _, c] => lift_of(&[a, c], count) >= WEAK_LIFT,
        }
    }

    /// The folded words of a candidate.
    pub(super) fn words(&self, key: u64) -> [u32; 3] {
        key_numbers(key).map(|number| {
            let place = (number as usize).checked_sub(1);
            place.and_then(|place| self.words.get(place)).map_or(NONE, |(word, _)| *word)
        })
    }

    /// The phrases of every post: where each post's end, and all in a row.
    pub(super) fn assign(&self, numbers: &FxHashMap<u64, u32>) -> (Vec<u32>, Vec<u32>) {
        let parts = over_ranges(self.corpus.posts.len(), |range| {
            let (mut lengths, mut phrases) = (Vec::with_capacity(range.len()), Vec::<u32>::new());
            let (mut keys, mut found) = (Vec::new(), Vec::<u32>::new());
            for place in range {
                self.of_post(place as u32, &mut keys);
                found.clear();
                found.extend(keys.iter().filter_map(|key| numbers.get(key)));
                found.sort_unstable();
                lengths.push(found.len() as u32);
                phrases.extend_from_slice(&found);
            }
            (lengths, phrases)
        });
        let (mut ends, mut all) = (Vec::with_capacity(self.corpus.posts.len()), Vec::new());
        let mut end = 0;
        for (lengths, phrases) in parts {
            for length in lengths {
                end += length;
                ends.push(end);
            }
            all.extend(phrases);
        }
        (ends, all)
    }
}

fn key_numbers(key: u64) -> [u64; 3] {
    [key >> (2 * WORD_BITS), (key >> WORD_BITS) & WORD_MASK, key & WORD_MASK]
}

fn sketch_place(key: u64) -> usize {
    mix(key) as usize & (SKETCH - 1)
}
