//! When watches change: which posts have to be tagged anew, and tagging them.

use model::{Seq, Settled, WatchId};
use rustc_hash::FxHashSet;

use crate::error::IndexError;
use crate::follow::Index;
use crate::payload::Payload;

/// How the plan's watches differ from those that the posts are tagged with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retag {
    /// New watches.
    pub added: Vec<WatchId>,
    /// Watches with another query, or whose query may mean something else since the zone or the sources changed.
    pub changed: Vec<WatchId>,
    /// Watches that are gone.
    pub removed: Vec<WatchId>,
}

impl Retag {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

impl Index {
    /// Which watches changed since the posts were tagged.
    pub fn retag_plan(&self) -> Retag {
        differences(&self.parts.payload, self.wanted())
    }

    /// The posts of the last commit whose tags are not what the plan asks for: those that exactly one of the old and
    /// the new version of a changed watch matches. Ascending. Read them from the ledger and hand them to
    /// [`Self::retag`], then call [`Self::finish_retag`].
    ///
    /// # Errors
    /// [`IndexError::Watch`] when a watch cannot be understood; [`IndexError::Engine`] when the index fails.
    pub fn posts_to_retag(&self) -> Result<Vec<Seq>, IndexError> {
        let Retag { added, changed, removed } = self.retag_plan();
        let searcher = self.searcher();
        let mut posts = FxHashSet::default();
        for watch in removed.iter().chain(&changed).chain(&added) {
            // What the old version matched is what carries its tag, whatever its query was.
            let tagged: FxHashSet<Seq> = searcher.seqs_tagged(*watch)?.into_iter().collect();
            let mut matching = FxHashSet::default();
            if let Some(watch) = self.plan().watches.iter().find(|known| known.id == *watch) {
                let broken = |error| IndexError::Watch { name: watch.name.clone(), error };
                let query = query::parse(&watch.query).map_err(broken)?;
                matching.extend(searcher.seqs(&query)?);
            }
            posts.extend(tagged.symmetric_difference(&matching));
        }
        let mut posts: Vec<_> = posts.into_iter().collect();
        posts.sort_unstable();
        Ok(posts)
    }

    /// Tags these posts anew. Posts that the index does not hold (erased or changed meanwhile) must not be handed in:
    /// the ledger no longer returns them.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the disk refuses; the last commit stands.
    pub fn retag(&mut self, posts: &[Settled]) -> Result<(), IndexError> {
        let entries = self.parts.tagger.entries(posts, self.parts.options.threads);
        for entry in entries {
            self.remove(entry.seq())?;
            self.add(entry)?;
        }
        Ok(())
    }

    /// Says with the next commit that all posts are tagged as the plan asks. Until then, a crash means that
    /// [`Self::posts_to_retag`] names the rest again.
    pub fn finish_retag(&mut self) {
        let upto = self.parts.payload.upto;
        let payload = Payload { upto, ..self.wanted().clone() };
        if payload != self.parts.payload {
            self.parts.payload = payload;
            self.touch();
        }
    }
}

/// From the watches of `old` to those of `new`.
pub(crate) fn differences(old: &Payload, new: &Payload) -> Retag {
    let before = |id: u32| old.watches.iter().find(|(other, _)| *other == id).map(|(_, q)| q);
    let mut retag = Retag::default();
    for (id, query) in &new.watches {
        match before(*id) {
            None => retag.added.push(WatchId(*id)),
            Some(then) if then != query || old.surroundings != new.surroundings => {
                retag.changed.push(WatchId(*id));
            }
            Some(_) => {}
        }
    }
    let gone = |id: &u32| !new.watches.iter().any(|(other, _)| other == id);
    retag.removed.extend(old.watches.iter().map(|(id, _)| *id).filter(gone).map(WatchId));
    retag
}
