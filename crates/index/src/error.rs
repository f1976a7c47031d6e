//! What can go wrong with an index, and what to do about it.

use std::path::PathBuf;

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// Why the index could not do what was asked. Nothing is lost in any case: the ledger holds the truth.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process writes to it.
    #[error(
        "the index in `{}` is being written by another process; wait until it is done, or stop it",
        dir.display()
    )]
    Busy {
        /// Where the index lies.
        dir: PathBuf,
    },
    /// There is no index to read, or none that this program can read.
    #[error("the index in `{}` cannot be read: {why}; run `waggle index rebuild`", dir.display())]
    Unusable {
        /// Where the index should lie.
        dir: PathBuf,
        /// Why, in words.
        why: String,
    },
    /// A file or folder could not be made, read or removed.
    #[error("`{}`: {error}; free space, mend the permissions or move it away, then try again", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        error: std::io::Error,
    },
    /// A query could not be prepared against the plan.
    #[error(transparent)]
    Query(#[from] query::QueryError),
    /// A watch of the plan cannot be understood.
    #[error("watch `{name}`: {error}; mend it in `waggle.toml`")]
    Watch {
        /// The watch's name.
        name: String,
        /// What is wrong with it.
        #[source]
        error: query::QueryError,
    },
    /// The index gave way while it was used: a full disk, a file that vanished or is damaged.
    #[error(
        "the index failed: {0}; free disk space if it is full, then run `waggle index rebuild`"
    )]
    Engine(TantivyError),
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        Self::Engine(error)
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::Engine(error.into())
    }
}

/// Whether `error` says that somebody else holds the writer's lock.
pub(crate) fn is_lock_busy(error: &TantivyError) -> bool {
    matches!(error, TantivyError::LockFailure(LockError::LockBusy, _))
}
