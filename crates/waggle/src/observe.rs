//! Joins the index to the assessment: what one streams, the other counts (ADR 2).

use assess::{Observation, Observed, ObservedError};
use index::{Row, Searcher};
use model::{Quote, Sentiment, Seq, SubjectId, Window};
use understand::Scratch;

use crate::flagged::Flagged;
use crate::targets::Targets;

/// The posts of a workspace as an assessment sees them.
pub struct IndexedMarket<'a> {
    /// The posts.
    pub searcher: &'a Searcher,
    /// Reads the sentiment towards each of several subjects.
    pub targets: &'a Targets,
    /// Which posts look like spam.
    pub flagged: &'a Flagged,
}

impl Observed for IndexedMarket<'_> {
    fn parts(&self) -> usize {
        self.searcher.parts()
    }

    fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> Result<(), ObservedError> {
        let (mut scratch, mut towards) = (Scratch::default(), Vec::new());
        self.searcher
            .scan(part, window, &mut |row| {
                self.targets.read(row, &mut scratch, &mut towards);
                visit(observation(row, self.flagged.holds(row), &towards));
            })
            .map_err(|error| ObservedError(error.into()))
    }

    fn quotes(&self, seqs: &[Seq]) -> Result<Vec<Quote>, ObservedError> {
        self.searcher.fetch(seqs).map_err(|error| ObservedError(error.into()))
    }
}

fn observation<'a>(
    row: &Row<'a>,
    spam: bool,
    towards: &'a [(SubjectId, Sentiment)],
) -> Observation<'a> {
    Observation {
        seq: row.seq,
        key: row.key,
        parent: row.parent,
        created_at: row.created_at,
        watches: row.watches,
        network: row.network,
        channel: row.channel,
        author: row.author,
        followers: row.followers,
        engagement: row.engagement,
        language: row.language,
        sentiment: row.sentiment,
        emotion: row.emotion,
        acts: row.acts,
        kind: row.kind,
        side: row.side,
        repeat: row.repeat,
        spam: Some(spam),
        towards,
        title: row.title,
        text: row.text,
    }
}
