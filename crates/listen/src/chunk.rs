//! What comes out of an import: chunks of posts and rejects, and their sum.

use model::{Gap, GapCause, Post, Source, Timestamp, Window};

/// A row that could not be made a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The line of the file in which it begins, from 1.
    pub line: u64,
    /// Why, for the person who mends it.
    pub reason: String,
    /// The row as it stands in the file (as UTF-8 where the file is in another encoding), without its line end.
    pub bytes: Vec<u8>,
    /// How long the row is, where `bytes` had to be cut.
    pub cut_from: Option<u64>,
}

/// A run of rows, turned into posts and rejects. Every row is one or the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chunk {
    /// Its place in the file, from 0; the same each time the same file is read with the same options.
    pub number: u64,
    /// Posts in the order of the file.
    pub posts: Vec<Post>,
    /// Rows that could not be made posts.
    pub rejects: Vec<Reject>,
    /// Posts and rejects together.
    pub rows: u64,
    /// Texts that were longer than [`crate::options::TEXT_CHARS`] and were cut there.
    pub shortened: u64,
    /// Places where bytes that are no text were replaced by U+FFFD: rows kept although a column of no weight held some, and in
    /// files of another encoding than UTF-8 everything that could not be decoded.
    pub replaced: u64,
    /// How far the input was read when the chunk was complete, in bytes as they lie on disk.
    pub bytes_read: u64,
}

/// What several chunks come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows read.
    pub rows: u64,
    /// Posts made of them.
    pub posts: u64,
    /// Rows that could not be made posts.
    pub rejects: u64,
    /// Texts cut at their greatest length.
    pub shortened: u64,
    /// Places with replaced bytes.
    pub replaced: u64,
    /// The first moment of all posts.
    pub first: Option<Timestamp>,
    /// The last moment of all posts.
    pub last: Option<Timestamp>,
}

impl Tally {
    /// Adds one chunk.
    pub fn add(&mut self, chunk: &Chunk) {
        self.rows += chunk.rows;
        self.posts += chunk.posts.len() as u64;
        self.rejects += chunk.rejects.len() as u64;
        self.shortened += chunk.shortened;
        self.replaced += chunk.replaced;
        let moments = || chunk.posts.iter().map(|post| post.created_at);
        self.first = moments().chain(self.first).min();
        self.last = moments().chain(self.last).max();
    }

    /// What the rejects leave uncaptured: the stretch that the file covers, with the number of rows lost in it. `None`
    /// when nothing was rejected or no post tells the stretch.
    pub fn gap(&self, source: &Source) -> Option<Gap> {
        let (first, last) = (self.first?, self.last?);
        (self.rejects > 0).then(|| Gap {
            source: source.id,
            source_name: source.name.clone(),
            window: Window { since: first, until: last.plus_secs(1) },
            cause: GapCause::ParseFailures,
            lost: Some(self.rejects),
        })
    }
}

/// How the cells of a record are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// As the rules say: a quote inside a quoted cell is doubled.
    Strict,
    /// A quote ends a cell only before a delimiter or the line's end.
    Loose,
    /// Quotes mean nothing.
    Literal,
}

/// What a splitter found a record to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A row of a table with the right number of columns.
    Row(Quoting),
    /// A balanced JSON object, or what should be one.
    Object,
    /// Nothing that can be read, and why.
    Bad { reason: String, cut_from: Option<u64> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) end: usize,
    pub(crate) line: u64,
    pub(crate) verdict: Verdict,
}

/// A run of records as they stand in the file, not yet understood; [`crate::Normaliser::normalise`] makes the
/// [`Chunk`], in any thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawChunk {
    pub(crate) number: u64,
    pub(crate) bytes: Vec<u8>,
    pub(crate) records: Vec<Record>,
    pub(crate) replaced: u64,
    pub(crate) bytes_read: u64,
}

impl RawChunk {
    /// Its place in the file, from 0.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many rows are in it.
    pub fn rows(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn push(&mut self, bytes: &[u8], line: u64, verdict: Verdict) {
        self.bytes.extend_from_slice(bytes);
        self.records.push(Record { end: self.bytes.len(), line, verdict });
    }

    pub(crate) fn push_bad(&mut self, bytes: &[u8], line: u64, reason: impl Into<String>) {
        let kept = bytes.get(..crate::options::RECORD_BYTES).unwrap_or(bytes);
        let cut_from = (kept.len() < bytes.len()).then_some(bytes.len() as u64);
        self.push(kept, line, Verdict::Bad { reason: reason.into(), cut_from });
    }

    /// Every record with its bytes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Record, &[u8])> {
        let starts = std::iter::once(0).chain(self.records.iter().map(|record| record.end));
        self.records
            .iter()
            .zip(starts)
            .map(|(record, start)| (record, self.bytes.get(start..record.end).unwrap_or_default()))
    }
}
