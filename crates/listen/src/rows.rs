//! Small tables, read whole: any encoding, any of four delimiters, each row with its line and its text.

use csv::{ByteRecord, ReaderBuilder};

use crate::encoding;

/// Delimiters, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A table as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFile {
    /// What its bytes were read as.
    pub encoding: &'static str,
    /// What stands between the cells.
    pub delimiter: char,
    /// The rows, the head first. Empty lines are left out.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// The whole row as it is written.
    pub text: String,
}

/// Reads a table from bytes.
pub fn read_table(bytes: &[u8]) -> TableFile {
    let guess = encoding::guess(bytes, true);
    let bytes = bytes.get(guess.mark..).unwrap_or_default();
    let (text, _) = guess.encoding.decode_without_bom_handling(bytes);
    let delimiter = delimiter(&text);
    let rows = rows(&text, delimiter);
    TableFile { encoding: guess.encoding.name(), delimiter: char::from(delimiter), rows }
}

/// The rows of a text.
pub(crate) fn rows(text: &str, delimiter: u8) -> Vec<TableRow> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    // Reading text from memory fails for no row: lengths may differ, and it is UTF-8.
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let cell = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
        let (from, line) = record.position().map_or((0, 0), |at| (at.byte(), at.line()));
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let whole = text.get(place(from)..place(reader.position().byte())).unwrap_or_default();
        // The reader counts a row from the empty lines before it.
        let passed = whole.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        rows.push(TableRow {
            line: line + passed.filter(|byte| *byte == b'\n').count() as u64,
            cells: record.iter().map(cell).collect(),
            text: whole.trim().to_owned(),
        });
    }
    rows
}

/// The character of these that the first line has most of.
pub(crate) fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|byte| *byte == delimiter).count();
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter));
    best.unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_in_any_encoding_and_lines_are_those_of_the_file() {
        let text = "from;value;source\n\n2026-01-01;5;\"Kl\u{f6}ckner,\nOberm\u{fc}hle\"\n2026-02-01;6;x\n";
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        for bytes in [text.as_bytes().to_vec(), utf16, latin] {
            let table = read_table(&bytes);
            assert_eq!(table.delimiter, ';', "{table:?}");
            let lines: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
            assert_eq!(lines, [1, 3, 5], "{table:?}");
            assert_eq!(table.rows[1].cells[2], "Kl\u{f6}ckner,\nOberm\u{fc}hle");
            assert!(table.rows[2].text.starts_with("2026-02-01;6"));
        }
    }

    #[test]
    fn nothing_is_a_table_without_rows() {
        assert!(read_table(b"").rows.is_empty());
        assert_eq!(read_table(b"a").rows.len(), 1);
    }
}
