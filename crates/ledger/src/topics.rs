//! What topics are called, so that a topic keeps its name and people can change it.

use model::{Timestamp, TopicAnchor, TopicName};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// The database has signed numbers; the bits are the same.
fn code(anchor: TopicAnchor) -> i64 {
    i64::from_ne_bytes(anchor.0.to_ne_bytes())
}

fn anchor(code: i64) -> TopicAnchor {
    TopicAnchor(u64::from_ne_bytes(code.to_ne_bytes()))
}

impl WorkspaceLedger {
    /// All names, those that people gave first, then by name.
    pub async fn topic_names(&self) -> Result<Vec<TopicName>, LedgerError> {
        let rows = sqlx::query(
            "SELECT anchor, name, given FROM topic_name WHERE workspace_id = $1 ORDER BY given DESC, name, anchor",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok(TopicName {
                anchor: anchor(columns.get()?),
                name: columns.get()?,
                given: columns.get::<i64>()? != 0,
            })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Keeps names that were made of phrases; a name that a person gave stays.
    pub async fn keep_topic_names(
        &self,
        names: &[(TopicAnchor, String)],
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut transaction = self.store.write().await?;
        for (anchor, name) in names {
            sqlx::query(
                "INSERT INTO topic_name (workspace_id, anchor, name, given, at) VALUES ($1, $2, $3, 0, $4)
                 ON CONFLICT (workspace_id, anchor) DO UPDATE SET name = excluded.name, at = excluded.at
                 WHERE topic_name.given = 0",
            )
            .bind(self.id)
            .bind(code(*anchor))
            .bind(name.as_str())
            .bind(at.0)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// A person calls the topics with these anchors `name`, which makes one topic of them and of others of that name; or, with
    /// `None`, gives them back the names that are made of phrases, each its own.
    pub async fn name_topics(
        &self,
        anchors: &[TopicAnchor],
        name: Option<&str>,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        for anchor in anchors {
            self.drop_topic_name(&mut transaction, *anchor).await?;
            let Some(name) = name else { continue };
            sqlx::query(
                "INSERT INTO topic_name (workspace_id, anchor, name, given, at) VALUES ($1, $2, $3, 1, $4)",
            )
            .bind(self.id)
            .bind(code(*anchor))
            .bind(name)
            .bind(at.0)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn drop_topic_name(
        &self,
        conn: &mut SqliteConnection,
        anchor: TopicAnchor,
    ) -> Result<(), LedgerError> {
        sqlx::query("DELETE FROM topic_name WHERE workspace_id = $1 AND anchor = $2")
            .bind(self.id)
            .bind(code(anchor))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Names made of phrases hold words of posts: when something is erased, they are made anew from what is left.
    pub(crate) async fn forget_topic_names(
        &self,
        conn: &mut SqliteConnection,
    ) -> Result<(), LedgerError> {
        sqlx::query("DELETE FROM topic_name WHERE workspace_id = $1 AND given = 0")
            .bind(self.id)
            .execute(conn)
            .await?;
        Ok(())
    }
}
