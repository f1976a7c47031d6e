//! Following the ledger: taking in changes and committing them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Changes, Plan, Seq, Settled, WatchId};
use tantivy::indexer::{IndexWriterOptions, UserOperation};
use tantivy::merge_policy::{LogMergePolicy, MergePolicy};
use tantivy::{IndexWriter, Term};

use crate::entry::Entry;
use crate::error::IndexError;
use crate::open::busy;
use crate::options::{Opened, Options};
use crate::payload::Payload;
use crate::schema::Fields;
use crate::searcher::Searcher;
use crate::tagger::{Scratch, Tagger};

/// Segments larger than this are merged with no others: larger ones save little and cost much to rewrite.
const MERGE_MAX_POSTS: usize = 500_000;
/// A segment with more than this share of removed posts is rewritten.
const REMOVED_SHARE_MAX: f32 = 0.3;
/// Posts handed to the indexing thread at once.
const BATCH: usize = 16;

/// The index with its writer: one for each folder at a time.
pub struct Index {
    pub(crate) parts: Parts,
    /// Absent only when purging failed half-way.
    writer: Option<IndexWriter<Entry>>,
    plan: Arc<Plan>,
    /// What the plan asks posts to be tagged with.
    wanted: Payload,
    dirty: bool,
}

/// What an index is made of, beside its writer.
pub(crate) struct Parts {
    pub dir: PathBuf,
    pub engine: tantivy::Index,
    pub reader: tantivy::IndexReader,
    pub fields: Fields,
    pub tagger: Arc<Tagger>,
    pub options: Options,
    pub opened: Opened,
    /// What the next commit will say.
    pub payload: Payload,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.parts.dir).field("upto", &self.upto()).finish()
    }
}

impl Index {
    pub(crate) fn with_writer(parts: Parts, plan: &Plan) -> Result<Self, IndexError> {
        let writer = new_writer(&parts)?;
        writer.set_merge_policy(merge_policy());
        let plan = Arc::new(plan.clone());
        let wanted = Payload::new(&plan);
        Ok(Self { parts, writer: Some(writer), plan, wanted, dirty: false })
    }

    /// What opening found.
    pub fn opened(&self) -> &Opened {
        &self.parts.opened
    }

    /// Everything in the ledger up to this number has been applied; after a crash, up to the last commit.
    pub fn upto(&self) -> Seq {
        self.parts.payload.upto()
    }

    /// Makes entries for [`Self::apply_entries`] on other threads.
    pub fn tagger(&self) -> Arc<Tagger> {
        Arc::clone(&self.parts.tagger)
    }

    /// Takes in what happened in the ledger, and tags each post with the watches that match. What was applied before
    /// is left out, so that applying twice changes nothing.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the disk refuses; the last commit stands.
    pub fn apply(&mut self, changes: &Changes) -> Result<(), IndexError> {
        let entries = self.parts.tagger.entries(self.fresh(changes), self.parts.options.threads);
        self.apply_entries(&changes.gone, entries, changes.upto)
    }

    /// The same where the caller has found the watches already: `tags` are in the order of `changes.put`.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub fn apply_tagged(
        &mut self,
        changes: &Changes,
        tags: &[Vec<WatchId>],
    ) -> Result<(), IndexError> {
        let skipped = changes.put.len() - self.fresh(changes).len();
        let mut scratch = Scratch::default();
        let posts = changes.put.iter().zip(tags).skip(skipped);
        let entries =
            posts.map(|(post, tags)| self.parts.tagger.entry_tagged(post, tags, &mut scratch));
        let entries = entries.collect();
        self.apply_entries(&changes.gone, entries, changes.upto)
    }

    /// The same with entries made by [`Self::tagger`].
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub fn apply_entries(
        &mut self,
        gone: &[Seq],
        entries: Vec<Entry>,
        upto: Seq,
    ) -> Result<(), IndexError> {
        let before = self.upto();
        for seq in gone {
            self.remove(*seq)?;
        }
        let mut entries = entries.into_iter().filter(|entry| entry.seq() > before).peekable();
        while entries.peek().is_some() {
            // In small batches: each hand-over to the indexing thread costs, and the queue holds 10,000 of them.
            let batch: Vec<_> = entries.by_ref().take(BATCH).map(UserOperation::Add).collect();
            self.writer()?.run(batch)?;
            self.dirty = true;
        }
        self.dirty |= upto > before;
        self.parts.payload.upto = self.parts.payload.upto.max(upto.0);
        Ok(())
    }

    /// Makes everything applied so far durable and visible to searchers opened from now on. Does nothing when
    /// nothing changed.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the disk refuses; the commit before stands.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.dirty { self.commit_anyway() } else { Ok(()) }
    }

    /// Commits, lets the merging of segments end and removes what merging left over. Without it nothing is lost, but
    /// the folder stays larger than need be until the next commit.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the disk refuses; the last commit stands.
    pub fn close(mut self) -> Result<(), IndexError> {
        self.commit()?;
        if let Some(writer) = self.writer.take() {
            writer.wait_merging_threads()?;
        }
        self.parts.reader.reload()?;
        self.renew_writer()?.garbage_collect_files().wait()?;
        Ok(())
    }

    /// A view of the last commit.
    pub fn searcher(&self) -> Searcher {
        let engine = self.parts.reader.searcher();
        Searcher::new(engine, self.parts.fields, Arc::clone(&self.plan), self.parts.payload.clone())
    }

    pub(crate) fn commit_anyway(&mut self) -> Result<(), IndexError> {
        let payload = self.parts.payload.to_text();
        let mut commit = self.writer()?.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.parts.reader.reload()?;
        self.dirty = false;
        Ok(())
    }

    pub(crate) fn remove(&mut self, seq: Seq) -> Result<(), IndexError> {
        let term = Term::from_field_u64(self.parts.fields.seq, seq.0);
        self.writer()?.delete_term(term);
        self.dirty = true;
        Ok(())
    }

    pub(crate) fn add(&mut self, entry: Entry) -> Result<(), IndexError> {
        self.writer()?.add_document(entry)?;
        self.dirty = true;
        Ok(())
    }

    pub(crate) fn writer(&mut self) -> Result<&mut IndexWriter<Entry>, IndexError> {
        let dir = &self.parts.dir;
        self.writer.as_mut().ok_or_else(|| IndexError::Unusable {
            dir: dir.clone(),
            why: "an earlier failure closed its writer".to_owned(),
        })
    }

    /// Gives the writer away, to be replaced by [`Self::renew_writer`].
    pub(crate) fn take_writer(&mut self) -> Option<IndexWriter<Entry>> {
        self.writer.take()
    }

    /// A new writer; everything that was not committed is forgotten.
    pub(crate) fn renew_writer(&mut self) -> Result<&mut IndexWriter<Entry>, IndexError> {
        self.writer = None;
        let writer = new_writer(&self.parts)?;
        Ok(self.writer.insert(writer))
    }

    /// Makes the next commit happen.
    pub(crate) fn touch(&mut self) {
        self.dirty = true;
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(crate) fn wanted(&self) -> &Payload {
        &self.wanted
    }

    /// The posts of `changes` that were not applied before; they stand in ascending order.
    fn fresh<'c>(&self, changes: &'c Changes) -> &'c [Settled] {
        let upto = self.upto();
        let known = changes.put.partition_point(|post| post.seq <= upto);
        changes.put.get(known..).unwrap_or_default()
    }
}

/// How segments are merged while posts come in.
pub(crate) fn merge_policy() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_max_docs_before_merge(MERGE_MAX_POSTS);
    policy.set_del_docs_ratio_before_merge(REMOVED_SHARE_MAX);
    Box::new(policy)
}

fn new_writer(parts: &Parts) -> Result<IndexWriter<Entry>, IndexError> {
    let budget = parts.options.memory_mib.clamp(15, 2_000) * 1024 * 1024;
    let options = IndexWriterOptions::builder()
        .memory_budget_per_thread(budget)
        .num_worker_threads(1)
        .num_merge_threads(1)
        .build();
    parts.engine.writer_with_options(options).map_err(|error| busy(Path::new(&parts.dir), error))
}
