//! Rejects of an earlier import, perhaps mended: each line holds the bytes of one row of the first file.

use std::io;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use super::json::Lines;
use super::table::{Scan, Table, scan, without_line_end};
use crate::chunk::{Quoting, RawChunk, Verdict};
use crate::feed::Feed;

/// The lines of a file of rejects, its header already consumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mended {
    /// The table that the rows were part of; `None` when they are JSON objects.
    pub(crate) table: Option<Table>,
}

#[derive(Deserialize)]
struct Line {
    line: u64,
    bytes: Option<String>,
    bytes_base64: Option<String>,
    cut_from: Option<u64>,
}

impl Mended {
    /// Appends the next row.
    pub(crate) fn next(&mut self, feed: &mut Feed, chunk: &mut RawChunk) -> io::Result<bool> {
        let mut outer = RawChunk::default();
        if !Lines.next(feed, &mut outer)? {
            return Ok(false);
        }
        for (record, bytes) in outer.iter() {
            if record.verdict != Verdict::Object {
                chunk.push(bytes, record.line, record.verdict.clone());
                continue;
            }
            match row_of(bytes) {
                Ok((line, row, None)) => {
                    let row = without_line_end(&row);
                    chunk.push(row, line, self.judge(row));
                }
                Ok((line, row, cut_from)) => {
                    let reason =
                        "the row was cut when it was rejected: import it from the first file"
                            .to_owned();
                    chunk.push(&row, line, Verdict::Bad { reason, cut_from });
                }
                Err(reason) => chunk.push_bad(bytes, record.line, reason),
            }
        }
        Ok(true)
    }

    fn judge(&self, row: &[u8]) -> Verdict {
        let Some(table) = &self.table else { return Verdict::Object };
        match scan(row, true, table.delimiter) {
            Scan::Row { length, columns } if length == row.len() && columns == table.columns => {
                Verdict::Row(Quoting::Strict)
            }
            _ => table.judge_line(row),
        }
    }
}

fn row_of(line: &[u8]) -> Result<(u64, Vec<u8>, Option<u64>), String> {
    let line: Line = serde_json::from_slice(line)
        .map_err(|error| format!("this line of the rejects is damaged: {error}"))?;
    let bytes = match (line.bytes, line.bytes_base64) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(coded)) => BASE64_STANDARD
            .decode(coded.trim())
            .map_err(|error| format!("`bytes_base64` of this line is damaged: {error}"))?,
        (None, None) => return Err("this line has neither `bytes` nor `bytes_base64`".to_owned()),
    };
    Ok((line.line, bytes, line.cut_from))
}
