//! Rows of a table: strict about quotes first, so that a broken one is noticed at once and loses its line only.

use std::io;

use super::{after_line_end, ensure_data, skip_record, whole_line};
use crate::chunk::{Quoting, RawChunk, Verdict};
use crate::feed::Feed;
use crate::options::{LINE_BYTES, RECORD_BYTES};

/// What stands at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// The row is not complete.
    More,
    /// A row of `length` bytes, its line end included.
    Row { length: usize, columns: usize },
    /// A quoted cell does not end before a delimiter or a line end.
    Malformed,
}

/// Finds the end of the row at the start of `data` by the strict rules of quoting.
pub(crate) fn scan(data: &[u8], ended: bool, delimiter: u8) -> Scan {
    let mut at = 0;
    let mut columns = 1;
    loop {
        if data.get(at) == Some(&b'"') {
            match close_quote(data, at + 1, ended) {
                Close::At(end) => at = end,
                Close::More => return Scan::More,
                Close::Never => return Scan::Malformed,
            }
            while data.get(at) == Some(&b' ') {
                at += 1;
            }
            match data.get(at) {
                Some(byte) if *byte == delimiter => {}
                Some(b'\n') => {}
                Some(b'\r') if matches!(data.get(at + 1), Some(b'\n') | None) => {}
                Some(_) => return Scan::Malformed,
                None => {}
            }
        }
        let rest = data.get(at..).unwrap_or_default();
        match memchr::memchr2(delimiter, b'\n', rest) {
            Some(step) if rest.get(step) == Some(&b'\n') => {
                return Scan::Row { length: at + step + 1, columns };
            }
            Some(step) => {
                at += step + 1;
                columns += 1;
            }
            None if ended => return Scan::Row { length: data.len(), columns },
            None => return Scan::More,
        }
    }
}

enum Close {
    At(usize),
    More,
    Never,
}

/// Where the quoted cell whose contents begin at `at` is closed: the place after the closing quote.
fn close_quote(data: &[u8], mut at: usize, ended: bool) -> Close {
    loop {
        let Some(step) = data.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) else {
            return if ended { Close::Never } else { Close::More };
        };
        let after = at + step + 1;
        match data.get(after) {
            Some(b'"') => at = after + 1,
            None if !ended => return Close::More,
            _ => return Close::At(after),
        }
    }
}

/// The cells of one row, with their quotes taken off, one by one.
pub(crate) fn cells(
    row: &[u8],
    delimiter: u8,
    quoting: Quoting,
    mut cell: impl FnMut(&[u8]),
) -> bool {
    let mut rest = row;
    let mut unquoted = Vec::new();
    loop {
        let quoted = quoting != Quoting::Literal && rest.first() == Some(&b'"');
        let end = if quoted {
            let Some(end) = quoted_cell(rest, delimiter, quoting, &mut unquoted) else {
                return false;
            };
            cell(&unquoted);
            end
        } else {
            let end = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            cell(rest.get(..end).unwrap_or_default());
            end
        };
        match rest.get(end + 1..) {
            Some(next) if rest.get(end) == Some(&delimiter) => rest = next,
            _ => return true,
        }
    }
}

/// Reads the quoted cell at the start of `rest` into `out`; returns where the delimiter after it stands (or the end),
/// `None` when the cell never closes.
fn quoted_cell(rest: &[u8], delimiter: u8, quoting: Quoting, out: &mut Vec<u8>) -> Option<usize> {
    out.clear();
    let mut at = 1;
    loop {
        let step = memchr::memchr(b'"', rest.get(at..)?)?;
        out.extend_from_slice(rest.get(at..at + step)?);
        let after = at + step + 1;
        let loose = quoting == Quoting::Loose;
        if rest.get(after) == Some(&b'"') {
            out.push(b'"');
            match cell_end(rest, after + 1, delimiter) {
                Some(end) if loose => return Some(end),
                _ => at = after + 1,
            }
        } else if let Some(end) = cell_end(rest, after, delimiter) {
            return Some(end);
        } else if loose {
            out.push(b'"');
            at = after;
        } else {
            return None;
        }
    }
}

/// Where the cell ends when only spaces stand between `at` and a delimiter or the end.
fn cell_end(rest: &[u8], at: usize, delimiter: u8) -> Option<usize> {
    let spaces = rest.get(at..)?.iter().take_while(|&&byte| byte == b' ').count();
    match rest.get(at + spaces) {
        None => Some(rest.len()),
        Some(byte) if *byte == delimiter => Some(at + spaces),
        Some(_) => None,
    }
}

/// How many cells a row has when it is read with `quoting`; `None` when a quoted cell never closes.
pub(crate) fn count(row: &[u8], delimiter: u8, quoting: Quoting) -> Option<usize> {
    let mut columns = 0;
    cells(row, delimiter, quoting, |_| columns += 1).then_some(columns)
}

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Stands between cells.
    pub(crate) delimiter: u8,
    /// How many cells the header has.
    pub(crate) columns: usize,
}

impl Table {
    /// Appends the next row; lines without content are passed over.
    pub(crate) fn next(&mut self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        while ensure_data(feed)? {
            let data = feed.data();
            match scan(data, feed.ended(), self.delimiter) {
                Scan::Row { length, columns } => {
                    let row = without_line_end(data.get(..length).unwrap_or(data));
                    let blank = self.is_blank(row);
                    if !blank {
                        let verdict = self.judge(columns, Quoting::Strict);
                        if row.len() > LINE_BYTES {
                            chunk.push_bad(row, feed.line(), TOO_LONG);
                        } else {
                            chunk.push(row, feed.line(), verdict);
                        }
                    }
                    feed.consume(length);
                    if !blank {
                        return Ok(true);
                    }
                }
                Scan::More if may_grow(data) => feed.more()?,
                Scan::More | Scan::Malformed => {
                    if self.next_line(feed, chunk)? {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Judges the first line alone, after the strict rules failed: what its quotes enclose may be half the file.
    fn next_line(&self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        let Some((end, consumed)) = whole_line(feed, LINE_BYTES)? else {
            skip_record(feed, chunk, TOO_LONG, after_line_end)?;
            return Ok(true);
        };
        let row = feed.data().get(..end).unwrap_or_default();
        let blank = self.is_blank(row);
        if !blank {
            chunk.push(row, feed.line(), self.judge_line(row));
        }
        feed.consume(consumed);
        Ok(!blank)
    }

    /// What a row is that stands on one line and breaks the rules of quoting.
    pub(crate) fn judge_line(&self, row: &[u8]) -> Verdict {
        let fits = |quoting| count(row, self.delimiter, quoting) == Some(self.columns);
        if fits(Quoting::Loose) {
            return Verdict::Row(Quoting::Loose);
        }
        // Tools that write tabs often write quotes as they are; with commas such a row may be half of a broken one.
        if self.delimiter == b'\t' && fits(Quoting::Literal) {
            return Verdict::Row(Quoting::Literal);
        }
        match count(row, self.delimiter, Quoting::Loose) {
            Some(columns) => self.judge(columns, Quoting::Loose),
            None => Verdict::Bad { reason: BROKEN_QUOTE.to_owned(), cut_from: None },
        }
    }

    fn judge(&self, columns: usize, quoting: Quoting) -> Verdict {
        if columns == self.columns {
            return Verdict::Row(quoting);
        }
        let reason = format!(
            "expected {} columns as in the header, found {columns}: a delimiter in a cell must stand in double quotes",
            self.columns
        );
        Verdict::Bad { reason, cut_from: None }
    }

    fn is_blank(&self, row: &[u8]) -> bool {
        row.iter().all(|byte| *byte == self.delimiter || byte.is_ascii_whitespace())
    }
}

const TOO_LONG: &str = "the line is longer than 16 MiB: split it or remove what is too long";
const BROKEN_QUOTE: &str = "a double quote opens a cell and does not close it: close it, or double the quotes inside the cell";

/// Whether an incomplete row may still become one: a row over several lines soon, one on a single line later.
fn may_grow(data: &[u8]) -> bool {
    data.len() < RECORD_BYTES
        || (data.len() < LINE_BYTES
            && memchr::memchr(b'\n', data.get(..RECORD_BYTES).unwrap_or(data)).is_none())
}

pub(crate) fn without_line_end(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

#[cfg(test)]
mod tests;
