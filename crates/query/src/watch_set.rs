//! All watches of a workspace at once: a post's words nominate the watches that may match, the judge decides.

use model::{Plan, WatchId};

use crate::candidate::Candidate;
use crate::compile::{Expr, compile};
use crate::error::QueryError;
use crate::judge::{Judge, Scratch, with_scratch};
use crate::lexicon::{Lexicon, LexiconBuilder};
use crate::lint::{Severity, lint_watch};
use crate::nominate::necessary;
use crate::parse::parse;
use crate::sightings::Scope;

/// The watches of a plan, ready to be asked of posts. Cheap to share between threads.
///
/// All watches share one lexicon, so a post's words are looked up once, however many watches there are. Each watch
/// is nominated by the atoms of its necessary set; a watch without one is judged for every post.
#[derive(Debug)]
pub struct WatchSet {
    lexicon: Lexicon,
    watches: Vec<(WatchId, Expr)>,
    /// For each atom where its watches start in `nominated`; one more at the end.
    starts: Vec<u32>,
    /// Places in `watches`, grouped by atom.
    nominated: Vec<u32>,
    /// Places in `watches` of those that no word nominates.
    always: Vec<u32>,
}

impl WatchSet {
    /// The watches of `plan`.
    ///
    /// # Errors
    /// The first watch whose query does not parse or uses a field that a watch must not use, and why.
    pub fn new(plan: &Plan) -> Result<Self, (WatchId, QueryError)> {
        let mut builder = LexiconBuilder::default();
        let mut watches = Vec::with_capacity(plan.watches.len());
        for watch in &plan.watches {
            let compiled = parse(&watch.query).and_then(|query| {
                let refused =
                    lint_watch(&query).into_iter().find(|l| l.severity == Severity::Error);
                match refused {
                    Some(lint) => Err(QueryError::new(lint.span, lint.reason, lint.remedy)),
                    None => compile(query.root(), plan, &mut builder),
                }
            });
            watches.push((watch.id, compiled.map_err(|error| (watch.id, error))?));
        }
        let mut always = Vec::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (place, (_, expr)) in watches.iter().enumerate() {
            match necessary(expr, &builder) {
                Some(set) => pairs.extend(set.atoms.iter().map(|atom| (atom.0, place as u32))),
                None => always.push(place as u32),
            }
        }
        pairs.sort_unstable();
        let lexicon = builder.finish();
        let starts = (0..=lexicon.len() as u32)
            .map(|atom| pairs.partition_point(|&(of, _)| of < atom) as u32)
            .collect();
        let nominated = pairs.into_iter().map(|(_, place)| place).collect();
        Ok(Self { lexicon, watches, starts, nominated, always })
    }

    /// How many watches.
    pub fn len(&self) -> usize {
        self.watches.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.watches.is_empty()
    }

    /// Replaces `matching` by the watches that match the post, in ascending order.
    pub fn matching(&self, candidate: &Candidate<'_>, matching: &mut Vec<WatchId>) {
        matching.clear();
        with_scratch(|scratch| {
            let Scratch { sightings, pool, judged } = scratch;
            self.lexicon.sight(candidate, sightings);
            if judged.len() < self.watches.len() {
                judged.resize(self.watches.len(), 0);
            }
            let mut judge = Judge { candidate, sightings, pool };
            let mut ask = |place: u32| {
                if let Some((id, expr)) = self.watches.get(place as usize)
                    && judge.holds(expr, Scope::Everywhere)
                {
                    matching.push(*id);
                }
            };
            self.always.iter().for_each(|place| ask(*place));
            for atom in sightings.seen() {
                for &place in self.nominated_by(atom.0 as usize) {
                    // Two atoms of one post may nominate the same watch.
                    if let Some(last) = judged.get_mut(place as usize)
                        && *last != sightings.post()
                    {
                        *last = sightings.post();
                        ask(place);
                    }
                }
            }
        });
        matching.sort_unstable();
    }

    fn nominated_by(&self, atom: usize) -> &[u32] {
        let start = self.starts.get(atom).copied().unwrap_or_default() as usize;
        let end = self.starts.get(atom + 1).copied().unwrap_or_default() as usize;
        self.nominated.get(start..end).unwrap_or_default()
    }
}
