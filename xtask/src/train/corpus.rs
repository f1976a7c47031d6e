//! All texts as features, with the rare ones left out and the rest numbered.

use rustc_hash::FxHashMap;
use understand::training::{FeatureMaker, Features, SIGNALS, weight_of};

/// One text.
pub struct Doc {
    from: usize,
    to: usize,
    /// After the last word feature.
    words_to: usize,
    by_words: f32,
    by_runs: f32,
    /// Its language's place in `understand::heads::READ`.
    pub place: usize,
    first_word: usize,
    end_word: usize,
    /// Lexica and surface.
    pub signals: [f32; SIGNALS],
}

/// Texts as features.
#[derive(Default)]
pub struct Corpus {
    docs: Vec<Doc>,
    features: Vec<u32>,
    words: Vec<u32>,
    /// The hash of each numbered feature, and in how many places it stands.
    pub known: Vec<(u32, u32)>,
}

impl Corpus {
    /// Adds a text and answers its number.
    pub fn add(
        &mut self,
        maker: &mut FeatureMaker,
        made: &mut Features,
        text: &str,
        place: usize,
    ) -> usize {
        maker.features(text, place, made);
        let from = self.features.len();
        self.features.extend(&made.hashes);
        let first_word = self.words.len();
        self.words.extend(maker.words());
        self.docs.push(Doc {
            from,
            to: self.features.len(),
            words_to: from + made.words,
            by_words: weight_of(made.words),
            by_runs: weight_of(made.hashes.len() - made.words),
            place,
            first_word,
            end_word: self.words.len(),
            signals: made.signals,
        });
        self.docs.len() - 1
    }

    /// Numbers the features that stand in at least `least` places and drops the others.
    pub fn number(&mut self, least: u32) {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for &hash in &self.features {
            *counts.entry(hash).or_default() += 1;
        }
        self.known = counts.into_iter().filter(|(_, count)| *count >= least).collect();
        self.known.sort_unstable();
        let numbers: FxHashMap<u32, u32> = self
            .known
            .iter()
            .enumerate()
            .map(|(number, (hash, _))| (*hash, number as u32))
            .collect();
        let mut kept = Vec::with_capacity(self.features.len());
        for doc in &mut self.docs {
            let number = |range: std::ops::Range<usize>, kept: &mut Vec<u32>, all: &[u32]| {
                kept.extend(
                    all.get(range).unwrap_or_default().iter().filter_map(|hash| numbers.get(hash)),
                );
            };
            let from = kept.len();
            number(doc.from..doc.words_to, &mut kept, &self.features);
            let words_to = kept.len();
            number(doc.words_to..doc.to, &mut kept, &self.features);
            (doc.from, doc.words_to, doc.to) = (from, words_to, kept.len());
        }
        self.features = kept;
    }

    /// A text by its number.
    pub fn doc(&self, number: usize) -> &Doc {
        &self.docs[number]
    }

    /// The hashes of a text's tokens.
    pub fn words(&self, doc: &Doc) -> &[u32] {
        &self.words[doc.first_word..doc.end_word]
    }

    /// The features of a text: numbers and what each weighs, words and then runs.
    pub fn parts(&self, doc: &Doc) -> [(&[u32], f32); 2] {
        [
            (&self.features[doc.from..doc.words_to], doc.by_words),
            (&self.features[doc.words_to..doc.to], doc.by_runs),
        ]
    }
}
