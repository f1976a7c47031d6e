//! Cuts a stream into records, with bounded memory and without trusting its quotes or brackets.

use std::io;

use crate::chunk::{RawChunk, Verdict};
use crate::feed::{Feed, HEAD_BYTES};
use crate::options::RECORD_BYTES;

pub(crate) mod json;
pub(crate) mod mended;
pub(crate) mod table;

use json::{Elements, Lines};
use mended::Mended;
use table::Table;

/// Cuts a stream into records.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Splitter {
    /// Rows of a table, the header already consumed.
    Table(Table),
    /// JSON objects, one per line.
    Lines(Lines),
    /// JSON objects one after another, or in an array.
    Elements(Elements),
    /// Rejects of an earlier import.
    Mended(Mended),
}

impl Splitter {
    /// Appends the next record; `false` when there is none.
    pub(crate) fn next(&mut self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        match self {
            Self::Table(table) => table.next(feed, chunk),
            Self::Lines(lines) => lines.next(feed, chunk),
            Self::Elements(elements) => elements.next(feed, chunk),
            Self::Mended(mended) => mended.next(feed, chunk),
        }
    }
}

/// The first line of the window without its end, and how many bytes it takes with it. Reads on until the line is
/// complete; `None` when it is longer than `limit`.
pub(crate) fn whole_line(feed: &mut Feed, limit: usize) -> io::Result<Option<(usize, usize)>> {
    loop {
        let data = feed.data();
        if let Some(end) = memchr::memchr(b'\n', data) {
            let carriage = end > 0 && data.get(end - 1) == Some(&b'\r');
            return Ok(Some((end - usize::from(carriage), end + 1)));
        }
        if feed.ended() {
            return Ok(Some((data.len(), data.len())));
        }
        if data.len() >= limit {
            return Ok(None);
        }
        feed.more()?;
    }
}

/// Streams past what cannot be read: everything up to where `find_end` says that the next record may begin (as a
/// distance into the bytes it is given). The first bytes are kept for the reject.
pub(crate) fn skip_record(
    feed: &mut Feed,
    chunk: &mut RawChunk,
    reason: &str,
    mut find_end: impl FnMut(&[u8]) -> Option<usize>,
) -> io::Result<()> {
    let line = feed.line();
    let mut kept = Vec::new();
    let mut length = 0;
    loop {
        let data = feed.data();
        let end = find_end(data);
        let part = data.get(..end.unwrap_or(data.len())).unwrap_or(data);
        let room = RECORD_BYTES.saturating_sub(kept.len());
        kept.extend_from_slice(part.get(..room).unwrap_or(part));
        let taken = part.len();
        length += taken as u64;
        feed.consume(taken);
        if end.is_some() || (feed.data().is_empty() && feed.ended()) {
            break;
        }
        feed.more()?;
    }
    let trimmed = kept.trim_ascii_end();
    let cut_from = (length > kept.len() as u64).then_some(length);
    chunk.push(trimmed, line, Verdict::Bad { reason: reason.to_owned(), cut_from });
    Ok(())
}

/// Ends [`skip_record`] after the next line end.
pub(crate) fn after_line_end(data: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', data).map(|end| end + 1)
}

/// Makes the window hold something; `false` at the end of the stream.
pub(crate) fn ensure_data(feed: &mut Feed) -> io::Result<bool> {
    while feed.data().is_empty() && !feed.ended() {
        feed.more()?;
    }
    if feed.data().len() < HEAD_BYTES / 8 && !feed.ended() {
        feed.more()?;
    }
    Ok(!feed.data().is_empty())
}
