//! What can go wrong with a ledger, and what to do about it.

use std::path::PathBuf;

use model::SourceId;

/// Why the ledger did not do what it was asked. Unless the variant says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Another process or task holds the write lock for longer than [`crate::Options::busy_wait`].
    #[error(
        "the ledger is in use by another process; let the other `waggle` finish and run this again, nothing was changed"
    )]
    Busy,
    /// The disk, or the quota, is full.
    #[error(
        "the disk with the ledger is full; make room and run the same command again, it goes on where it stopped"
    )]
    DiskFull,
    /// There is no file.
    #[error("there is no ledger at `{}`; run `waggle init` there, or name the workspace with `--workspace`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("`{}` is not a ledger of Waggle; move it away, or choose another workspace folder", path.display())]
    NotALedger {
        /// Which file.
        path: PathBuf,
    },
    /// Written by a newer Waggle.
    #[error("`{}` was written by a newer Waggle (schema {found}, this one knows {known}); upgrade Waggle", path.display())]
    TooNew {
        /// Which file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The file or its folder cannot be opened, read or written.
    #[error(
        "the ledger cannot be opened, read or written ({reason}); check the disk, and the owner and permissions of the file and its folder"
    )]
    Denied {
        /// What the system said.
        reason: String,
    },
    /// The file is damaged.
    #[error(
        "the ledger is damaged ({reason}); restore it from a backup, or save what can be read with `sqlite3 ledger.db .recover`"
    )]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// One value is larger than the database takes (about 1 GB).
    #[error(
        "a post is larger than the ledger can hold (1 GB); split the file or leave the post out"
    )]
    TooLarge,
    /// A name appears twice in a plan.
    #[error("two {what} are called `{name}` (case does not count); rename one of them")]
    Duplicate {
        /// `subjects`, `watches` or `sources`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A watch names a subject that the plan does not have.
    #[error(
        "the watch `{watch}` belongs to the subject `{subject}`, which the plan does not have; add the subject or correct the name"
    )]
    UnknownSubject {
        /// The watch.
        watch: String,
        /// The name it gives.
        subject: String,
    },
    /// A post, cursor or gap belongs to a source that this workspace does not have.
    #[error("there is no source number {0} in this workspace; add the source before its posts")]
    UnknownSource(SourceId),
    /// Not `network:handle`.
    #[error("`{0}` names no author; write `network:handle`, for example `mastodon:ann`")]
    InvalidAuthor(String),
    /// This account or address was erased and stays away.
    #[error("this person was erased from the workspace at their wish and is not taken in again")]
    Erased,
    /// Erased, but copies may linger in unused parts of the file until it was rewritten.
    #[error(
        "the posts are erased, but traces of them can remain in the file until it is rewritten, which failed: {reason}; close other programs that use the ledger and run the same command again"
    )]
    Unscrubbed {
        /// Why the file could not be rewritten.
        reason: String,
    },
    /// The database refused in a way that is not foreseen.
    #[error("the database failed: {0}; please report this")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(refusal) = &error else {
            return match error {
                sqlx::Error::PoolTimedOut => Self::Busy,
                sqlx::Error::Io(cause) => Self::Denied { reason: cause.to_string() },
                sqlx::Error::ColumnDecode { index, source } => {
                    Self::Damaged { reason: format!("column {index}: {source}") }
                }
                other => Self::Database(other),
            };
        };
        let reason = || refusal.message().to_owned();
        let code = refusal.code().and_then(|code| code.parse::<u32>().ok());
        // The low byte of an extended result code of SQLite is its primary code.
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Busy,
            Some(13) => Self::DiskFull,
            Some(3 | 8 | 10 | 14 | 23) => Self::Denied { reason: reason() },
            Some(11 | 26) => Self::Damaged { reason: reason() },
            Some(18) => Self::TooLarge,
            _ => Self::Database(error),
        }
    }
}
