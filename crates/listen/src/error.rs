//! Why a file could not be imported at all; a bad row is never one of these.

use crate::mapping::{MappingError, did_you_mean, list};

/// Why an import stopped. Each says where, why and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be opened or read from the start.
    #[error("cannot read `{name}`: {reason}")]
    Unreadable {
        /// The file's name.
        name: String,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Reading stopped on the way; the rows before it came through.
    #[error(
        "reading `{name}` stopped near line {line}: {reason}; rows before it are kept: get the file again (it may be cut off) and import it once more, nothing will be counted twice"
    )]
    Interrupted {
        /// The file's name.
        name: String,
        /// The last line that was reached.
        line: u64,
        /// What the system said.
        reason: std::io::Error,
    },
    /// There is nothing in it.
    #[error("`{name}` is empty: export it again, or choose another file")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// It has a header and no row.
    #[error(
        "`{name}` has a header in line {line} and no row after it: export it again with posts in it"
    )]
    NoRows {
        /// The file's name.
        name: String,
        /// The header's line.
        line: u64,
    },
    /// It is a file of another kind.
    #[error("`{name}` cannot be imported: this is {what}: {remedy}")]
    Foreign {
        /// The file's name.
        name: String,
        /// "an Excel file" …
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// The encoding asked for does not exist.
    #[error(
        "`{label}` is no encoding: write for example utf-8, windows-1252, utf-16le or shift_jis"
    )]
    UnknownEncoding {
        /// What was asked for.
        label: String,
    },
    /// No line of the head looks like a header, or a column that must be there is not.
    #[error("line {line} of `{name}`: no column holds the {missing}{}; the columns are {}; say which one it is with `--map {example}`", did_you_mean(.near), list(.columns))]
    MissingColumn {
        /// The file's name.
        name: String,
        /// The line taken for the header.
        line: u64,
        /// The columns found.
        columns: Vec<String>,
        /// "text" or "date".
        missing: &'static str,
        /// The column that may be meant.
        near: Option<String>,
        /// A mapping that would help.
        example: String,
    },
    /// `--map` does not fit the file.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// It begins like JSON and holds no objects.
    #[error(
        "line {line} of `{name}`: {reason}: posts are JSON objects, in an array or one per line"
    )]
    NotJson {
        /// The file's name.
        name: String,
        /// Where.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// The file of rejects has lost its first line.
    #[error(
        "`{name}` looks like rejects of an import, but its first line, `{{\"header\":…}}`, is missing or damaged: put it back as it was written"
    )]
    RejectsWithoutHeader {
        /// The file's name.
        name: String,
    },
}
