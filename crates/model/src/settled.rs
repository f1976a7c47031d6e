//! Posts as they stand in the ledger, and the changes that the index follows.

use crate::{Post, Reading, Seq};

/// A post with its reading, committed to the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The sequence number of its latest version.
    pub seq: Seq,
    /// 1 for the first version; more when the post changed after it was first seen.
    pub version: u32,
    /// What was said. `raw` may be empty where only the index needs the post.
    pub post: Post,
    /// What was understood.
    pub reading: Reading,
}

/// What happened in the ledger after some sequence number. Apply `gone` first, then `put`.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Sequence numbers that no longer stand: older versions and erased posts.
    pub gone: Vec<Seq>,
    /// Posts that stand, in ascending order of `seq`.
    pub put: Vec<Settled>,
    /// Everything up to and including this number is in here or was before.
    pub upto: Seq,
}

impl Changes {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.put.is_empty()
    }
}

/// What became of the posts of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Totals {
    /// Rows seen.
    pub rows: u64,
    /// New posts.
    pub added: u64,
    /// Posts that changed: new versions.
    pub changed: u64,
    /// Posts that were there already.
    pub unchanged: u64,
    /// Posts that an erasure keeps away.
    pub refused: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Texts that were longer than a post may be and were cut.
    pub shortened: u64,
    /// Places where bytes that are no text were replaced by U+FFFD.
    pub replaced: u64,
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, more: Self) {
        self.rows += more.rows;
        self.added += more.added;
        self.changed += more.changed;
        self.unchanged += more.unchanged;
        self.refused += more.refused;
        self.rejected += more.rejected;
        self.shortened += more.shortened;
        self.replaced += more.replaced;
    }
}
