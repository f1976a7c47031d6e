//! Finds out what form a file has from its head.

use crate::chunk::RawChunk;
use crate::error::ImportError;
use crate::feed::Feed;
use crate::layout::Layout;
use crate::options::{Format, ImportOptions};
use crate::rejects::RejectsHeader;
use crate::split::Splitter;

pub(crate) mod json;
pub(crate) mod rejects;
pub(crate) mod table;

/// Records of the head that are looked at.
const SAMPLE_RECORDS: usize = 400;

/// What a file's head shows.
#[derive(Debug, Clone)]
pub(crate) struct Sniffed {
    pub(crate) format: Format,
    pub(crate) splitter: Splitter,
    /// Bytes before the first record.
    pub(crate) skip: usize,
    /// The line of the header; of the first object in JSON.
    pub(crate) line: u64,
    /// The header of a table; the paths found in JSON objects.
    pub(crate) columns: Vec<String>,
    pub(crate) delimiter: Option<u8>,
    /// A member in which each JSON object is wrapped.
    pub(crate) wrapper: Option<String>,
    pub(crate) layout: Layout,
    /// What the first import of these rejects knew.
    pub(crate) mended: Option<RejectsHeader>,
    pub(crate) notes: Vec<String>,
}

/// What the head of the file called `name` shows; `whole` tells that the file ends with it.
pub(crate) fn sniff(
    name: &str,
    head: &[u8],
    whole: bool,
    options: &ImportOptions,
) -> Result<Sniffed, ImportError> {
    let start = head.trim_ascii_start();
    if let Some(found) = rejects::sniff(name, head, options)? {
        return Ok(found);
    }
    let looks_json = matches!(start.first(), Some(b'{' | b'['));
    match options.format {
        Some(Format::Json | Format::JsonLines) => json::sniff(name, head, whole, options),
        None if looks_json => json::sniff(name, head, whole, options),
        _ => table::sniff(name, head, options),
    }
}

/// The records at the head of a file, cut by `splitter`; the last one is left out when the head may cut it off.
pub(crate) fn sample(splitter: &Splitter, head: &[u8], line: u64, whole: bool) -> RawChunk {
    let mut feed = Feed::of_bytes(head, line);
    let mut splitter = splitter.clone();
    let mut chunk = RawChunk::default();
    // Bytes in memory cannot fail to be read.
    while chunk.records.len() < SAMPLE_RECORDS
        && matches!(splitter.next(&mut feed, &mut chunk), Ok(true))
    {}
    if !whole && feed.data().is_empty() {
        chunk.records.pop();
    }
    chunk
}
