//! Reads examples from CSV, TSV, JSON Lines or plain lines.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use understand::classes::Example;

use crate::cli::class::Examples;

const TEXTS: [&str; 5] = ["text", "message", "body", "content", "post"];
const LABELS: [&str; 4] = ["label", "class", "category", "intent"];

/// A row of a file.
struct Row {
    line: u64,
    label: Option<String>,
    text: String,
}

/// The examples of a file. Rows without text or class are left out and counted on standard error.
pub fn labelled(args: &Examples) -> Result<Vec<Example>> {
    let rows = rows(&args.from, args.text.as_deref(), Some(args.label.as_deref()))?;
    let mut examples = Vec::with_capacity(rows.len());
    let mut bare: Vec<u64> = Vec::new();
    for row in rows {
        match row.label.filter(|label| !label.trim().is_empty()) {
            Some(class) if !row.text.trim().is_empty() => {
                examples.push(Example { class, text: row.text });
            }
            _ => bare.push(row.line),
        }
    }
    tell_bare(&args.from, &bare, "text or class");
    Ok(examples)
}

/// The texts of a file, whatever their class.
pub fn texts(path: &Path, column: Option<&str>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut bare = Vec::new();
    for row in rows(path, column, None)? {
        if row.text.trim().is_empty() {
            bare.push(row.line);
        } else {
            found.push(row.text);
        }
    }
    tell_bare(path, &bare, "text");
    Ok(found)
}

fn tell_bare(path: &Path, bare: &[u64], what: &str) {
    if let Some(first) = bare.first() {
        eprintln!(
            "{}: {} rows without {what} are left out, the first in line {first}",
            path.display(),
            bare.len()
        );
    }
}

/// `label`: absent where no class is wanted, and holding the column that was named, if one was.
fn rows(path: &Path, text: Option<&str>, label: Option<Option<&str>>) -> Result<Vec<Row>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    let content = String::from_utf8_lossy(&bytes);
    let content = content.trim_start_matches('\u{feff}');
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("jsonl");
    let wanted = Wanted { path, text, label };
    match ending.to_ascii_lowercase().as_str() {
        "csv" => wanted.table(content, b','),
        "tsv" | "tab" => wanted.table(content, b'\t'),
        "jsonl" | "ndjson" | "json" => wanted.json_lines(content),
        "txt" if label.is_none() => {
            let lines = (1..).zip(content.lines());
            Ok(lines.map(|(line, text)| Row { line, label: None, text: text.to_owned() }).collect())
        }
        other => bail!(
            "{}: `.{other}` is no format of examples; use .csv, .tsv or .jsonl{}",
            path.display(),
            if label.is_none() { ", or .txt with a line for each post" } else { "" }
        ),
    }
}

struct Wanted<'a> {
    path: &'a Path,
    text: Option<&'a str>,
    label: Option<Option<&'a str>>,
}

impl Wanted<'_> {
    fn table(&self, content: &str, delimiter: u8) -> Result<Vec<Row>> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            // In TSV a quotation mark is a quotation mark.
            .quoting(delimiter == b',')
            .flexible(true)
            .from_reader(content.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .with_context(|| format!("{}: cannot read line 1", self.path.display()))?
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        let text = self.column(&header, self.text, &TEXTS, "--text")?;
        let label = match self.label {
            Some(named) => Some(self.column(&header, named, &LABELS, "--label")?),
            None => None,
        };
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.with_context(|| {
                format!("{}: cannot be read as a table; mend that row", self.path.display())
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
            rows.push(Row { line, label: label.map(cell), text: cell(text) });
        }
        Ok(rows)
    }

    fn column(
        &self,
        header: &[String],
        named: Option<&str>,
        usual: &[&str],
        option: &str,
    ) -> Result<usize> {
        let place = |name: &str| header.iter().position(|column| column.eq_ignore_ascii_case(name));
        let found = match named {
            Some(name) => place(name),
            None => usual.iter().find_map(|name| place(name)),
        };
        found.with_context(|| {
            let sought = named.map_or_else(|| usual.join("`, `"), str::to_owned);
            format!(
                "{}: line 1 names no column `{sought}`; it names `{}`: say which one with {option} COLUMN",
                self.path.display(),
                header.join("`, `")
            )
        })
    }

    fn json_lines(&self, content: &str) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for (line, row) in (1..).zip(content.lines()).filter(|(_, row)| !row.trim().is_empty()) {
            let value: Value = serde_json::from_str(row).with_context(|| {
                format!(
                    "{}: line {line} is no JSON; each line must be one object such as {{\"label\": \"praise\", \"text\": \"…\"}}",
                    self.path.display()
                )
            })?;
            let text = self.value(&value, self.text, &TEXTS, "--text", line)?;
            let label = match self.label {
                Some(named) => Some(self.value(&value, named, &LABELS, "--label", line)?),
                None => None,
            };
            rows.push(Row { line, label, text });
        }
        Ok(rows)
    }

    fn value(
        &self,
        value: &Value,
        named: Option<&str>,
        usual: &[&str],
        option: &str,
        line: u64,
    ) -> Result<String> {
        let found = match named {
            Some(name) => value.get(name),
            None => usual.iter().find_map(|name| value.get(name)),
        };
        match found {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Null) => Ok(String::new()),
            Some(other @ (Value::Number(_) | Value::Bool(_))) => Ok(other.to_string()),
            _ => {
                let sought = named.map_or_else(|| usual.join("` or `"), str::to_owned);
                bail!(
                    "{}: line {line} has no `{sought}`; say what it is called with {option} NAME",
                    self.path.display()
                )
            }
        }
    }
}
