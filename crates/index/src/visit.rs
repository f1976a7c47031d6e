//! Walking through the posts that a query matches, segment by segment, on all threads.
//!
//! Everything that is counted, listed or tallied goes through [`Searcher::visit`]: it takes what was nominated, leaves
//! out what was removed, lets the matcher judge where need be, and hands on blocks of posts.

use std::ops::Range;

use model::{WatchId, Words};
use query::{Candidate, Matcher, Query};
use tantivy::query::{EnableScoring, Weight};
use tantivy::schema::Field;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::store::StoreReader;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::error::IndexError;
use crate::nominate::{Nomination, Nominator};
use crate::record::{self, Record};
use crate::searcher::Searcher;
use crate::tags::Tag;

/// Segments larger than this are shared between threads.
const SHARE_MIN_POSTS: u32 = 200_000;

/// A query made ready for one commit of the index.
pub(crate) struct Prepared {
    pub nomination: Nomination,
    /// Judges and explains; absent where the nomination is known to be exact.
    pub matcher: Option<Matcher>,
}

/// A stretch of posts of one segment.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    pub segment: u32,
    pub docs: Range<DocId>,
}

impl Searcher {
    /// Makes `query` ready.
    pub(crate) fn prepare(&self, query: &Query) -> Result<Prepared, IndexError> {
        let matcher = Matcher::new(query, &self.plan)?;
        let nomination = self.nominator()?.nominate(query.root());
        Ok(Prepared { nomination, matcher: Some(matcher) })
    }

    pub(crate) fn nominator(&self) -> Result<Nominator<'_>, IndexError> {
        let cut = Term::from_field_text(self.fields.tags, &Tag::Cut.text());
        let has_cut = self.engine.doc_freq(&cut)? > 0;
        Ok(Nominator { fields: self.fields, plan: &self.plan, has_cut })
    }

    /// Calls `each` with blocks of matching posts in ascending order; `start` makes the state of one stretch. The
    /// states come back in the order of the segments.
    pub(crate) fn visit<S: Send>(
        &self,
        prepared: &Prepared,
        start: impl Fn(&SegmentReader) -> tantivy::Result<S> + Sync,
        each: impl Fn(&mut S, &[DocId]) + Sync,
    ) -> Result<Vec<(u32, S)>, IndexError> {
        let Nomination { query, exact } = &prepared.nomination;
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.engine))?;
        let walk = |stretch: Stretch| {
            let reader = self.engine.segment_reader(stretch.segment);
            let mut state = start(reader)?;
            let judge = prepared.matcher.as_ref().filter(|_| !exact);
            if let Some(matcher) = judge {
                let mut judge = Judge::new(self, reader, matcher)?;
                for_each_live(&*weight, reader, &stretch.docs, |docs| {
                    let kept = judge.keep(docs)?;
                    each(&mut state, kept);
                    Ok(())
                })?;
            } else {
                for_each_live(&*weight, reader, &stretch.docs, |docs| {
                    each(&mut state, docs);
                    Ok(())
                })?;
            }
            Ok((stretch.segment, state))
        };
        let stretches = self.stretches(SHARE_MIN_POSTS).into_iter();
        Ok(self.engine.index().search_executor().map(walk, stretches)?)
    }

    /// All segments, those above `share` posts cut in pieces, in order.
    pub(crate) fn stretches(&self, share: u32) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        for (segment, reader) in (0..).zip(self.engine.segment_readers()) {
            let max = reader.max_doc();
            let pieces = max.div_ceil(share.max(1)).clamp(1, 64);
            let size = max.div_ceil(pieces).max(1);
            for piece in 0..pieces {
                let docs = (piece * size).min(max)..((piece + 1) * size).min(max);
                if !docs.is_empty() {
                    stretches.push(Stretch { segment, docs });
                }
            }
        }
        stretches
    }
}

/// Hands on the posts of `range` that `weight` finds and that were not removed.
fn for_each_live(
    weight: &dyn Weight,
    reader: &SegmentReader,
    range: &Range<DocId>,
    mut each: impl FnMut(&[DocId]) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut docs = weight.scorer(reader, 1.0)?;
    if docs.doc() < range.start {
        docs.seek(range.start);
    }
    let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
    while docs.doc() < range.end && docs.doc() != TERMINATED {
        let filled = docs.fill_buffer(&mut buffer);
        let mut kept = filled;
        if let Some(last) = filled.checked_sub(1)
            && buffer.get(last).is_some_and(|doc| *doc >= range.end)
        {
            kept = buffer.get(..filled).map_or(0, |b| b.partition_point(|doc| *doc < range.end));
        }
        if let Some(alive) = reader.alive_bitset() {
            let mut to = 0;
            for from in 0..kept {
                let Some(&doc) = buffer.get(from) else { break };
                if alive.is_alive(doc) {
                    if let Some(place) = buffer.get_mut(to) {
                        *place = doc;
                    }
                    to += 1;
                }
            }
            kept = to;
        }
        if let Some(block) = buffer.get(..kept).filter(|block| !block.is_empty()) {
            each(block)?;
        }
    }
    Ok(())
}

/// Lets the matcher judge stored posts.
pub(crate) struct Judge<'a> {
    searcher: &'a Searcher,
    matcher: &'a Matcher,
    store: StoreReader,
    words: Words,
    watches: Vec<WatchId>,
    kept: Vec<DocId>,
}

impl<'a> Judge<'a> {
    pub fn new(
        searcher: &'a Searcher,
        reader: &SegmentReader,
        matcher: &'a Matcher,
    ) -> tantivy::Result<Self> {
        let store = reader.get_store_reader(1)?;
        let (words, watches, kept) = Default::default();
        Ok(Self { searcher, matcher, store, words, watches, kept })
    }

    /// Those of `docs` that match.
    fn keep(&mut self, docs: &[DocId]) -> tantivy::Result<&[DocId]> {
        self.kept.clear();
        for &doc in docs {
            let stored: Stored = self.store.get(doc)?;
            let record = stored.read(&mut self.watches)?;
            self.words.read(record.title, record.text);
            let candidate = record.candidate(self.searcher, &self.words, &self.watches);
            if self.matcher.matches(&candidate) {
                self.kept.push(doc);
            }
        }
        Ok(&self.kept)
    }
}

/// The stored bytes of a post.
#[derive(Debug, Default)]
pub(crate) struct Stored(pub Vec<u8>);

impl Stored {
    /// The record in them.
    pub fn read<'a>(&'a self, watches: &mut Vec<WatchId>) -> tantivy::Result<Record<'a>> {
        record::read(&self.0, watches).ok_or_else(|| {
            let note = "a stored post cannot be read";
            tantivy::error::DataCorruption::comment_only(note).into()
        })
    }
}

impl DocumentDeserialize for Stored {
    fn deserialize<'de, D>(mut from: D) -> Result<Self, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let field: Option<(Field, Vec<u8>)> = from.next_field()?;
        Ok(Self(field.map(|(_, bytes)| bytes).unwrap_or_default()))
    }
}

impl Record<'_> {
    /// The post as the matcher sees it.
    pub fn candidate<'c>(
        &'c self,
        searcher: &'c Searcher,
        words: &'c Words,
        watches: &'c [WatchId],
    ) -> Candidate<'c> {
        Candidate {
            words,
            title: self.title,
            text: self.text,
            author: self.author,
            author_name: self.author_name,
            network: self.network,
            channel: self.channel,
            language: self.language,
            url: self.url,
            kind: self.traits.kind(),
            side: self.traits.side(),
            source: searcher.source_name(self.source),
            label: self.traits.label(),
            emotion: self.traits.emotion(),
            acts: self.traits.acts(),
            media: self.traits.media(),
            repeat: self.traits.repeat(),
            followers: self.followers,
            engagement: self.engagement,
            created_at: self.created_at,
            watches,
        }
    }
}
