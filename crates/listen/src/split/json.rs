//! JSON objects: one per line, one after another, or in an array; a broken one loses itself only.

use std::io;

use super::{after_line_end, ensure_data, skip_record, whole_line};
use crate::chunk::{RawChunk, Verdict};
use crate::feed::Feed;
use crate::options::LINE_BYTES;

const TOO_LONG: &str = "the object is longer than 16 MiB: remove what is too long";
const NO_OBJECT: &str = "this is no JSON object";
/// Deeper than this no export nests, and the reader of JSON would refuse.
const DEEPEST: usize = 100;

/// One object per line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lines;

impl Lines {
    /// Appends the next line that is not blank.
    pub(crate) fn next(&mut self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        while ensure_data(feed)? {
            let Some((end, consumed)) = whole_line(feed, LINE_BYTES)? else {
                let reason = "the line is longer than 16 MiB: remove what is too long";
                skip_record(feed, chunk, reason, after_line_end)?;
                return Ok(true);
            };
            let line = feed.data().get(..end).unwrap_or_default().trim_ascii();
            let line = line.strip_suffix(b",").unwrap_or(line);
            let kind = match line.first() {
                Some(b'{') => Some(Verdict::Object),
                Some(b'[' | b']') if line.len() == 1 => None,
                Some(_) => Some(Verdict::Bad { reason: NO_OBJECT.to_owned(), cut_from: None }),
                None => None,
            };
            let found = kind.is_some();
            if let Some(verdict) = kind {
                chunk.push(line, feed.line(), verdict);
            }
            feed.consume(consumed);
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What stands at the start of some bytes that begin with `{` or `[`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// Not complete.
    More,
    /// A balanced value of this many bytes.
    Value(usize),
    /// It cannot become a value.
    Malformed(&'static str),
}

/// Finds the end of the value at the start of `data` by its brackets.
pub(crate) fn scan(data: &[u8], ended: bool) -> Scan {
    let mut open = [0_u8; DEEPEST];
    let mut depth = 0_usize;
    let mut at = 0;
    let mut last = 0;
    while let Some(&byte) = data.get(at) {
        match byte {
            // Inside an object only a key's value may open a bracket: anything else is the next object already.
            b'{' | b'[' if last != b':' && depth > 0 && open.get(depth - 1) == Some(&b'}') => {
                return Scan::Malformed("a `}` of the object is missing");
            }
            b'{' | b'[' => {
                let Some(slot) = open.get_mut(depth) else {
                    return Scan::Malformed("the object nests deeper than 100 levels");
                };
                *slot = byte + 2;
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if open.get(depth) != Some(&byte) {
                    return Scan::Malformed("a bracket of the object closes without having opened");
                }
                if depth == 0 {
                    return Scan::Value(at + 1);
                }
            }
            b'"' => match string_end(data, at + 1) {
                StringEnd::At(end) => at = end,
                StringEnd::More if !ended => return Scan::More,
                StringEnd::More => return Scan::Malformed("the object is cut off inside a string"),
                StringEnd::LineBreak => {
                    return Scan::Malformed("a string of the object does not close on its line");
                }
            },
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
        at += 1;
    }
    if ended { Scan::Malformed("the object is cut off: a `}` is missing") } else { Scan::More }
}

enum StringEnd {
    At(usize),
    More,
    LineBreak,
}

/// Where the closing quote stands of the string whose contents begin at `at`.
fn string_end(data: &[u8], mut at: usize) -> StringEnd {
    loop {
        let rest = data.get(at..).unwrap_or_default();
        match memchr::memchr3(b'"', b'\\', b'\n', rest) {
            Some(step) => match rest.get(step) {
                Some(b'"') => return StringEnd::At(at + step),
                Some(b'\n') => return StringEnd::LineBreak,
                _ => at += step + 2,
            },
            None => return StringEnd::More,
        }
    }
}

/// Objects one after another, separated by commas or white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Elements {
    /// Objects stand in an array: a `]` ends it.
    pub(crate) in_array: bool,
    /// The key of that array, when it is a member of an object; further arrays under the same key are read as well
    /// (several pages of answers in one file).
    pub(crate) key: Option<String>,
}

impl Elements {
    /// Appends the next object.
    pub(crate) fn next(&mut self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        while ensure_data(feed)? {
            let data = feed.data();
            let skip = data.iter().take_while(|b| b.is_ascii_whitespace() || **b == b',').count();
            if skip > 0 {
                feed.consume(skip);
                continue;
            }
            match data.first() {
                Some(b']') if self.in_array => {
                    feed.consume(1);
                    if !self.next_array(feed)? {
                        return Ok(false);
                    }
                }
                Some(b'{') => {
                    if self.object(feed, chunk)? {
                        return Ok(true);
                    }
                }
                _ => {
                    let mut first = true;
                    skip_record(feed, chunk, NO_OBJECT, |data| {
                        let from = usize::from(std::mem::take(&mut first));
                        let rest = data.get(from..).unwrap_or_default();
                        let end = |b: &u8| matches!(b, b',' | b'\n' | b'{' | b']');
                        rest.iter().position(end).map(|place| place + from)
                    })?;
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Appends the object that begins here, or what is broken of it; `false` when more must be read first.
    fn object(&self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        let data = feed.data();
        match scan(data, feed.ended()) {
            Scan::Value(length) => {
                chunk.push(data.get(..length).unwrap_or(data), feed.line(), Verdict::Object);
                feed.consume(length);
                Ok(true)
            }
            Scan::More if data.len() < LINE_BYTES => {
                feed.more()?;
                Ok(false)
            }
            Scan::More => self.skip(feed, chunk, TOO_LONG),
            Scan::Malformed(reason) => self.skip(feed, chunk, reason),
        }
    }

    /// Passes over a broken object up to the next `}` `,` `{` or line that begins with `{`.
    fn skip(&self, feed: &mut Feed, chunk: &mut RawChunk, reason: &str) -> io::Result<bool> {
        let mut seam = Seam::Start;
        skip_record(feed, chunk, reason, |data| {
            data.iter().position(|byte| {
                seam = seam.after(*byte);
                seam == Seam::Next
            })
        })?;
        Ok(true)
    }

    /// Goes to the next array under the same key.
    fn next_array(&mut self, feed: &mut Feed) -> io::Result<bool> {
        let Some(key) = &self.key else { return Ok(false) };
        let quoted = format!("\"{key}\"");
        let finder = memchr::memmem::Finder::new(quoted.as_bytes());
        loop {
            let data = feed.data();
            if let Some(place) = finder.find(data) {
                let after = data.get(place + quoted.len()..).unwrap_or_default();
                let step =
                    after.iter().take_while(|b| b.is_ascii_whitespace() || **b == b':').count();
                match after.get(step) {
                    Some(b'[') => {
                        feed.consume(place + quoted.len() + step + 1);
                        return Ok(true);
                    }
                    None if !feed.ended() => {
                        feed.consume(place);
                        feed.more()?;
                    }
                    _ => feed.consume(place + quoted.len()),
                }
            } else if feed.ended() {
                return Ok(false);
            } else {
                let keep = quoted.len().min(data.len());
                let gone = data.len() - keep;
                feed.consume(gone);
                feed.more()?;
            }
        }
    }
}

/// Where two objects meet, after the first of them turned out broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    Start,
    Inside,
    Closed,
    Comma,
    LineStart,
    Next,
}

impl Seam {
    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Start, _) => Self::Inside,
            (Self::Comma | Self::LineStart, b'{') => Self::Next,
            (_, b'}') => Self::Closed,
            (_, b'\n') if self != Self::Comma => Self::LineStart,
            (Self::Closed | Self::Comma, b',') => Self::Comma,
            (_, b' ' | b'\t' | b'\r' | b'\n') => self,
            _ => Self::Inside,
        }
    }
}

#[cfg(test)]
mod tests;
