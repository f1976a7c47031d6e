//! What takes the last change of each member back. The ledger does not read it; whoever keeps it knows what it says.

use model::{MemberId, StrategyId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::packed::{pack, unpack};
use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

impl WorkspaceLedger {
    /// Keeps what takes a member's last change to a strategy back, instead of what was kept before.
    pub async fn keep_undo<T: Serialize>(
        &self,
        (id, member): (StrategyId, MemberId),
        undo: &T,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO strategy_undo (workspace_id, strategy_id, member_id, at, document) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (workspace_id, strategy_id, member_id)
             DO UPDATE SET at = excluded.at, document = excluded.document",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(i64::from(member.0))
        .bind(at.0)
        .bind(pack(undo)?)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// What takes a member's last change to a strategy back, and when that change was made.
    pub async fn undo_of<T: DeserializeOwned>(
        &self,
        id: StrategyId,
        member: MemberId,
    ) -> Result<Option<(Timestamp, T)>, LedgerError> {
        let row = sqlx::query(
            "SELECT at, document FROM strategy_undo WHERE workspace_id = $1 AND strategy_id = $2 AND member_id = $3",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(i64::from(member.0))
        .fetch_optional(&self.store.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        Ok(Some((Timestamp(columns.get()?), unpack(columns.get()?)?)))
    }

    /// Drops what could bring words back that a person wants gone.
    pub(super) async fn drop_undos(
        &self,
        conn: &mut SqliteConnection,
        id: StrategyId,
    ) -> Result<(), LedgerError> {
        sqlx::query("DELETE FROM strategy_undo WHERE workspace_id = $1 AND strategy_id = $2")
            .bind(self.id)
            .bind(i64::from(id.0))
            .execute(conn)
            .await?;
        Ok(())
    }
}
