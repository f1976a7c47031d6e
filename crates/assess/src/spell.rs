//! How a phrase is written: in the spelling that most posts use.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{BREAK, Corpus, NONE};
use crate::parallel::over_ranges;
use crate::phrases::Phrases;
use crate::stopwords::is_ideograph;

/// The spellings of some phrases.
#[derive(Debug, Default)]
pub(crate) struct Spellings(FxHashMap<u32, String>);

type Seen = FxHashMap<u32, FxHashMap<[u32; 3], u32>>;

impl Spellings {
    /// Looks up how `wanted` phrases are written.
    pub(crate) fn of(corpus: &Corpus<'_>, phrases: &Phrases, wanted: &FxHashSet<u32>) -> Self {
        let mut seen = Seen::default();
        let parts = over_ranges(corpus.posts.len(), |range| {
            let mut seen = Seen::default();
            for place in range.map(|place| place as u32) {
                for phrase in phrases.of_post(place).iter().filter(|p| wanted.contains(p)) {
                    if let Some(spelling) = written(corpus, place, phrases.words(*phrase)) {
                        *seen.entry(*phrase).or_default().entry(spelling).or_default() += 1;
                    }
                }
            }
            seen
        });
        for (phrase, spellings) in parts.into_iter().flatten() {
            let known = seen.entry(phrase).or_default();
            spellings.into_iter().for_each(|(s, count)| *known.entry(s).or_default() += count);
        }
        let text = |spelling: &[u32; 3]| join(corpus, spelling);
        Self(
            seen.into_iter()
                .filter_map(|(phrase, spellings)| {
                    let best = spellings
                        .into_iter()
                        .map(|(spelling, count)| (count, text(&spelling)))
                        .max()?;
                    Some((phrase, best.1))
                })
                .collect(),
        )
    }

    /// The spelling of a phrase that was wanted; its folded words for any other.
    pub(crate) fn get(&self, phrase: u32, phrases: &Phrases, corpus: &Corpus<'_>) -> String {
        self.0.get(&phrase).cloned().unwrap_or_else(|| phrases.folded(phrase, corpus))
    }
}

/// The surface forms of the phrase's first occurrence in the post.
fn written(corpus: &Corpus<'_>, place: u32, words: &[u32]) -> Option<[u32; 3]> {
    let found = corpus.tokens_of(place).windows(words.len().max(1)).find(|window| {
        let joined = window.iter().skip(1).all(|token| token & BREAK == 0);
        joined && window.iter().zip(words).all(|(token, word)| corpus.fold(*token) == *word)
    })?;
    let mut spelling = [NONE; 3];
    spelling.iter_mut().zip(found).for_each(|(to, token)| *to = token & !BREAK);
    Some(spelling)
}

/// The words with spaces between them, but not between ideographs.
fn join(corpus: &Corpus<'_>, spelling: &[u32; 3]) -> String {
    let mut text = String::new();
    for word in spelling.iter().filter(|word| **word != NONE).map(|word| corpus.surfaces.get(*word))
    {
        let glued = text.chars().next_back().is_none_or(is_ideograph)
            && word.chars().next().is_some_and(is_ideograph);
        if !text.is_empty() && !glued {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
