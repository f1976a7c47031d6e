//! A file on its way in: found out once at its head, then read chunk by chunk.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;
use model::Network;

use crate::chunk::{Chunk, RawChunk};
use crate::compression::Compression;
use crate::dates::Dates;
use crate::encoding::{self, Decoded, Guess};
use crate::error::ImportError;
use crate::feed::{Feed, HEAD_BYTES};
use crate::field::Field;
use crate::flatten::Paths;
use crate::foreign;
use crate::input::{Counting, Input, read_up_to};
use crate::normalise::{Normaliser, Shape};
use crate::options::{CHUNK_BYTES, CHUNK_ROWS, Format, ImportOptions};
use crate::preview::{self, Facts, Preview};
use crate::raw::RawWriter;
use crate::rejects::{RejectFile, RejectsHeader};
use crate::sniff::{Sniffed, sample, sniff};
use crate::split::Splitter;

/// A file on its way in. As an iterator it yields chunks; [`Import::next_raw`] and [`Import::normaliser`] let the caller
/// make posts in threads of its own.
pub struct Import {
    name: String,
    feed: Feed,
    splitter: Splitter,
    normaliser: Arc<Normaliser>,
    read: Arc<AtomicU64>,
    total_bytes: Option<u64>,
    number: u64,
    failed: Option<io::Error>,
    ended: bool,
    preview: Preview,
    header: RejectsHeader,
}

impl Import {
    /// Opens the file at `path` and finds out what it is.
    pub fn open_file(path: &Path, options: &ImportOptions) -> Result<Self, ImportError> {
        let name = path.display().to_string();
        let input = Input::file(path).map_err(|reason| ImportError::Unreadable { name, reason })?;
        Self::open(input, options)
    }

    /// Reads the head of `input` and finds out what it is.
    pub fn open(input: Input, options: &ImportOptions) -> Result<Self, ImportError> {
        let Input { name, reader, total_bytes } = input;
        let (counting, read) = Counting::new(reader);
        let unreadable = |reason| ImportError::Unreadable { name: name.clone(), reason };
        let (compression, inner, head, whole) = unpacked(counting).map_err(unreadable)?;
        let guess = guess_encoding(&name, &head, whole, options)?;
        let chained = Box::new(io::Read::chain(io::Cursor::new(head), inner));
        let source = Decoded::new(chained, guess.encoding, guess.mark).map_err(unreadable)?;
        let mut feed = Feed::new(source);
        while feed.data().len() < HEAD_BYTES / 2 && !feed.ended() {
            feed.more().map_err(unreadable)?;
        }
        if foreign::is_binary(feed.data()) {
            let what = "no text but a binary file of unknown kind";
            let remedy = "export the posts as CSV or JSON";
            return Err(ImportError::Foreign { name, what, remedy });
        }
        let cr_only = memchr::memchr(b'\n', feed.data()).is_none()
            && memchr::memchr(b'\r', feed.data()).is_some();
        if cr_only {
            feed.treat_cr_as_lf();
        }
        if feed.data().trim_ascii().is_empty() {
            return Err(ImportError::Empty { name });
        }
        let sniffed = sniff(&name, feed.data(), feed.ended(), options)?;
        let mut facts = Facts { name: name.clone(), compression, guess, cr_only, total_bytes };
        feed.consume(sniffed.skip);
        let (normaliser, header, preview) = understand(&feed, &sniffed, options, &mut facts)?;
        Ok(Self {
            name,
            feed,
            splitter: sniffed.splitter,
            normaliser: Arc::new(normaliser),
            read,
            total_bytes,
            number: 0,
            failed: None,
            ended: false,
            preview,
            header,
        })
    }

    /// What was understood of the file, with some posts and problems from its head.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// The file's name, as messages give it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The length of the file on disk, where it is known; [`Chunk::bytes_read`] counts towards it.
    pub fn total_bytes(&self) -> Option<u64> {
        self.total_bytes
    }

    /// Makes posts of raw chunks, in any thread.
    pub fn normaliser(&self) -> Arc<Normaliser> {
        Arc::clone(&self.normaliser)
    }

    /// The writer for this file's rejects, in the folder `dir`. Rejects of rejects replace the file they come from.
    pub fn reject_file(&self, dir: &Path) -> RejectFile {
        RejectFile::new(dir, &self.header.file, self.header.clone())
    }

    /// The next run of records. After an error nothing more comes.
    pub fn next_raw(&mut self) -> Option<Result<RawChunk, ImportError>> {
        if let Some(reason) = self.failed.take() {
            let line = self.feed.line();
            return Some(Err(ImportError::Interrupted { name: self.name.clone(), line, reason }));
        }
        if self.ended {
            return None;
        }
        let mut chunk = RawChunk { number: self.number, ..RawChunk::default() };
        while chunk.records.len() < CHUNK_ROWS && chunk.bytes.len() < CHUNK_BYTES {
            match self.splitter.next(&mut self.feed, &mut chunk) {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    break;
                }
                Err(error) => {
                    self.failed = Some(error);
                    self.ended = true;
                    break;
                }
            }
        }
        if chunk.records.is_empty() {
            return self.failed.is_some().then(|| self.next_raw()).flatten();
        }
        self.number += 1;
        chunk.replaced = self.feed.take_replaced();
        chunk.bytes_read = self.read.load(Ordering::Relaxed);
        Some(Ok(chunk))
    }
}

impl Iterator for Import {
    type Item = Result<Chunk, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = self.next_raw()?;
        Some(raw.map(|raw| self.normaliser.normalise(&raw)))
    }
}

type Unpacked = (Compression, Box<dyn io::Read + Send>, Vec<u8>, bool);

/// The stream without its packing, with its head read apart; `true` when the head is all.
fn unpacked(mut packed: impl io::Read + Send + 'static) -> io::Result<Unpacked> {
    let mut magic = Vec::new();
    read_up_to(&mut packed, &mut magic, 16)?;
    let compression = Compression::of(&magic);
    let mut inner = compression.unpack(io::Read::chain(io::Cursor::new(magic), packed))?;
    let mut head = Vec::new();
    // A packed file that is cut off within its head still has rows before the cut.
    let whole = match read_up_to(&mut inner, &mut head, HEAD_BYTES) {
        Ok(whole) => whole,
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => {
            inner = Box::new(Broken(Some(error)));
            false
        }
    };
    Ok((compression, inner, head, whole))
}

/// Yields an error that was met earlier.
struct Broken(Option<io::Error>);

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn guess_encoding(
    name: &str,
    head: &[u8],
    whole: bool,
    options: &ImportOptions,
) -> Result<Guess, ImportError> {
    let name = || name.to_owned();
    if head.is_empty() {
        return Err(ImportError::Empty { name: name() });
    }
    if let Some((what, remedy)) = foreign::recognise(head) {
        return Err(ImportError::Foreign { name: name(), what, remedy });
    }
    let guess = encoding::guess(head, whole);
    let guess = match &options.encoding {
        None => guess,
        Some(label) => {
            let encoding = Encoding::for_label(label.trim().as_bytes())
                .ok_or_else(|| ImportError::UnknownEncoding { label: label.clone() })?;
            let mark = if guess.encoding == encoding { guess.mark } else { 0 };
            Guess { encoding, mark, uncertain: false }
        }
    };
    Ok(guess)
}

/// Decides from the head what dates and texts look like, and tries it all on the rows there.
fn understand(
    feed: &Feed,
    sniffed: &Sniffed,
    options: &ImportOptions,
    facts: &mut Facts,
) -> Result<(Normaliser, RejectsHeader, Preview), ImportError> {
    let rows = sample(&sniffed.splitter, feed.data(), feed.line(), feed.ended());
    if rows.records.is_empty() && feed.ended() && sniffed.format == Format::Table {
        return Err(ImportError::NoRows { name: facts.name.clone(), line: sniffed.line });
    }
    let mut source = options.source.clone();
    if let Some(header) = &sniffed.mended
        && let Ok(network) = Network::new(&header.network)
    {
        source.network = network;
    }
    let shape = match sniffed.delimiter {
        Some(delimiter) => Shape::Table { delimiter, raw: RawWriter::new(&sniffed.columns) },
        None => Shape::Objects(Paths::new(&sniffed.layout.columns, sniffed.wrapper.clone())),
    };
    let mut normaliser = Normaliser {
        layout: sniffed.layout.clone(),
        dates: Dates::new(options.zone.clone(), None, options.now, options.allow_future),
        source,
        html: Vec::new(),
        shape,
    };
    let evidence = preview::evidence(&normaliser, &rows);
    let earlier = sniffed.mended.as_ref();
    let order = options
        .date_order
        .or_else(|| earlier.and_then(|header| header.date_order))
        .or_else(|| evidence.dates.order());
    normaliser.dates = Dates::new(options.zone.clone(), order, options.now, options.allow_future);
    normaliser.html = match (options.html, earlier) {
        (Some(true), _) => vec![Field::Text, Field::MoreText, Field::Title],
        (Some(false), _) => Vec::new(),
        (None, Some(header)) => header.html.iter().filter_map(|w| Field::from_word(w)).collect(),
        (None, None) => evidence.html.clone(),
    };
    let header = rejects_header(sniffed, &normaliser, order, options, &facts.name);
    let preview = preview::make(&normaliser, sniffed, &rows, &evidence, order, options, facts);
    Ok((normaliser, header, preview))
}

fn rejects_header(
    sniffed: &Sniffed,
    normaliser: &Normaliser,
    order: Option<crate::options::DateOrder>,
    options: &ImportOptions,
    name: &str,
) -> RejectsHeader {
    let earlier = sniffed.mended.clone();
    let map = match &earlier {
        Some(header) if options.mapping.is_empty() => header.map.clone(),
        _ => options.mapping.to_string(),
    };
    RejectsHeader {
        file: earlier.as_ref().map_or_else(|| name.to_owned(), |header| header.file.clone()),
        source: options.source.name.clone(),
        network: normaliser.source.network.as_str().to_owned(),
        delimiter: sniffed.delimiter.map(char::from),
        columns: sniffed.columns.clone(),
        wrapper: sniffed.wrapper.clone(),
        map,
        date_order: order,
        html: normaliser.html.iter().map(|field| field.as_str().to_owned()).collect(),
    }
}
