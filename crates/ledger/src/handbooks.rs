//! What stands beside an edition so that its handbook says the same for ever: programs, measures and money as they were.

use model::StrategyId;

use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

impl WorkspaceLedger {
    /// Keeps what stands beside an edition, as JSON of whoever makes handbooks. What was kept first stays.
    pub async fn keep_works(
        &self,
        strategy: StrategyId,
        edition: u32,
        document: &str,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO edition_works (workspace_id, strategy_id, edition, document) VALUES ($1, $2, $3, $4)
             ON CONFLICT (workspace_id, strategy_id, edition) DO NOTHING",
        )
        .bind(self.id)
        .bind(i64::from(strategy.0))
        .bind(i64::from(edition))
        .bind(document)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// What was kept beside an edition.
    pub async fn works(
        &self,
        strategy: StrategyId,
        edition: u32,
    ) -> Result<Option<String>, LedgerError> {
        let row = sqlx::query(
            "SELECT document FROM edition_works WHERE workspace_id = $1 AND strategy_id = $2 AND edition = $3",
        )
        .bind(self.id)
        .bind(i64::from(strategy.0))
        .bind(i64::from(edition))
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.as_ref().map(|row| Columns::of(row).get()).transpose()?)
    }
}
