//! Reading a column for a block of posts at once.

use tantivy::DocId;
use tantivy::fastfield::Column;

use crate::count::BLOCK;

/// A column in which every post has exactly one value, with room for a block of them.
pub(crate) struct NumberColumn {
    column: Column<u64>,
    values: [u64; BLOCK],
}

impl NumberColumn {
    pub fn new(column: Column<u64>) -> Self {
        Self { column, values: [0; BLOCK] }
    }

    /// The values of `docs`, which are ascending and at most [`BLOCK`].
    pub fn read(&mut self, docs: &[DocId]) -> &[u64] {
        let (Some(first), Some(last)) = (docs.first(), docs.last()) else { return &[] };
        let Some(values) = self.values.get_mut(..docs.len()) else { return &[] };
        if (last - first) as usize + 1 == docs.len() {
            // Posts in a row unpack many at a time.
            self.column.values.get_range(u64::from(*first), values);
        } else {
            self.column.values.get_vals(docs, values);
        }
        values
    }
}
