//! Joins the index to the assessment: what one streams, the other counts (ADR 2).

use assess::{Observation, Observed, ObservedError};
use index::{Row, Searcher};
use model::{Quote, Seq, Window};

/// The posts of a workspace as an assessment sees them.
pub struct IndexedMarket<'a>(pub &'a Searcher);

impl Observed for IndexedMarket<'_> {
    fn parts(&self) -> usize {
        self.0.parts()
    }

    fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> Result<(), ObservedError> {
        self.0
            .scan(part, window, &mut |row| visit(observation(row)))
            .map_err(|error| ObservedError(error.into()))
    }

    fn quotes(&self, seqs: &[Seq]) -> Result<Vec<Quote>, ObservedError> {
        self.0.fetch(seqs).map_err(|error| ObservedError(error.into()))
    }
}

fn observation<'a>(row: &Row<'a>) -> Observation<'a> {
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
        title: row.title,
        text: row.text,
    }
}
