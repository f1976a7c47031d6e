//! Finds the delimiter and the header line of a table, which lines about the export may precede.

use super::Sniffed;
use crate::chunk::Quoting;
use crate::error::ImportError;
use crate::field::Field;
use crate::layout::{KnownNames, Layout, fold_name};
use crate::nearest::nearest;
use crate::options::{Format, ImportOptions};
use crate::split::Splitter;
use crate::split::table::{Scan, Table, cells, scan, without_line_end};

/// Lines among which the header is looked for.
const HEADER_LINES: usize = 25;
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// A line that may be the header.
struct Candidate {
    delimiter: u8,
    columns: Vec<String>,
    known: usize,
    /// Bytes up to its end.
    end: usize,
    line: u64,
}

pub(crate) fn sniff(
    name: &str,
    head: &[u8],
    options: &ImportOptions,
) -> Result<Sniffed, ImportError> {
    let names = KnownNames::with(&options.mapping);
    let mut best: Option<Candidate> = None;
    for delimiter in DELIMITERS {
        for candidate in lines(head, delimiter, &names) {
            let rank = |c: &Candidate| (c.known, c.columns.len().min(2));
            if best.as_ref().is_none_or(|b| rank(&candidate) > rank(b)) {
                best = Some(candidate);
            }
        }
    }
    let header = best.ok_or_else(|| ImportError::Empty { name: name.to_owned() })?;
    let layout = Layout::of_columns(&header.columns, &options.mapping)?;
    if let Some(missing) = layout.missing() {
        return Err(missing_column(name, header.line, header.columns, missing));
    }
    let mut notes = Vec::new();
    if header.line > 1 {
        notes.push(format!(
            "the header is line {}; the lines before it are passed over",
            header.line
        ));
    }
    let table = Table { delimiter: header.delimiter, columns: header.columns.len() };
    Ok(Sniffed {
        format: Format::Table,
        splitter: Splitter::Table(table),
        skip: header.end,
        line: header.line,
        columns: header.columns,
        delimiter: Some(header.delimiter),
        wrapper: None,
        layout,
        mended: None,
        notes,
    })
}

/// The first rows of the head when `delimiter` stands between cells.
fn lines(head: &[u8], delimiter: u8, names: &KnownNames) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut line = 1;
    while found.len() < HEADER_LINES {
        let rest = head.get(at..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let to_line_end = memchr::memchr(b'\n', rest).map_or(rest.len(), |place| place + 1);
        let length = match scan(rest, true, delimiter) {
            Scan::Row { length, .. } if length < 64 << 10 => length,
            _ => to_line_end,
        };
        let row = rest.get(..length).unwrap_or_default();
        let mut columns: Vec<String> = Vec::new();
        cells(without_line_end(row), delimiter, Quoting::Loose, |cell| {
            columns.push(
                String::from_utf8_lossy(cell).trim().trim_start_matches('\u{feff}').to_owned(),
            );
        });
        at += length;
        if columns.iter().any(|column| !column.is_empty()) {
            let known = names.count(&columns);
            found.push(Candidate { delimiter, columns, known, end: at, line });
        }
        line += memchr::memchr_iter(b'\n', row).count() as u64;
    }
    found
}

/// The error for a file that lacks a column, with the column that may be meant.
pub(crate) fn missing_column(
    name: &str,
    line: u64,
    columns: Vec<String>,
    missing: Field,
) -> ImportError {
    let (what, wanted): (_, &[&str]) = match missing {
        Field::CreatedAt => {
            ("date", &["date", "created", "published", "time", "datum", "timestamp", "day"])
        }
        _ => ("text", &["text", "body", "content", "message", "inhalt", "words"]),
    };
    let near = wanted
        .iter()
        .find_map(|word| {
            let holds = |column: &&String| fold_name(column).contains(word);
            columns.iter().find(holds).map(String::as_str)
        })
        .or_else(|| {
            wanted.iter().find_map(|word| nearest(word, columns.iter().map(String::as_str)))
        })
        .map(str::to_owned);
    let example = format!("{missing}={}", near.as_deref().unwrap_or("COLUMN"));
    ImportError::MissingColumn {
        name: name.to_owned(),
        line,
        columns,
        missing: what,
        near,
        example,
    }
}
