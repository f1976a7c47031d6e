//! The posts that hold any term with a given start that also passes a test: wildcards and starts of handles.

use std::fmt;
use std::sync::Arc;

use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TantivyError};

type Test = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// Walks the part of the term dictionary that starts with `prefix`.
#[derive(Clone)]
pub(crate) struct PrefixQuery {
    field: Field,
    prefix: String,
    test: Test,
}

impl PrefixQuery {
    /// `test` sees terms that start with `prefix`.
    pub fn new(
        field: Field,
        prefix: &str,
        test: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self { field, prefix: prefix.to_owned(), test: Arc::new(test) }
    }
}

impl fmt::Debug for PrefixQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrefixQuery({:?}, {:?})", self.field, self.prefix)
    }
}

impl Query for PrefixQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PrefixQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inverted = reader.inverted_index(self.field)?;
        let mut docs: Option<BitSet> = None;
        let mut stream = inverted.terms().range().ge(&self.prefix).into_stream()?;
        while stream.advance() {
            if !stream.key().starts_with(self.prefix.as_bytes()) {
                break;
            }
            if !std::str::from_utf8(stream.key()).is_ok_and(|term| (self.test)(term)) {
                continue;
            }
            let docs = docs.get_or_insert_with(|| BitSet::with_max_value(reader.max_doc()));
            let mut postings = inverted
                .read_block_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
            while !postings.docs().is_empty() {
                for doc in postings.docs() {
                    docs.insert(*doc);
                }
                postings.advance();
            }
        }
        Ok(match docs {
            Some(docs) => Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() <= doc && scorer.seek(doc) == doc {
            return Ok(Explanation::new("PrefixQuery", 1.0));
        }
        Err(TantivyError::InvalidArgument(format!("post {doc} does not match")))
    }
}
