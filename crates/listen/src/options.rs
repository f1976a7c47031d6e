//! How a file is to be read, where it is not to be guessed.

use model::{Source, Timestamp, Zone};
use serde::{Deserialize, Serialize};

use crate::mapping::Mapping;

/// Rows in a chunk, rejects included. Part of the file format of resuming: changing it changes chunk numbers.
pub const CHUNK_ROWS: usize = 2_000;
/// A chunk also ends when its records together exceed this many bytes. Changing it changes chunk numbers.
pub const CHUNK_BYTES: usize = 16 << 20;
/// Longest text that a post keeps, in characters.
pub const TEXT_CHARS: usize = 100_000;
/// Longest raw payload that a post keeps, longest bytes that a reject keeps, longest record over several lines, in bytes.
pub const RECORD_BYTES: usize = 1 << 20;
/// Longest record on one line, in bytes.
pub const LINE_BYTES: usize = 16 << 20;

/// The order of day, month and year in dates such as `01/02/2015`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// `24/02/2015`.
    Dmy,
    /// `02/24/2015`.
    Mdy,
    /// `15/02/24`.
    Ymd,
}

impl DateOrder {
    /// The order called `word`: `dmy`, `mdy` or `ymd`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "dmy" => Some(Self::Dmy),
            "mdy" => Some(Self::Mdy),
            "ymd" => Some(Self::Ymd),
            _ => None,
        }
    }

    /// The word for it on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table with a header line and a delimiter: CSV, TSV, `;`-CSV.
    Table,
    /// One JSON object per line.
    JsonLines,
    /// JSON objects one after another or in an array, perhaps inside an object.
    Json,
    /// Rejects of an earlier import, perhaps mended.
    Rejects,
}

/// How a file is to be read. What is `None` is found out from the head of the file.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The source that the posts belong to; its network is that of rows that name none.
    pub source: Source,
    /// The zone of dates that name none.
    pub zone: Zone,
    /// The moment of the import, against which dates in the future are judged.
    pub now: Timestamp,
    /// Columns said by hand.
    pub mapping: Mapping,
    /// The form of the file; [`Format::Rejects`] is always found out.
    pub format: Option<Format>,
    /// An encoding's label as on the web: `utf-8`, `windows-1252`, `utf-16le`, `shift_jis` …
    pub encoding: Option<String>,
    /// Day or month first.
    pub date_order: Option<DateOrder>,
    /// Whether texts are HTML.
    pub html: Option<bool>,
    /// Whether dates more than two days after `now` are taken as they stand.
    pub allow_future: bool,
}

impl ImportOptions {
    /// Everything found out from the file.
    pub fn new(source: Source, zone: Zone, now: Timestamp) -> Self {
        Self {
            source,
            zone,
            now,
            mapping: Mapping::default(),
            format: None,
            encoding: None,
            date_order: None,
            html: None,
            allow_future: false,
        }
    }
}
