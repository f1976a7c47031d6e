//! Examples by stratified sampling: drawn by network and week under the seed, never by hand and never the loudest.

use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, Post};
use crate::draws::{mix, purpose};

/// How many examples a phrase or a topic gets.
pub(crate) const EXAMPLES: usize = 3;

/// Draws posts under a seed.
pub(crate) struct Sampler {
    seed: u64,
    networks: Vec<u64>,
}

/// A network in a week.
type Stratum = (u16, i32);

impl Sampler {
    pub(crate) fn new(corpus: &Corpus<'_>, seed: u64) -> Self {
        Self { seed, networks: corpus.networks.iter().map(|name| purpose(&[name])).collect() }
    }

    fn stratum_rank(&self, slot: u64, (network, week): Stratum) -> u64 {
        let name = self.networks.get(usize::from(network)).copied().unwrap_or(0);
        mix(self.seed ^ slot ^ mix(name ^ mix(week as u64)))
    }

    fn post_rank(&self, post: &Post) -> u64 {
        mix(self.seed ^ mix(post.seq))
    }
}

/// Collects candidates for several lists of examples in one pass.
pub(crate) struct Drawing<'s> {
    sampler: &'s Sampler,
    slots: Vec<FxHashMap<Stratum, Vec<(u64, u32)>>>,
}

impl<'s> Drawing<'s> {
    pub(crate) fn new(sampler: &'s Sampler, slots: usize) -> Self {
        Self { sampler, slots: vec![FxHashMap::default(); slots] }
    }

    /// Offers a post to the list `slot`.
    pub(crate) fn offer(&mut self, slot: usize, place: u32, post: &Post) {
        let Some(strata) = self.slots.get_mut(slot) else { return };
        let drawn = strata.entry((post.network, post.day.div_euclid(7))).or_default();
        let ranked = (self.sampler.post_rank(post), place);
        if drawn.len() < EXAMPLES {
            drawn.push(ranked);
        } else if let Some(worst) = drawn.iter_mut().max()
            && ranked.0 < worst.0
        {
            *worst = ranked;
        }
    }

    /// The examples of each list: strata take turns in an order drawn by lot, and within a stratum the lot decides.
    pub(crate) fn finish(self) -> Vec<Vec<u32>> {
        let sampler = self.sampler;
        let pick = |(slot, strata): (usize, FxHashMap<Stratum, Vec<(u64, u32)>>)| {
            let mut turns: Vec<(usize, u64, u64, u32)> = Vec::new();
            for (stratum, mut drawn) in strata {
                drawn.sort_unstable();
                let rank = sampler.stratum_rank(slot as u64, stratum);
                turns.extend(
                    drawn.into_iter().zip(0..).map(|((lot, place), turn)| (turn, rank, lot, place)),
                );
            }
            turns.sort_unstable();
            turns.into_iter().take(EXAMPLES).map(|(.., place)| place).collect()
        };
        self.slots.into_iter().enumerate().map(pick).collect()
    }
}
