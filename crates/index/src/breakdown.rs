//! What the matching posts are made of: how many per network, language or watch.

use query::Query;
use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::fastfield::Column;
use tantivy::{DocId, SegmentReader};

use crate::error::IndexError;
use crate::schema::column;
use crate::searcher::Searcher;

/// By what posts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Where they were said, by the network's name.
    Network,
    /// The language as understood, by its tag.
    Language,
    /// The watches that match them, by name; a post counts once for each.
    Watch,
}

impl Searcher {
    /// How many of the posts that match fall to each network, language or watch; the largest first, then by name.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn breakdown(&self, query: &Query, by: By) -> Result<Vec<(String, u64)>, IndexError> {
        let prepared = self.prepare(query)?;
        let stretches = self.visit(&prepared, |reader| Shares::new(reader, by), Shares::see)?;
        let mut sums: FxHashMap<String, u64> = FxHashMap::default();
        for (_, shares) in stretches {
            for (value, count) in shares.counts {
                let name = match &shares.names {
                    Some(names) => {
                        let mut name = String::new();
                        names.ord_to_str(value, &mut name)?;
                        name
                    }
                    None => self.watch_name(value),
                };
                *sums.entry(name).or_default() += count;
            }
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        Ok(sums)
    }

    /// A watch that the plan no longer holds is called by its number.
    fn watch_name(&self, id: u64) -> String {
        let known = self.plan.watches.iter().find(|watch| u64::from(watch.id.0) == id);
        known.map_or_else(|| format!("#{id}"), |watch| watch.name.clone())
    }
}

/// Counts of one stretch by the numbers that stand for names in its segment.
struct Shares {
    values: Option<Column<u64>>,
    names: Option<StrColumn>,
    counts: FxHashMap<u64, u64>,
}

impl Shares {
    fn new(reader: &SegmentReader, by: By) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let names = match by {
            By::Network => columns.str(column::NETWORK)?,
            By::Language => columns.str(column::LANGUAGE)?,
            By::Watch => None,
        };
        let values = match (&names, by) {
            (Some(names), _) => Some(names.ords().clone()),
            (None, By::Watch) => columns.column_opt(column::WATCH)?,
            (None, _) => None,
        };
        Ok(Self { values, names, counts: FxHashMap::default() })
    }

    fn see(&mut self, docs: &[DocId]) {
        let Some(values) = &self.values else { return };
        for &doc in docs {
            for value in values.values_for_doc(doc) {
                *self.counts.entry(value).or_default() += 1;
            }
        }
    }
}
