//! How a person leaves the strategies when they leave the contacts: their place stays, as a marked hole.

use model::{Comment, ContactId, ItemId, Strategy, StrategyId, SwotItem, Teammate};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::packed::{pack, unpack};
use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What stands where a person's name stood.
const ERASED: &str = "erased person";

/// What stands where a person's words stood; not empty, since a counter-argument was there.
const ERASED_WORDS: &str = "(erased)";

impl WorkspaceLedger {
    /// Takes a contact's name, terms and words out of every strategy and edition; whether they stood in any. That and how
    /// they voted and signed stays, without a name.
    pub(crate) async fn forget_on_teams(
        &self,
        conn: &mut SqliteConnection,
        contact: ContactId,
    ) -> Result<bool, LedgerError> {
        let rows = sqlx::query(
            "SELECT strategy_id, item_id FROM strategy_person WHERE workspace_id = $1 AND contact_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(contact.0))
        .fetch_all(&mut *conn)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((StrategyId(columns.number()?), columns.item()?))
        };
        let places: Vec<(StrategyId, ItemId)> =
            rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?;
        for (id, mate) in &places {
            if let Some(mut strategy) = self.strategy_in(conn, *id).await? {
                forget(&mut strategy, *mate);
                self.put_strategy(conn, &strategy).await?;
            }
            self.forget_in_editions(conn, *id, *mate).await?;
            self.drop_undos(conn, *id).await?;
            sqlx::query(
                "UPDATE signature SET name = $4 WHERE workspace_id = $1 AND strategy_id = $2 AND item_id = $3",
            )
            .bind(self.id)
            .bind(i64::from(id.0))
            .bind(i64::from(mate.0))
            .bind(ERASED)
            .execute(&mut *conn)
            .await?;
            sqlx::query(
                "UPDATE strategy_person SET contact_id = NULL
                 WHERE workspace_id = $1 AND strategy_id = $2 AND item_id = $3",
            )
            .bind(self.id)
            .bind(i64::from(id.0))
            .bind(i64::from(mate.0))
            .execute(&mut *conn)
            .await?;
            self.drop_invitations(conn, *id, *mate).await?;
            // What the history says of others stays; what it says may name the person.
            sqlx::query(
                "UPDATE strategy_event SET detail = '' WHERE workspace_id = $1 AND strategy_id = $2",
            )
            .bind(self.id)
            .bind(i64::from(id.0))
            .execute(&mut *conn)
            .await?;
        }
        Ok(!places.is_empty())
    }

    async fn forget_in_editions(
        &self,
        conn: &mut SqliteConnection,
        id: StrategyId,
        mate: ItemId,
    ) -> Result<(), LedgerError> {
        let rows = sqlx::query(
            "SELECT edition, document FROM edition WHERE workspace_id = $1 AND strategy_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_all(&mut *conn)
        .await?;
        for row in &rows {
            let mut columns = Columns::of(row);
            let edition: i64 = columns.get()?;
            let mut content: Strategy = unpack(columns.get()?)?;
            if !forget(&mut content, mate) {
                continue;
            }
            sqlx::query(
                "UPDATE edition SET document = $4 WHERE workspace_id = $1 AND strategy_id = $2 AND edition = $3",
            )
            .bind(self.id)
            .bind(i64::from(id.0))
            .bind(edition)
            .bind(pack(&content)?)
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }
}

/// Takes a teammate's name and words out of `strategy`; whether anything was there.
fn forget(strategy: &mut Strategy, mate: ItemId) -> bool {
    let team = strategy.team.iter_mut().filter(|other| other.id == mate);
    let places = strategy.hexagon.resources.iter_mut().filter(|one| one.teammate == Some(mate));
    let comments = strategy.comments.iter_mut().filter(|comment| comment.by == Some(mate));
    let counters = strategy.swot.iter_mut().filter_map(|item: &mut SwotItem| item.counter.as_mut());
    let mut anything = false;
    for Teammate { name, organisation, email, terms, contact, .. } in team {
        *name = ERASED.to_owned();
        [organisation, email, terms].into_iter().for_each(String::clear);
        *contact = None;
        anything = true;
    }
    for resource in places {
        resource.name = ERASED.to_owned();
        resource.place.clear();
        anything = true;
    }
    for Comment { by_name, text, .. } in comments {
        *by_name = ERASED.to_owned();
        *text = ERASED_WORDS.to_owned();
        anything = true;
    }
    for counter in counters.filter(|counter| counter.by == mate) {
        counter.by_name = ERASED.to_owned();
        counter.text = ERASED_WORDS.to_owned();
        anything = true;
    }
    anything
}
