//! Streaming every post once: what an assessment looks at.
//!
//! Posts lie in compressed blocks in the order in which they came; a part is a run of them. Time is checked in a column
//! first, so that blocks outside the window are not even decompressed.

use std::ops::Range;

use model::{Acts, Emotion, Kind, Language, Sentiment, Seq, Side, Timestamp, WatchId, Window};
use tantivy::DocId;

use crate::count::BLOCK;
use crate::entry::created_secs;
use crate::error::IndexError;
use crate::read_column::NumberColumn;
use crate::schema::column;
use crate::searcher::Searcher;
use crate::visit::{Stored, Stretch};

/// Each part has about this many posts, so that parts can be shared evenly between threads.
const PART_POSTS: u32 = 100_000;

/// A post as an assessment sees it; borrowed for the time of one visit.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its place in the ledger.
    pub seq: Seq,
    /// `PostId::key` of the post.
    pub key: u64,
    /// `PostId::key` of the post that it answers, quotes or passes on.
    pub parent: Option<u64>,
    /// When it was said.
    pub created_at: Timestamp,
    /// The watches that match it, ascending.
    pub watches: &'a [WatchId],
    /// Where it was said.
    pub network: &'a str,
    /// The part of the network.
    pub channel: Option<&'a str>,
    /// The author's handle as stored, empty when unknown.
    pub author: &'a str,
    /// Of the author, as declared.
    pub followers: Option<u64>,
    /// As declared.
    pub engagement: Option<u64>,
    /// As understood.
    pub language: Language,
    /// To within 1/255; its label is exact.
    pub sentiment: Option<Sentiment>,
    /// The emotion that stands out.
    pub emotion: Option<Emotion>,
    /// What it does.
    pub acts: Acts,
    /// Original, reply …
    pub kind: Kind,
    /// Inside or outside.
    pub side: Side,
    /// Whether it repeats an earlier post.
    pub repeat: bool,
    /// Headline.
    pub title: Option<&'a str>,
    /// The words.
    pub text: &'a str,
}

impl Searcher {
    /// How many parts there are to scan, each independent of the others.
    pub fn parts(&self) -> usize {
        self.part_list().len()
    }

    /// Calls `visit` for each post of `part` (counted from 0) that was said in `window`. A part that does not exist
    /// is empty.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index fails.
    pub fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(&Row<'_>),
    ) -> Result<(), IndexError> {
        for Stretch { segment, docs } in self.part_list().into_iter().nth(part).unwrap_or_default()
        {
            self.scan_segment(segment, docs, window, visit)?;
        }
        Ok(())
    }

    /// Neighbouring stretches, joined until each part has enough posts.
    fn part_list(&self) -> Vec<Vec<Stretch>> {
        let mut parts: Vec<Vec<Stretch>> = Vec::new();
        let mut room = 0;
        for stretch in self.stretches(PART_POSTS) {
            let size = stretch.docs.len();
            match parts.last_mut() {
                Some(part) if size <= room => part.push(stretch),
                _ => {
                    room = PART_POSTS as usize;
                    parts.push(vec![stretch]);
                }
            }
            room = room.saturating_sub(size);
        }
        parts
    }

    fn scan_segment(
        &self,
        segment: u32,
        docs: Range<DocId>,
        window: Window,
        visit: &mut dyn FnMut(&Row<'_>),
    ) -> Result<(), IndexError> {
        let reader = self.engine.segment_reader(segment);
        let store = reader.get_store_reader(1)?;
        let created = reader.fast_fields().u64(column::CREATED)?;
        let (least, most) = (created_secs(created.min_value()), created_secs(created.max_value()));
        let all_inside = window.contains(Timestamp(least)) && window.contains(Timestamp(most));
        if !all_inside && (Timestamp(most) < window.since || Timestamp(least) >= window.until) {
            return Ok(());
        }
        let mut created = NumberColumn::new(created);
        let mut watches = Vec::new();
        let mut block: Vec<DocId> = Vec::with_capacity(BLOCK);
        let mut next = docs.start;
        while next < docs.end {
            block.clear();
            let end = docs.end.min(next + BLOCK as u32);
            block.extend(next..end);
            next = end;
            if !all_inside {
                let moments = created.read(&block);
                let mut inside =
                    moments.iter().map(|key| window.contains(Timestamp(created_secs(*key))));
                block.retain(|_| inside.next().unwrap_or(false));
            }
            for &doc in block.iter().filter(|doc| !reader.is_deleted(**doc)) {
                let stored: Stored = store.get(doc)?;
                let record = stored.read(&mut watches)?;
                visit(&Row {
                    seq: record.seq,
                    key: record.id.key(),
                    parent: record.parent,
                    created_at: record.created_at,
                    watches: &watches,
                    network: record.network,
                    channel: record.channel,
                    author: record.author,
                    followers: record.followers,
                    engagement: record.engagement,
                    language: record.language,
                    sentiment: record.sentiment,
                    emotion: record.traits.emotion(),
                    acts: record.traits.acts(),
                    kind: record.traits.kind(),
                    side: record.traits.side(),
                    repeat: record.traits.repeat(),
                    title: record.title,
                    text: record.text,
                });
            }
        }
        Ok(())
    }
}
