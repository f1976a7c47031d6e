//! The database file: one connection that writes, a few that read, and the schema they expect.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::LedgerError;
use crate::migrate::migrate;
use crate::strategies::Remembered;

/// How the ledger uses the machine.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long to wait for another process that writes, before [`LedgerError::Busy`].
    pub busy_wait: Duration,
    /// Page cache of the writing connection, in MiB. It holds the index of post ids, which is hit at random.
    pub write_cache_mib: u32,
    /// Page cache of each reading connection, in MiB.
    pub read_cache_mib: u32,
    /// Largest size of the file in pages of 4 KiB; beyond it [`LedgerError::DiskFull`].
    pub max_pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            busy_wait: Duration::from_secs(5),
            write_cache_mib: 64,
            read_cache_mib: 8,
            max_pages: None,
        }
    }
}

/// Connections that read at the same time.
const READERS: u32 = 4;

#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) path: PathBuf,
    writer: SqlitePool,
    pub(crate) readers: SqlitePool,
    pub(crate) kept: Remembered,
}

impl Store {
    /// Opens the file at `path`, which must exist unless `create`, and brings its schema up to date.
    pub(crate) async fn open(
        path: &Path,
        create: bool,
        options: &Options,
    ) -> Result<Arc<Self>, LedgerError> {
        if !create && !path.is_file() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        let common = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(options.busy_wait)
            .foreign_keys(false)
            .statement_cache_capacity(200)
            .row_buffer_size(512);
        let mut writing = common
            .clone()
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("cache_size", kib(options.write_cache_mib))
            .pragma("secure_delete", "ON")
            // Where a statement over many rows notes how to undo itself.
            .pragma("temp_store", "MEMORY")
            // Pages that many posts touch are written back once in 32 MiB of log, not once in four.
            .pragma("wal_autocheckpoint", "8192")
            .pragma("journal_size_limit", "67108864");
        if let Some(pages) = options.max_pages {
            writing = writing.pragma("max_page_count", pages.to_string());
        }
        let reading =
            common.pragma("query_only", "ON").pragma("cache_size", kib(options.read_cache_mib));
        // A second task of this process waits for its turn as long as another process would.
        let pool = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(options.busy_wait.max(Duration::from_millis(1)) * 2);
        let store = Self {
            path: path.to_owned(),
            writer: pool.clone().max_connections(1).connect_lazy_with(writing),
            readers: pool.max_connections(READERS).connect_lazy_with(reading),
            kept: Remembered::default(),
        };
        migrate(&store).await?;
        Ok(Arc::new(store))
    }

    /// Begins a transaction that may write; it is undone unless it is committed.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, LedgerError> {
        match self.writer.begin_with("BEGIN IMMEDIATE").await {
            // After some failures (a full disk) SQLite undoes a transaction by itself, and sqlx then still counts
            // it as open. Such a connection is given up.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            begun => Ok(begun?),
        }
    }

    /// Begins a transaction that only reads: all that is read in it is of one moment.
    pub(crate) async fn read(&self) -> Result<Transaction<'static, Sqlite>, LedgerError> {
        Ok(self.readers.begin().await?)
    }

    /// The writing connection outside of a transaction.
    pub(crate) async fn writer(
        &self,
    ) -> Result<impl std::ops::DerefMut<Target = SqliteConnection>, LedgerError> {
        Ok(self.writer.acquire().await?)
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// SQLite takes a negative cache size as KiB.
fn kib(mib: u32) -> String {
    format!("-{}", u64::from(mib) * 1024)
}
