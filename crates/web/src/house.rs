//! What the pages stand on: a view of the workspace, and errands that only the binary can run.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use assess::moves::Move;
use index::Searcher;
use model::{Assessment, Plan, Timestamp, Totals};
use tokio::sync::watch;

/// The workspace at one moment. Pages read from it without waiting.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Who is watched.
    pub plan: Arc<Plan>,
    /// The index.
    pub searcher: Searcher,
    /// The newest assessments; `None` until the first is made.
    pub assessed: Option<Arc<Assessed>>,
    /// Grows whenever any of it changes.
    pub version: u64,
    /// How far a background task is, as a sentence; empty when there is none.
    pub busy: String,
}

/// What was assessed in the background.
#[derive(Debug)]
pub struct Assessed {
    /// Everything that was said.
    pub whole: Assessment,
    /// The last seven days.
    pub week: Assessment,
    /// The seven days before.
    pub week_before: Assessment,
    /// What moved between the two, and how many comparisons were made.
    pub moves: (Vec<Move>, usize),
    /// [`Self::whole`] without anybody's words, for guests.
    pub figures: Assessment,
}

/// Why an errand failed, as a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HouseError {
    /// What was asked for cannot be done, and why.
    #[error("{0}")]
    Refused(String),
    /// Something broke; the log says what.
    #[error("that did not work; the server's log says why")]
    Broken,
}

/// The answer to an errand.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, HouseError>> + Send>>;

/// A watch as somebody wants it to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchChange {
    /// Its name until now; `None`: a new one.
    pub old_name: Option<String>,
    /// Its name from now on; `None`: it goes.
    pub name: Option<String>,
    /// The subject's name.
    pub subject: String,
    /// The query.
    pub query: String,
}

/// A file that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Where it lies; removed after the import.
    pub path: PathBuf,
    /// What it was called.
    pub name: String,
    /// Which column is which (`field=column,…`); empty: as recognised.
    pub map: String,
    /// The source that the posts belong to; empty: the first.
    pub source: String,
}

/// The number of an import since the server started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImportJob(pub u32);

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The file's name.
    pub name: String,
    /// Bytes read and, where known, in all.
    pub bytes: (u64, Option<u64>),
    /// What became of the rows.
    pub totals: Totals,
    /// The first few that were rejected: line and reason.
    pub reasons: Vec<(u64, String)>,
    /// When it began.
    pub started_at: Timestamp,
    /// Whether it is done, and with what error.
    pub done: Option<Result<(), String>>,
}

/// What the binary does for the pages.
pub trait House: Send + Sync + 'static {
    /// The moment.
    fn now(&self) -> Timestamp;
    /// The workspace as it is now; cheap.
    fn snapshot(&self) -> Arc<Snapshot>;
    /// Tells of each new snapshot by its version.
    fn changes(&self) -> watch::Receiver<u64>;
    /// Lets the index follow the ledger; done when a new snapshot shows what was committed before the call.
    fn follow(&self) -> Answer<()>;
    /// Saves a watch in the workspace's file and tags posts anew.
    fn save_watch(&self, change: WatchChange) -> Answer<()>;
    /// The folder in which uploaded files wait; made when the first comes.
    fn uploads(&self) -> PathBuf;
    /// What an uploaded file is understood as; nothing is imported.
    fn preview(&self, upload: &Upload) -> Result<listen::Preview, HouseError>;
    /// Begins an import.
    fn import(&self, upload: Upload) -> Result<ImportJob, HouseError>;
    /// How far the imports are that were begun since the start, newest first.
    fn imports(&self) -> Vec<(ImportJob, Import)>;
}
