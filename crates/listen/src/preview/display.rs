//! A preview as a person reads it in the terminal.

use std::fmt;

use super::Preview;
use crate::compression::Compression;
use crate::options::Format;

impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match (self.format, self.delimiter) {
            (Format::Table, Some('\t')) => "table, cells separated by tabs".to_owned(),
            (Format::Table, Some(delimiter)) => format!("table, cells separated by `{delimiter}`"),
            (Format::JsonLines, _) => "JSON Lines".to_owned(),
            (Format::Rejects, _) => "rejects of an earlier import".to_owned(),
            _ => "JSON".to_owned(),
        };
        let packed = match self.compression {
            Compression::None => "",
            Compression::Gzip => ", packed with gzip",
            Compression::Zstd => ", packed with zstd",
        };
        writeln!(
            f,
            "{}\n  {format}, {}{packed}, {} layout",
            self.name, self.encoding, self.layout
        )?;
        let unused: Vec<&str> = self
            .columns
            .iter()
            .filter(|c| c.fields.is_empty())
            .map(|c| c.column.as_str())
            .collect();
        for column in self.columns.iter().filter(|column| !column.fields.is_empty()) {
            let fields: Vec<&str> = column.fields.iter().map(|field| field.as_str()).collect();
            writeln!(f, "  {:<24} → {}", column.column, fields.join(", "))?;
        }
        if !unused.is_empty() {
            let shown = unused.iter().take(12).copied().collect::<Vec<_>>().join(", ");
            let more = if unused.len() > 12 {
                format!(" and {} more", unused.len() - 12)
            } else {
                String::new()
            };
            writeln!(f, "  kept in the raw payload alone: {shown}{more}")?;
        }
        if let Some(order) = self.date_order {
            writeln!(f, "  dates: {} ({})", order.as_str(), self.date_evidence)?;
        }
        for note in &self.notes {
            writeln!(f, "  note: {note}")?;
        }
        for problem in &self.problems {
            writeln!(f, "  look: {problem}")?;
        }
        for post in &self.posts {
            let author = if post.author.is_empty() { "unknown" } else { &post.author };
            writeln!(
                f,
                "  {} {} {} {author}: {}",
                post.created_at, post.network, post.kind, post.words
            )?;
        }
        Ok(())
    }
}
