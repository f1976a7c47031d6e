//! All matches in order, by number alone: what an export walks through and samples are drawn from.

use model::Seq;
use query::Query;
use tantivy::query::EnableScoring;
use tantivy::{DocId, SegmentReader};

use crate::error::IndexError;
use crate::nominate::Nomination;
use crate::read_column::NumberColumn;
use crate::schema::column;
use crate::search::{Hit, Order};
use crate::searcher::Searcher;

/// What it takes to answer a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Posts that its words and fields nominate.
    pub candidates: u64,
    /// Whether these are exactly the matches, so that no post has to be read again.
    pub exact: bool,
}

impl Searcher {
    /// The sequence numbers of all posts that match, in order.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn listing(&self, query: &Query, order: Order) -> Result<Vec<Seq>, IndexError> {
        let start = |reader: &SegmentReader| {
            let columns = reader.fast_fields();
            let created = NumberColumn::new(columns.u64(column::CREATED)?);
            Ok((created, NumberColumn::new(columns.u64(column::SEQ)?), Vec::new()))
        };
        let prepared = self.prepare(query)?;
        let found = self.visit(&prepared, start, |(created, seqs, list), docs: &[DocId]| {
            let pairs = created.read(docs).iter().zip(seqs.read(docs));
            list.extend(pairs.map(|(created, seq)| (*created, *seq)));
        })?;
        let mut all: Vec<(u64, u64)> = found.into_iter().flat_map(|(_, (_, _, l))| l).collect();
        all.sort_unstable();
        if order == Order::Newest {
            all.reverse();
        }
        Ok(all.into_iter().map(|(_, seq)| Seq(seq)).collect())
    }

    /// The posts with these numbers, in this order, with the words that make each match `query` set off; those that
    /// the index does not hold are left out.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn hits_at(&self, query: &Query, seqs: &[Seq]) -> Result<Vec<Hit>, IndexError> {
        let prepared = self.prepare(query)?;
        let mut words = model::Words::default();
        let mut hits = Vec::with_capacity(seqs.len());
        for seq in seqs {
            if let Some(address) = self.address(*seq)? {
                hits.push(self.hit(prepared.matcher.as_ref(), address, &mut words)?);
            }
        }
        Ok(hits)
    }

    /// What it takes to answer `query`.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn cost(&self, query: &Query) -> Result<Cost, IndexError> {
        let Nomination { query, exact } = self.prepare(query)?.nomination;
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.engine))?;
        let mut candidates = 0;
        for reader in self.engine.segment_readers() {
            candidates += u64::from(weight.count(reader)?);
        }
        Ok(Cost { candidates, exact })
    }
}
