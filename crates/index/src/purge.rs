//! Erasure that is real: afterwards no file of the index holds a word of a post that was removed.

use tantivy::index::SegmentId;
use tantivy::merge_policy::NoMergePolicy;

use crate::error::IndexError;
use crate::follow::{Index, merge_policy};

/// What a purge did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Purged {
    /// Segments that held removed posts and were written anew, or dropped.
    pub segments: usize,
    /// Removed posts that they held.
    pub posts: u64,
}

impl Index {
    /// Commits, writes every segment that holds removed posts anew without them, and deletes the old files. Searchers
    /// opened before keep their files until they are dropped (on Windows they even keep the files from being deleted).
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the disk refuses; what was committed stands, and the purge can be repeated.
    pub fn purge(&mut self) -> Result<Purged, IndexError> {
        self.commit()?;
        // A merge that is under way may be copying removed posts: let it end, and start none beside ours.
        if let Some(writer) = self.take_writer() {
            writer.wait_merging_threads()?;
        }
        let segments = self.parts.engine.searchable_segment_metas()?;
        self.renew_writer()?.set_merge_policy(Box::new(NoMergePolicy));
        let mut purged = Purged::default();
        for segment in segments.iter().filter(|segment| segment.has_deletes()) {
            purged.segments += 1;
            purged.posts += u64::from(segment.num_deleted_docs());
            let id: SegmentId = segment.id();
            self.writer()?.merge(&[id]).wait()?;
        }
        // The handles on the old segments keep their files alive.
        drop(segments);
        self.parts.reader.reload()?;
        let writer = self.writer()?;
        writer.garbage_collect_files().wait()?;
        writer.set_merge_policy(merge_policy());
        Ok(purged)
    }
}
