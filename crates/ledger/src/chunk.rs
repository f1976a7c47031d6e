//! What is handed to the ledger at once, and what became of it.

use model::{Changes, Post, PostId, Reading, Seq, SourceId, Timestamp};

/// BLAKE3 of a file and of everything that decides how it is read, so that the same file read in another way is
/// another import.
pub type FileDigest = [u8; 32];

/// Where a chunk stands in an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportMark {
    /// Which file.
    pub file: FileDigest,
    /// Which chunk of it, from 0; the same file always has the same chunks.
    pub chunk: u64,
    /// Whether the file ends with it: then the file counts as finished.
    pub last: bool,
}

/// Posts with their readings and everything else that becomes true together with them.
#[derive(Debug, Clone)]
pub struct Chunk {
    /// In the order in which they are to be settled.
    pub posts: Vec<(Post, Reading)>,
    /// Posts of this chunk that were left out, because [`known`](crate::WorkspaceLedger::known) showed that the ledger
    /// holds them just so; they count as unchanged.
    pub held: u64,
    /// Set when the posts come from a file.
    pub import: Option<ImportMark>,
    /// Where the source is to go on after these posts.
    pub cursor: Option<(SourceId, String)>,
    /// Rows of this chunk that could not be used.
    pub rejected: u64,
    /// The moment of settling.
    pub at: Timestamp,
}

impl Chunk {
    /// Posts that belong to no file and move no cursor.
    pub fn of(posts: Vec<(Post, Reading)>, at: Timestamp) -> Self {
        Self { posts, held: 0, import: None, cursor: None, rejected: 0, at }
    }
}

/// What became of a chunk. The four counts add up to its posts, those left out included.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Posts seen for the first time.
    pub added: u64,
    /// Posts that differ from what was known: new versions.
    pub changed: u64,
    /// Posts that were there already.
    pub unchanged: u64,
    /// Posts kept away by an earlier erasure.
    pub refused: u64,
    /// The newest sequence number before this chunk. A follower that stands exactly here may apply `changes`; any
    /// other has to ask for what it missed with `changes_after`.
    pub before: Seq,
    /// What a follower has to do. Payloads are left out.
    pub changes: Changes,
}

/// What the ledger has under a post id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The sequence number of its current version.
    pub seq: Seq,
    /// The number of its current version, from 1.
    pub version: u32,
    /// [`Post::digest`] of its current version.
    pub digest: [u8; 16],
}

/// Enough of a post to compare new ones with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Its place in the ledger.
    pub seq: Seq,
    /// Its id.
    pub id: PostId,
    /// Headline, where there is one.
    pub title: Option<String>,
    /// The words.
    pub text: String,
}
