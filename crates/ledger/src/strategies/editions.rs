//! Editions and their signatures: added, never replaced.

use model::{Edition, ItemId, Party, Signature, StrategyId, Timestamp};
use sqlx::sqlite::SqliteRow;

use super::packed::{pack, unpack};
use crate::LedgerError;
use crate::code::uncount;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What a list says of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionSummary {
    /// 1, 2, 3 ….
    pub number: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// What changed, in a sentence; may be empty.
    pub note: String,
    /// How many have signed it.
    pub signatures: u64,
}

/// When and by whom an edition was made, and what changed.
fn made(columns: &mut Columns<'_>) -> Result<(Timestamp, String, String), sqlx::Error> {
    Ok((Timestamp(columns.get()?), columns.get()?, columns.get()?))
}

impl WorkspaceLedger {
    /// Adds an edition.
    ///
    /// # Errors
    /// [`LedgerError::Duplicate`] when there is one of this number: an edition is never replaced.
    pub async fn add_edition(&self, edition: &Edition) -> Result<(), LedgerError> {
        let content = pack(&edition.content)?;
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "INSERT INTO edition (workspace_id, strategy_id, edition, at, made_by, note, document)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, strategy_id, edition) DO NOTHING",
        )
        .bind(self.id)
        .bind(i64::from(edition.strategy.0))
        .bind(i64::from(edition.number))
        .bind(edition.at.0)
        .bind(&edition.by)
        .bind(&edition.note)
        .bind(content)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Err(LedgerError::Duplicate {
                what: "editions",
                name: edition.number.to_string(),
            });
        }
        Ok(transaction.commit().await?)
    }

    /// The editions of a strategy, newest first.
    pub async fn editions(&self, id: StrategyId) -> Result<Vec<EditionSummary>, LedgerError> {
        let rows = sqlx::query(
            "SELECT e.edition, e.at, e.made_by, e.note, (SELECT COUNT(*) FROM signature s WHERE
             s.workspace_id = e.workspace_id AND s.strategy_id = e.strategy_id AND s.edition = e.edition)
             FROM edition e WHERE e.workspace_id = $1 AND e.strategy_id = $2 ORDER BY e.edition DESC",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            let number = columns.number()?;
            let (at, by, note) = made(&mut columns)?;
            Ok(EditionSummary { number, at, by, note, signatures: uncount(columns.get()?) })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// One edition as it was made.
    pub async fn edition(
        &self,
        id: StrategyId,
        number: u32,
    ) -> Result<Option<Edition>, LedgerError> {
        let row = sqlx::query(
            "SELECT at, made_by, note, document FROM edition
             WHERE workspace_id = $1 AND strategy_id = $2 AND edition = $3",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(i64::from(number))
        .fetch_optional(&self.store.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        let (at, by, note) = made(&mut columns)?;
        let content = unpack(columns.get()?)?;
        Ok(Some(Edition { strategy: id, number, at, by, note, content }))
    }

    /// Signs an edition; whether that was new. Who signed before keeps the first moment. `None`: there is no such edition.
    pub async fn sign(
        &self,
        id: StrategyId,
        signature: &Signature,
    ) -> Result<Option<bool>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let found = sqlx::query(
            "SELECT 1 FROM edition WHERE workspace_id = $1 AND strategy_id = $2 AND edition = $3",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(i64::from(signature.edition))
        .fetch_optional(&mut *transaction)
        .await?;
        if found.is_none() {
            return Ok(None);
        }
        let done = sqlx::query(
            "INSERT INTO signature (workspace_id, strategy_id, edition, item_id, name, party, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (workspace_id, strategy_id, edition, item_id) DO NOTHING",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(i64::from(signature.edition))
        .bind(i64::from(signature.teammate.0))
        .bind(&signature.name)
        .bind(signature.party.as_str())
        .bind(signature.at.0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Some(done.rows_affected() > 0))
    }

    /// All signatures under editions of a strategy, in the order of editions and moments.
    pub async fn signatures(&self, id: StrategyId) -> Result<Vec<Signature>, LedgerError> {
        let rows = sqlx::query(
            "SELECT edition, item_id, name, party, at FROM signature WHERE workspace_id = $1 AND strategy_id = $2
             ORDER BY edition, at, item_id",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok(Signature {
                edition: columns.number()?,
                teammate: columns.item()?,
                name: columns.get()?,
                party: columns.word("party", Party::from_word)?,
                at: Timestamp(columns.get()?),
            })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The edition that a teammate signed last.
    pub async fn last_signed(
        &self,
        id: StrategyId,
        mate: ItemId,
    ) -> Result<Option<u32>, LedgerError> {
        let row = sqlx::query(
            "SELECT MAX(edition) FROM signature WHERE workspace_id = $1 AND strategy_id = $2 AND item_id = $3",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(i64::from(mate.0))
        .fetch_one(&self.store.readers)
        .await?;
        let number: Option<i64> = Columns::of(&row).get()?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }
}
