//! How much an index may use, and what opening it found.

use std::path::PathBuf;

/// How much an index may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Threads for tagging posts and for answering one query; at least 1.
    pub threads: usize,
    /// Memory for posts that are not on disk yet, in MiB; at least 15. A larger one means fewer and larger segments.
    pub memory_mib: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 2, memory_mib: 128 }
    }
}

/// What opening found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The index as it was committed last.
    Existing,
    /// Nothing was there: the index is new and empty.
    Created,
    /// What was there could not be used: the index is new and empty and has to follow the ledger from its beginning.
    Healed {
        /// Why, in words.
        why: String,
        /// Files of others that stood in the way, under their new names.
        aside: Vec<PathBuf>,
    },
}
