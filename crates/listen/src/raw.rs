//! The raw payload of a row: a compact JSON object with the file's own column names, so that nothing said is lost.

use crate::cells::Cells;
use crate::options::RECORD_BYTES;

/// Writes rows of one table as JSON objects.
#[derive(Debug, Clone)]
pub(crate) struct RawWriter {
    /// `"name":` for each column, ready to be written.
    keys: Vec<Vec<u8>>,
}

impl RawWriter {
    pub(crate) fn new(columns: &[String]) -> Self {
        let key = |(place, name): (usize, &String)| {
            let name = match columns.iter().take(place).filter(|earlier| *earlier == name).count() {
                _ if name.is_empty() => format!("#{}", place + 1),
                0 => name.clone(),
                earlier => format!("{name}#{}", earlier + 1),
            };
            let mut key = Vec::new();
            write_string(&mut key, &name);
            key.push(b':');
            key
        };
        Self { keys: columns.iter().enumerate().map(key).collect() }
    }

    /// The filled cells of a row as a JSON object; empty cells are left out.
    pub(crate) fn write(&self, cells: &Cells, record: &[u8]) -> Vec<u8> {
        if record.len() > RECORD_BYTES {
            return cut(record);
        }
        let mut out = Vec::with_capacity(record.len() + self.keys.len() * 16);
        out.push(b'{');
        for (place, key) in (0..).zip(&self.keys) {
            let value = cells.raw(place);
            if !value.is_empty() {
                if out.len() > 1 {
                    out.push(b',');
                }
                out.extend_from_slice(key);
                write_string(&mut out, value);
            }
        }
        out.push(b'}');
        out
    }
}

/// A JSON object as it came, unless it is too long.
pub(crate) fn object(record: &[u8]) -> Vec<u8> {
    if record.len() > RECORD_BYTES { cut(record) } else { record.to_vec() }
}

/// The start of a record that is too long to keep, and its length.
fn cut(record: &[u8]) -> Vec<u8> {
    let start = record.get(..RECORD_BYTES / 2).unwrap_or(record);
    let mut out = format!("{{\"cut_from\":{},\"start\":", record.len()).into_bytes();
    write_string(&mut out, String::from_utf8_lossy(start).trim_end_matches('\u{fffd}'));
    out.push(b'}');
    out
}

fn write_string(out: &mut Vec<u8>, text: &str) {
    // Writing text into memory cannot fail.
    if serde_json::to_writer(&mut *out, text).is_err() {
        out.extend_from_slice(b"null");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_json_object_with_its_own_names() {
        let columns: Vec<String> = ["id", "te\"xt", "", "id"].map(str::to_owned).to_vec();
        let mut cells = Cells::default();
        cells.reset(4);
        for (place, cell) in ["1", " a\n\"b\" ", "x", "2"].into_iter().enumerate() {
            cells.put(place, cell);
        }
        let raw = RawWriter::new(&columns).write(&cells, b"");
        let text = String::from_utf8(raw).unwrap();
        assert_eq!(text, r##"{"id":"1","te\"xt":" a\n\"b\" ","#3":"x","id#2":"2"}"##);
    }

    #[test]
    fn too_long_a_record_keeps_its_start_and_length() {
        let record = format!("{{\"text\":\"{}\"}}", "é".repeat(RECORD_BYTES));
        let raw: serde_json::Value = serde_json::from_slice(&object(record.as_bytes())).unwrap();
        assert_eq!(raw["cut_from"], record.len());
        assert!(raw["start"].as_str().unwrap().starts_with("{\"text\":\"éé"));
    }
}
