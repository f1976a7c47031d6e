//! Reads the training data, and remembers what was read by its hash.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use model::PostId;
use understand::weights::DataFile;
use understand::{Repeats, Signature};

/// The folder with the data.
pub struct Data {
    root: PathBuf,
    /// What was learned from, in the order of first reading.
    pub files: Vec<DataFile>,
    measured: Repeats,
    /// Rows left out because a set that is measured on has their text, exactly or nearly.
    pub left_out: usize,
}

/// The sets on which sentiment and emotion are measured: nothing may be learned from their texts.
const MEASURED: [&str; 15] = [
    "sentiment/val.tsv",
    "sentiment/devtest.tsv",
    "sentiment_multilingual/english_val.tsv",
    "sentiment_multilingual/german_val.tsv",
    "sentiment_multilingual/french_val.tsv",
    "sentiment_multilingual/spanish_val.tsv",
    "sentiment_multilingual/italian_val.tsv",
    "sentiment_multilingual/portuguese_val.tsv",
    "sentiment_multilingual/arabic_val.tsv",
    "sentiment_multilingual/hindi_val.tsv",
    "emotion/val.tsv",
    "goemotions/dev.tsv",
    "irony/val.tsv",
    "offensive/val.tsv",
    "emoji/val.tsv",
];
/// More than all rows together.
const WINDOW: usize = 400_000;

/// One labelled text.
pub struct Labelled {
    /// As published.
    pub label: String,
    /// The text.
    pub text: String,
}

impl Data {
    /// The data under `root`.
    ///
    /// # Errors
    /// When a set that is measured on is not there.
    pub fn at(root: &Path) -> Result<Self> {
        let mut data = Self {
            root: root.to_owned(),
            files: Vec::new(),
            measured: Repeats::new(WINDOW),
            left_out: 0,
        };
        for path in MEASURED {
            for row in data.measure(path, 0, 1)? {
                data.measured.see(measured_id(), &Signature::of_text(None, &row.text));
            }
        }
        Ok(data)
    }

    /// Rows of a tab-separated file with a header line; `label` and `text` are column numbers. The file is noted as
    /// learned from.
    pub fn learn(&mut self, path: &str, label: usize, text: usize) -> Result<Vec<Labelled>> {
        let bytes = self.bytes(path)?;
        let mut rows = rows(&bytes, label, text);
        let all = rows.len();
        let other = PostId::from_bytes([1; 16]);
        rows.retain(|row| {
            self.measured.see(other, &Signature::of_text(None, &row.text)) != Some(measured_id())
        });
        self.left_out += all - rows.len();
        self.files.push(DataFile {
            path: path.to_owned(),
            rows: rows.len() as u64,
            blake3: blake3::hash(&bytes).to_hex().to_string(),
        });
        Ok(rows)
    }

    /// Rows as [`Self::learn`] answers them, of a file that is noted already.
    pub fn unseen(&mut self, path: &str, label: usize, text: usize) -> Result<Vec<Labelled>> {
        let (files, left_out) = (self.files.len(), self.left_out);
        let rows = self.learn(path, label, text)?;
        self.files.truncate(files);
        self.left_out = left_out;
        Ok(rows)
    }

    /// The same for a file that is only measured on.
    pub fn measure(&self, path: &str, label: usize, text: usize) -> Result<Vec<Labelled>> {
        Ok(rows(&self.bytes(path)?, label, text))
    }

    /// A word list, noted as learned from.
    pub fn list(&mut self, path: &str) -> Result<String> {
        let bytes = self.bytes(path)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        self.files.push(DataFile {
            path: path.to_owned(),
            rows: text.lines().count() as u64,
            blake3: blake3::hash(&bytes).to_hex().to_string(),
        });
        Ok(text)
    }

    /// The whole of a file that is only measured on.
    pub fn text(&self, path: &str) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.bytes(path)?).into_owned())
    }

    /// The lines of a plain file that is only measured on.
    pub fn lines(&self, path: &str) -> Result<Vec<String>> {
        Ok(String::from_utf8_lossy(&self.bytes(path)?).lines().map(str::to_owned).collect())
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let path = self.root.join(path);
        std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
    }
}

/// The one id under which all measured texts are remembered.
fn measured_id() -> PostId {
    PostId::from_bytes([0; 16])
}

fn rows(bytes: &[u8], label: usize, text: usize) -> Vec<Labelled> {
    let file = String::from_utf8_lossy(bytes);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Some(Labelled {
            label: (*cells.get(label)?).to_owned(),
            text: (*cells.get(text)?).to_owned(),
        })
    };
    file.lines().skip(1).filter_map(row).collect()
}
