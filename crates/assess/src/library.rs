//! What is looked up at the end for everything that is shown: how phrases are written, and examples as quotes.

use model::assessment::Phrase;
use model::{Quote, Seq};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::contrast::Marked;
use crate::corpus::Corpus;
use crate::phrases::Phrases;
use crate::spell::Spellings;
use crate::{Observed, ObservedError};

/// Phrases to be shown with the places of their examples.
#[derive(Debug, Default)]
pub(crate) struct Listed(pub(crate) Vec<(Marked, Vec<u32>)>);

/// Spellings and quotes.
pub(crate) struct Library<'a> {
    corpus: &'a Corpus<'a>,
    phrases: &'a Phrases,
    spellings: Spellings,
    quotes: FxHashMap<Seq, Quote>,
}

impl<'a> Library<'a> {
    /// Looks up all at once.
    pub(crate) fn open<'l>(
        (corpus, phrases): (&'a Corpus<'a>, &'a Phrases),
        lists: impl Iterator<Item = &'l Listed>,
        posts: impl Iterator<Item = u32>,
        market: &dyn Observed,
    ) -> Result<Self, ObservedError> {
        let mut wanted = FxHashSet::default();
        let mut seqs: Vec<Seq> = posts.map(|place| corpus.seq(place)).collect();
        for (marked, examples) in lists.flat_map(|list| &list.0) {
            wanted.insert(marked.phrase);
            seqs.extend(examples.iter().map(|place| corpus.seq(*place)));
        }
        seqs.sort_unstable();
        seqs.dedup();
        let quotes = if seqs.is_empty() { Vec::new() } else { market.quotes(&seqs)? };
        Ok(Self {
            corpus,
            phrases,
            spellings: Spellings::of(corpus, phrases, &wanted),
            quotes: quotes.into_iter().map(|quote| (quote.seq, quote)).collect(),
        })
    }

    /// The posts at these places as quotes; what no longer stands is left out.
    pub(crate) fn quotes(&self, places: &[u32]) -> Vec<Quote> {
        let quote = |place: &u32| self.quotes.get(&self.corpus.seq(*place)).cloned();
        places.iter().filter_map(quote).collect()
    }

    /// A list of phrases with their spellings and examples.
    pub(crate) fn phrases(&self, listed: &Listed) -> Vec<Phrase> {
        let phrase = |(marked, examples): &(Marked, Vec<u32>)| Phrase {
            text: self.spellings.get(marked.phrase, self.phrases, self.corpus),
            count: u64::from(marked.count),
            z: marked.z,
            examples: self.quotes(examples),
        };
        listed.0.iter().map(phrase).collect()
    }
}
