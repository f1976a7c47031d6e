//! What was not captured, and why.

use model::gap::GapCause;
use model::{Gap, SourceId, Timestamp, Window};

use crate::LedgerError;
use crate::code::{Code, count};
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

impl WorkspaceLedger {
    /// Notes a gap; `source_name` is not needed. The same gap (source, cause, window) noted again replaces what was
    /// known to be lost.
    pub async fn add_gap(&self, gap: &Gap) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        self.check_sources(&mut transaction, std::iter::once(gap.source)).await?;
        sqlx::query(
            "INSERT INTO gap (workspace_id, source_id, since, until, cause, lost) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (workspace_id, source_id, cause, since, until) DO UPDATE SET lost = excluded.lost",
        )
        .bind(self.id)
        .bind(i64::from(gap.source.0))
        .bind(gap.window.since.0)
        .bind(gap.window.until.0)
        .bind(gap.cause.code())
        .bind(gap.lost.map(count))
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// The gaps that touch `window`, by their beginning.
    pub async fn gaps(&self, window: Window) -> Result<Vec<Gap>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows = sqlx::query(
            "SELECT gap.source_id, source.name, gap.since, gap.until, gap.cause, gap.lost
             FROM gap JOIN source ON source.workspace_id = gap.workspace_id AND source.source_id = gap.source_id
             WHERE gap.workspace_id = $1 AND gap.since < $3 AND gap.until > $2
             ORDER BY gap.since, gap.until, gap.source_id, gap.cause",
        )
        .bind(self.id)
        .bind(window.since.0)
        .bind(window.until.0)
        .fetch_all(&mut *conn)
        .await?;
        let read = |row| {
            let mut columns = Columns::of(row);
            Ok(Gap {
                source: SourceId(columns.number()?),
                source_name: columns.get()?,
                window: Window {
                    since: Timestamp(columns.get()?),
                    until: Timestamp(columns.get()?),
                },
                cause: columns.code::<GapCause>()?,
                lost: columns.maybe_count()?,
            })
        };
        rows.iter().map(read).collect()
    }
}
