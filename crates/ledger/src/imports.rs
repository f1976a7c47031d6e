//! What is already in from a file, and where a source goes on.

use std::collections::BTreeSet;

use model::{SourceId, Timestamp};
use rustc_hash::FxHashSet;
use sqlx::SqliteConnection;

use crate::LedgerError;
use crate::chunk::FileDigest;
use crate::code::uncount;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// How far the import of a file is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportState {
    /// Chunks that are in.
    pub chunks: BTreeSet<u64>,
    /// When its last chunk came in; all chunks are in then.
    pub finished_at: Option<Timestamp>,
    /// Posts that it added, when they first came.
    pub added: u64,
    /// Posts that it changed.
    pub changed: u64,
    /// Posts that it brought again.
    pub unchanged: u64,
    /// Posts that were kept away.
    pub refused: u64,
    /// Rows that could not be used.
    pub rejected: u64,
}

impl WorkspaceLedger {
    /// How far the import of this file is; empty when it never began.
    pub async fn import_state(&self, file: &FileDigest) -> Result<ImportState, LedgerError> {
        let mut moment = self.store.read().await?;
        let rows = sqlx::query(
            "SELECT chunk, added, changed, unchanged, refused, rejected FROM import_chunk
             WHERE workspace_id = $1 AND file = $2",
        )
        .bind(self.id)
        .bind(file.as_slice())
        .fetch_all(&mut *moment)
        .await?;
        let mut state = ImportState::default();
        for row in &rows {
            let mut columns = Columns::of(row);
            state.chunks.insert(uncount(columns.get()?));
            state.added += uncount(columns.get()?);
            state.changed += uncount(columns.get()?);
            state.unchanged += uncount(columns.get()?);
            state.refused += uncount(columns.get()?);
            state.rejected += uncount(columns.get()?);
        }
        let finished = sqlx::query(
            "SELECT finished_at FROM import_file WHERE workspace_id = $1 AND file = $2",
        )
        .bind(self.id)
        .bind(file.as_slice())
        .fetch_optional(&mut *moment)
        .await?;
        if let Some(row) = finished {
            state.finished_at = Some(Timestamp(Columns::of(&row).get()?));
        }
        Ok(state)
    }

    /// Notes that all of the file is in, for imports that know their last chunk only afterwards.
    pub async fn set_import_finished(
        &self,
        file: &FileDigest,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        self.finish(&mut transaction, file, at).await?;
        Ok(transaction.commit().await?)
    }

    pub(crate) async fn finish(
        &self,
        conn: &mut SqliteConnection,
        file: &FileDigest,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "INSERT INTO import_file (workspace_id, file, finished_at) VALUES ($1, $2, $3)
             ON CONFLICT (workspace_id, file) DO UPDATE SET finished_at = excluded.finished_at",
        )
        .bind(self.id)
        .bind(file.as_slice())
        .bind(at.0)
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Where the source goes on; `None` before its first posts.
    pub async fn cursor(&self, source: SourceId) -> Result<Option<String>, LedgerError> {
        let row =
            sqlx::query("SELECT cursor FROM source WHERE workspace_id = $1 AND source_id = $2")
                .bind(self.id)
                .bind(i64::from(source.0))
                .fetch_optional(&self.store.readers)
                .await?;
        match row {
            Some(row) => Ok(Columns::of(&row).get()?),
            None => Err(LedgerError::UnknownSource(source)),
        }
    }

    pub(crate) async fn set_cursor(
        &self,
        conn: &mut SqliteConnection,
        source: SourceId,
        cursor: &str,
    ) -> Result<(), LedgerError> {
        sqlx::query("UPDATE source SET cursor = $3 WHERE workspace_id = $1 AND source_id = $2")
            .bind(self.id)
            .bind(i64::from(source.0))
            .bind(cursor)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Refuses sources that this workspace does not have.
    pub(crate) async fn check_sources(
        &self,
        conn: &mut SqliteConnection,
        sources: impl Iterator<Item = SourceId>,
    ) -> Result<(), LedgerError> {
        let wanted: FxHashSet<SourceId> = sources.collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let rows = sqlx::query("SELECT source_id FROM source WHERE workspace_id = $1")
            .bind(self.id)
            .fetch_all(conn)
            .await?;
        let mut known = FxHashSet::default();
        for row in &rows {
            known.insert(SourceId(Columns::of(row).number()?));
        }
        match wanted.difference(&known).min() {
            Some(unknown) => Err(LedgerError::UnknownSource(*unknown)),
            None => Ok(()),
        }
    }
}
