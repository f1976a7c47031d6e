//! Who did what when, to settings and to people's data. Never holds words of a post.

use model::{MemberId, Timestamp};
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// One entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; `None`: the command line, or nobody yet.
    pub member: Option<MemberId>,
    /// What was done, such as `signed_in` or `watch.saved`.
    pub verb: String,
    /// To what.
    pub object: String,
}

impl WorkspaceLedger {
    /// Adds an entry.
    pub async fn audit(
        &self,
        member: Option<MemberId>,
        verb: &str,
        object: &str,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO audit (workspace_id, audit_id, at, member_id, verb, object)
             SELECT $1, COALESCE(MAX(audit_id), 0) + 1, $2, $3, $4, $5 FROM audit WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(at.0)
        .bind(member.map(|id| i64::from(id.0)))
        .bind(verb)
        .bind(object)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// The newest `limit` entries, newest first.
    pub async fn audit_log(&self, limit: u32) -> Result<Vec<AuditEntry>, LedgerError> {
        let rows = sqlx::query(
            "SELECT audit_id, at, member_id, verb, object FROM audit
             WHERE workspace_id = $1 ORDER BY audit_id DESC LIMIT $2",
        )
        .bind(self.id)
        .bind(i64::from(limit))
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok(AuditEntry {
                id: columns.get()?,
                at: Timestamp(columns.get()?),
                member: columns.maybe_member()?,
                verb: columns.get()?,
                object: columns.get()?,
            })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }
}
