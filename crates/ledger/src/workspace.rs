//! The only ways in: a file, and one workspace of it. Whoever holds a `WorkspaceLedger` cannot reach another workspace.

use std::path::Path;
use std::sync::Arc;

use model::Seq;
use sqlx::Row;

use crate::LedgerError;
use crate::code::{count, uncount};
use crate::store::{Options, Store};
use crate::tombstone::Secret;

/// The number of a workspace in its ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkspaceId(pub u32);

impl WorkspaceId {
    /// The only workspace of a ledger that has one, as a folder with a `waggle.toml` does.
    pub const FIRST: Self = Self(1);
}

/// An open ledger.
#[derive(Debug, Clone)]
pub struct Ledger {
    store: Arc<Store>,
}

impl Ledger {
    /// Opens the ledger at `path` and makes an empty one where there is none; its folder must exist.
    ///
    /// # Errors
    /// [`LedgerError::NotALedger`], [`LedgerError::TooNew`], [`LedgerError::Denied`], [`LedgerError::Busy`] while
    /// another process makes or upgrades it.
    pub async fn create(path: &Path, options: &Options) -> Result<Self, LedgerError> {
        Ok(Self { store: Store::open(path, true, options).await? })
    }

    /// Opens the ledger at `path`.
    ///
    /// # Errors
    /// As [`Self::create`], and [`LedgerError::Missing`].
    pub async fn open(path: &Path, options: &Options) -> Result<Self, LedgerError> {
        Ok(Self { store: Store::open(path, false, options).await? })
    }

    /// The workspace with this number. Where there is none yet it is made, empty, with `secret` as the key of its
    /// tombstones: 32 bytes that nobody can guess. An existing workspace keeps the secret that it has.
    pub async fn workspace(
        &self,
        id: WorkspaceId,
        secret: [u8; 32],
    ) -> Result<WorkspaceLedger, LedgerError> {
        if let Some(found) = self.find(id).await? {
            return Ok(found);
        }
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO workspace (workspace_id, name, zone, secret, head, posts, versions, erased, scrub_pending)
             VALUES ($1, '', 'UTC', $2, 0, 0, 0, 0, 0) ON CONFLICT (workspace_id) DO NOTHING",
        )
        .bind(i64::from(id.0))
        .bind(secret.as_slice())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        let missing = || LedgerError::Damaged { reason: format!("workspace {} is gone", id.0) };
        self.find(id).await?.ok_or_else(missing)
    }

    async fn find(&self, id: WorkspaceId) -> Result<Option<WorkspaceLedger>, LedgerError> {
        let found = sqlx::query("SELECT secret FROM workspace WHERE workspace_id = $1")
            .bind(i64::from(id.0))
            .fetch_optional(&self.store.readers)
            .await?;
        let Some(row) = found else { return Ok(None) };
        let secret: Vec<u8> = row.try_get(0)?;
        let wrong = |_| LedgerError::Damaged { reason: "a secret has the wrong length".to_owned() };
        let secret = Secret::new(secret.try_into().map_err(wrong)?);
        let store = Arc::clone(&self.store);
        Ok(Some(WorkspaceLedger { store, id: i64::from(id.0), secret }))
    }

    /// Waits until all connections are closed and the log is written back. Not needed for safety.
    pub async fn close(self) {
        self.store.close().await;
    }
}

/// One workspace of a ledger. All reading and writing of posts starts here; cheap to clone.
#[derive(Clone)]
pub struct WorkspaceLedger {
    pub(crate) store: Arc<Store>,
    pub(crate) id: i64,
    pub(crate) secret: Secret,
}

impl std::fmt::Debug for WorkspaceLedger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WorkspaceLedger").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How much a workspace holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Posts that stand.
    pub posts: u64,
    /// Older versions of them.
    pub versions: u64,
    /// Posts that were erased.
    pub erased: u64,
}

/// The row of a workspace that changes with each transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    pub(crate) head: u64,
    pub(crate) counts: Counts,
    pub(crate) has_tombstones: bool,
    pub(crate) scrub_pending: bool,
}

impl WorkspaceLedger {
    /// The newest sequence number; 0 when nothing was ever settled.
    pub async fn head(&self) -> Result<Seq, LedgerError> {
        Ok(Seq(self.state(&mut *self.store.readers.acquire().await?).await?.head))
    }

    /// How much it holds. Kept up to date by each transaction, so it costs nothing.
    pub async fn counts(&self) -> Result<Counts, LedgerError> {
        Ok(self.state(&mut *self.store.readers.acquire().await?).await?.counts)
    }

    pub(crate) async fn state(
        &self,
        conn: &mut sqlx::SqliteConnection,
    ) -> Result<State, LedgerError> {
        let row = sqlx::query(
            "SELECT head, posts, versions, erased, scrub_pending,
             (SELECT COUNT(*) FROM (SELECT 1 FROM tombstone WHERE workspace_id = $1 LIMIT 1) AS some)
             FROM workspace WHERE workspace_id = $1",
        )
        .bind(self.id)
        .fetch_one(conn)
        .await?;
        Ok(State {
            head: uncount(row.try_get(0)?),
            counts: Counts {
                posts: uncount(row.try_get(1)?),
                versions: uncount(row.try_get(2)?),
                erased: uncount(row.try_get(3)?),
            },
            scrub_pending: row.try_get::<i64, _>(4)? != 0,
            has_tombstones: row.try_get::<i64, _>(5)? != 0,
        })
    }

    pub(crate) async fn set_state(
        &self,
        conn: &mut sqlx::SqliteConnection,
        state: &State,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "UPDATE workspace SET head = $2, posts = $3, versions = $4, erased = $5, scrub_pending = $6
             WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(count(state.head))
        .bind(count(state.counts.posts))
        .bind(count(state.counts.versions))
        .bind(count(state.counts.erased))
        .bind(i64::from(state.scrub_pending))
        .execute(conn)
        .await?;
        Ok(())
    }
}
